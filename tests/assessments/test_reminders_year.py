"""A year of daily runs in which the timer, the mail server and people fail, told beside what should have come of it."""

import random
from collections import Counter
from datetime import date, datetime, timedelta
from unittest import mock

import pytest
from django.utils import timezone

from assessments import cycles, reminders
from assessments.models import Reminder, SelfAssessment
from countries.models import Mandate
from programme import outbox
from programme.demo import at
from programme.matrix import FOCAL_POINTS, Role
from programme.models import Message
from tests import factories
from tests.assessments import making
from tests.assessments.remind import step
from tests.conftest import acting_for
from tests.programme.test_concurrency import at_once

FIRST = date(2026, 12, 1)
OFFSETS = (-30, -7, 0, 1, 14, 30)
NEXT_STEPS = {
    "draft": ["submit"],
    "submitted": ["recall", "start_review"],
    "under_review": ["return_for_revision", "accept"],
    "revision_requested": ["submit"],
    "accepted": ["end"],
}


class Year:
    """Three countries, what happens to them day by day, and a note of how each stood when a run came."""

    def __init__(self, seed):
        self.chance = random.Random(seed)
        self.seen = []  # day, assessment key, due day, day from which it stands so, keys of who can act

    def at_some_hour(self, day):
        """Also just after midnight and just before, where a day of another zone would differ."""
        moment = datetime.combine(day, datetime.min.time(), tzinfo=timezone.get_default_timezone())
        return at(moment + timedelta(hours=self.chance.choice((0, 1, 3, 9, 22)), minutes=self.chance.randrange(60)))

    def begin(self):
        self.people, self.assessments = {}, []
        with at(datetime(2026, 11, 1, 9, tzinfo=timezone.get_default_timezone())):
            for number in range(3):
                country = factories.beneficiary(f"Country {number}", f"X{number}")
                roles = (Role.FOCAL_POINT, Role.DEPUTY, Role.VIEWER, Role.CONTRIBUTOR)
                self.people[country.pk] = [acting_for(country, role, f"{role}-{number}@example.org") for role in roles]
                self.assessments.append(making.opened(country, days=45 + 90 * number, areas=1, indicators=(1,)))
        Message.objects.all().delete()

    def run(self, days=365):
        for number in range(days):
            day = FIRST + timedelta(days=number)
            with self.at_some_hour(day):
                for assessment in SelfAssessment.objects.open().for_work().order_by("pk"):
                    if self.chance.random() < (0.04 if assessment.status in ("draft", "revision_requested") else 0.3):
                        self.something_happens(assessment)
            with self.at_some_hour(day):
                if self.chance.random() < 0.7:  # else the timer failed
                    self.look(day)
                    for _again in range(self.chance.choice((1, 1, 2))):
                        reminders.send_due()
                if self.chance.random() < 0.8:  # else the mail server did
                    outbox.send_due()

    def something_happens(self, assessment):
        event, cycle = self.chance.random(), assessment.cycle
        if event < 0.4:
            later = max(cycle.due_on, timezone.localdate()) + timedelta(days=self.chance.randrange(1, 45))
            cycles.extend_cycle(cycle, by=None, reason="More time.", due_on=later)
        elif event < 0.6:
            self.change_people(assessment.country)
        else:
            name = self.chance.choice(NEXT_STEPS[assessment.status])
            if name == "end":
                cycle.end()
                making.opened(assessment.country, days=self.chance.randrange(20, 50))
            else:
                assessment.step(name, by=None, note="Why")

    def change_people(self, country):
        """Somebody leaves, but not the last one, or comes back."""
        person = self.chance.choice(self.people[country.pk][:2])
        current = Mandate.objects.current().filter(user=person).first()
        if current is None:
            role = Role.FOCAL_POINT if person == self.people[country.pk][0] else Role.DEPUTY
            Mandate.objects.create(user=person, country=country, role=role)
        elif Mandate.objects.current().filter(country=country, role__in=FOCAL_POINTS).count() > 1:
            current.end()

    def look(self, day):
        """How things stand, asked of the records in another way than the reminders ask."""
        for assessment in SelfAssessment.objects.open().select_related("cycle"):
            if assessment.status in ("draft", "revision_requested"):
                cycle, moments = assessment.cycle, [assessment.status_since]
                moments += [extension.at for extension in cycle.extensions.all()]
                since = max([cycle.opens_on, *map(timezone.localdate, moments)])
                people = self.people[cycle.country_id][:2]
                acting = {one.pk for one in people if any(mandate.is_current() for mandate in one.mandates.all())}
                self.seen.append((day, assessment.pk, cycle.due_on, since, acting))

    def expected(self):
        """For each person, record and due day: the first run that found a step's day come and it still useful."""
        found = Counter()
        decided = set()
        for day, key, due, since, acting in self.seen:
            due_steps = [one for one in OFFSETS if since <= due + timedelta(days=one) <= day]
            for person in acting:
                for offset in due_steps:
                    is_first = (key, due, person, offset) not in decided
                    is_useful = offset == due_steps[-1] and (offset > 0 or day <= due)
                    if is_first and is_useful:
                        found[day, key, due, offset, person] += 1
                    decided.add((key, due, person, offset))
        return found


