"""The answers of an assessment beside the parts of the instrument that they answer, read in a constant few queries."""

from dataclasses import dataclass, field
from typing import Any

from django.db.models import Prefetch

from assessments.cycle_querysets import REVISION
from assessments.models import AreaAnswer, Challenge, Evidence, IndicatorAnswer
from assessments.progress import condition_of_facet, condition_of_indicator, progress_of_area


@dataclass
class IndicatorItem:
    indicator: Any
    answer: Any
    criteria: list[tuple[Any, Any]]
    evidence: list[Any]

    @property
    def is_reopened(self):
        return is_reopened(self.answer)

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
class AreaTab:
    """An area as the way to its page shows it."""

    area: Any
    answer: Any

    @property
    def progress(self):
        return progress_of_area(self.answer)

    @property
    def is_reopened(self):
        return is_reopened(self.answer) or any(is_reopened(one) for one in self.answer.indicators.all())


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
    def reopened(self):
        """The codes of what a revision reopened here: of the area, or of single indicators."""
        if is_reopened(self.answer):
            return [self.area.code]
        return [item.indicator.code for item in self.indicators if item.is_reopened]

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
    instrument = assessment.instrument
    version = instrument.read() if area_code is None else instrument.read_area(area_code)
    answers = answers_of(assessment)
    if area_code is not None:
        answers = answers.filter(area__code=area_code)
    given = {answer.area_id: answer for answer in answers}
    return [_sheet(area, given[area.pk], version, assessment) for area in version.areas.all() if area.pk in given]


def sheet_with_tabs(assessment, area_code):
    """The area with this code, and the tabs of all."""
    version = assessment.instrument.read_area(area_code)
    given = {answer.area_id: answer for answer in answers_of(assessment)}
    for answer in given.values():
        answer.assessment = assessment
    tabs = [AreaTab(area, given[area.pk]) for area in version.areas.all()]
    here = next(tab for tab in tabs if tab.area.code == area_code)
    return _sheet(here.area, here.answer, version, assessment), tabs


def answers_of(assessment):
    return (
        AreaAnswer.objects.filter(assessment=assessment)
        .select_related("saved_by")
        .prefetch_related(
            Prefetch("indicators", IndicatorAnswer.objects.select_related("saved_by")),
            Prefetch("indicators__evidence", active_evidence()),
            "indicators__criteria",
            "facets",
            Prefetch("challenges", Challenge.objects.select_related("indicator").prefetch_related("actions")),
        )
    )


def _sheet(area, answer, version, assessment):
    answer.assessment = assessment
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
    return _assessment_of(answer).is_writable and not is_left_closed(answer)


def is_reopened(answer):
    """Whether a revision that goes on asks for this answer again."""
    return _assessment_of(answer).status == REVISION and _asked_with(answer).is_asked


def is_left_closed(answer):
    """Whether a revision goes on that does not ask for this answer."""
    return _assessment_of(answer).status == REVISION and not _asked_with(answer).is_asked


def reopened_in(assessments):
    """Assessment key → codes of what a revision that goes on reopened, areas as a whole or single indicators."""
    returned = [one.pk for one in assessments if one.status == REVISION]
    found: dict[int, list[str]] = {key: [] for key in returned}
    if not returned:
        return found
    asked = IndicatorAnswer.objects.filter(area_answer__assessment__in=returned, is_asked=True).order_by(
        "area_answer__area__position", "indicator__position"
    )
    for one in asked.select_related("indicator", "area_answer__area"):
        area = one.area_answer
        code = area.area.code if area.is_asked else one.indicator.code
        if code not in found[area.assessment_id]:
            found[area.assessment_id].append(code)
    return found


def _asked_with(answer):
    """A criterion is reopened with its indicator."""
    return getattr(answer, "indicator_answer", answer)


def _assessment_of(answer):
    return (answer if isinstance(answer, AreaAnswer) else _asked_with(answer).area_answer).assessment
