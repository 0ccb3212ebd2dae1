"""What reviewers and country say to each other, and the reviewers' own stage beside the country's (PRODUCT D11)."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from programme.models import Recorded, Signed
from programme.punctuation import labelled
from programme.querysets import AddedOnlyQuerySet

from .answers import SelfAssessment
from .content import Indicator, InstrumentArea, ProgressStage
from .submission import Submission


class Thread(Recorded):
    """A question or remark in a review, with all that was said to it; open until resolved."""

    resolved_at = models.DateTimeField(_("resolved at"), null=True)
    resolved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("resolved by")
    )

    class Meta(Recorded.Meta):
        abstract = True
        ordering = ("pk",)

    @property
    def is_open(self):
        return self.resolved_at is None


class Comment(Signed):
    """What somebody said in a thread. Rows are only ever added."""

    text = models.TextField(_("comment"))

    objects = AddedOnlyQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ("at", "pk")

    def __str__(self):
        return self.text[:80]


class OfReview(Recorded):
    rights_country = "assessment__cycle__country"
    rights_state = "assessment__status"

    class Meta(Recorded.Meta):
        abstract = True


class ReviewThread(Thread, OfReview):
    """A thread about an indicator or an area of a self-assessment."""

    assessment = models.ForeignKey(SelfAssessment, on_delete=models.PROTECT, related_name="threads")
    area = models.ForeignKey(InstrumentArea, on_delete=models.PROTECT, related_name="+", verbose_name=_("area"))
    indicator = models.ForeignKey(
        Indicator, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("indicator")
    )
    submission = models.ForeignKey(
        Submission, on_delete=models.PROTECT, related_name="threads", verbose_name=_("version")
    )

    rights_country = OfReview.rights_country
    rights_state = OfReview.rights_state

    class Meta(Thread.Meta):
        verbose_name = _("thread of comments")
        verbose_name_plural = _("threads of comments")

    def __str__(self):
        return labelled(self.assessment, self.indicator or self.area)


class ReviewComment(Comment):
    thread = models.ForeignKey(ReviewThread, on_delete=models.PROTECT, related_name="comments")

    class Meta(Comment.Meta):
        verbose_name = _("comment")
        verbose_name_plural = _("comments")


class ReviewedStage(OfReview, Signed):
    """The stage that a reviewer sees an indicator at: beside the country's own, never over it."""

    assessment = models.ForeignKey(SelfAssessment, on_delete=models.PROTECT, related_name="reviewed_stages")
    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="+", verbose_name=_("indicator"))
    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="+", verbose_name=_("version"))
    stage = models.ForeignKey(ProgressStage, on_delete=models.PROTECT, related_name="+", verbose_name=_("stage"))
    note = models.TextField(_("note"), blank=True)
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
        return labelled(f"{self.assessment}, {self.indicator.code}", self.stage)
