"""The cycles in which a country looks at itself: each country's own, numbered, one open at a time (PRODUCT D2)."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from assessments.cycle_querysets import CycleQuerySet
from countries.models import Country, PhaseEntry
from programme.date_format import date_format
from programme.history import acting_now
from programme.models import Recorded, Signed
from programme.punctuation import labelled
from programme.querysets import AddedOnlyQuerySet

from .instrument import Instrument


class Cycle(Recorded):
    """A country's turn through self-assessment and plan. Days are the country's days, both ends included."""

    country = models.ForeignKey(Country, on_delete=models.PROTECT, related_name="cycles", verbose_name=_("country"))
    number = models.PositiveSmallIntegerField(_("number"), editable=False)
    instrument = models.ForeignKey(
        Instrument, on_delete=models.PROTECT, related_name="cycles", verbose_name=_("version of the instrument")
    )
    opens_on = models.DateField(_("opens on"), default=timezone.localdate)
    due_on = models.DateField(_("due on"), help_text=_("The day by which the self-assessment should be submitted."))
    closes_on = models.DateField(
        _("closes on"),
        null=True,
        blank=True,
        help_text=_("The last day on which answers can be written. Leave empty where no end is set."),
    )
    plan_due_on = models.DateField(
        _("action plan due on"),
        null=True,
        blank=True,
        help_text=_("The day by which the action plan should be submitted. Leave empty where none is set."),
    )
    reason = models.TextField(
        _("reason outside the implementation phase"),
        blank=True,
        help_text=_(
            "Needed where the country is not in the implementation phase: why it assesses itself all the same."
        ),
    )
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("opened by"),
    )
    ended_at = models.DateTimeField(_("ended at"), null=True, editable=False)
    end_note = models.TextField(_("how it ended"), blank=True, editable=False)

    rights_country = "country"

    objects = CycleQuerySet.as_manager()

    class Meta(Recorded.Meta):
        verbose_name = _("cycle")
        verbose_name_plural = _("cycles")
        ordering = ("country", "-number")
        constraints = (
            models.UniqueConstraint("country", "number", name="cycle_number_once_per_country"),
            models.UniqueConstraint(
                "country",
                condition=models.Q(ended_at__isnull=True),
                name="cycle_one_open_per_country",
                violation_error_message=_("This country has an open cycle already: end that one first."),
            ),
            models.CheckConstraint(
                condition=models.Q(opens_on__lte=models.F("due_on")),
                name="cycle_is_due_after_it_opens",
                violation_error_message=_("It is due before it opens."),
            ),
            models.CheckConstraint(
                condition=models.Q(closes_on__isnull=True) | models.Q(due_on__lte=models.F("closes_on")),
                name="cycle_closes_after_it_is_due",
                violation_error_message=_("It closes before it is due."),
            ),
            models.CheckConstraint(
                condition=models.Q(plan_due_on__isnull=True) | models.Q(due_on__lte=models.F("plan_due_on")),
                name="cycle_plan_is_due_after_the_assessment",
                violation_error_message=_("The plan is due before the self-assessment that it answers to."),
            ),
        )

    def __str__(self):
        return _("{country}, cycle {number}").format(country=self.country, number=self.number)

    @property
    def is_ended(self):
        return self.ended_at is not None

    def takes_answers(self, on=None):
        """Whether answers can be written on the day, as far as the dates say."""
        day = on or timezone.localdate()
        return not self.is_ended and self.opens_on <= day and (self.closes_on is None or day <= self.closes_on)

    def clean(self):
        if self.country_id and not self.reason.strip() and not self._is_in_implementation():
            raise ValidationError(
                {
                    "reason": _("{country} is not in the implementation phase: say why it opens a cycle.").format(
                        country=self.country
                    )
                }
            )

    def _is_in_implementation(self):
        entries = self.country.phase_entries.filter(is_current=True, phase=PhaseEntry.Phase.IMPLEMENTATION)
        return entries.exists()

    @transaction.atomic
    def extend(self, *, by, reason, due_on, closes_on=None, plan_due_on=None):
        """Moves the due day, and with it the closing day; raises ValidationError where that is no extension."""
        locked = type(self)._base_manager.select_for_update().get(pk=self.pk)
        if locked.is_ended:
            raise ValidationError(_("This cycle has ended: it cannot be extended."))
        if not reason.strip():
            raise ValidationError({"reason": _("Say why the cycle is extended.")})
        if due_on <= locked.due_on:
            raise ValidationError({"due_on": _("The new day lies not after the present one.")})
        if closes_on is not None and closes_on < due_on:
            raise ValidationError({"closes_on": _("It closes before it is due.")})
        if plan_due_on is not None and plan_due_on < due_on:
            raise ValidationError({"plan_due_on": _("The plan is due before the self-assessment that it answers to.")})
        if plan_due_on is None and locked.plan_due_on is not None:
            plan_due_on = max(locked.plan_due_on, due_on)
        if closes_on is None and locked.closes_on is not None:
            closes_on = max(locked.closes_on, due_on)
        CycleExtension.objects.create(
            cycle=locked,
            due_before=locked.due_on,
            due_on=due_on,
            closes_on=closes_on,
            reason=reason.strip(),
            by=by,
            acted_as=acting_now(locked, by)["acted_as"],
        )
        for one in (locked, self):
            one.due_on, one.closes_on, one.plan_due_on = due_on, closes_on, plan_due_on
        locked.save()

    def end(self, *, note=""):
        """Ends it at once; returns whether it had not ended already."""
        now = timezone.now()
        ended = (
            type(self).objects.filter(pk=self.pk, ended_at=None).recorded_update(ended_at=now, end_note=note.strip())
        )
        if ended:
            self.ended_at, self.end_note = now, note.strip()
        return bool(ended)


class CycleExtension(Signed):
    """That a cycle was given more time, by whom and why. Rows are only ever added."""

    cycle = models.ForeignKey(Cycle, on_delete=models.PROTECT, related_name="extensions", verbose_name=_("cycle"))
    due_before = models.DateField(_("was due on"))
    due_on = models.DateField(_("due on"))
    closes_on = models.DateField(_("closes on"), null=True)
    reason = models.TextField(_("reason"))

    objects = AddedOnlyQuerySet.as_manager()

    class Meta:
        verbose_name = _("extension")
        verbose_name_plural = _("extensions")
        ordering = ("at", "pk")

    def __str__(self):
        return labelled(self.cycle, self.moved)

    @property
    def moved(self):
        """From which day to which."""
        return f"{date_format(self.due_before)} → {date_format(self.due_on)}"
