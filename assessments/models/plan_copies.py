"""What stays of an action plan as it was given: submitted versions, publications; and what is said in its review."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from assessments.frozen_querysets import FrozenQuerySet, PlanPublicationQuerySet
from programme.models import Recorded, StoredFile
from programme.querysets import AddedOnlyQuerySet

from .plan import Action, ActionPlan
from .submission import FrozenCopy


class PlanSubmission(FrozenCopy):
    """A numbered version of a plan as it was submitted, with who certified it."""

    plan = models.ForeignKey(ActionPlan, on_delete=models.PROTECT, related_name="submissions")
    number = models.PositiveSmallIntegerField(_("version"))
    certified_name = models.CharField(pgettext_lazy("person", "name"), max_length=200)
    certified_function = models.CharField(_("function"), max_length=200)
    original = models.ForeignKey(
        StoredFile, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("original")
    )

    rights_country = "plan__cycle__country"

    class Meta(FrozenCopy.Meta):
        verbose_name = _("submitted version of a plan")
        verbose_name_plural = _("submitted versions of plans")
        ordering = ("-number",)
        constraints = (
            models.UniqueConstraint("plan", "number", name="plan_submission_number_once"),
            models.CheckConstraint(
                condition=models.Q(on_behalf=False) | models.Q(original__isnull=False),
                name="plan_submission_on_behalf_has_its_original",
            ),
        )

    def __str__(self):
        return f"{self.plan}, {self.number}"


class PlanPublication(FrozenCopy):
    """The parts of an approved plan that the country published. The last one that is not withdrawn is shown."""

    class Part(models.TextChoices):
        ACTIONS = "actions", pgettext_lazy("part", "actions with what they answer to, who does them and until when")
        PROGRESS = "progress", pgettext_lazy("part", "how far the actions are")
        NEEDS = "needs", pgettext_lazy("part", "assistance needed")

    plan = models.ForeignKey(ActionPlan, on_delete=models.PROTECT, related_name="publications")
    parts = models.JSONField(_("parts"))

    rights_country = "plan__cycle__country"

    objects = PlanPublicationQuerySet.as_manager()

    class Meta(FrozenCopy.Meta):
        verbose_name = _("publication of a plan")
        verbose_name_plural = _("publications of plans")
        ordering = ("-at", "-pk")

    def __str__(self):
        return str(self.plan)


class PlanWithdrawal(models.Model):
    """That a publication was taken back, with the note that stays in its place. Rows are only ever added."""

    publication = models.OneToOneField(PlanPublication, on_delete=models.PROTECT, related_name="withdrawal")
    note = models.TextField(_("note"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("by")
    )
    at = models.DateTimeField(_("at"), default=timezone.now)

    objects = FrozenQuerySet.as_manager()

    class Meta:
        verbose_name = _("withdrawal of a plan")
        verbose_name_plural = _("withdrawals of plans")

    def __str__(self):
        return f"{self.publication}: {self.note[:60]}"


class PlanThread(Recorded):
    """A question or remark about an action, or about the plan as a whole, with what was said to it."""

    plan = models.ForeignKey(ActionPlan, on_delete=models.PROTECT, related_name="threads")
    action = models.ForeignKey(
        Action, on_delete=models.PROTECT, null=True, related_name="threads", verbose_name=_("action")
    )
    submission = models.ForeignKey(
        PlanSubmission, on_delete=models.PROTECT, related_name="threads", verbose_name=_("version")
    )
    resolved_at = models.DateTimeField(_("resolved at"), null=True)
    resolved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("resolved by")
    )

    rights_country = "plan__cycle__country"
    rights_state = "plan__status"

    class Meta(Recorded.Meta):
        verbose_name = _("thread of comments on a plan")
        verbose_name_plural = _("threads of comments on plans")
        ordering = ("pk",)

    def __str__(self):
        return f"{self.plan}: {self.action or self.plan}"

    @property
    def is_open(self):
        return self.resolved_at is None


class PlanComment(models.Model):
    """What somebody said in a thread. Rows are only ever added."""

    thread = models.ForeignKey(PlanThread, on_delete=models.PROTECT, related_name="comments")
    text = models.TextField(_("comment"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("by")
    )
    at = models.DateTimeField(_("at"), default=timezone.now)
    acted_as = models.CharField(_("role"), max_length=32, blank=True)

    objects = AddedOnlyQuerySet.as_manager()

    class Meta:
        verbose_name = _("comment on a plan")
        verbose_name_plural = _("comments on plans")
        ordering = ("at", "pk")

    def __str__(self):
        return self.text[:80]
