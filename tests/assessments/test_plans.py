"""The action plan: writing, check, submission, review, approval, carrying out, evaluation (PRODUCT E1, E4)."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.urls import reverse
from django.utils import timezone

from assessments import cycles
from assessments.cycle_querysets import ACCEPTED
from assessments.models import Action, PlanSubmission, SelfAssessment
from assessments.plans import carrying_out, checking, reviewing, submitting, writing
from assessments.plans.comparing import differences
from assessments.plans.forms import ActionForm, LinksForm
from assessments.saving import NotWritable
from assessments.submitting import NotReady
from countries.models import BodyMember
from programme.frozen_querysets import Frozen
from programme.matrix import Role
from programme.models import Body, Message, StepTaken, User
from programme.workflow import TransitionNotAllowed
from tests import factories
from tests.assessments import planning
from tests.conftest import acting_for, person, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def focal(serbia):
    return acting_for(serbia, Role.FOCAL_POINT, "focal@example.org")


def sit_in(slug, country, email):
    """Somebody whom the country sent into the body."""
    body, _is_new = Body.objects.get_or_create(slug=slug)
    user = person(email)
    BodyMember.objects.create(user=user, body=body, country=country)
    return User.objects.get(pk=user.pk)


@pytest.fixture
def plan(serbia, focal):
    return planning.with_action(serbia, focal)


def sent(action, **changes):
    """What a browser sends of an action's page."""
    data = {}
    for form in (ActionForm(answer=action), LinksForm(action=action)):
        for name in form.fields:
            value = form[name].value()
            data[form.add_prefix(name)] = "" if value is None else value
    prefix = ActionForm(answer=action).prefix
    return data | {f"{prefix}-{name}": value for name, value in changes.items()}


# Writing


def test_an_action_is_saved_field_by_field(plan, focal, client):
    client.force_login(focal)
    action = planning.action_of(plan)
    path = reverse("plan-action", args=[plan.pk, action.number])

    response = client.post(path, sent(action, objective="Another objective"), follow=True)

    action.refresh_from_db()
    assert action.objective == "Another objective"
    assert "Saved " in response.content.decode()
    assert action.history.first().history_user == focal


def test_two_people_in_one_field_see_both_texts_and_lose_nothing(plan, focal, client):
    client.force_login(focal)
    action = planning.action_of(plan)
    mine = sent(action, objective="Mine", result="My result")
    writing.save_action(action.pk, _posted(sent(action, objective="Theirs")), by=None)

    response = client.post(reverse("plan-action", args=[plan.pk, 1]), mine)

    assert response.status_code == 409
    page = response.content.decode()
    assert "Mine" in page
    assert "Theirs" in page
    assert "Inspectors who know the sites." in page
    action.refresh_from_db()
    assert (action.objective, action.result) == ("Theirs", "My result")


def _posted(data):
    from django.http import QueryDict

    posted = QueryDict(mutable=True)
    for name, value in data.items():
        posted.setlist(name, value if isinstance(value, list) else [value])
    return posted


def test_what_others_linked_meanwhile_stays(plan, focal):
    action = planning.action_of(plan)
    area = action.area
    seen_before = _posted(sent(action))
    second = area.indicators.last()
    theirs = sent(action)
    theirs[f"l{action.pk}-indicators"] = [one.pk for one in area.indicators.all()]
    writing.save_action(action.pk, _posted(theirs), by=None)
    seen_before.setlist(f"l{action.pk}-challenges", [])

    writing.save_action(action.pk, seen_before, by=focal)

    assert second in action.indicators.all()
    assert not action.challenges.exists()


def test_the_script_is_told_what_was_stored(plan, focal, client):
    client.force_login(focal)
    action = planning.action_of(plan)
    prefix = f"n{action.pk}"
    data = {f"{prefix}-version": action.version, f"{prefix}-lead": "Ministry"}

    told = client.post(reverse("plan-action", args=[plan.pk, 1]), data, headers={"Accept": "application/json"}).json()

    assert told["versions"] == {prefix: action.version + 1}
    assert told["saved_at"]
    assert told["fields"] == {}


def test_the_script_is_told_which_links_its_page_shows_and_takes_away_no_other(plan, focal, client):
    client.force_login(focal)
    action = planning.action_of(plan)
    second = action.area.indicators.last()
    data = {name: value for name, value in sent(action).items() if name.startswith(f"l{action.pk}-")}
    action.indicators.add(second)  # somebody else's, which this page does not show

    def post():
        answer = client.post(reverse("plan-action", args=[plan.pk, 1]), data, headers={"Accept": "application/json"})
        assert answer.json()["errors"] == {}
        data.update(answer.json()["fields"])

    data[f"l{action.pk}-challenges"] = []
    post()
    data[f"l{action.pk}-indicators"] = []
    post()

    assert list(action.indicators.all()) == [second]
    assert not action.challenges.exists()


def test_a_submitted_plan_is_not_written_and_the_text_stays_on_the_page(plan, focal, client):
    client.force_login(focal)
    action = planning.action_of(plan)
    planning.submitted(plan, focal)

    response = client.post(reverse("plan-action", args=[plan.pk, 1]), sent(action, objective="Too late"))

    assert response.status_code == 409
    assert "Too late" in response.content.decode()
    action.refresh_from_db()
    assert action.objective != "Too late"


