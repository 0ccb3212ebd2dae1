"""Reminders: the steps that staff set, and what became of each for each person (PRODUCT E5, ADR 17)."""

from datetime import timedelta

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext_lazy

from assessments.deadlines import kind_choices, kind_of
from assessments.placeholders import faults_of
from countries.models import Country
from programme.language_names import language_in_words
from programme.matrix import FOCAL_POINTS, Role
from programme.models import Message, Recorded
from programme.querysets import AddedOnlyQuerySet, RecordedQuerySet

LONGEST_OFFSET = 365


class ReminderStepQuerySet(RecordedQuerySet):
    def active(self):
        return self.filter(is_active=True)

    def in_order(self):
        return self.order_by("kind", "offset_days", "pk")


class ReminderStep(Recorded):
    """So many days before or after a deadline of a kind, these people get this text, as long as the step is active."""

    class Audience(models.TextChoices):
        FOCAL_POINTS = "focal-points", _("focal point and deputies")
        WRITERS = "writers", _("focal point, deputies and contributors")

    ROLES = {
        Audience.FOCAL_POINTS: FOCAL_POINTS,
        Audience.WRITERS: FOCAL_POINTS | {Role.CONTRIBUTOR},
    }

    kind = models.CharField(_("deadline"), max_length=40, choices=kind_choices)
    offset_days = models.SmallIntegerField(
        _("days from the deadline"),
        help_text=_("Before the deadline with a minus: −7 is a week before, 0 the day itself, 14 two weeks after."),
    )
    audience = models.CharField(_("to whom"), max_length=16, choices=Audience.choices, default=Audience.FOCAL_POINTS)
    subject = models.CharField(_("subject"), max_length=200)
    text = models.TextField(_("text"))
    is_active = models.BooleanField(_("active"), default=False, editable=False)
    # What was passed when the step was activated is not made up for.
    activated_on = models.DateField(_("active since"), null=True, editable=False)

    rights_state = "is_active"

    objects = ReminderStepQuerySet.as_manager()

    class Meta(Recorded.Meta):
        verbose_name = _("step of reminders")
        verbose_name_plural = _("steps of reminders")
        ordering = ("kind", "offset_days", "pk")
        constraints = (
            models.UniqueConstraint(
                "kind",
                "offset_days",
                name="reminder_step_once_a_day",
                violation_error_message=_("There is a step on this day already: change that one."),
            ),
            models.CheckConstraint(
                condition=models.Q(offset_days__gte=-LONGEST_OFFSET, offset_days__lte=LONGEST_OFFSET),
                name="reminder_step_within_a_year",
                violation_error_message=_("At most a year before or after the deadline."),
            ),
        )

    def __str__(self):
        return f"{self.get_kind_display()}, {self.when}"

    @property
    def when(self):
        """When it goes out, in words."""
        days = abs(self.offset_days)
        if not days:
            return _("on the day itself")
        if self.offset_days < 0:
            return ngettext("{days} day before", "{days} days before", days).format(days=days)
        return ngettext("{days} day after", "{days} days after", days).format(days=days)

    def day(self, due_on):
        """The day on which it is to be sent for something due on this day: days of the calendar, not hours."""
        return due_on + timedelta(days=self.offset_days)

    @property
    def roles(self):
        """Who gets it: of its audience those who may know of such deadlines."""
        return self.ROLES[self.Audience(self.audience)] & kind_of(self.kind).roles

    def clean(self):
        super().clean()
        errors: dict[str, list] = {}
        for name in ("subject", "text"):
            for code, _name in settings.LANGUAGES:
                field, language = f"{name}_{code}", language_in_words(code)
                if not (getattr(self, field) or "").strip():
                    missing = _("Write it in each language: it is missing in {language}.").format(language=language)
                    errors.setdefault(field, []).append(missing)
                elif faults := faults_of(getattr(self, field)):
                    errors.setdefault(field, []).extend(faults)
        if self.kind and (self.offset_days or 0) > 0 and kind_of(self.kind).ends_when_due:
            errors["offset_days"] = [_("After that day nothing is left to be reminded of: choose a day before.")]
        if errors:
            raise ValidationError(errors)

    def activate(self):
        """From today on it sends; returns whether it did not yet."""
        return self._switch(on=True, activated_on=timezone.localdate())

    def deactivate(self):
        return self._switch(on=False)

    def _switch(self, *, on, **columns):
        switched = type(self).objects.filter(pk=self.pk, is_active=not on).recorded_update(is_active=on, **columns)
        if switched:
            self.refresh_from_db()
        return bool(switched)


class Reminder(models.Model):
    """What became of a step for one person and one deadline: once for each day that something was due on.

    Written in the transaction of its mail. What is skipped is written too, so that it stays skipped.
    """

    class State(models.TextChoices):
        SENT = "sent", pgettext_lazy("reminder", "sent")
        OVERTAKEN = "overtaken", pgettext_lazy("reminder", "left out: a later step is due")
        TOO_LATE = "too-late", pgettext_lazy("reminder", "left out: its day is over")

    step = models.ForeignKey(ReminderStep, on_delete=models.PROTECT, related_name="reminders", verbose_name=_("step"))
    record_type = models.ForeignKey(ContentType, on_delete=models.PROTECT, related_name="+")
    record_id = models.PositiveBigIntegerField()
    record = GenericForeignKey("record_type", "record_id")
    country = models.ForeignKey(Country, on_delete=models.PROTECT, related_name="+", verbose_name=_("country"))
    due_on = models.DateField(_("due on"))
    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("recipient")
    )
    state = models.CharField(_("state"), max_length=12, choices=State.choices)
    message = models.OneToOneField(
        Message, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("mail")
    )
    at = models.DateTimeField(_("at"), default=timezone.now)

    rights_country = "country"

    objects = AddedOnlyQuerySet.as_manager()

    class Meta:
        verbose_name = _("reminder")
        verbose_name_plural = _("reminders")
        ordering = ("-at", "-pk")
        constraints = (
            models.UniqueConstraint("step", "record_type", "record_id", "due_on", "recipient", name="reminder_once"),
            models.CheckConstraint(
                condition=models.Q(state="sent", message__isnull=False)
                | (~models.Q(state="sent") & models.Q(message__isnull=True)),
                name="reminder_sent_has_its_mail",
            ),
        )

    def __str__(self):
        return f"{self.step} → {self.recipient}"
