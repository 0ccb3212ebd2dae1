"""The instrument as open data: the rows of a version, as its files hold them."""

from django.urls import reverse

from assessments.files.rows import BETWEEN
from assessments.models.instrument import LANGUAGES

ANCHORS = {"area": "area", "indicator": "indicator", "criterion": "criterion"}


def row_as_data(placed, request):
    """A row of a version; `placed` is the version with the row."""
    version, row = placed
    values = row.filled()
    page = f"{reverse('programme-indicators')}"
    anchor = f"#{ANCHORS[row.kind]}-{row.code}" if row.kind in ANCHORS else "#scale" if row.kind == "stage" else ""
    return {
        "version": version.code,
        "kind": row.kind,
        "code": row.code,
        "part_of": row.part_of or None,
        "text": values["text_en"] or None,
        "texts": _texts(values, "text"),
        "guidance": _texts(values, "guidance"),
        "evidence": _texts(values, "evidence"),
        "legal_basis": _texts(values, "legal_basis"),
        "wording": {language: values[f"mark_{language}"] or None for language in LANGUAGES},
        "working_area": values.get("working_area") or None,
        "cross_cutting_area": values.get("cross_cutting_area") or None,
        "follows": [code for code in values.get("follows", "").split(BETWEEN) if code],
        "source": {
            "document": values["source"] or None,
            "locator": values["source_locator"] or None,
            "text": values["source_text"] or None,
        },
        "sureness": values["sureness"],
        "url": request.build_absolute_uri(f"{page}{anchor}") if version.status == "published" else None,
    }


def _texts(values, column):
    return {language: values.get(f"{column}_{language}") or None for language in LANGUAGES}
