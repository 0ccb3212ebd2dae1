"""Which texts of this room exist in three languages. Histories are registered after them (design trap 5)."""

from modeltranslation.translator import TranslationOptions, translator

from assessments import models
from programme.history import record

WORDED = (
    models.Instrument,
    models.ProgressStage,
    models.AreaFacet,
    models.InstrumentArea,
    models.Indicator,
    models.Criterion,
)

for model in WORDED:
    translator.register(model, type(f"{model.__name__}Translation", (TranslationOptions,), {"fields": model.texts}))

translator.register(
    models.ReminderStep,
    type("ReminderStepTranslation", (TranslationOptions,), {"fields": ("subject", "text")}),
)

for kept in (*WORDED, models.IndicatorLink, models.Erratum):
    record(kept)

# What countries and reviewers write is seen by the public only as published copies.
record(models.Evidence, m2m_fields=("answers",), published=False)
for written in (
    models.Cycle,
    models.SelfAssessment,
    models.AreaAnswer,
    models.IndicatorAnswer,
    models.CriterionAnswer,
    models.FacetAnswer,
    models.Challenge,
    models.ReviewThread,
    models.ActionPlan,
    models.PlanThread,
    models.ReminderStep,
):
    record(written, published=False)
record(models.Action, m2m_fields=("challenges", "indicators", "neighbours", "proposals"), published=False)
record(models.ApprovingBody)
# The role of who proposed the stage is no part of its history, whose rows say in which role each change was made.
record(models.ReviewedStage, private=("acted_as",), published=False)
