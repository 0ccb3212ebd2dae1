"""Sending reminders: what is due and still useful once, nothing to who has filed (PRODUCT E5, ADR 17).

A run works out what each open deadline asks for on the day, and leaves out what rows say was done. So it does not
matter whether a run came before, how often, or whether some were missed: of the steps whose day has come only the
newest is sent, and the others are noted as left out.
"""

from collections import defaultdict
from dataclasses import dataclass

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from assessments.deadlines import Deadline, Kind, kind_of, kinds
from assessments.models import Reminder, ReminderStep
from assessments.placeholders import filled, values_for
from countries.models import Mandate
from programme.backups.restoring import after_restore
from programme.models import User
from programme.outbox import queue, sent_only_if

State = Reminder.State


@dataclass(frozen=True)
class Planned:
    """A step for one person, with what becomes of it."""

    step: ReminderStep
    recipient: User
    state: str


class Done:
    """What was decided already of these deadlines."""

    def __init__(self, records=None):
        found = Reminder.objects.all()
        if records is not None:
            found = found.filter(record_id__in=[record.pk for record in records])
        keys = ("step_id", "record_type_id", "record_id", "due_on", "recipient_id")
        self.keys = set(found.values_list(*keys))
        self.steps = {key[:-1] for key in self.keys}

    def has(self, step, deadline, recipient):
        return (*self._key(step, deadline), recipient.pk) in self.keys

    def has_step(self, step, deadline):
        """Whether the step was decided for anybody."""
        return self._key(step, deadline) in self.steps

    @staticmethod
    def _key(step, deadline):
        return step.pk, ContentType.objects.get_for_model(deadline.record).pk, deadline.record.pk, deadline.due_on


def people_by_country(on=None):
    """Who acts for each country on the day and can sign in: country key → (person, role), in one query."""
    found = defaultdict(list)
    for mandate in Mandate.objects.current(on).filter(user__is_active=True).select_related("user").order_by("pk"):
        found[mandate.country_id].append((mandate.user, mandate.role))
    return found


def active_steps():
    """The steps that send something, by their kind, the earliest first."""
    found = defaultdict(list)
    for step in ReminderStep.objects.active().order_by("offset_days"):
        found[step.kind].append(step)
    return found


def due_steps(steps, deadline, today):
    """Those whose day has come, but for what was over before the deadline stood like this or the step was active."""
    return [
        step
        for step in steps
        if max(deadline.since, step.activated_on or deadline.since) <= step.day(deadline.due_on) <= today
    ]


def plan(deadline, steps, people, done, today):
    """What is to be written for this deadline on the day."""
    due = due_steps(steps, deadline, today)
    for person in dict.fromkeys(person for person, _role in people):
        roles = {role for one, role in people if one == person}
        theirs = [step for step in due if step.roles & roles]
        for step in theirs:
            if done.has(step, deadline, person):
                continue
            if step is not theirs[-1]:
                state = State.OVERTAKEN
            elif step.offset_days <= 0 and today > deadline.due_on:
                state = State.TOO_LATE  # its words speak of a day to come
            else:
                state = State.SENT
            yield Planned(step, person, state)


def next_day(steps, deadline, done, today):
    """The day on which the next reminder goes out, or None."""
    days = (step.day(deadline.due_on) for step in steps if not done.has_step(step, deadline))
    return min((day for day in days if day >= max(today, deadline.since)), default=None)


def what_is_due(today=None):
    """Every deadline for which something is to be written, with what."""
    today = today or timezone.localdate()
    steps, people, done = active_steps(), people_by_country(today), Done()
    for kind in kinds():
        if steps[kind.key]:
            for deadline in kind.open():
                if planned := list(plan(deadline, steps[kind.key], people[deadline.country.pk], done, today)):
                    yield kind, deadline, planned


@after_restore  # what fell due since the backup was probably sent already
def send_due(today=None):
    """Queues the mails that are due; returns how many, and how many steps were left out. Safe to repeat and at once."""
    today = today or timezone.localdate()
    sent = skipped = 0
    for kind, deadline, _planned in what_is_due(today):
        for one in write(kind, deadline, today):
            sent += one.state == State.SENT
            skipped += one.state != State.SENT
    return sent, skipped


@transaction.atomic
def write(kind: Kind, deadline: Deadline, today):
    """Writes rows and mails for one deadline, read anew while its record is locked; returns what was written.

    Whoever files at that moment waits, or was faster and gets nothing; another run finds what this one wrote.
    """
    kind.model._base_manager.select_for_update().get(pk=deadline.record.pk)
    current = kind.still_open(deadline.record)
    if current is None:
        return []
    people, steps = people_by_country(today)[current.country.pk], active_steps()[kind.key]
    planned = list(plan(current, steps, people, Done([current.record]), today))
    for one in planned:
        message = send(one.step, current, one.recipient) if one.state == State.SENT else None
        Reminder.objects.create(
            step=one.step,
            record=current.record,
            country=current.country,
            due_on=current.due_on,
            recipient=one.recipient,
            state=one.state,
            message=message,
        )
    return planned


def send(step, deadline, person, kind="reminder"):
    """Queues the step's mail in the language of the person."""
    subject, text = worded(step, deadline, name=str(person), language=person.language)
    context = {"subject": subject, "text": text}
    return queue(kind, to=person, about=deadline.record, path=deadline.path(person.language), context=context)


def worded(step, deadline, *, name, language):
    """Subject and text of the step in a language, as they are sent for this deadline."""
    values = values_for(deadline, name=name, language=language)
    return tuple(filled(getattr(step, f"{part}_{language}") or "", values) for part in ("subject", "text"))


@sent_only_if("reminder")
def still_wanted(message):
    """Asked when a mail leaves, which may be long after it was queued: why it is not wanted any more, or nothing."""
    reminder = Reminder.objects.select_related("step", "recipient").filter(message=message).first()
    if reminder is None:
        return ""
    deadline = kind_of(reminder.step.kind).still_open(reminder.record)
    if deadline is None:
        return _("It was filed, or has ended, meanwhile.")
    if deadline.due_on != reminder.due_on:
        return _("The deadline was moved meanwhile.")
    people = people_by_country()[reminder.country_id]
    if not any(person == reminder.recipient and role in reminder.step.roles for person, role in people):
        return _("The person acts for the country no more.")
    return ""
