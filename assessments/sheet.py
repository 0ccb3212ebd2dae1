"""The answers of an assessment beside the parts of the instrument that they answer, read in a constant few queries."""

from dataclasses import dataclass, field
from typing import Any

from django.db.models import Prefetch

from assessments.cycle_querysets import REVISION
from assessments.models import AreaAnswer, Evidence
from assessments.progress import condition_of_facet, condition_of_indicator, progress_of_area


@dataclass
class IndicatorItem:
    indicator: Any
    answer: Any
    criteria: list[tuple[Any, Any]]
    evidence: list[Any]

    @property
    def condition(self):
        return condition_of_indicator(self.answer)


@dataclass
class FacetItem:
    facet: Any
    answer: Any

    @property
    def condition(self):
        return condition_of_facet(self.answer)


@dataclass
class AreaSheet:
    area: Any
    answer: Any
    version: Any
    indicators: list[IndicatorItem] = field(default_factory=list)
    facets: list[FacetItem] = field(default_factory=list)

    @property
    def progress(self):
        return progress_of_area(self.answer)

    @property
    def challenges(self):
        return list(self.answer.challenges.all())

    def answers(self):
        """Every answer of the area with the part that it answers."""
        yield self.area, self.answer
        for item in self.indicators:
            yield item.indicator, item.answer
            yield from item.criteria
        for facet in self.facets:
            yield facet.facet, facet.answer


def active_evidence():
    return Evidence.objects.filter(removed_at=None, revised_by=None).select_related("file")


def sheets_of(assessment, area_code=None):
    """The areas of the assessment (or the one with this code) in the order of the instrument."""
    version = assessment.instrument.read()
    parts = {area.pk: area for area in version.areas.all()}
    areas = AreaAnswer.objects.filter(assessment=assessment).prefetch_related(
        Prefetch("indicators__evidence", active_evidence()),
        "indicators__criteria__saved_by",
        "indicators__saved_by",
        "facets__saved_by",
        "challenges__indicator",
    )
    if area_code is not None:
        areas = areas.filter(area__code=area_code)
    found = []
    for answer in areas.select_related("saved_by"):
        answer.assessment = assessment
        found.append(_sheet(parts[answer.area_id], answer, version))
    return sorted(found, key=lambda sheet: list(parts).index(sheet.area.pk))


def _sheet(area, answer, version):
    by_indicator = {one.indicator_id: one for one in answer.indicators.all()}
    by_facet = {one.facet_id: one for one in answer.facets.all()}
    sheet = AreaSheet(area, answer, version)
    for indicator in area.indicators.all():
        given = by_indicator[indicator.pk]
        given.area_answer = answer
        by_criterion = {one.criterion_id: one for one in given.criteria.all()}
        for one in by_criterion.values():
            one.indicator_answer = given
        criteria = [(criterion, by_criterion[criterion.pk]) for criterion in indicator.criteria.all()]
        sheet.indicators.append(IndicatorItem(indicator, given, criteria, list(given.evidence.all())))
    for facet in version.facets.all():
        by_facet[facet.pk].area_answer = answer
        sheet.facets.append(FacetItem(facet, by_facet[facet.pk]))
    return sheet


def is_open(answer):
    """Whether this answer can be written now: in a revision only what was asked (PRODUCT D11)."""
    asked = getattr(answer, "indicator_answer", answer)
    area = answer if isinstance(answer, AreaAnswer) else asked.area_answer
    return area.assessment.is_writable and (area.assessment.status != REVISION or asked.is_asked)
