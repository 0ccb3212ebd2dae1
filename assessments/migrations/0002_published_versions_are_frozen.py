from django.db import migrations

from programme.triggers import DIFFERS, any_differs, refuse

INSTRUMENT = "assessments_instrument"
BECAUSE = "A published version of the instrument does not change."
SURE = ("source_locator", "source_text", "sureness", "mark_en", "mark_fr", "mark_ru")


def texts(*names):
    return [f"{name}_{language}" for name in names for language in ("en", "fr", "ru")]


VERSION = (*SURE, "code", *texts("title", "note"), "effective_from", "previous_id", "published_at")
# Where a text comes from (source_id) is no part of its meaning: merging two documents renames it.
PARTS = {
    "progressstage": (*SURE, "instrument_id", "number", *texts("label", "description")),
    "areafacet": (*SURE, "instrument_id", "cross_cutting_area_id", "position", "code", *texts("name", "guidance")),
    "instrumentarea": (*SURE, "instrument_id", "working_area_id", "position", "code", *texts("name", "introduction")),
    "indicator": (
        *SURE,
        *("instrument_id", "area_id", "position", "code"),
        *texts("title", "guidance", "evidence", "legal_basis"),
    ),
    "criterion": (*SURE, "instrument_id", "indicator_id", "position", "code", *texts("text")),
    "indicatorlink": ("instrument_id", "indicator_id", "earlier_id"),
}


def belongs_to_a_frozen_version(*keys):
    return f"""EXISTS (SELECT 1 FROM "{INSTRUMENT}" WHERE "id" IN ({", ".join(keys)}) AND "status" <> 'draft')"""  # noqa: S608 (constants)


def frozen_version():
    backwards = """(NEW."status" <> OLD."status" AND NOT (OLD."status" = 'published' AND NEW."status" = 'retired'))"""
    return f"""OLD."status" <> 'draft' AND ({any_differs(VERSION)} OR {backwards})"""


def frozen_parts():
    for name, columns in PARTS.items():
        table = f"assessments_{name}"
        changes = f"({any_differs(columns)}) AND " + belongs_to_a_frozen_version(
            'OLD."instrument_id"', 'NEW."instrument_id"'
        )
        yield refuse(table, "UPDATE", changes, name=f"{name}_keeps_meaning", because=BECAUSE)
        adds = belongs_to_a_frozen_version('NEW."instrument_id"')
        yield refuse(table, "INSERT", adds, name=f"{name}_is_not_added", because=BECAUSE)


class Migration(migrations.Migration):
    """Raw SQL changes nothing of a published version either, and no erratum (ADR 13)."""

    dependencies = [("assessments", "0001_instrument")]

    operations = [
        refuse(INSTRUMENT, "UPDATE", frozen_version(), name="instrument_keeps_meaning", because=BECAUSE),
        *frozen_parts(),
        refuse(
            "assessments_erratum",
            "UPDATE",
            f'OLD."id" {DIFFERS} NULL',
            name="erratum_stays",
            because="An erratum stays as it was noted.",
        ),
    ]
