"""The plan for the basic tasks: writing it, two people at once, handing it in, telling the Bureau (PRODUCT A3)."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from countries import basic_task_plans as plans
from countries.models import BasicTaskPlan, BodyMember, Mandate, Mission
from programme.matrix import Role
from programme.models import BasicTask, Body, Message
from programme.workflow import StepTaken, TransitionNotAllowed
from tests import factories
from tests.conftest import acting_for, person, signed_in
from tests.kept import kept

pytestmark = pytest.mark.django_db


@pytest.fixture
def tasks(db):
    return [
        BasicTask.objects.create(letter=letter, title_en=f"Task {letter}", title_fr="Tâche", title_ru="Задача")
        for letter in "AB"
    ]


@pytest.fixture
@kept
def mission(serbia):
    return Mission.objects.create(country=serbia, kind="awareness-raising", start=factories.date("2009-05"))


@pytest.fixture
@kept
def plan(serbia, mission, tasks):
    return plans.begin(serbia, mission, language="en")


def measures(tasks, **changes):
    day = timezone.localdate() + timedelta(days=90)
    said = {"measure": "Adopt the list", "responsible": "Ministry", "due_on": day} | changes
    return {task.pk: said for task in tasks}


def typed(tasks, version, form="measures", **columns):
    data = {"form": form, "version": version}
    for task in tasks:
        data |= {f"{name}-{task.pk}": value for name, value in columns.items()}
    return data


@pytest.fixture
@kept
def written(plan, tasks):
    return plans.write(plan.pk, version=plan.version, values=measures(tasks))


@pytest.fixture
@kept
def submitted(written, focal_point):
    return plans.submit(written.pk, version=written.version, by=focal_point)


def carried_out(plan, tasks):
    said = {"progress": "done", "progress_on": timezone.localdate()}
    return plans.write(plan.pk, version=plan.version, values={task.pk: said for task in tasks})


@pytest.fixture
@kept
def bureau(roles):
    body, _created = Body.objects.get_or_create(slug="bureau", defaults={"name_en": "Bureau"})
    members = [person(f"bureau-{number}@example.org", language=language) for number, language in ((1, "fr"), (2, "en"))]
    for member in members:
        BodyMember.objects.create(user=member, body=body, country=factories.country(f"Sender {member.pk}"))
    return members


def text(response):
    return response.content.decode()


def at(name, plan):
    return reverse(name, args=[plan.pk])


# Beginning and writing


def test_focal_point_begins_a_plan_after_an_awareness_raising_mission(focal_point_client, serbia, mission, tasks):
    address = reverse("country-basic-tasks", args=["serbia"])
    assert "Begin the plan" in text(focal_point_client.get(address))

    for _click in range(2):
        answer = focal_point_client.post(address, {"mission": mission.pk, "language": "fr"})

    plan = BasicTaskPlan.objects.get()
    assert answer["Location"] == at("basic-task-plan-write", plan)
    assert (plan.status, plan.language, plan.mission) == ("draft", "fr", mission)


def test_a_mission_of_another_country_or_kind_begins_nothing(focal_point_client, serbia, albania, mission):
    fact_finding = Mission.objects.create(country=serbia, kind="fact-finding")
    foreign = Mission.objects.create(country=albania, kind="awareness-raising")

    for one in (fact_finding, foreign):
        address = reverse("country-basic-tasks", args=["serbia"])
        page = focal_point_client.post(address, {"mission": one.pk, "language": "en"})
        assert "Select a valid choice" in text(page)
    assert not BasicTaskPlan.objects.exists()


@pytest.mark.parametrize("role", [Role.CONTRIBUTOR, Role.VIEWER])
def test_contributors_and_viewers_read_and_do_not_write(serbia, written, roles, role):
    client = signed_in(acting_for(serbia, role, "reader@example.org"))

    assert "Adopt the list" in text(client.get(at("basic-task-plan", written)))
    assert client.get(at("basic-task-plan-write", written)).status_code == 403
    assert client.post(at("basic-task-plan-submit", written)).status_code == 403
    assert client.post(reverse("country-basic-tasks", args=["serbia"]), {}).status_code == 403


def test_draft_may_lack_anything_and_an_emptied_task_leaves_the_plan(focal_point_client, plan, tasks):
    address = at("basic-task-plan-write", plan)
    assert focal_point_client.post(address, typed(tasks, 1, measure="Adopt the list")).status_code == 302
    assert [one.measure for one in plan.tasks.all()] == ["Adopt the list"] * 2

    data = typed(tasks, 2, measure="Adopt the list") | {f"measure-{tasks[1].pk}": ""}
    assert focal_point_client.post(address, data).status_code == 302
    assert [one.task for one in plan.tasks.all()] == tasks[:1]


def test_saving_what_stands_there_leaves_no_trace(plan, written, tasks):
    before = written.history.count(), written.tasks.first().history.count()

    again = plans.write(written.pk, version=written.version, values=measures(tasks))

    assert (again.version, again.history.count(), again.tasks.first().history.count()) == (written.version, *before)


def test_an_old_form_overwrites_nothing_and_loses_nothing(focal_point_client, plan, tasks):
    address = at("basic-task-plan-write", plan)
    focal_point_client.post(address, typed(tasks, 1, measure="Theirs"))

    late = focal_point_client.post(address, typed(tasks, 1, measure="Mine & more"))

    page = text(late)
    assert late.status_code == 409
    assert "Nothing was saved yet: somebody else saved the plan meanwhile" in page
    assert "Mine &amp; more</textarea>" in page
    assert "<strong>What will be done</strong>: <p>Theirs</p>" in page or "Theirs <span" in page
    assert {one.measure for one in plan.tasks.all()} == {"Theirs"}
    assert 'name="version" value="2"' in page
    assert focal_point_client.post(address, typed(tasks, 2, measure="Both")).status_code == 302
    assert {one.measure for one in plan.tasks.all()} == {"Both"}


def test_who_writes_while_the_plan_is_submitted_keeps_the_text(focal_point_client, submitted, tasks):
    late = focal_point_client.post(at("basic-task-plan-write", submitted), typed(tasks, 1, measure="Too late"))

    assert late.status_code == 409
    assert "Too late</textarea>" in text(late)
    assert "the plan was submitted, recalled or finished meanwhile" in text(late)
    assert {one.measure for one in submitted.tasks.all()} == {"Adopt the list"}


# Steps


def test_a_plan_is_submitted_once_whoever_clicks_twice(focal_point_client, editor, written):
    data = {"version": written.version}

    pages = [focal_point_client.post(at("basic-task-plan-submit", written), data, follow=True) for _click in range(2)]

    assert "The plan is submitted." in text(pages[0])
    assert "The plan has been submitted already." in text(pages[1])
    assert StepTaken.objects.about(written).count() == 1
    assert list(Message.objects.values_list("recipient", "kind")) == [(editor.pk, "basic-task-plan")]


@pytest.mark.parametrize("column", ["measure", "responsible", "due_on"])
def test_an_incomplete_plan_is_not_submitted(focal_point_client, plan, tasks, column):
    empty = {column: None if column == "due_on" else ""}
    written = plans.write(plan.pk, version=1, values=measures(tasks[:1]) | measures(tasks[1:], **empty))

    page = focal_point_client.post(at("basic-task-plan-submit", written), {"version": written.version}, follow=True)

    assert "Something is missing at: B" in text(page)
    written.refresh_from_db()
    assert written.status == "draft"


def test_nobody_submits_what_she_has_not_seen(focal_point_client, written, tasks):
    seen = written.version
    plans.write(written.pk, version=seen, values=measures(tasks, measure="Something else"))

    page = focal_point_client.post(at("basic-task-plan-submit", written), {"version": seen}, follow=True)

    assert "The plan was changed since you opened the page." in text(page)
    written.refresh_from_db()
    assert written.status == "draft"


def test_once_submitted_only_the_progress_is_written(focal_point_client, submitted, tasks):
    address = at("basic-task-plan-write", submitted)
    assert f'name="measure-{tasks[0].pk}"' not in text(focal_point_client.get(address))

    undated = focal_point_client.post(address, typed(tasks, submitted.version, "progress", progress="under-way"))
    assert "Basic task A: say since when it is under way or carried out." in text(undated)
    columns = {"progress": "under-way", "progress_on": "2020-02-01", "measure": "Smuggled in"}
    assert focal_point_client.post(address, typed(tasks, submitted.version, "progress", **columns)).status_code == 302

    assert {(one.progress, one.measure) for one in submitted.tasks.all()} == {("under-way", "Adopt the list")}


def test_the_bureau_is_told_in_its_languages_when_all_is_carried_out(
    focal_point_client, focal_point, editor, bureau, submitted, tasks
):
    too_early = focal_point_client.post(
        at("basic-task-plan-done", submitted), {"version": submitted.version}, follow=True
    )
    assert "Still to do: A, B" in text(too_early)
    ready = carried_out(submitted, tasks)
    Message.objects.all().delete()

    done = [
        focal_point_client.post(at("basic-task-plan-done", ready), {"version": ready.version}, follow=True)
        for _click in range(2)
    ]

    assert "Messages to its members: 2" in text(done[0])
    assert "told already" in text(done[1])
    told = {message.recipient: message.subject for message in Message.objects.all()}
    assert set(told) == {*bureau, editor, focal_point}
    assert told[bureau[1]] == "Basic tasks carried out: Serbia"
    assert told[bureau[0]] != told[bureau[1]]
    ready.refresh_from_db()
    assert (ready.status, str(ready.told_bureau_on)) == ("done", timezone.localdate().isoformat())


def test_without_a_bureau_in_the_portal_that_is_said(focal_point_client, submitted, tasks):
    ready = carried_out(submitted, tasks)

    page = focal_point_client.post(at("basic-task-plan-done", ready), {"version": ready.version}, follow=True)

    assert "No member of the Bureau has an account" in text(page)


def test_a_member_of_the_bureau_reads_what_is_done_and_nothing_before(bureau, submitted, focal_point, tasks):
    client = signed_in(bureau[0])
    assert client.get(at("basic-task-plan", submitted)).status_code == 404

    ready = carried_out(submitted, tasks)
    plans.tell_done(ready.pk, version=ready.version, by=focal_point)

    page = text(client.get(at("basic-task-plan", submitted)))
    assert "Adopt the list" in page
    assert focal_point.name not in page
    assert client.get(at("basic-task-plan-write", submitted)).status_code == 403


def test_recalled_until_done_and_not_afterwards(focal_point_client, focal_point, submitted, tasks):
    focal_point_client.post(at("basic-task-plan-recall", submitted))
    submitted.refresh_from_db()
    assert submitted.status == "draft"

    again = plans.submit(submitted.pk, version=submitted.version, by=focal_point)
    ready = carried_out(again, tasks)
    plans.tell_done(ready.pk, version=ready.version, by=focal_point)
    page = focal_point_client.post(at("basic-task-plan-recall", submitted), follow=True)

    assert "This is not possible now" in text(page)
    for step in (plans.recall,):
        with pytest.raises(TransitionNotAllowed):
            step(submitted.pk, by=focal_point)


def test_the_secretariat_acts_on_behalf_and_that_is_said(editor_client, serbia, written):
    editor_client.post(at("basic-task-plan-submit", written), {"version": written.version})

    step = StepTaken.objects.about(written).get()
    assert (step.on_behalf, step.acted_for) == (True, "RS")
    assert "on behalf of the country" in text(editor_client.get(at("basic-task-plan", written)))


# What the public is told


def test_the_public_is_told_that_it_is_done_and_nothing_of_the_plan(visitor, serbia, submitted, focal_point, tasks):
    address = serbia.get_absolute_url()
    assert "Plan for the basic tasks" not in text(visitor.get(address))

    ready = carried_out(submitted, tasks)
    plans.tell_done(ready.pk, version=ready.version, by=focal_point)

    page = text(visitor.get(address))
    assert "Bureau told that it is done:" in page
    assert "As the country reported it in the portal." in page
    assert "Adopt the list" not in page


# The signed-in home


def test_home_leads_to_the_plan(focal_point_client, submitted):
    page = text(focal_point_client.get(reverse("work")))

    assert reverse("country-basic-tasks", args=["serbia"]) in page
    assert "Carry out the basic tasks" in page


def test_home_of_a_country_without_a_mission_says_nothing_of_it(neighbour_client):
    assert "/basic-tasks/" not in text(neighbour_client.get(reverse("work")))
    assert Mandate.objects.count() == 1
