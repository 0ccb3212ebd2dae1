"""A frozen copy beside the texts of the version of the instrument that it answers, ready for a page."""

from dataclasses import dataclass, field
from typing import Any

from assessments.models import Challenge, CriterionAnswer, Standing


@dataclass
class ShownIndicator:
    part: Any
    entry: dict
    stage: Any = None
    reviewed: Any = None
    standing: str = ""
    criteria: list[tuple[Any, str, str]] = field(default_factory=list)
    evidence: list[dict] = field(default_factory=list)

    @property
    def has_texts(self):
        return "justification" in self.entry


@dataclass
class ShownArea:
    part: Any
    entry: dict
    indicators: list[ShownIndicator] = field(default_factory=list)
    facets: list[tuple[Any, dict, str]] = field(default_factory=list)
    challenges: list[dict] = field(default_factory=list)


@dataclass
class ShownCopy:
    version: Any
    areas: list[ShownArea]
    evidence: list[dict]
    stages: list[Any]


def shown(content, instrument):
    """Reads the version once; what the copy holds of a part that is not there is left out (it never is)."""
    version = instrument.read()
    stages = list(version.stages.all())
    by_number = {stage.number: stage for stage in stages}
    facets = {facet.code: facet for facet in version.facets.all()}
    evidence = {one["key"]: one for one in content["evidence"]}
    entries = {area["code"]: area for area in content["areas"]}
    priorities = dict(Challenge.Priority.choices)
    areas = []
    for part in version.areas.all():
        entry = entries[part.code]
        area = ShownArea(part, entry)
        given = {one["code"]: one for one in entry["indicators"]}
        for indicator in part.indicators.all():
            area.indicators.append(_indicator(indicator, given[indicator.code], by_number, evidence))
        area.facets = [
            (facets[one["code"]], one, _standing(one)) for one in entry.get("facets", ()) if one["code"] in facets
        ]
        area.challenges = [
            one | {"priority_name": priorities.get(one["priority"], "")} for one in entry.get("challenges", ())
        ]
        areas.append(area)
    return ShownCopy(version, areas, content["evidence"], stages)


def _indicator(part, entry, stages, evidence):
    values = dict(CriterionAnswer.Value.choices)
    given = {one["code"]: one for one in entry.get("criteria", ())}
    found = ShownIndicator(
        part,
        entry,
        stage=stages.get(entry.get("stage")),
        reviewed=stages.get(entry.get("reviewed_stage")),
        standing=_standing(entry),
    )
    for criterion in part.criteria.all():
        one = given.get(criterion.code)
        if one is not None:
            found.criteria.append((criterion, values.get(one["value"], ""), one.get("reason", "")))
    found.evidence = [evidence[key] for key in entry.get("evidence", ()) if key in evidence]
    return found


def _standing(entry):
    return str(dict(Standing.choices).get(entry.get("standing", ""), ""))
