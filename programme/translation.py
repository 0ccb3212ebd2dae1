"""Which texts of this room exist in three languages. Histories are registered after them (design trap 5)."""

from modeltranslation.translator import TranslationOptions, translator

from programme import models
from programme.history import record

TRANSLATED = {
    models.ProgrammeName: ("name",),
    models.WorkingArea: ("name",),
    models.CrossCuttingArea: ("name", "facets"),
    models.BasicTask: ("title",),
    models.Body: ("name", "abbreviation"),
    models.Meeting: ("city", "note"),
    models.Document: ("title", "note"),
    models.Claim: ("note",),
}

for model, fields in TRANSLATED.items():
    translator.register(model, type(f"{model.__name__}Translation", (TranslationOptions,), {"fields": fields}))

for model in (*TRANSLATED, models.DocumentVersion, models.TextMark):
    record(model)

record(models.StoredFile, published=False)
record(models.User, m2m_fields=("groups",), private=("password", "last_login", "work_seen_at"), published=False)
