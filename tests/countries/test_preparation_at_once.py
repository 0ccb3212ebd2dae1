"""Two at once, on either database: a plan is begun and submitted once, a step to the next phase taken once."""

from datetime import date

import pytest

from countries import acceptance
from countries import basic_task_plans as plans
from countries.models import BasicTaskPlan, Mission, PhaseEntry
from programme.models import BasicTask
from programme.workflow import StepTaken, TransitionNotAllowed
from tests import factories
from tests.conftest import person
from tests.programme.test_concurrency import at_once

pytestmark = pytest.mark.django_db(transaction=True)
LOST_RACE = (TransitionNotAllowed, plans.Stale, acceptance.AlreadyAccepted)


def outcome_of(work, *args, **kwargs):
    try:
        return work(*args, **kwargs)
    except LOST_RACE as refusal:
        return refusal


def refused(outcomes):
    return [one for one in outcomes if isinstance(one, LOST_RACE)]


@pytest.fixture
def mission(roles):
    country = factories.beneficiary("Serbia", "RS", iso3="SRB")
    return Mission.objects.create(country=country, kind="awareness-raising")


@pytest.fixture
def plan(mission):
    task = BasicTask.objects.create(letter="A", title_en="Task")
    made = plans.begin(mission.country, mission, language="en")
    said = {"measure": "Adopt the list", "responsible": "Ministry", "due_on": date(2030, 1, 1)}
    return plans.write(made.pk, version=made.version, values={task.pk: said})


def test_a_plan_is_begun_once(mission):
    at_once(lambda _number: plans.begin(mission.country, mission, language="en"))

    assert BasicTaskPlan.objects.count() == 1


def test_a_plan_is_submitted_once(plan):
    by = person("focal-point@example.org")

    outcomes = at_once(lambda _number: outcome_of(plans.submit, plan.pk, version=plan.version, by=by))

    assert len(refused(outcomes)) == 1
    assert StepTaken.objects.count() == 1


def test_of_two_who_save_the_same_version_one_is_told(plan):
    task = plan.tasks.get().task_id

    def save(number):
        values = {task: {"measure": f"Text {number}", "responsible": "Ministry", "due_on": date(2030, 1, 1)}}
        return outcome_of(plans.write, plan.pk, version=plan.version, values=values)

    outcomes = at_once(save)

    assert len(refused(outcomes)) == 1
    assert plan.tasks.get().measure in ("Text 0", "Text 1")


def test_the_step_to_the_implementation_phase_is_taken_once(mission):
    factories.phase(mission.country, "preparatory")

    outcomes = at_once(
        lambda _number: outcome_of(
            acceptance.accept_into_implementation,
            mission.country,
            since=factories.date("2008"),
            reason="The meeting decided so.",
        )
    )

    assert len(refused(outcomes)) == 1
    assert PhaseEntry.objects.filter(phase="implementation").count() == 1
    assert PhaseEntry.objects.current().count() == 1
