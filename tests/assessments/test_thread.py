"""From a gap to what was done about it, and back: action, proposal, activity, report (PRODUCT E2–E4)."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.urls import reverse
from django.utils import timezone

from activities import proposing
from activities.models import Activity, ActivityProposal
from assessments import cycles
from assessments.deadlines import kind_of
from assessments.plans import publishing, reviewing, submitting, thread
from programme.dates import PartialDate
from programme.matrix import Role
from programme.workflow import TransitionNotAllowed
from tests import factories
from tests.activities import making as activities
from tests.assessments import making, planning
from tests.conftest import acting_for, signed_in

pytestmark = pytest.mark.django_db
GAP = "Too few trained inspectors"


@pytest.fixture
def focal(serbia):
    return acting_for(serbia, Role.FOCAL_POINT, "focal@example.org")


@pytest.fixture
def plan(serbia, focal):
    return planning.approved(planning.with_action(serbia, focal), focal)


@pytest.fixture
def action(plan):
    return planning.action_of(plan)


@pytest.fixture
def proposal(plan, action, focal):
    return thread.propose(plan.pk, [action], by=focal)


def accepted(proposal, is_published=True):
    proposing.submit(proposal.pk, by=None)
    activity = activities.accepted(proposal)
    Activity.objects.filter(pk=activity.pk).recorded_update(is_published=is_published)
    return activity


def held(activity):
    day = PartialDate.of(timezone.localdate() - timedelta(days=10))
    activity.group, activity.status, activity.start, activity.end = "programme", "held", day, day
    activity.is_published = True
    activity.save()
    return activity


def test_a_proposal_begins_with_what_the_action_says(proposal, action):
    assert proposal.need == GAP
    assert proposal.objective == "Inspectors who know the sites."
    assert proposal.help_wanted == "Trainers for a week."
    assert list(action.proposals.all()) == [proposal]


def test_the_focal_point_proposes_from_the_page_of_the_plan(plan, action, focal):
    client = signed_in(focal)
    path = reverse("plan-propose", args=[plan.pk])

    nothing = client.post(path, {})
    answer = client.post(path, {"actions": [action.pk]})

    assert nothing.status_code == 422
    proposal = ActivityProposal.objects.get()
    assert answer.url == reverse("proposal-edit", args=[proposal.pk])


def test_only_an_approved_plan_proposes(serbia, focal):
    plan = planning.with_action(serbia, focal)
    with pytest.raises(TransitionNotAllowed):
        thread.propose(plan.pk, [planning.action_of(plan)], by=focal)
    assert not ActivityProposal.objects.exists()


def test_who_only_reads_the_country_s_work_cannot_propose(plan, serbia, neighbour):
    viewer = signed_in(acting_for(serbia, Role.VIEWER, "viewer@example.org"))
    assert viewer.get(reverse("plan-propose", args=[plan.pk])).status_code == 403
    assert signed_in(neighbour).get(reverse("plan-propose", args=[plan.pk])).status_code == 404


def test_each_page_leads_one_step_on_and_one_step_back(plan, action, proposal, focal):
    activity = accepted(proposal)
    client = signed_in(focal)
    of_action = reverse("plan-action", args=[plan.pk, action.number])
    area = reverse("assessment-area", args=[plan.assessment.pk, action.area.code])
    pages = {
        area: of_action,
        of_action: activity.get_absolute_url(),
        reverse("proposal", args=[proposal.pk]): of_action,
        activity.get_absolute_url(): of_action,
        reverse("plan", args=[plan.pk]): proposal.get_absolute_url(),
    }
    for page, leads_to in pages.items():
        assert f'href="{leads_to}"' in client.get(page).content.decode(), page


def test_the_public_follows_the_thread_as_far_as_it_is_published(plan, action, proposal, focal, visitor):
    activity = accepted(proposal)
    page = activity.get_absolute_url()
    assert GAP not in visitor.get(page).content.decode()

    publication = planning.published(plan, focal, parts=["actions"])
    public_plan = reverse("published-plan", args=["serbia", plan.cycle.number])
    assert GAP in visitor.get(page).content.decode()
    assert f"{public_plan}#action-{action.number}" in visitor.get(page).content.decode()
    assert page in visitor.get(public_plan).content.decode()
    assert proposal.get_absolute_url() not in visitor.get(public_plan).content.decode()

    from assessments.plans import publishing

    publishing.withdraw(publication, by=focal, note="Not yet.")
    assert GAP not in visitor.get(page).content.decode()


def test_an_activity_that_is_not_public_is_not_told_of(plan, proposal, focal, visitor):
    activity = accepted(proposal, is_published=False)
    planning.published(plan, focal, parts=["actions"])
    public_plan = reverse("published-plan", args=["serbia", plan.cycle.number])
    assert activity.get_absolute_url() not in visitor.get(public_plan).content.decode()
    (became,) = thread.became_of([planning.action_of(plan).pk], AnonymousUser()).values()
    assert not became


def test_needs_alone_tell_no_gap(plan, proposal, focal, visitor):
    activity = accepted(proposal)
    planning.published(plan, focal, parts=["needs"])
    assert GAP not in visitor.get(activity.get_absolute_url()).content.decode()


# What is due


def due(kind):
    return [(one.country.slug, one.due_on, one.path("en")) for one in kind_of(kind).open()]


def test_a_plan_is_due_by_the_day_of_its_cycle_until_it_is_submitted(serbia, focal):
    plan = planning.with_action(serbia, focal)
    assert due("action-plan") == []
    day = plan.cycle.due_on + timedelta(days=30)
    plan.cycle.plan_due_on = day
    plan.cycle.save()

    assert due("action-plan") == [("serbia", day, reverse("plan", args=[plan.pk]))]
    submitting.submit(plan.pk, by=focal, name="N", function="F")
    assert due("action-plan") == []


def test_a_report_is_due_after_an_activity_until_it_is_handed_in(serbia, settings):
    settings.ACTIVITY_REPORTS_SINCE = activities.SINCE
    activity = activities.ended(serbia)
    ((slug, day, path),) = due("activity-report")
    assert (slug, path) == ("serbia", reverse("activity-report-start", args=[activity.pk]))
    assert day > timezone.localdate() - timedelta(days=365)
    activities.handed_in_and_accepted(activities.report(serbia, activity=activity))
    assert due("activity-report") == []


def test_from_the_activity_lead_ways_to_proposal_and_report(proposal, focal, visitor, serbia, settings):
    settings.ACTIVITY_REPORTS_SINCE = activities.SINCE
    activity = accepted(proposal)
    draft = activities.report(serbia, activity=held(activity))
    ways = [proposal.get_absolute_url(), draft.get_absolute_url()]

    page = signed_in(focal).get(activity.get_absolute_url()).content.decode()
    assert [way for way in ways if way in page] == ways
    page = visitor.get(activity.get_absolute_url()).content.decode()
    assert [way for way in ways if way in page] == []
    assert draft.results not in page


def test_a_document_leads_to_the_plans_approved_in_it(serbia, focal, editor, visitor, neighbour):
    document = factories.document("decision")
    plan = planning.under_review(planning.with_action(serbia, focal), focal)
    planning.approving_body()
    reviewing.approve(plan.pk, by=editor, document=document, recorded=True)
    of_the_country, public = reverse("plan", args=[plan.pk]), reverse("published-plan", args=[serbia.slug, 1])

    def ways(client):
        page = client.get(document.get_absolute_url()).content.decode()
        return [way for way in (of_the_country, public) if f'href="{way}"' in page]

    assert ways(signed_in(focal)) == [of_the_country]
    assert ways(visitor) == ways(signed_in(neighbour)) == []
    publication = planning.published(planning.read(plan), focal)
    assert ways(visitor) == ways(signed_in(neighbour)) == [public]
    publishing.withdraw(publication, by=focal, note="Not yet.")
    assert ways(visitor) == []


def test_a_draft_begun_for_an_action_is_thrown_away_and_the_action_s_history_tells(plan, action, proposal, focal):
    key = proposal.pk
    signed_in(focal).post(reverse("proposal-throw-away", args=[key]))
    assert not action.proposals.exists()
    newest, before = action.history.order_by("-history_id")[:2]
    assert (newest.proposals.count(), before.proposals.count()) == (0, 1)
    assert signed_in(focal).get(reverse("plan-action", args=[plan.pk, action.number])).status_code == 200
    history = signed_in(focal).get(reverse("country-history", args=[plan.country.slug]))
    assert "Train inspectors" in history.content.decode()


def test_the_form_for_actions_sent_twice_begins_one_proposal(plan, action, focal):
    client, path = signed_in(focal), reverse("plan-propose", args=[plan.pk])
    key = client.get(path).context["form_key"]
    answers = [client.post(path, {"actions": [action.pk], "form_key": key}).url for _time in range(2)]
    proposal = ActivityProposal.objects.get()
    assert answers == [reverse("proposal-edit", args=[proposal.pk])] * 2


@pytest.mark.parametrize(("is_approved", "said"), [(True, "not begun"), (False, "the plan was not approved")])
def test_beside_the_next_answer_stands_how_far_the_action_came_if_its_plan_was_approved(
    serbia, focal, is_approved, said
):
    plan = planning.with_action(serbia, focal)
    if is_approved:
        plan = planning.approved(plan, focal)
    cycles.end_cycle(plan.cycle, note="Over")
    following = making.opened(serbia)
    page = signed_in(focal).get(reverse("assessment-area", args=[following.pk, "A1"])).content.decode()
    beside = page.partition("What was done about it")[2].partition("</ul>")[0]
    assert "Train inspectors" in beside
    assert said in beside
    assert ("not begun" in beside) == is_approved
