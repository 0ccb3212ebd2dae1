"""The preparatory phase: missions and basic tasks."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from programme.fields import EdgeDayField, PartialDateField
from programme.models import Sourced
from programme.punctuation import labelled

from .country import Country


class Mission(Sourced):
    """A fact-finding or awareness-raising mission to a country. Missions nobody can name are counts, never rows."""

    class Kind(models.TextChoices):
        FACT_FINDING = "fact-finding", _("Fact-finding mission")
        AWARENESS_RAISING = "awareness-raising", _("Awareness-raising mission")

    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices)
    country = models.ForeignKey(Country, on_delete=models.CASCADE, related_name="missions", verbose_name=_("country"))
    start = PartialDateField(_("first day"))
    end = PartialDateField(_("last day"))
    took_place_by = PartialDateField(
        _("took place by"), help_text=_("Where the dates are unknown: when it had taken place at the latest.")
    )
    first_day = EdgeDayField(sources=("start", "end", "took_place_by"), edge="earliest")
    last_day = EdgeDayField(sources=("end", "start", "took_place_by"), edge="latest")
    team = models.TextField(
        _("team"),
        blank=True,
        help_text=_(
            "A line for each member: function, organisation, country; no names. A fact-finding team has three members, "
            "an awareness-raising one four."
        ),
    )
    findings = models.TextField(_("findings"), blank=True)
    recommendations = models.TextField(_("recommendations"), blank=True)
    outcome = models.TextField(_("outcome"), blank=True)
    report = models.ForeignKey(
        "programme.Document",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="missions",
        verbose_name=_("report"),
    )
    note = models.TextField(_("note"), blank=True)

    class Meta(Sourced.Meta):
        verbose_name = _("preparatory mission")
        verbose_name_plural = _("preparatory missions")
        ordering = ("country", "first_day", "pk")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(first_day__isnull=True) | models.Q(first_day__lte=models.F("last_day")),
                name="mission_dates_in_order",
                violation_error_message=_("The last day lies before the first."),
            ),
        )

    def __str__(self):
        return labelled(self.get_kind_display(), self.country)

    def clean(self):
        super().clean()
        if self.pk and self.country_id and self.results.exclude(country=self.country_id).exists():
            raise ValidationError(
                {"country": _("Results of this mission stand with another country: move them first.")}
            )

    def took_place(self, on):
        """Whether it was over on the day; a mission whose dates are unknown is in the record because it was."""
        return self.last_day is None or self.last_day <= on


class BasicTaskResult(Sourced):
    """How far a country has carried out a basic task, who judged it, when, and on which mission."""

    class Result(models.TextChoices):
        CARRIED_OUT = "carried-out", _("carried out")
        PARTLY = "partly", _("partly carried out")
        NOT = "not", _("not carried out")
        UNKNOWN = "unknown", _("unknown")

    country = models.ForeignKey(
        Country, on_delete=models.CASCADE, related_name="basic_task_results", verbose_name=_("country")
    )
    task = models.ForeignKey(
        "programme.BasicTask", on_delete=models.PROTECT, related_name="+", verbose_name=_("basic task")
    )
    result = models.CharField(_("result"), max_length=12, choices=Result.choices, default=Result.UNKNOWN)
    finding = models.TextField(
        _("finding"), blank=True, help_text=_("What was found about this task. Shown in public with the result.")
    )
    judged_by = models.CharField(_("judged by"), max_length=200, blank=True)
    judged_on = PartialDateField(_("judged on"))
    mission = models.ForeignKey(
        Mission, on_delete=models.PROTECT, null=True, blank=True, related_name="results", verbose_name=_("mission")
    )

    class Meta(Sourced.Meta):
        verbose_name = _("result of a basic task")
        verbose_name_plural = _("results of basic tasks")
        ordering = ("country", "task", "pk")
        constraints = (
            models.UniqueConstraint("country", "task", "mission", name="basic_task_judged_once_per_mission"),
        )

    def __str__(self):
        return labelled(f"{self.country}, {self.task}", self.get_result_display())

    def clean(self):
        super().clean()
        if self.mission_id and self.country_id and self.mission.country_id != self.country_id:
            raise ValidationError({"mission": _("This mission went to another country.")})
