"""How a record moves from state to state: one table of steps, one guarded write, one row of what was done.

A room's record inherits `Stepping` or `SteppingSince` and names its steps in `TRANSITIONS`; `_take` takes one. Nothing
else changes a status: no form shows it, and the guard lets no second step through that was decided on an old reading.
"""

from dataclasses import dataclass

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from programme.history import acting_now


class TransitionNotAllowed(Exception):
    """The record is not in a state from which this step leads on, perhaps because somebody else was faster."""

    def __init__(self, step, status):
        super().__init__(f"{step} is not possible from {status}")
        self.step, self.status = step, status


@dataclass(frozen=True)
class Transition:
    """From which states a step leads to which; `needs_note` where it must say why."""

    sources: frozenset[str]
    target: str
    needs_note: bool = False

    @classmethod
    def of(cls, sources, target, *, needs_note=False):
        return cls(frozenset(map(str, sources)), str(target), needs_note)


class StepTakenQuerySet(models.QuerySet):
    def about(self, record):
        kind = ContentType.objects.get_for_model(record)
        return self.filter(record_type=kind, record_id=record.pk)

    def update(self, **values):
        raise TypeError("What was done stays as it was done.")

    def delete(self):
        raise TypeError("What was done stays as it was done.")


class StepTaken(models.Model):
    """That somebody took a step with a record. Rows are only ever added."""

    record_type = models.ForeignKey(ContentType, on_delete=models.PROTECT, related_name="+")
    record_id = models.PositiveBigIntegerField()
    record = GenericForeignKey("record_type", "record_id")
    step = models.CharField(_("step"), max_length=40)
    from_status = models.CharField(_("from"), max_length=24)
    to_status = models.CharField(_("to"), max_length=24)
    note = models.TextField(_("note"), blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("by")
    )
    at = models.DateTimeField(_("at"), default=timezone.now)
    acted_as = models.CharField(_("role"), max_length=32, blank=True)
    acted_for = models.CharField(_("country"), max_length=2, blank=True)
    on_behalf = models.BooleanField(_("on behalf of the country"), default=False)

    objects = StepTakenQuerySet.as_manager()

    class Meta:
        verbose_name = _("step")
        verbose_name_plural = _("steps")
        ordering = ("at", "pk")
        indexes = (models.Index(fields=("record_type", "record_id", "at"), name="step_of_record"),)

    def __str__(self):
        return f"{self.step}: {self.from_status} → {self.to_status}"

    def save(self, *args, **kwargs):
        if not self._state.adding:
            raise TypeError("What was done stays as it was done.")
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        raise TypeError("What was done stays as it was done.")


class Stepping(models.Model):
    """A record with a `status` that only the steps of its table change."""

    TRANSITIONS: dict[str, Transition] = {}
    rights_state = "status"
    # What is told to who comes too late for a step.
    too_late_words = _("This is not possible now. State: {state}.")

    class Meta:
        abstract = True

    def can(self, step):
        """Whether the record stands where this step begins; who may take it is asked of the matrix."""
        return self.status in self.TRANSITIONS[step].sources

    @property
    def steps(self):
        """What was done with the record, oldest first."""
        return StepTaken.objects.about(self).select_related("by")

    @transaction.atomic
    def _take(self, step, *, by, note="", **columns):
        """Takes the step or raises TransitionNotAllowed; `columns` are written in the same statement."""
        if not self.can(step):
            raise TransitionNotAllowed(step, self.status)
        transition, seen = self.TRANSITIONS[step], self.status
        if transition.needs_note and not note.strip():
            raise ValueError(f"{step} says why")
        here = type(self)._base_manager.filter(pk=self.pk, status=seen)
        if not here.recorded_update(status=transition.target, **columns):
            raise TransitionNotAllowed(step, seen)  # somebody else was faster
        self.status = transition.target
        for name, value in columns.items():
            setattr(self, name, value)
        taken = StepTaken.objects.create(
            record=self,
            step=step,
            from_status=seen,
            to_status=transition.target,
            by=by,
            note=note.strip(),
            **acting_now(self, by),
        )
        self.after_step(taken)
        return taken

    def after_step(self, taken):
        """For the room: queue the mails that tell of the step, in the same transaction."""


class SteppingSince(Stepping):
    """A record that tells since when it is in its state."""

    status_since = models.DateTimeField(_("in this state since"), default=timezone.now, editable=False)

    class Meta:
        abstract = True

    def step(self, name, *, by, note="", **columns):
        """Takes a step and notes since when the new state holds. Who may is asked of the matrix before."""
        return self._take(name, by=by, note=note, status_since=timezone.now(), **columns)

    def recall(self, *, by):
        """Takes back what was submitted, to where it was written before: to each such state a step `recall…` leads."""
        last = self.steps.filter(step="submit").last()
        ways = (name for name, one in self.TRANSITIONS.items() if name.startswith("recall"))
        back = [name for name in ways if last and self.TRANSITIONS[name].target == last.from_status]
        return self.step(back[0] if back else "recall", by=by)