def test_contributors_write_in_their_areas_only(plan, serbia, client):
    contributor = acting_for(serbia, Role.CONTRIBUTOR, "contributor@example.org")
    contributor.mandates.get().areas.set([factories.area()])
    client.force_login(contributor)

    assert client.get(reverse("plan-action", args=[plan.pk, 1])).status_code == 200
    refused = client.post(reverse("plan-action", args=[plan.pk, 1]), {})
    assert refused.status_code == 403
    assert client.get(reverse("plan-action-add", args=[plan.pk])).status_code == 403


def test_an_action_that_reviewers_spoke_of_stays(plan, focal):
    action = planning.action_of(plan)
    plan = planning.under_review(plan, focal)
    reviewing.comment(plan, by=None, text="Who pays?", action=action)
    reviewing.return_for_revision(plan.pk, by=None, note="Say who pays.", actions=[action.pk])

    with pytest.raises(writing.InUse):
        writing.remove(action, by=focal)
    page = signed_in(focal).get(f"/en/work/plans/{plan.pk}/actions/{action.number}/").content.decode()
    assert "it stays in the plan" in page
    assert "Remove this action" not in page


def test_a_double_click_on_adding_adds_one_action(plan, focal, client):
    client.force_login(focal)
    address, area = reverse("plan-action-add", args=[plan.pk]), plan.instrument.areas.first()
    before = plan.actions.count()
    first, second = (client.post(address, {"area": area.pk, "title": "Write a manual"}) for _time in range(2))
    assert first.url == second.url
    assert plan.actions.count() == before + 1

    action = plan.actions.get(title="Write a manual")
    type(action).objects.filter(pk=action.pk).recorded_update(version=2)  # somebody wrote in it
    assert client.post(address, {"area": area.pk, "title": "Write a manual"}).url != first.url


# Check and submission


def test_the_check_names_everything_at_once(serbia, focal):
    plan = planning.begun(serbia, focal, submitted=False)
    area = plan.instrument.areas.first()
    action = writing.add(plan.pk, by=focal, area=area, title="Something")

    found = checking.findings_of(planning.read(plan))

    messages = {one.message for one in found if one.grade == "error"}
    assert any("not submitted yet" in message for message in messages)
    assert "Choose the challenge or the indicator that the action answers." in messages
    assert "Say until when it is done." in messages
    assert {one.anchor for one in found if one.action} >= {f"id_n{action.pk}-kind", "answers-to"}
    assert any("No action answers this challenge" in one.message for one in found if one.grade == "warning")
    with pytest.raises(NotReady):
        submitting.submit(plan.pk, by=focal, name="N", function="F")
    assert not PlanSubmission.objects.exists()


def test_submission_freezes_what_the_plan_said(plan, focal, client):
    client.force_login(focal)
    data = {"name": "A name", "function": "Head", "is_certified": "on"}

    first = client.post(reverse("plan-submit", args=[plan.pk]), data)
    client.post(reverse("plan-submit", args=[plan.pk]), data)  # a double click

    assert first.status_code == 302
    submission = PlanSubmission.objects.get()
    assert submission.is_sound
    entry = submission.content["actions"][0]
    assert entry["challenges"][0]["text"] == "Too few trained inspectors"
    assert entry["stages_now"] == {entry["indicators"][0]: 2}
    assert StepTaken.objects.about(plan).filter(step="submit").count() == 1
    assert Message.objects.filter(kind="plan", recipient=focal).count() == 1


def test_a_frozen_plan_refuses_every_change(plan, focal):
    submission = planning.submitted(plan, focal).submissions.get()
    submission.content = {}
    with pytest.raises(Frozen):
        submission.save()
    with pytest.raises(Frozen):
        submission.delete()
    with pytest.raises(Frozen):
        PlanSubmission.objects.update(content={})
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE assessments_plansubmission SET certified_name = 'X'")


def test_a_recalled_plan_is_written_again_and_its_version_stays(plan, focal):
    planning.submitted(plan, focal)
    submitting.recall(plan.pk, by=focal)

    assert planning.read(plan).status == "draft"
    assert plan.submissions.count() == 1
    with pytest.raises(TransitionNotAllowed):
        submitting.recall(plan.pk, by=focal)


def test_comparing_a_version_with_itself_is_empty_and_with_the_next_tells_the_field(plan, focal):
    first = planning.submitted(plan, focal).submissions.get()
    submitting.recall(plan.pk, by=focal)
    action = planning.action_of(plan)
    writing.save_action(action.pk, _posted(sent(action, lead="Ministry")), by=focal)
    submitting.submit(plan.pk, by=focal, name="N", function="F")
    second = plan.submissions.get(number=2)

    assert differences(first.content, first.content, plan.instrument) == []
    (difference,) = differences(first.content, second.content, plan.instrument)
    assert (difference.before, difference.after) == ("Inspectorate", "Ministry")


