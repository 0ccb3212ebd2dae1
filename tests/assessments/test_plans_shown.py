"""What is seen of an action plan: publication by part, views, files (PRODUCT D12, E1)."""

import io
from datetime import timedelta

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone, translation
from openpyxl import load_workbook

from assessments import cycles
from assessments.models import ActionPlan, Cycle
from assessments.plans import publishing, reviewing, submitting, writing
from assessments.plans.freezing import LABELS
from programme.matrix import Role
from programme.models import User
from programme.tasks import days_of, tasks_of
from programme.workflow import TransitionNotAllowed
from tests.assessments import making, planning
from tests.conftest import acting_for

pytestmark = pytest.mark.django_db


@pytest.fixture
def focal(serbia):
    return acting_for(serbia, Role.FOCAL_POINT, "focal@example.org")


@pytest.fixture
def plan(serbia, focal):
    return planning.with_action(serbia, focal)


# Publication


@pytest.mark.parametrize(
    ("parts", "shown", "hidden"),
    [
        (["actions"], ["Too few trained inspectors", "Certificates issued."], ["Trainers for a week."]),
        (["needs"], ["Trainers for a week."], ["Too few trained inspectors", "Certificates issued."]),
        (["progress"], ["not begun"], ["Certificates issued.", "Trainers for a week."]),
    ],
)
def test_the_public_sees_just_the_parts_that_were_published(plan, focal, client, parts, shown, hidden):
    plan = planning.approved(plan, focal)
    publishing.publish(plan.pk, by=focal, parts=parts)

    page = client.get(reverse("published-plan", args=["serbia", plan.cycle.number])).content.decode()

    assert all(text in page for text in shown)
    assert not any(text in page for text in hidden)
    table = client.get(reverse("published-plan-csv", args=["serbia", plan.cycle.number])).content.decode("utf-8-sig")
    assert "Train inspectors" in table
    assert not any(text in table for text in hidden)


def test_the_preview_is_the_public_page(plan, focal, client):
    plan = planning.approved(plan, focal)
    client.force_login(focal)
    path = reverse("plan-publish", args=[plan.pk])
    preview = client.get(path, {"parts": ["actions", "progress"]}).content.decode()
    client.post(path, {"parts": ["actions", "progress"]})
    client.logout()
    public = client.get(reverse("published-plan", args=["serbia", plan.cycle.number])).content.decode()

    cut = preview.split("data-preview>")[1]
    assert "Certificates issued." in cut
    body = public.split("self-assessment showed.")[1].split('<ul class="take-away"')[0].strip()
    assert body.split("</section>")[0] in cut


def test_the_preview_says_like_the_public_page_that_the_secretariat_published(plan, focal, client, editor_client):
    plan = planning.approved(plan, focal)
    client.force_login(focal)
    said, path = "Entered by the secretariat on the country’s behalf.", reverse("plan-publish", args=[plan.pk])
    previews = [one.get(path, {"parts": ["actions"]}).content.decode() for one in (editor_client, client)]
    assert [said in preview for preview in previews] == [True, False]

    editor_client.post(path, {"parts": ["actions"]})
    public = client.get(reverse("published-plan", args=["serbia", plan.cycle.number])).content.decode()
    assert said in public


def test_a_plan_in_review_is_not_published_and_a_withdrawn_one_leaves_its_note(plan, focal, client):
    with pytest.raises(TransitionNotAllowed):
        publishing.publish(plan.pk, by=focal, parts=["actions"])
    publication = planning.published(plan, focal)
    publishing.withdraw(publication, by=focal, note="It is being rewritten.")
    path = reverse("published-plan", args=["serbia", plan.cycle.number])
    page = client.get(path).content.decode()

    assert "It is being rewritten." in page
    assert "Train inspectors" not in page
    assert client.get(reverse("published-plan-csv", args=["serbia", plan.cycle.number])).status_code == 404


def test_what_is_published_of_a_cycle_leads_to_the_other_paper_and_to_the_cycles_beside_it(serbia, client):
    assessment = making.opened(serbia)
    making.published(assessment)
    plan = planning.published(planning.with_action(serbia, plan=planning.of(making.read(assessment)))).plan
    first = plan.cycle.number
    cycles.end_cycle(plan.cycle, note="Over")
    making.published(making.opened(serbia))
    pages = {
        (name, number): reverse(f"published-{name}", args=["serbia", number])
        for name, number in (("assessment", first), ("plan", first), ("assessment", first + 1))
    }

    leads = {key: [path for path in pages.values() if f'href="{path}"' in text_of(client, pages[key])] for key in pages}

    assert leads == {key: [path for path in pages.values() if path != pages[key]] for key in pages}


def text_of(client, path):
    return client.get(path).content.decode().partition("<main")[2]


# Looks


@pytest.mark.parametrize("view", ["areas", "table", "timeline"])
def test_every_view_names_every_action(plan, focal, client, view):
    client.force_login(focal)
    page = client.get(reverse("plan", args=[plan.pk]), {"view": view}).content.decode()
    assert "Train inspectors" in page


def test_the_files_hold_what_the_table_shows(plan, focal, client):
    client.force_login(focal)
    rows = client.get(reverse("plan-csv", args=[plan.pk])).content.decode("utf-8-sig").splitlines()
    assert rows[0].startswith("Number,Area,Action")
    assert "Train inspectors" in rows[1]
    book = client.get(reverse("plan-xlsx", args=[plan.pk]))
    assert book["Content-Type"].endswith("sheet")


