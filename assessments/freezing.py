"""A complete copy of an assessment as plain data, and what two such copies have different (PRODUCT D10)."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from assessments.models import CriterionAnswer, Publication, Standing
from assessments.sheet import active_evidence, sheets_of

FORMAT = 1


def content_of(assessment, sheets=None):
    """Everything the country said, with the version of the instrument that it answered, as JSON can hold it."""
    sheets = sheets_of(assessment) if sheets is None else sheets
    evidence = list(active_evidence().filter(assessment=assessment).order_by("pk"))
    return {
        "format": FORMAT,
        "country": assessment.country.iso2,
        "cycle": assessment.cycle.number,
        "instrument": assessment.instrument.code,
        "areas": [_area(sheet) for sheet in sheets],
        "evidence": [_evidence(one) for one in evidence],
    }


def _area(sheet):
    stages = {stage.pk: stage.number for stage in sheet.version.stages.all()}
    return {
        "code": sheet.area.code,
        "overview": sheet.answer.overview,
        "facets": [
            {
                "code": item.facet.code,
                "standing": item.answer.standing,
                "standing_reason": item.answer.standing_reason,
                "text": item.answer.text,
            }
            for item in sheet.facets
        ],
        "indicators": [_indicator(item, stages) for item in sheet.indicators],
        "challenges": [
            {
                "key": one.pk,
                "indicator": one.indicator.code if one.indicator else "",
                "text": one.text,
                "priority": one.priority,
                "needs_assistance": one.needs_assistance,
            }
            for one in sheet.challenges
        ],
    }


def _indicator(item, stages):
    answer = item.answer
    return {
        "code": item.indicator.code,
        "stage": stages.get(answer.stage_id),
        "stage_reason": answer.stage_reason,
        "justification": answer.justification,
        "legal_references": answer.legal_references,
        "authorities": answer.authorities,
        "standing": answer.standing,
        "standing_reason": answer.standing_reason,
        "criteria": [
            {"code": criterion.code, "value": given.value, "reason": given.reason} for criterion, given in item.criteria
        ],
        "evidence": [one.pk for one in item.evidence],
    }


def _evidence(one):
    return {
        "key": one.pk,
        "title": one.title,
        "url": one.url,
        "file": one.file.name if one.file else "",
        "size": one.file.size if one.file else None,
        "sha256": one.file.sha256 if one.file else "",
        "language": one.language,
        "dated": one.dated.isoformat() if one.dated else "",
        "valid_until": one.valid_until.isoformat() if one.valid_until else "",
        "visibility": one.visibility,
    }


def published_part(content, parts):
    """Of a submitted copy just the parts that the country chose to publish."""
    has_stages, has_texts = Publication.Part.STAGES in parts, Publication.Part.TEXTS in parts
    public = [one for one in content["evidence"] if one["visibility"] == "public"]
    shown = public if Publication.Part.EVIDENCE in parts else []
    keys = {one["key"] for one in shown}
    areas = []
    for area in content["areas"]:
        indicators = []
        for one in area["indicators"]:
            entry = {"code": one["code"], "standing": one["standing"]}
            if has_stages:
                entry |= {"stage": one["stage"], "criteria": [_value(given) for given in one["criteria"]]}
            if has_texts:
                entry |= {name: one[name] for name in TEXTS}
            if shown:
                entry["evidence"] = [key for key in one["evidence"] if key in keys]
            indicators.append(entry)
        published = {"code": area["code"], "indicators": indicators}
        if has_texts:
            challenges = [{name: value for name, value in one.items() if name != "key"} for one in area["challenges"]]
            published |= {"overview": area["overview"], "facets": area["facets"], "challenges": challenges}
        areas.append(published)
    head = {name: content[name] for name in ("format", "country", "cycle", "instrument")}
    return head | {"areas": areas, "evidence": [_public(one) for one in shown]}


def _value(given):
    return {"code": given["code"], "value": given["value"]}


def _public(one):
    return {name: value for name, value in one.items() if name != "visibility"}


TEXTS = ("stage_reason", "justification", "legal_references", "authorities", "standing_reason")

LABELS: dict[str, Any] = {
    "overview": _("The area as a whole"),
    "stage": _("Stage of progress"),
    "stage_reason": _("Why the stage moved"),
    "justification": _("Justification"),
    "legal_references": _("Legal references"),
    "authorities": _("Responsible authorities"),
    "standing": _("Instead of an answer"),
    "standing_reason": _("Why it does not apply"),
    "reason": _("Why it does not apply"),
    "value": pgettext_lazy("criterion", "Answer"),
    "text": pgettext_lazy("facet", "Answer"),
    "challenge": _("Challenge"),
    "evidence": _("Evidence"),
    "language": _("Language"),
    "dated": _("Date of the document"),
    "valid_until": _("Valid until"),
    "visibility": _("Who may see it"),
    "title": _("Title"),
    "url": _("Link"),
    "file": _("File"),
    "sha256": _("Checksum of the file"),
}


@dataclass(frozen=True)
class Difference:
    """A field in which two copies differ, in the area and of the part with this code."""

    area: str
    code: str
    label: Any
    before: str
    after: str


def differences(earlier, later):
    """What the later copy says otherwise than the earlier one, field by field, in reading order."""
    was, now = dict(_flat(earlier)), dict(_flat(later))
    keys = list(dict.fromkeys([*now, *was]))
    return [
        Difference(key[0], key[1], LABELS[key[2]], was.get(key, ""), now.get(key, ""))
        for key in keys
        if was.get(key, "") != now.get(key, "")
    ]


def _flat(content):
    """Each field of a copy: (area, code, field, number) → value as text."""
    for area in content["areas"]:
        place = area["code"]
        yield (place, place, "overview", 0), area["overview"]
        for one in area["facets"]:
            for name in ("text", "standing", "standing_reason"):
                yield (place, one["code"], name, 0), _said(name, one[name])
        for one in area["indicators"]:
            for name in ("stage", *TEXTS[:-1], "standing", "standing_reason"):
                yield (place, one["code"], name, 0), _said(name, one[name])
            for given in one["criteria"]:
                yield (place, given["code"], "value", 0), _said("value", given["value"])
                yield (place, given["code"], "reason", 0), given["reason"]
            yield (place, one["code"], "evidence", 0), "\n".join(_titles(content, one["evidence"]))
        for one in area["challenges"]:
            yield (place, one["indicator"] or place, "challenge", one["key"]), one["text"]
    for one in content["evidence"]:
        for name in ("title", "url", "file", "sha256", "language", "dated", "valid_until", "visibility"):
            yield ("", "", name, one["key"]), str(one[name])


def _titles(content, keys):
    return sorted(one["title"] for one in content["evidence"] if one["key"] in keys)


def _said(name, value):
    if name == "standing":
        return str(dict(Standing.choices).get(value, value))
    if name == "value":
        return str(dict(CriterionAnswer.Value.choices).get(value, value))
    return "" if value is None else str(value)