def test_on_behalf_the_original_is_attached_and_it_is_said(plan, client, editor):
    with pytest.raises(ValueError):
        submitting.submit(plan.pk, by=editor, name="N", function="F", on_behalf=True)


# Review and approval


def test_a_return_opens_only_what_was_asked_and_new_actions(plan, focal):
    area = plan.instrument.areas.first()
    other = writing.add(plan.pk, by=focal, area=area, title="Other", due_on=timezone.localdate(), **planning.FULL)
    other.indicators.add(area.indicators.first())
    plan = planning.under_review(planning.read(plan), focal)
    asked = plan.actions.get(number=1)
    reviewing.return_for_revision(plan.pk, by=None, note="Who pays?", actions=[asked.pk])

    actions = {one.number: one for one in planning.read(plan).actions.select_related("plan__cycle")}
    assert actions[1].is_open
    assert not actions[2].is_open
    _action, saved = writing.save_action(other.pk, _posted(sent(actions[2], lead="Changed")), by=focal)
    assert [bound.name for bound in saved.refused] == ["lead"]
    assert writing.add(plan.pk, by=focal, area=area, title="New").is_open


def test_the_approving_body_of_the_day_is_kept_with_the_approval(plan, focal, serbia, albania, roles):
    bureau = planning.approving_body()
    member = sit_in("bureau", albania, "bureau@example.org")
    own = sit_in("bureau", serbia, "own@example.org")
    other = sit_in("working-group-on-implementation", albania, "wg@example.org")
    plan = planning.under_review(plan, focal)

    assert reviewing.may_approve(member, plan)
    assert not reviewing.may_approve(own, plan)
    assert not reviewing.may_approve(other, plan)
    reviewing.approve(plan.pk, by=member)

    plan = planning.read(plan)
    assert (plan.status, plan.approved_by_body, plan.approved_on) == ("approved", bureau, timezone.localdate())


def test_the_secretariat_records_a_decision_with_its_meeting(plan, focal, editor, client):
    planning.approving_body()
    plan = planning.under_review(plan, focal)
    meeting = factories.meeting()
    client = signed_in(editor)
    path = reverse("plan-approve", args=[plan.pk])

    without = client.post(path, {"on": timezone.localdate().isoformat()})
    assert without.status_code == 422
    assert planning.read(plan).status == "under_review"
    client.post(path, {"on": timezone.localdate().isoformat(), "meeting": meeting.pk})

    assert planning.read(plan).approved_at_meeting == meeting


def test_two_decisions_at_once_take_one(plan, focal):
    planning.approving_body()
    plan = planning.under_review(plan, focal)
    action = planning.action_of(plan)
    reviewing.approve(plan.pk, by=None)

    with pytest.raises(TransitionNotAllowed):
        reviewing.return_for_revision(plan.pk, by=None, note="Late", actions=[action.pk])


# Carrying out


def test_status_changes_have_a_day_and_overdue_is_computed(serbia, focal):
    plan = planning.approved(planning.with_action(serbia, focal, days=-3), focal)
    action = planning.action_of(plan)
    assert action.is_overdue()
    assert list(Action.objects.overdue()) == [action]

    carrying_out.change_status(action, "done", by=focal, on=timezone.localdate() - timedelta(days=1), note="Held.")

    action = planning.action_of(plan)
    assert not action.is_overdue()
    assert not Action.objects.overdue().exists()
    assert action.plan.status == "in_implementation"
    with pytest.raises(carrying_out.TooEarly):
        carrying_out.change_status(action, "under_way", by=focal, on=timezone.localdate() - timedelta(days=2))
    with pytest.raises(carrying_out.TooEarly):
        carrying_out.change_status(action, "under_way", by=focal, on=timezone.localdate() + timedelta(days=1))


def test_nothing_is_overdue_before_the_plan_is_approved(serbia, focal):
    plan = planning.with_action(serbia, focal, days=-3)
    assert not planning.action_of(plan).is_overdue()
    assert not Action.objects.overdue().exists()
    with pytest.raises(NotWritable):
        carrying_out.change_status(planning.action_of(plan), "done", by=focal)


def test_the_evaluation_decides_on_every_action(plan, focal):
    plan = planning.approved(plan, focal)
    with pytest.raises(carrying_out.Undecided):
        carrying_out.evaluate(plan.pk, {}, by=focal)
    plan = planning.evaluated(plan, focal, decision="drop")

    assert planning.action_of(plan).status == "dropped"
    carrying_out.close(plan.pk, by=focal)
    assert planning.read(plan).status == "closed"


def test_what_goes_on_is_carried_over_to_be_confirmed(plan, focal, serbia):
    plan = planning.evaluated(plan, focal, decision="continue")
    SelfAssessment.objects.filter(pk=plan.assessment.pk).recorded_update(status=ACCEPTED)
    cycles.end_cycle(plan.cycle, note="Over")
    following = planning.begun(serbia, focal)

    carried = planning.action_of(following)
    assert carried.continues == planning.action_of(plan)
    assert carried.to_confirm
    assert carried.status == "not_begun"
    assert any("confirm" in one.message for one in checking.findings_of(following))
    writing.confirm(carried, by=focal)
    assert not planning.action_of(following).to_confirm
