"""Which texts of this room exist in three languages. Histories are registered after them (design trap 5)."""

from modeltranslation.translator import TranslationOptions, translator

from countries import models
from programme.history import record

TRANSLATED = {
    models.Country: ("name", "formal_name", "note"),
    models.CountryGroup: ("name", "abbreviation"),
    models.GroupMembership: ("note",),
    models.Authority: ("name",),
    models.PartyStatus: ("note",),
    models.BeneficiaryPeriod: ("note",),
    models.Commitment: ("note",),
    models.PhaseEntry: ("note",),
    models.Mission: ("findings", "recommendations", "outcome", "note"),
    models.BasicTaskResult: ("finding",),
    models.BasicTaskPlan: ("note",),
}

for model, fields in TRANSLATED.items():
    translator.register(model, type(f"{model.__name__}Translation", (TranslationOptions,), {"fields": fields}))

WITH_LISTS: dict[type, tuple[str, ...]] = {models.Country: ("documents",), models.Commitment: ("countries",)}
for model in (*TRANSLATED, models.CountryName):
    record(model, m2m_fields=WITH_LISTS.get(model, ()))

for people in (models.Mandate, models.Invitation):
    private = ("digest",) if people is models.Invitation else ()
    record(people, m2m_fields=("areas",), private=private, published=False)
record(models.BodyMember, published=False)
record(models.PlannedTask, published=False)
record(models.ContactNote, published=False)
