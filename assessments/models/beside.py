"""What hangs on a country's answers: challenges, notes among colleagues, evidence, text kept after a session ended."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from programme.models import KeptForADay, Recorded, StoredFile

from .answers import AreaAnswer, IndicatorAnswer, OfArea, SelfAssessment
from .content import Indicator


class Challenge(OfArea):
    """What stands in a country's way: the actions of its plan answer to it."""

    class Priority(models.TextChoices):
        HIGH = "high", pgettext_lazy("priority", "high")
        MEDIUM = "medium", pgettext_lazy("priority", "medium")
        LOW = "low", pgettext_lazy("priority", "low")

    area_answer = models.ForeignKey(AreaAnswer, on_delete=models.CASCADE, related_name="challenges")
    indicator = models.ForeignKey(
        Indicator,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("indicator"),
        help_text=_("Leave empty where it concerns the area as a whole."),
    )
    text = models.TextField(_("challenge"), help_text=_("What stands in the way, in one or two sentences."))
    priority = models.CharField(_("priority"), max_length=8, choices=Priority.choices, default=Priority.MEDIUM)
    needs_assistance = models.BooleanField(_("assistance from outside is needed"), default=False)

    class Meta(OfArea.Meta):
        verbose_name = _("challenge")
        verbose_name_plural = _("challenges")
        ordering = ("pk",)

    def __str__(self):
        return self.text[:80]


class ColleagueNote(models.Model):
    """A note among colleagues of a country. The secretariat and the reviewers never see it."""

    area_answer = models.ForeignKey(AreaAnswer, on_delete=models.CASCADE, related_name="notes")
    text = models.TextField(_("note"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("by")
    )
    at = models.DateTimeField(_("at"), default=timezone.now)

    rights_country = "area_answer__assessment__cycle__country"
    rights_state = "area_answer__assessment__status"
    rights_area = "area_answer__area__working_area"

    class Meta:
        verbose_name = _("note among colleagues")
        verbose_name_plural = _("notes among colleagues")
        ordering = ("at", "pk")

    def __str__(self):
        return self.text[:80]


class Evidence(Recorded):
    """A file or a link that shows what answers say. A new revision takes the place of the one before, which is kept."""

    class Visibility(models.TextChoices):
        COUNTRY = "country", _("the country and the secretariat")
        REVIEWERS = "reviewers", _("the reviewers as well")
        PUBLIC = "public", _("everybody, once the country publishes its evidence")

    assessment = models.ForeignKey(SelfAssessment, on_delete=models.PROTECT, related_name="evidence")
    title = models.CharField(_("title"), max_length=300)
    file = models.ForeignKey(
        StoredFile, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("file")
    )
    url = models.URLField(_("link"), max_length=500, blank=True)
    language = models.CharField(
        _("language"), max_length=35, blank=True, help_text=_("The language or languages it is written in.")
    )
    dated = models.DateField(_("date of the document"), null=True, blank=True)
    valid_until = models.DateField(_("valid until"), null=True, blank=True)
    visibility = models.CharField(
        _("who may see it"), max_length=12, choices=Visibility.choices, default=Visibility.REVIEWERS
    )
    answers = models.ManyToManyField(
        IndicatorAnswer, blank=True, related_name="evidence", verbose_name=_("indicators that it is evidence for")
    )
    revises = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, editable=False, related_name="revised_by"
    )
    removed_at = models.DateTimeField(_("removed at"), null=True, editable=False)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("added by"),
    )
    added_at = models.DateTimeField(_("added at"), default=timezone.now, editable=False)

    rights_country = "assessment__cycle__country"
    rights_state = "visibility"

    class Meta(Recorded.Meta):
        verbose_name = _("evidence")
        verbose_name_plural = _("evidence")
        ordering = ("title", "pk")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(file__isnull=False, url="") | (models.Q(file__isnull=True) & ~models.Q(url="")),
                name="evidence_is_a_file_or_a_link",
                violation_error_message=_("Give a file or a link, one of the two."),
            ),
            models.CheckConstraint(
                condition=models.Q(dated__isnull=True)
                | models.Q(valid_until__isnull=True)
                | models.Q(dated__lte=models.F("valid_until")),
                name="evidence_dates_in_order",
                violation_error_message=_("It ends to be valid before it was made."),
            ),
        )

    def __str__(self):
        return self.title

    def is_expired(self, on=None):
        return self.valid_until is not None and self.valid_until < (on or timezone.localdate())


class KeptText(KeptForADay):
    """What somebody sent when the session had expired: kept for a day and offered to the same person (PRODUCT D4)."""

    # Where it was written: just one of the three.
    area_answer = models.ForeignKey(AreaAnswer, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    action = models.ForeignKey("Action", on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    plan = models.ForeignKey("ActionPlan", on_delete=models.CASCADE, null=True, blank=True, related_name="+")

    class Meta(KeptForADay.Meta):
        verbose_name = _("kept text")
        verbose_name_plural = _("kept texts")
        constraints = [
            models.CheckConstraint(
                name="kept_text_has_one_place",
                condition=models.Q(area_answer__isnull=False, action=None, plan=None)
                | models.Q(area_answer=None, action__isnull=False, plan=None)
                | models.Q(area_answer=None, action=None, plan__isnull=False),
            )
        ]

    @property
    def place(self):
        return self.area_answer or self.action or self.plan
