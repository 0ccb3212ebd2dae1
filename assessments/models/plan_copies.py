"""What stays of an action plan as it was given: submitted versions, publications; and what is said in its review."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from assessments.frozen_querysets import PlanPublicationQuerySet
from programme.punctuation import labelled

from .plan import Action, ActionPlan
from .review import Comment, Thread
from .submission import CertifiedCopy, CountryCopy, WithdrawnCopy, has_its_original


class PlanSubmission(CertifiedCopy):
    """A version of a plan as it was submitted."""

    plan = models.ForeignKey(ActionPlan, on_delete=models.PROTECT, related_name="submissions")

    rights_country = "plan__cycle__country"

    class Meta(CertifiedCopy.Meta):
        verbose_name = _("submitted version of a plan")
        verbose_name_plural = _("submitted versions of plans")
        constraints = (
            models.UniqueConstraint("plan", "number", name="plan_submission_number_once"),
            has_its_original("plan_submission_on_behalf_has_its_original"),
        )

    def __str__(self):
        return f"{self.plan}, {self.number}"


class PlanPublication(CountryCopy):
    """The parts of an approved plan that the country published. The last one that is not withdrawn is shown."""

    class Part(models.TextChoices):
        ACTIONS = "actions", pgettext_lazy("part", "actions with what they answer to, who does them and until when")
        PROGRESS = "progress", pgettext_lazy("part", "how far the actions are")
        NEEDS = "needs", pgettext_lazy("part", "assistance needed")

    plan = models.ForeignKey(ActionPlan, on_delete=models.PROTECT, related_name="publications")
    parts = models.JSONField(_("parts"))

    rights_country = "plan__cycle__country"

    objects = PlanPublicationQuerySet.as_manager()

    class Meta(CountryCopy.Meta):
        verbose_name = _("publication of a plan")
        verbose_name_plural = _("publications of plans")
        ordering = ("-at", "-pk")

    def __str__(self):
        return str(self.plan)


class PlanWithdrawal(WithdrawnCopy):
    publication = models.OneToOneField(PlanPublication, on_delete=models.PROTECT, related_name="withdrawal")

    class Meta:
        verbose_name = _("withdrawal of a plan")
        verbose_name_plural = _("withdrawals of plans")


class PlanThread(Thread):
    """A question or remark about an action, or about the plan as a whole, with what was said to it."""

    plan = models.ForeignKey(ActionPlan, on_delete=models.PROTECT, related_name="threads")
    action = models.ForeignKey(
        Action, on_delete=models.PROTECT, null=True, related_name="threads", verbose_name=_("action")
    )
    submission = models.ForeignKey(
        PlanSubmission, on_delete=models.PROTECT, related_name="threads", verbose_name=_("version")
    )

    rights_country = "plan__cycle__country"
    rights_state = "plan__status"

    class Meta(Thread.Meta):
        verbose_name = _("thread of comments on a plan")
        verbose_name_plural = _("threads of comments on plans")

    def __str__(self):
        return labelled(self.plan, self.action or self.plan)


class PlanComment(Comment):
    thread = models.ForeignKey(PlanThread, on_delete=models.PROTECT, related_name="comments")

    class Meta(Comment.Meta):
        verbose_name = _("comment on a plan")
        verbose_name_plural = _("comments on plans")
