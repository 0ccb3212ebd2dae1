"""Two at once on one plan, on either database: nothing acknowledged is lost, each gets a clear answer (see ADR 19)."""

import pytest

from assessments.models import Action, ActionStatusChange, PlanSubmission, PlanThread
from assessments.plans import carrying_out, reviewing, submitting, writing
from assessments.saving import NotWritable
from programme.models import StepTaken
from programme.workflow import TransitionNotAllowed
from tests import factories
from tests.assessments import planning
from tests.conftest import person
from tests.programme.test_concurrency import at_once

pytestmark = pytest.mark.django_db(transaction=True)
LOST_RACE = (TransitionNotAllowed, NotWritable)


@pytest.fixture
def people(roles):
    return [person(f"person-{number}@example.org") for number in range(2)]


@pytest.fixture
def plan(people):
    country = factories.beneficiary("Serbia", "RS", iso3="SRB")
    plan = planning.with_action(country, people[0])
    planning.approving_body()
    return plan


def outcome_of(work, *args, **kwargs):
    """What came of it, or the refusal."""
    try:
        return work(*args, **kwargs)
    except LOST_RACE as refusal:
        return refusal


def refused(outcomes):
    return [one for one in outcomes if isinstance(one, LOST_RACE)]


def test_two_who_submit_make_one_version(plan, people):
    outcomes = at_once(lambda number: outcome_of(submitting.submit, plan.pk, by=people[number], name="N", function="F"))

    assert [type(one) for one in refused(outcomes)] == [TransitionNotAllowed]
    assert PlanSubmission.objects.count() == StepTaken.objects.about(plan).filter(step="submit").count() == 1


def test_of_approval_and_return_one_is_taken(plan, people):
    planning.under_review(plan, people[0])
    key = planning.action_of(plan).pk

    def act(number):
        if number:
            return outcome_of(reviewing.approve, plan.pk, by=people[0])
        return outcome_of(reviewing.return_for_revision, plan.pk, by=people[1], note="Why", actions=[key])

    assert [type(one) for one in refused(at_once(act))] == [TransitionNotAllowed]
    fresh = planning.read(plan)
    assert (fresh.status, planning.action_of(plan).is_asked) in {("approved", False), ("revision_requested", True)}
    assert (fresh.approved_by_body is None) == (fresh.status == "revision_requested")


def test_a_recall_and_the_begin_of_the_review_let_one_through(plan, people):
    planning.submitted(plan, people[0])

    def act(number):
        return outcome_of((submitting.recall, reviewing.start)[number], plan.pk, by=people[number])

    assert [type(one) for one in refused(at_once(act))] == [TransitionNotAllowed]
    assert planning.read(plan).status in {"draft", "under_review"}


def test_two_who_save_one_field_make_one_conflict(plan, people):
    action = planning.action_of(plan)

    def save(number):
        return writing.save_action(action.pk, planning.as_sent(action, objective=f"Text {number}"), by=people[number])[
            1
        ]

    outcomes = at_once(save)

    assert sorted(len(one.conflicts) for one in outcomes) == [0, 1]
    winner = next(number for number, one in enumerate(outcomes) if one.changed)
    assert planning.action_of(plan).objective == f"Text {winner}"


def test_two_who_save_different_fields_lose_nothing(plan, people):
    action = planning.action_of(plan)
    names = ("objective", "lead")

    at_once(
        lambda number: writing.save_action(
            action.pk, planning.as_sent(action, **{names[number]: "Text"}), by=people[number]
        )
    )

    fresh = planning.action_of(plan)
    assert (fresh.objective, fresh.lead, fresh.version) == ("Text", "Text", action.version + 2)


def test_two_who_add_an_action_number_them_apart(plan, people):
    area = plan.instrument.areas.first()

    at_once(lambda number: writing.add(plan.pk, by=people[number], area=area, title=f"Action {number}"))

    assert sorted(plan.actions.values_list("number", flat=True)) == [1, 2, 3]


def test_two_who_begin_the_plan_begin_one(plan, people):
    cycle = plan.cycle
    Action.objects.filter(plan=plan).delete()
    plan.delete()

    first, second = at_once(lambda number: writing.begin(cycle, by=people[number]))

    assert first.pk == second.pk


def test_what_was_acknowledged_before_a_submission_is_in_it(plan, people):
    action = planning.action_of(plan)

    def act(number):
        if number:
            return outcome_of(submitting.submit, plan.pk, by=people[0], name="N", function="F")
        return outcome_of(
            writing.save_action, action.pk, planning.as_sent(action, objective="At the last minute"), by=people[1]
        )

    saved, submission = at_once(act)

    held = submission.content["actions"][0]["objective"]
    assert (held == "At the last minute") == (not isinstance(saved, NotWritable))
    assert held == planning.action_of(plan).objective


def test_a_status_is_noted_before_the_evaluation_or_refused(plan, people):
    planning.approved(plan, people[0])
    action = planning.action_of(plan)

    def act(number):
        if number:
            decisions = {action.pk: ("drop", "Nobody came.", None)}
            return outcome_of(carrying_out.evaluate, plan.pk, decisions, by=people[1])
        return outcome_of(carrying_out.change_status, action, "under_way", by=people[0])

    noted, evaluated = at_once(act)

    fresh = planning.action_of(plan)
    assert not isinstance(evaluated, LOST_RACE)
    assert (planning.read(plan).status, fresh.status, fresh.decision) == ("evaluated", "dropped", "drop")
    changes = list(ActionStatusChange.objects.filter(action=action).order_by("pk").values_list("status", flat=True))
    assert changes == (["dropped"] if isinstance(noted, NotWritable) else ["under_way", "dropped"])


def test_a_remark_on_a_plan_sent_twice_is_made_once(plan, people):
    planning.under_review(plan, people[0])
    first, second = at_once(lambda _number: reviewing.comment(plan, by=people[0], text="Who pays?"))
    assert first == second == PlanThread.objects.get()
    at_once(lambda _number: reviewing.comment(plan, by=people[1], text="We do.", thread=first))
    assert [one.by for one in first.comments.order_by("pk")] == people
