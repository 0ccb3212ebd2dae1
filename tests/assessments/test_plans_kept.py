"""What is written on the pages of a plan when the session or the mandate ends meanwhile (PRODUCT D4)."""

import pytest
from django.urls import reverse

from assessments import cycles
from assessments.models import KeptText
from assessments.plans.forms import OverviewForm
from countries.access import end_mandate
from programme import kept_texts
from programme.matrix import Role
from tests.assessments import planning
from tests.conftest import acting_for, signed_in
from tests.offers import offered

pytestmark = pytest.mark.django_db


@pytest.fixture
def writer(serbia):
    return acting_for(serbia, Role.FOCAL_POINT, "writer@example.org")


@pytest.fixture
def plan(serbia, writer):
    return planning.with_action(serbia, writer)


def test_a_mandate_that_ends_in_mid_form_shows_what_was_sent_and_stores_nothing(plan, writer):
    client, action = signed_in(writer), planning.action_of(plan)
    path = reverse("plan-action", args=[plan.pk, action.number])
    data = planning.as_sent(action, objective="Written when it was too late").dict()
    data["writer"] = kept_texts.writer_mark(writer)
    end_mandate(writer.mandates.get(), by=None)

    answer = client.post(path, data)

    assert answer.status_code == 403
    assert "Written when it was too late" in answer.content.decode()
    assert "You can no longer write here" in answer.content.decode()
    told = client.post(path, data, headers={"accept": "application/json"})
    assert (told.status_code, told.json()) == (409, {"closed": True})
    assert client.post(path, data | {"writer": "7:forged"}).status_code == 404
    assert planning.action_of(plan).objective == planning.FULL["objective"]


# The session has ended


def test_what_is_sent_of_an_action_without_a_session_is_kept_for_its_writer(plan, writer, client, albania):
    action = planning.action_of(plan)
    path = reverse("plan-action", args=[plan.pk, action.number])
    data = planning.as_sent(action, objective="Written on the train", due_on="2028-06-30").dict()
    data |= {f"l{action.pk}-seen": ";;", f"l{action.pk}-neighbours": str(albania.pk)}

    answer = client.post(path, data | {"writer": kept_texts.writer_mark(writer)})

    assert answer["Location"].startswith("/en/account/login/?next=")
    here = signed_in(writer)
    offer = offered(here, path)
    assert f"Objective You wrote Written on the train What stands there now {planning.FULL['objective']}" in offer
    assert "Due on You wrote 30 June 2028 What stands there now" in offer
    assert "Neighbouring countries concerned You wrote Albania What stands there now empty" in offer
    here.post(path, {"take_kept": "1"})
    assert planning.action_of(plan).objective == "Written on the train"
    assert not KeptText.objects.exists()


def test_what_is_sent_of_the_overview_without_a_session_is_kept_for_its_writer(plan, writer, client):
    path = reverse("plan", args=[plan.pk])
    prefix = OverviewForm(answer=plan).prefix
    data = {f"{prefix}-version": plan.version, f"{prefix}-overview": "Written on the train"}

    client.post(path, data | {"writer": kept_texts.writer_mark(writer)})

    here = signed_in(writer)
    assert "You wrote Written on the train What stands there now empty" in offered(here, path)
    here.post(path, {"take_kept": "1"})
    assert planning.read(plan).overview == "Written on the train"
    assert not KeptText.objects.exists()


def test_what_is_kept_can_be_thrown_away(plan, writer, client):
    path = reverse("plan", args=[plan.pk])
    client.post(path, {"writer": kept_texts.writer_mark(writer)})

    signed_in(writer).post(path, {"throw_away": "1"})

    assert not KeptText.objects.exists()


@pytest.mark.parametrize("mark", ["", "7", "7:forged"])
def test_nothing_is_kept_for_a_forged_writer(plan, client, mark):
    client.post(reverse("plan-action", args=[plan.pk, 1]), {"writer": mark})
    assert not KeptText.objects.exists()


@pytest.mark.parametrize("route", ["plan", "plan-action"])
def test_a_script_is_told_that_the_session_has_ended(plan, client, route):
    keys = [plan.pk] if route == "plan" else [plan.pk, 1]
    answer = client.post(reverse(route, args=keys), {}, headers={"accept": "application/json"})
    assert answer.status_code == 401
    assert answer.json()["sign_in"].startswith("/en/account/login/")


def test_the_daily_run_deletes_what_was_kept_for_a_day(serbia, focal_point):
    from datetime import timedelta

    from django.core.management import call_command
    from django.utils import timezone

    from assessments.models import KeptText

    plan = planning.begun(serbia, focal_point)
    now = timezone.now()
    for hours in (1, 25):
        KeptText.objects.create(user=focal_point, plan=plan, data="overview=x", at=now - timedelta(hours=hours))
    call_command("send_reminders")
    assert KeptText.objects.get().at == now - timedelta(hours=1)


def sent_overview(plan, text):
    form = OverviewForm(answer=plan)
    return {form.add_prefix("version"): plan.version, form.add_prefix("overview"): text}


@pytest.mark.parametrize("state", ["submitted", "approved", "ended"])
def test_what_an_open_form_sends_of_the_whole_plan_too_late_is_shown_again(plan, writer, client, state):
    data = sent_overview(plan, "Typed before lunch.")
    if state == "ended":
        cycles.end_cycle(plan.cycle, note="Over")
    else:
        getattr(planning, state)(plan)
    client.force_login(writer)
    path = reverse("plan", args=[plan.pk])

    answer = client.post(path, data)

    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Typed before lunch." in page
    assert "What you sent is below" in page
    assert "readonly" in page
    assert planning.read(plan).overview == ""
    told = client.post(path, data, headers={"accept": "application/json"})
    assert (told.status_code, told.json()) == (409, {"closed": True})


def test_who_may_not_read_the_plan_is_told_nothing_of_what_stands_in_it(plan, neighbour, client, serbia):
    data = sent_overview(plan, "Guess")
    viewer = acting_for(serbia, Role.VIEWER, "viewer@example.org")
    for user, status in ((neighbour, 404), (viewer, 403)):
        client.force_login(user)
        assert client.post(reverse("plan", args=[plan.pk]), data).status_code == status
