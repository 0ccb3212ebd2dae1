"""Reminders: who gets which, when, in which language, and what is left out (PRODUCT E5)."""

from contextlib import contextmanager
from datetime import date, datetime, timedelta
from io import StringIO

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.utils import timezone

from assessments import cycles, reminders, submitting
from assessments.models import Reminder, ReminderStep, SelfAssessment
from countries.models import Mandate
from programme import outbox
from programme.demo import at
from programme.matrix import Role
from programme.models import Message
from tests import factories
from tests.assessments import making
from tests.assessments.remind import step
from tests.conftest import acting_for
from tests.kept import kept

pytestmark = pytest.mark.django_db
DUE = date(2027, 3, 31)


@contextmanager
def on(day, hour=9):
    with at(datetime(day.year, day.month, day.day, hour, tzinfo=timezone.get_default_timezone())):
        yield


def days_before(number):
    return on(DUE - timedelta(days=number))


@pytest.fixture
@kept
def assessment(serbia, focal_point):
    focal_point.mandates.recorded_update(since=date(2026, 1, 1))
    with days_before(60):
        made = making.opened(serbia)
    Message.objects.all().delete()
    return made


def sent():
    return [(one.recipient.email, one.subject) for one in Message.objects.filter(kind="reminder").order_by("pk")]


def states():
    return list(Reminder.objects.order_by("pk").values_list("step__offset_days", "state"))


def test_a_step_is_sent_on_its_day_and_once(assessment, focal_point):
    step(-7)
    with days_before(8):
        assert reminders.send_due() == (0, 0)
    with days_before(7):
        assert reminders.send_due() == (1, 0)
        assert reminders.send_due() == (0, 0)
    with days_before(6):
        assert reminders.send_due() == (0, 0)
    assert sent() == [(focal_point.email, "en Self-assessment, cycle 1: Serbia")]
    message = Message.objects.get(kind="reminder")
    assert message.text.startswith("focal-point, 7 days, 31 March 2027, http")
    assert (message.about, Reminder.objects.get().message) == (assessment, message)


def test_days_are_those_of_the_portal_s_clock(assessment):
    step(-7)
    with on(DUE - timedelta(days=8), hour=23):
        assert reminders.send_due() == (0, 0)
    with on(DUE - timedelta(days=7), hour=0):
        assert reminders.send_due() == (1, 0)


def test_after_an_outage_only_the_newest_step_goes_out(assessment):
    step(-30)
    step(-14)
    step(-7)
    with days_before(5):
        assert reminders.send_due() == (1, 2)
    assert states() == [(-30, "overtaken"), (-14, "overtaken"), (-7, "sent")]


def test_a_step_that_speaks_of_a_day_to_come_is_not_sent_when_it_is_over(assessment):
    step(-7)
    with days_before(-1):
        assert reminders.send_due() == (0, 1)
    assert states() == [(-7, "too-late")]


def test_who_has_submitted_gets_none_even_if_the_mail_waited(assessment):
    step(-7)
    step(1)
    with days_before(7):
        reminders.send_due()
        making.submitted(assessment)
        outbox.send_due()
    assert [one.subject for one in mail.outbox if "en " in one.subject] == []
    message = Message.objects.get(kind="reminder")
    assert (message.state, message.note) == ("suppressed", "It was filed, or has ended, meanwhile.")
    with days_before(-1):
        assert reminders.send_due() == (0, 0)


def test_what_was_recalled_is_reminded_of_again_from_then_on(assessment):
    step(-7)
    step(1)
    with days_before(10):
        making.submitted(assessment)
    with days_before(5):
        submitting.recall(assessment.pk, by=None)
        assert reminders.send_due() == (0, 0)  # the step was over when it came back
    with days_before(-1):
        assert reminders.send_due() == (1, 0)


def test_an_ended_cycle_and_a_correction_are_reminded_of_by_nobody(assessment, serbia, editor):
    step(1)
    with days_before(-1):
        SelfAssessment.objects.filter(pk=assessment.pk).recorded_update(status="correction")
        assert reminders.send_due() == (0, 0)
        SelfAssessment.objects.filter(pk=assessment.pk).recorded_update(status="draft")
        cycles.end_cycle(assessment.cycle)
        assert reminders.send_due() == (0, 0)


def test_a_moved_day_begins_anew(assessment, editor):
    step(-7)
    with days_before(7):
        reminders.send_due()
    with days_before(3):
        cycles.extend_cycle(assessment.cycle, by=editor, reason="Elections.", due_on=DUE + timedelta(days=30))
        outbox.send_due()
    waited = Message.objects.get(kind="reminder")
    assert (waited.state, waited.note) == ("suppressed", "The deadline was moved meanwhile.")
    with days_before(2):
        assert reminders.send_due() == (0, 0)
    with on(DUE + timedelta(days=23)):
        assert reminders.send_due() == (1, 0)
    assert set(Reminder.objects.values_list("due_on", flat=True)) == {DUE, DUE + timedelta(days=30)}


def test_a_day_moved_to_the_near_future_sends_nothing_that_was_over_before(assessment, editor):
    step(-30)
    step(-7)
    with days_before(1):
        cycles.extend_cycle(assessment.cycle, by=editor, reason="A week.", due_on=DUE + timedelta(days=9))
        assert reminders.send_due() == (0, 0)


