"""How far the answers are: the one rule of completion, which form, dashboard, board and export all ask (PRODUCT D5).

Completion says how much is answered, never how good the answers are: stages of progress have no part in it.
"""

from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import pgettext_lazy

from assessments.models import AreaAnswer, Standing


class Condition(StrEnum):
    NOT_STARTED = "not-started"
    BEGUN = "begun"
    ANSWERED = "answered"
    NOTHING = "nothing"
    NOT_APPLICABLE = "not-applicable"


CONDITION_NAMES = {
    Condition.NOT_STARTED: pgettext_lazy("answer", "not started"),
    Condition.BEGUN: pgettext_lazy("answer", "begun"),
    Condition.ANSWERED: pgettext_lazy("answer", "answered"),
    Condition.NOTHING: pgettext_lazy("answer", "nothing to report"),
    Condition.NOT_APPLICABLE: pgettext_lazy("answer", "not applicable"),
}
DONE = frozenset({Condition.ANSWERED, Condition.NOTHING, Condition.NOT_APPLICABLE})
# The mark that stands for it on a page, by its colour: a word says the same.
MARKS = {Condition.NOT_STARTED: "ongoing", Condition.BEGUN: "planned"} | dict.fromkeys(DONE, "held")


@dataclass(frozen=True)
class Progress:
    """How many questions are answered out of how many."""

    done: int = 0
    total: int = 0

    def __add__(self, other):
        return Progress(self.done + other.done, self.total + other.total)

    @property
    def percent(self):
        """Rounded down, so that 100 means that nothing is missing."""
        return 100 * self.done // self.total if self.total else 0

    @property
    def is_complete(self):
        return self.done == self.total


def condition_of_indicator(answer):
    """Of an IndicatorAnswer with its criteria. What was copied from the cycle before answers nothing till confirmed."""
    if answer.to_confirm:
        return Condition.BEGUN
    criteria = answer.criteria.all()
    if answer.stage_id and answer.justification and all(map(is_criterion_answered, criteria)):
        return Condition.ANSWERED
    texts = (answer.stage_id, answer.justification, answer.legal_references, answer.authorities)
    return _otherwise(answer, any(texts) or any(one.value for one in criteria))


def is_criterion_answered(answer):
    return bool(answer.value) and (answer.value != answer.Value.NOT_APPLICABLE or bool(answer.reason))


def condition_of_facet(answer):
    if answer.to_confirm:
        return Condition.BEGUN
    return Condition.ANSWERED if answer.text else _otherwise(answer, False)


def _otherwise(answer, is_begun):
    if answer.standing == Standing.NOTHING:
        return Condition.NOTHING
    if answer.standing == Standing.NOT_APPLICABLE and answer.standing_reason:
        return Condition.NOT_APPLICABLE
    return Condition.BEGUN if is_begun or answer.standing else Condition.NOT_STARTED


def progress_of_area(area_answer):
    """Of an AreaAnswer read with its indicators, their criteria, and its facets."""
    found = [condition_of_indicator(one) for one in area_answer.indicators.all()]
    found += [condition_of_facet(one) for one in area_answer.facets.all()]
    return Progress(sum(one in DONE for one in found), len(found))


def progress_of(assessments):
    """Assessment key → Progress, in a number of queries that does not grow with them."""
    areas = AreaAnswer.objects.filter(assessment__in=assessments).prefetch_related("indicators__criteria", "facets")
    found = {assessment.pk: Progress() for assessment in assessments}
    for area in areas:
        found[area.assessment_id] += progress_of_area(area)
    return found