def test_the_number_of_queries_does_not_grow_with_the_actions(plan, focal, client, django_assert_max_num_queries):
    from django.test.utils import CaptureQueriesContext

    client.force_login(focal)
    path = reverse("plan", args=[plan.pk])
    client.get(path)
    with CaptureQueriesContext(connection) as few:
        client.get(path)
    for _number in range(5):
        planning.with_action(plan.country, focal, plan=plan)
    with CaptureQueriesContext(connection) as many:
        client.get(path)
    assert len(many) == len(few)


def test_one_plan_for_each_cycle(serbia, focal, client):
    plan = planning.begun(serbia, focal)
    client.force_login(focal)
    response = client.post(reverse("plan-begin", args=[plan.cycle.pk]))
    assert response.url == reverse("plan", args=[plan.pk])
    assert ActionPlan.objects.count() == 1
    assert making.read(plan.assessment).cycle.plan == plan


def test_a_comparison_reads_in_the_reader_s_language(plan, focal, client, albania):
    submitting.submit(plan.pk, by=focal, name="Name", function="Function")
    submitting.recall(plan.pk, by=focal)
    action = planning.action_of(plan)
    stage, indicator = plan.instrument.stages.get(number=2), action.area.indicators.last()
    changes = {"kind": "advisory", "stage_aimed": stage.pk, "due_on": "2027-03-09"}
    writing.save_action(action.pk, planning.as_sent(action, **changes), by=focal)
    action.refresh_from_db()
    action.neighbours.add(albania)
    action.indicators.set([indicator])
    submitting.submit(plan.pk, by=focal, name="Name", function="Function")
    albania.name_fr = "Albanie"
    albania.save()
    client.force_login(focal)

    page = client.get(reverse("plan-compare", args=[plan.pk]).replace("/en/", "/fr/"))

    told = {str(one.label): (one.before, one.after) for one in page.context["differences"]}
    with translation.override("fr"):
        assert {str(LABELS[name]) for name in (*changes, "neighbours", "indicators")} == set(told)
        assert told[str(LABELS["neighbours"])] == ("", "Albanie")
        assert told[str(LABELS["stage_aimed"])] == ("4. Stage 4 fr", "2. Stage 2 fr")
        assert told[str(LABELS["due_on"])][1] == "9 mars 2027"
        assert told[str(LABELS["kind"])] == ("session de formation ou atelier", "service consultatif")
        assert told[str(LABELS["indicators"])][1] == f"{indicator.code} – Indicator {indicator.code} fr"


@pytest.mark.parametrize("make", [planning.read, planning.submitted, planning.under_review])
def test_of_a_plan_that_is_not_approved_nothing_tells_how_far_its_actions_are(plan, focal, client, make):
    plan = make(plan)
    client.force_login(focal)
    path = reverse("plan", args=[plan.pk])

    for view in ("areas", "table", "timeline"):
        page = client.get(path, {"view": view}).content.decode()
        assert "Train inspectors" in page
        assert "not begun" not in page
        assert ("the plan is not approved yet" in page) == (view == "table")
    heads = client.get(reverse("plan-csv", args=[plan.pk])).content.decode("utf-8-sig").splitlines()[0].split(",")
    book = load_workbook(io.BytesIO(client.get(reverse("plan-xlsx", args=[plan.pk])).getvalue()))
    for columns in (heads, [cell.value for cell in book.worksheets[0][1]]):
        assert "Action" in columns
        assert not {"Status", "Since", "Overdue"} & set(columns)


def test_once_approved_every_view_tells_how_far_the_actions_are(plan, focal, client):
    plan = planning.approved(plan)
    client.force_login(focal)
    path = reverse("plan", args=[plan.pk])
    assert all("not begun" in client.get(path, {"view": view}).content.decode() for view in ("areas", "table"))
    assert "Status" in client.get(reverse("plan-csv", args=[plan.pk])).content.decode("utf-8-sig")


# On the signed-in home


def test_a_plan_that_nobody_began_is_told_of_before_it_is_late(serbia, focal, editor):
    assessment = making.opened(serbia, editor)
    day = timezone.localdate() + timedelta(days=90)
    Cycle.objects.filter(pk=assessment.cycle_id).recorded_update(plan_due_on=day)

    writing_still = tasks_and_days(focal)
    making.submitted(assessment)
    handed_in = tasks_and_days(focal)
    planning.of(making.read(assessment))
    begun = tasks_and_days(focal)

    assert writing_still == ([], [("Action plan due: Serbia", day)])
    assert handed_in == ([("Begin the action plan", day)], [])
    assert begun == ([("Write the action plan", day)], [])


def tasks_and_days(person):
    found = User.objects.get(pk=person.pk)
    plans = [(one.label, one.due) for one in tasks_of(found) if "plan" in one.label]
    return plans, [(one.label, one.day) for one in days_of(found) if "plan" in one.label]


def test_what_reviewers_ask_of_a_plan_waits_for_the_focal_point(plan, focal, editor):
    planning.under_review(plan, focal)
    reviewing.comment(plan, by=editor, text="Who pays?", action=plan.actions.first())

    asked, _days = tasks_and_days(focal)

    assert asked == [("Review of the action plan: 1 point to answer", None)]
