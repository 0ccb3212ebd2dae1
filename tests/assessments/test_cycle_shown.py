"""Where a country stands in its cycle: the three steps by area, for who works in it and for everybody (PRODUCT E4)."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone, translation

from assessments import publishing, reviewing
from assessments.cycle_shown import in_work
from assessments.plans import carrying_out, writing
from assessments.plans import publishing as plan_publishing
from programme.matrix import Role
from tests.assessments import making, planning
from tests.conftest import acting_for

pytestmark = pytest.mark.django_db


@pytest.fixture
def focal(serbia):
    return acting_for(serbia, Role.FOCAL_POINT, "focal@example.org")


@pytest.fixture
def plan(serbia, focal):
    """A plan being written, with one action in the first of two areas."""
    return planning.with_action(serbia, focal, plan=planning.begun(serbia, focal, submitted=False, areas=2))


def shown(plan):
    actions = plan.actions.select_related("area").prefetch_related("changes")
    return in_work(making.read(plan.assessment), plan.instrument.areas.all(), plan, actions)


def accept(plan, focal):
    making.accepted(making.read(plan.assessment), focal)
    return planning.read(plan)


def said(cycle):
    return [(one.step, one.state) for one in cycle.areas]


def test_it_is_assessed_until_the_assessment_is_accepted(plan, focal):
    assessment = making.read(plan.assessment)
    assert said(shown(plan)) == [(1, "being written"), (1, "being written")]
    making.submitted(assessment, focal)
    assert said(shown(plan)) == [(1, "submitted"), (1, "submitted")]
    assert shown(plan).areas[0].following == "The secretariat begins the review"
    reviewing.start(assessment.pk, by=None)
    reviewing.accept(assessment.pk, by=None, override="Nobody else is there.")
    assert said(shown(plan)) == [(2, "plan: being written"), (2, "plan: being written")]


def test_an_accepted_assessment_waits_for_its_plan(serbia, focal):
    assessment = making.opened(serbia, focal)
    making.accepted(assessment, focal)
    assessment = making.read(assessment)
    (area, *_others) = in_work(assessment, assessment.instrument.areas.all()).areas
    assert (area.step, area.following) == (1, "The country submits the action plan")
    assert area.since == timezone.localdate()


def test_each_area_is_carried_out_by_its_own_actions(plan, focal):
    plan = planning.approved(accept(plan, focal), focal)
    action = planning.action_of(plan)
    due = timezone.localdate() + timezone.timedelta(days=30)
    first, second = shown(plan).areas
    assert (first.step, first.state, first.since) == (2, "plan approved, none begun", plan.approved_on)
    assert first.following.startswith("1. Train inspectors, by ")
    assert str(due.year) in first.following
    assert second.state == "no action in this area"

    carrying_out.change_status(action, "under_way", by=focal)
    plan = planning.read(plan)
    assert shown(plan).areas[0].state == "actions under way, done: 0 of 1"
    assert shown(plan).areas[0].since == timezone.localdate()
    carrying_out.change_status(action, "done", by=focal)
    assert shown(plan).areas[0].state == "actions finished, done: 1 of 1"
    assert shown(plan).areas[0].following == "The plan is evaluated"


def test_an_evaluated_plan_is_at_the_last_step(plan, focal):
    cycle = shown(planning.evaluated(planning.approved(accept(plan, focal), focal), focal))
    assert {one.step for one in cycle.areas} == {3}
    assert [number for _step, _name, number in cycle.steps] == [0, 0, 2]


def test_an_ended_cycle_leads_to_the_next_one(plan, focal):
    plan.cycle.end(note="Enough.")
    plan = planning.read(plan)
    assert {one.following for one in shown(plan).areas} == {"The next cycle"}


@pytest.mark.parametrize(
    ("language", "words"), [("en", "Plan and act"), ("fr", "Planifier et agir"), ("ru", "План и действия")]
)
def test_the_overview_shows_the_cycle_in_every_language(plan, focal, client, language, words):
    plan = planning.approved(accept(plan, focal), focal)
    client.force_login(focal)
    with translation.override(language):
        page = client.get(reverse("assessment", args=[plan.assessment.pk])).content.decode()
    assert f"2. {words}" in page
    assert page.count('class="cycle-track"') == 2


def test_who_may_not_read_the_actions_sees_only_the_state_of_the_plan(plan, focal):
    plan = planning.approved(accept(plan, focal), focal)
    cycle = in_work(making.read(plan.assessment), plan.instrument.areas.all(), plan, actions=None)
    assert said(cycle) == [(2, "plan: approved"), (2, "plan: approved")]
    assert {one.following for one in cycle.areas} == {"The actions are carried out"}


def test_the_queries_of_the_overview_do_not_grow_with_the_actions(plan, focal, client):
    plan = accept(plan, focal)
    for _number in range(4):
        planning.with_action(plan.country, focal, plan=plan)
    plan = planning.approved(plan, focal)
    client.force_login(focal)
    path = reverse("assessment", args=[plan.assessment.pk])
    client.get(path)
    with CaptureQueriesContext(connection) as none_begun:
        client.get(path)
    for action in plan.actions.all():
        carrying_out.change_status(action, "done", by=focal)
    with CaptureQueriesContext(connection) as all_done:
        client.get(path)
    assert len(all_done) == len(none_begun)


# What everybody sees


def section(client):
    page = client.get(reverse("country", args=["serbia"])).content.decode()
    return page.split('<section id="cycle"')[1].split("</section>")[0] if '<section id="cycle"' in page else None


def test_nothing_is_shown_of_a_cycle_of_which_nothing_was_published(plan, focal, client):
    planning.approved(accept(plan, focal), focal)
    assert section(client) is None


def test_the_published_assessment_tells_nothing_of_the_plan(plan, focal, client):
    planning.approved(accept(plan, focal), focal)
    publishing.publish(plan.assessment.pk, by=focal, parts=["stages"])
    found = section(client)
    assert "Self-assessment published" in found
    assert "1. Assess" in found
    assert "2. Plan and act" not in found
    assert "Train inspectors" not in found


def test_a_published_plan_without_its_progress_says_only_that_it_is_carried_out(plan, focal, client):
    plan = planning.approved(accept(plan, focal), focal)
    action = planning.action_of(plan)
    carrying_out.change_status(action, "done", by=focal)
    plan_publishing.publish(plan.pk, by=focal, parts=["actions"])
    found = section(client)
    assert "Plan published, actions: 1" in found
    assert "done:" not in found


def test_published_progress_stands_as_it_was_published(plan, focal, client):
    plan = planning.approved(accept(plan, focal), focal)
    plan_publishing.publish(plan.pk, by=focal, parts=["actions", "progress"])
    carrying_out.change_status(planning.action_of(plan), "done", by=focal)
    assert "Plan published, none begun" in section(client)
    plan_publishing.publish(plan.pk, by=focal, parts=["actions", "progress"])
    assert "Actions finished, done: 1 of 1" in section(client)


def test_an_evaluation_is_seen_once_it_is_published(plan, focal, client):
    plan = planning.evaluated(planning.approved(accept(plan, focal), focal), focal)
    plan_publishing.publish(plan.pk, by=focal, parts=["actions"])
    assert "3. Evaluate" not in section(client)
    plan_publishing.publish(plan.pk, by=focal, parts=["progress"])
    assert "3. Evaluate" in section(client)


def test_what_is_withdrawn_vanishes(plan, focal, client):
    plan = planning.approved(accept(plan, focal), focal)
    publication = plan_publishing.publish(plan.pk, by=focal, parts=["actions", "progress"])
    assert section(client)
    plan_publishing.withdraw(publication, by=focal, note="Being rewritten.")
    assert section(client) is None


def test_a_plan_begun_in_the_next_cycle_is_not_hinted_at(plan, focal, client):
    plan = planning.approved(accept(plan, focal), focal)
    plan_publishing.publish(plan.pk, by=focal, parts=["actions"])
    before = section(client)
    plan.cycle.end()
    writing.begin(making.opened(plan.country, focal).cycle, by=focal)
    assert section(client) == before
