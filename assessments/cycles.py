"""Opening and ending the cycles of countries."""

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from assessments import notifications
from assessments.models import (
    ActionPlan,
    AreaAnswer,
    CriterionAnswer,
    Cycle,
    FacetAnswer,
    IndicatorAnswer,
    Instrument,
    SelfAssessment,
)
from assessments.plan_querysets import CLOSED, EVALUATED


class CycleRefused(Exception):
    """The cycle cannot be opened; the message says why."""


@transaction.atomic
def open_cycle(country, *, by, due_on, opens_on=None, closes_on=None, plan_due_on=None, reason="", instrument=None):
    """Opens the country's next cycle with an empty self-assessment on the version in force; returns the cycle.

    Raises CycleRefused where none is in force or a cycle is open, ValidationError for dates and a missing reason.
    """
    instrument = instrument or Instrument.objects.current()
    if instrument is None:
        raise CycleRefused(_("No version of the instrument is in force: publish one first."))
    if Cycle.objects.open().filter(country=country).exists():
        raise CycleRefused(_("{country} has an open cycle already: end that one first.").format(country=country))
    cycle = Cycle(
        country=country,
        number=Cycle.objects.next_number(country),
        instrument=instrument,
        due_on=due_on,
        closes_on=closes_on,
        plan_due_on=plan_due_on,
        reason=reason,
        opened_by=by,
        **({"opens_on": opens_on} if opens_on else {}),
    )
    cycle.full_clean(exclude=["number"])
    try:
        with transaction.atomic():
            cycle.save()
    except IntegrityError:  # two at once: the database let one through
        raise CycleRefused(
            _("{country} has an open cycle already: end that one first.").format(country=country)
        ) from None
    lay_out(SelfAssessment.objects.create(cycle=cycle))
    notifications.cycle_opened(cycle)
    return cycle


def lay_out(assessment):
    """Makes an empty answer for every part of the instrument."""
    version = assessment.instrument.read()
    areas = AreaAnswer.objects.recorded_create(
        [AreaAnswer(assessment=assessment, area=area) for area in version.areas.all()]
    )
    FacetAnswer.objects.recorded_create(
        [FacetAnswer(area_answer=answer, facet=facet) for answer in areas for facet in version.facets.all()]
    )
    indicators = IndicatorAnswer.objects.recorded_create(
        [
            IndicatorAnswer(area_answer=answer, indicator=indicator)
            for answer in areas
            for indicator in answer.area.indicators.all()
        ]
    )
    CriterionAnswer.objects.recorded_create(
        [
            CriterionAnswer(indicator_answer=answer, criterion=criterion)
            for answer in indicators
            for criterion in answer.indicator.criteria.all()
        ]
    )


@transaction.atomic
def extend_cycle(cycle, *, by, reason, due_on, closes_on=None, plan_due_on=None):
    cycle.extend(by=by, reason=reason, due_on=due_on, closes_on=closes_on, plan_due_on=plan_due_on)
    notifications.cycle_extended(cycle, reason)


def undecided_plan(cycle):
    """The cycle's plan, where nobody has decided yet what becomes of its actions: it would carry nothing over."""
    return ActionPlan.objects.for_work().filter(cycle=cycle).exclude(status__in=(EVALUATED, CLOSED)).first()


def end_cycle(cycle, *, note=""):
    """Returns whether it had not ended already."""
    return cycle.end(note=note)