@pytest.mark.long
@pytest.mark.django_db
@pytest.mark.usefixtures("roles")
@pytest.mark.parametrize("seed", [1, 2])
def test_each_reminder_that_was_due_and_still_useful_is_sent_once(seed):
    for offset in OFFSETS:
        step(offset)
    year = Year(seed)
    year.begin()
    open_at_delivery = []
    send = outbox.mail_of

    def seen(message, connection=None):
        if message.kind == "reminder":
            reminder = Reminder.objects.get(message=message)
            current = SelfAssessment.objects.select_related("cycle").get(pk=reminder.record_id)
            open_at_delivery.append(current.status in ("draft", "revision_requested"))
            open_at_delivery.append(current.cycle.due_on == reminder.due_on)
        return send(message, connection)

    with mock.patch.object(outbox, "mail_of", seen):
        year.run()

    rows = Reminder.objects.filter(state="sent").select_related("step", "message")
    sent = Counter(
        (timezone.localdate(one.at), one.record_id, one.due_on, one.step.offset_days, one.recipient_id) for one in rows
    )
    assert sent == year.expected()
    assert len(sent) > 20
    assert Message.objects.filter(kind="reminder").count() == len(sent)
    assert len(open_at_delivery) > 40
    assert all(open_at_delivery)
    waited = Message.objects.filter(kind="reminder").exclude(state__in=("sent", "suppressed"))
    assert waited.count() <= 2  # of the last days


@pytest.mark.django_db(transaction=True)
def test_two_runs_at_once_send_nothing_twice(roles):
    for offset in OFFSETS:
        step(offset)
    year = Year(1)
    year.begin()
    assessment = year.assessments[0]
    day = assessment.cycle.due_on + timedelta(days=1)

    with at(datetime(day.year, day.month, day.day, 9, tzinfo=timezone.get_default_timezone())):
        outcomes = at_once(lambda _number: reminders.send_due(), times=3)

    assert sum(sent for sent, _skipped in outcomes) == Message.objects.filter(kind="reminder").count() == 2
    assert sum(skipped for _sent, skipped in outcomes) == 6
    assert Reminder.objects.count() == 8


@pytest.mark.django_db(transaction=True)
def test_a_run_and_a_submission_at_once_leave_no_mail_to_who_has_filed(roles):
    step(-7)
    year = Year(1)
    year.begin()
    assessment = year.assessments[0]
    making.fill(assessment)
    day = assessment.cycle.due_on - timedelta(days=7)

    def act(number):
        if number:
            return reminders.send_due()
        return making.submitted(assessment)

    with at(datetime(day.year, day.month, day.day, 9, tzinfo=timezone.get_default_timezone())):
        at_once(act)
        outbox.send_due()

    states = set(Message.objects.filter(kind="reminder").values_list("state", flat=True))
    assert states <= {"suppressed"}
