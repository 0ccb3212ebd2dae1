"""What a beneficiary country reports after an activity: results, lessons, what follows (PRODUCT E3)."""

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from activities.states import ACCEPTED, DRAFT, REVISION, SUBMITTED, WRITABLE, ReportQuerySet
from countries.models import Country
from programme.models import Recorded, StoredFile
from programme.punctuation import labelled
from programme.workflow import Transition

from .activity import Activity
from .country_text import CountryText


class ActivityReport(CountryText):
    """One country's report on one activity. Numbers that nobody knows stay empty; they never become zero."""

    class Status(models.TextChoices):
        DRAFT = DRAFT, pgettext_lazy("activity report", "being written")
        SUBMITTED = SUBMITTED, pgettext_lazy("activity report", "submitted")
        REVISION = REVISION, pgettext_lazy("activity report", "returned for revision")
        ACCEPTED = ACCEPTED, pgettext_lazy("activity report", "accepted")

    activity = models.ForeignKey(
        Activity, on_delete=models.PROTECT, related_name="country_reports", editable=False, verbose_name=_("activity")
    )
    country = models.ForeignKey(
        Country, on_delete=models.PROTECT, related_name="activity_reports", editable=False, verbose_name=_("country")
    )
    status = models.CharField(_("state"), max_length=24, choices=Status.choices, default=DRAFT, editable=False)
    results = models.TextField(_("results"), blank=True, help_text=_("What came of the activity in your country."))
    lessons = models.TextField(
        _("lessons"), blank=True, help_text=_("What worked, what did not, what you would change.")
    )
    follow_up = models.TextField(
        _("what follows"), blank=True, help_text=_("What your country does next, and what it would need for that.")
    )
    women = models.PositiveIntegerField(_("women"), null=True, blank=True)
    men = models.PositiveIntegerField(_("men"), null=True, blank=True)
    others = models.PositiveIntegerField(_("other participants, or sex not known"), null=True, blank=True)
    is_publishable = models.BooleanField(
        _("may be published"),
        default=False,
        help_text=_(
            "Once the report is accepted, everybody reads its results, its lessons and the evidence marked as public "
            "on the page of the activity. You can take this back at any time."
        ),
    )

    written = ("language", "results", "lessons", "follow_up", "women", "men", "others", "is_publishable")
    # Without these there is nothing to accept.
    needed = ("results", "lessons")
    TRANSITIONS = {
        "submit": Transition.of(WRITABLE, SUBMITTED),
        # A recall leads back to where the country wrote before.
        "recall": Transition.of({SUBMITTED}, DRAFT),
        "recall_revision": Transition.of({SUBMITTED}, REVISION),
        "return_for_revision": Transition.of({SUBMITTED}, REVISION, needs_note=True),
        "accept": Transition.of({SUBMITTED}, ACCEPTED),
    }
    rights_country = "country"

    objects = ReportQuerySet.as_manager()

    class Meta(CountryText.Meta):
        verbose_name = _("report on an activity")
        verbose_name_plural = _("reports on activities")
        ordering = ("-status_since", "-pk")
        constraints = (
            models.UniqueConstraint("activity", "country", name="activity_report_once"),
            models.CheckConstraint(
                condition=models.Q(status__in=[DRAFT, SUBMITTED, REVISION, ACCEPTED]),
                name="activity_report_status_is_known",
            ),
        )

    def __str__(self):
        return labelled(self.country, self.activity)

    def get_absolute_url(self):
        return reverse("activity-report", args=[self.pk])

    @property
    def is_writable(self):
        return self.status in WRITABLE

    @property
    def is_public(self):
        return self.status == ACCEPTED and self.is_publishable

    def delete(self, *args, **kwargs):
        """What a country wrote stays: two activities on which it reported are not merged unawares."""
        raise models.ProtectedError(_("Reports of countries are not deleted."), {self})

    def current_evidence(self):
        return self.evidence.filter(removed_at=None).select_related("file", "added_by")

    def after_step(self, taken):
        from activities import notifications  # it queues mails with links, which need the addresses of all rooms

        notifications.report_step(self, taken)


class ReportEvidence(Recorded):
    """A file that shows what a report says. What is removed stays on record."""

    report = models.ForeignKey(ActivityReport, on_delete=models.PROTECT, related_name="evidence")
    title = models.CharField(_("title"), max_length=300)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+", verbose_name=_("file"))
    is_public = models.BooleanField(
        _("public"), default=False, help_text=_("Everybody may take it away once the report is published.")
    )
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("added by"),
    )
    added_at = models.DateTimeField(_("added at"), default=timezone.now, editable=False)
    removed_at = models.DateTimeField(_("removed at"), null=True, editable=False)

    rights_country = "report__country"

    class Meta(Recorded.Meta):
        verbose_name = _("evidence of a report")
        verbose_name_plural = _("evidence of reports")
        ordering = ("title", "pk")

    def __str__(self):
        return self.title
