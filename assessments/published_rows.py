"""Published self-assessments as open data: one row for each part, read from the published copies only (PRODUCT D12)."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse

KINDS = ("assessment", "area", "question", "indicator", "criterion", "challenge", "evidence")


@dataclass(frozen=True)
class PublishedRow:
    publication: Any
    kind: str
    code: str
    part_of: str = ""
    entry: Any = None


def rows_of(publication):
    """The assessment itself, and below it what was published; of a withdrawn one only that it was."""
    yield PublishedRow(publication, "assessment", f"{_cycle(publication).number}")
    if hasattr(publication, "withdrawal"):
        return
    content = publication.content
    for area in content["areas"]:
        yield PublishedRow(publication, "area", area["code"], entry=area)
        for one in area.get("facets", ()):
            yield PublishedRow(publication, "question", one["code"], area["code"], one)
        for one in area["indicators"]:
            yield PublishedRow(publication, "indicator", one["code"], area["code"], one)
            for given in one.get("criteria", ()):
                yield PublishedRow(publication, "criterion", given["code"], one["code"], given)
        for number, one in enumerate(area.get("challenges", ()), start=1):
            place = one["indicator"] or area["code"]
            yield PublishedRow(publication, "challenge", f"{area['code']}-{number}", place, one)
    for one in content["evidence"]:
        yield PublishedRow(publication, "evidence", str(one["key"]), entry=one)


def published_row_as_data(row, request):
    publication, entry = row.publication, row.entry or {}
    cycle, withdrawal = _cycle(publication), getattr(publication, "withdrawal", None)
    page = reverse("published-assessment", args=[cycle.country.slug, cycle.number])
    standing = entry.get("standing") or entry.get("value") or None
    return {
        "country": cycle.country.iso2,
        "cycle": cycle.number,
        "instrument": publication.submission.instrument.code,
        "kind": row.kind,
        "code": row.code,
        "part_of": row.part_of or None,
        "stage": entry.get("stage"),
        "reviewed_stage": entry.get("reviewed_stage"),
        "answer": standing,
        "text": entry.get("overview") or entry.get("text") or entry.get("justification") or entry.get("title") or None,
        "legal_references": entry.get("legal_references") or None,
        "authorities": entry.get("authorities") or None,
        "stage_reason": entry.get("stage_reason") or None,
        "standing_reason": entry.get("standing_reason") or None,
        "priority": entry.get("priority") or None,
        "needs_assistance": entry.get("needs_assistance"),
        "evidence": [str(key) for key in entry.get("evidence", ())],
        "link": entry.get("url") or None,
        "published_at": publication.at.isoformat(),
        "withdrawn_at": withdrawal.at.isoformat() if withdrawal else None,
        "withdrawal_note": withdrawal.note if withdrawal else None,
        "url": request.build_absolute_uri(page),
    }


def _cycle(publication):
    return publication.submission.assessment.cycle
