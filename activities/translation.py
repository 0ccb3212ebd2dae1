"""Which texts of this room exist in three languages. Histories are registered after them (design trap 5)."""

from modeltranslation.translator import TranslationOptions, translator

from activities import models
from programme.history import record

TRANSLATED = {
    models.ActivityKind: ("name", "plural"),
    models.Activity: ("title", "city", "objectives", "outcome"),
    models.Organisation: ("name", "abbreviation"),
    models.Contribution: ("note",),
}

for model, fields in TRANSLATED.items():
    translator.register(model, type(f"{model.__name__}Translation", (TranslationOptions,), {"fields": fields}))

WITH_LISTS: dict[type, tuple[str, ...]] = {models.Activity: ("documents",)}
for model in (*TRANSLATED, models.Participation, models.TargetGroup, models.AreaTag, models.Partnership):
    record(model, m2m_fields=WITH_LISTS.get(model, ()))

# What countries write is seen by the public only once it is accepted; those steps say so themselves.
record(models.ActivityProposal, m2m_fields=("areas",), private=("form_key",), published=False)
for written in (models.ProposalCountry, models.ActivityReport, models.ReportEvidence):
    record(written, published=False)