def test_each_gets_it_in_their_language_and_none_who_cannot_act(assessment, serbia, albania):
    deputy = acting_for(serbia, Role.DEPUTY, "deputy@example.org")
    deputy.language = "ru"
    deputy.save()
    acting_for(serbia, Role.VIEWER, "viewer@example.org")
    acting_for(serbia, Role.CONTRIBUTOR, "contributor@example.org")
    acting_for(albania, Role.FOCAL_POINT, "neighbour@example.org")
    gone = acting_for(serbia, Role.DEPUTY, "gone@example.org")
    gone.is_active = False
    gone.save()
    acting_for(serbia, Role.DEPUTY, "ended@example.org").mandates.get().end()
    Mandate.objects.all().recorded_update(since=date(2026, 1, 1))
    step(-7)
    with days_before(7):
        reminders.send_due()
    assert [address for address, _subject in sent()] == ["focal-point@example.org", "deputy@example.org"]
    assert sent()[1][1].startswith("ru ")
    assert "31 марта 2027" in Message.objects.get(recipient=deputy, kind="reminder").text


def test_contributors_get_what_is_for_them_too(assessment, contributor):
    contributor.mandates.recorded_update(since=date(2026, 1, 1))
    step(-7, audience=ReminderStep.Audience.WRITERS)
    with days_before(7):
        reminders.send_due()
    assert {address for address, _subject in sent()} == {"focal-point@example.org", "contributor@example.org"}


def test_only_active_steps_send_and_only_from_then_on(assessment):
    later = step(-30, is_active=False)
    with days_before(30):
        assert reminders.send_due() == (0, 0)
    with days_before(20):
        assert later.activate()
        assert not later.activate()
        assert reminders.send_due() == (0, 0)
    nearer = step(-7, is_active=False)
    with days_before(8):
        nearer.activate()
        nearer.deactivate()
    with days_before(7):
        assert reminders.send_due() == (0, 0)
        nearer.activate()
        assert reminders.send_due() == (1, 0)


def test_a_mandate_that_ends_is_reminded_of_until_somebody_follows(serbia, focal_point):
    mandate = focal_point.mandates.get()
    Mandate.objects.filter(pk=mandate.pk).recorded_update(since=date(2026, 1, 1), until=DUE)
    step(-60, "mandate")
    step(-14, "mandate")
    with days_before(60):
        assert reminders.send_due() == (1, 0)
    assert sent() == [(focal_point.email, "en Mandate ends: Focal point: Serbia")]
    with days_before(20):
        follower = acting_for(serbia, Role.FOCAL_POINT, "follower@example.org")
    with days_before(14):
        assert reminders.send_due() == (0, 0)
        follower.mandates.get().end()
        assert reminders.send_due() == (1, 0)
    with days_before(-1):
        assert reminders.send_due() == (0, 0)


def test_whoever_acts_for_the_country_no_more_gets_no_mail_that_waited(assessment, focal_point):
    step(-7)
    with days_before(7):
        reminders.send_due()
        focal_point.mandates.get().end()
        outbox.send_due()
    message = Message.objects.get(kind="reminder")
    assert (message.state, message.note) == ("suppressed", "The person acts for the country no more.")


def test_the_command_says_what_it_would_do_and_does_it(assessment):
    step(-7)
    said = StringIO()
    with days_before(7):
        call_command("send_reminders", dry_run=True, stdout=said)
        assert not Reminder.objects.exists()
        call_command("send_reminders", stdout=said)
    lines = said.getvalue().splitlines()
    assert lines == [
        "sent: Self-assessment due, 7 days before; Serbia; focal-point@example.org",
        "Queued: 1. Left out: 0.",
    ]


def test_queries_do_not_grow_with_what_is_not_due(assessment, albania, django_assert_num_queries):
    step(-7)
    with days_before(50), django_assert_num_queries(4):
        reminders.send_due()
    with days_before(60):
        making.opened(albania)
    with days_before(50), django_assert_num_queries(4):
        reminders.send_due()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Dear {nome}", "{nome} is no placeholder. Known are: {name}, {country}, {what}, {due}, {days}, {link}."),
        ("Due {due", "A brace is open or closed without its other half."),
        ("Due {}", "{} is no placeholder. Known are: {name}, {country}, {what}, {due}, {days}, {link}."),
        ("  ", "Write it in each language: it is missing in French."),
    ],
)
def test_a_text_that_could_not_be_filled_in_is_refused(db, text, said):
    with pytest.raises(ValidationError) as refusal:
        step(-7, text_fr=text)
    assert refusal.value.message_dict == {"text_fr": [said]}


def test_nothing_that_is_filled_in_is_read_as_a_placeholder(assessment, focal_point):
    focal_point.name = "{link} {due}"
    focal_point.save()
    step(-7)
    with days_before(7):
        reminders.send_due()
    assert Message.objects.get(kind="reminder").text.startswith("{link} {due}, 7 days")


def test_impossible_steps_are_refused(db):
    step(-7)
    for values in ({"offset_days": -7}, {"offset_days": -400}, {"offset_days": 1, "kind": "mandate"}):
        with pytest.raises(ValidationError):
            step(**values)


def test_a_beneficiary_without_anybody_is_no_fault(db):
    step(-7)
    with days_before(60):
        making.opened(factories.beneficiary("Georgia", "GE"))
    with days_before(7):
        assert reminders.send_due() == (0, 0)
