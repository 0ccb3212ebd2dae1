"""What reviewers and country say to each other, and the reviewers' own stage beside the country's (PRODUCT D11)."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from programme.models import Recorded
from programme.querysets import AddedOnlyQuerySet

from .answers import SelfAssessment
from .content import Indicator, InstrumentArea, ProgressStage
from .submission import Submission


class OfReview(Recorded):
    rights_country = "assessment__cycle__country"
    rights_state = "assessment__status"

    class Meta(Recorded.Meta):
        abstract = True


class ReviewThread(OfReview):
    """A question or remark about an indicator or an area, with all that was said to it; open until resolved."""

    assessment = models.ForeignKey(SelfAssessment, on_delete=models.PROTECT, related_name="threads")
    area = models.ForeignKey(InstrumentArea, on_delete=models.PROTECT, related_name="+", verbose_name=_("area"))
    indicator = models.ForeignKey(
        Indicator, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("indicator")
    )
    submission = models.ForeignKey(
        Submission, on_delete=models.PROTECT, related_name="threads", verbose_name=_("version")
    )
    resolved_at = models.DateTimeField(_("resolved at"), null=True)
    resolved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("resolved by")
    )

    class Meta(OfReview.Meta):
        verbose_name = _("thread of comments")
        verbose_name_plural = _("threads of comments")
        ordering = ("pk",)

    def __str__(self):
        return f"{self.assessment}: {self.indicator or self.area}"

    @property
    def is_open(self):
        return self.resolved_at is None


class ReviewComment(models.Model):
    """What somebody said in a thread. Rows are only ever added."""

    thread = models.ForeignKey(ReviewThread, on_delete=models.PROTECT, related_name="comments")
    text = models.TextField(_("comment"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("by")
    )
    at = models.DateTimeField(_("at"), default=timezone.now)
    acted_as = models.CharField(_("role"), max_length=32, blank=True)

    objects = AddedOnlyQuerySet.as_manager()

    class Meta:
        verbose_name = _("comment")
        verbose_name_plural = _("comments")
        ordering = ("at", "pk")

    def __str__(self):
        return self.text[:80]


class ReviewedStage(OfReview):
    """The stage that a reviewer sees an indicator at: beside the country's own, never over it."""

    assessment = models.ForeignKey(SelfAssessment, on_delete=models.PROTECT, related_name="reviewed_stages")
    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="+", verbose_name=_("indicator"))
    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="+", verbose_name=_("version"))
    stage = models.ForeignKey(ProgressStage, on_delete=models.PROTECT, related_name="+", verbose_name=_("stage"))
    note = models.TextField(_("note"), blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("by")
    )
    at = models.DateTimeField(_("at"), default=timezone.now)
    acted_as = models.CharField(_("role"), max_length=32, blank=True)
    agreed_at = models.DateTimeField(_("agreed by the country at"), null=True)
    agreed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("agreed by")
    )

    class Meta(OfReview.Meta):
        verbose_name = _("reviewed stage")
        verbose_name_plural = _("reviewed stages")
        ordering = ("pk",)
        constraints = (models.UniqueConstraint("assessment", "indicator", "by", name="reviewer_proposes_one_stage"),)

    def __str__(self):
        return f"{self.assessment}, {self.indicator.code}: {self.stage}"
