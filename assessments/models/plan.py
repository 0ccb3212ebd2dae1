"""A country's action plan in a cycle: the actions that answer the challenges it named (PRODUCT E1)."""

from typing import Any

from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from activities.models import ActivityProposal
from assessments.cycle_querysets import DRAFT, REVISION, SUBMITTED, UNDER_REVIEW
from assessments.plan_querysets import (
    APPROVED,
    CARRIED_OUT,
    CLOSED,
    DONE,
    DROPPED,
    EVALUATED,
    FINISHED,
    IN_FORCE,
    IN_IMPLEMENTATION,
    NOT_BEGUN,
    PLAN_WRITABLE,
    POSTPONED,
    UNDER_WAY,
    ActionPlanQuerySet,
    ActionQuerySet,
)
from countries.models import BODY_ROLES, Country
from programme.date_format import date_format
from programme.models import Body, Document, Meeting, Signed, Sourced
from programme.punctuation import labelled
from programme.querysets import AddedOnlyQuerySet
from programme.workflow import SteppingSince, Transition

from .answers import Answer
from .beside import Challenge
from .content import Indicator, InstrumentArea, ProgressStage
from .cycle import Cycle


class ApprovingBody(Sourced):
    """Which body approves action plans, since when. Which one did is kept with each approval."""

    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="+", verbose_name=_("body"))
    since = models.DateField(_("since"), unique=True, default=timezone.localdate)

    class Meta(Sourced.Meta):
        verbose_name = _("approving body")
        verbose_name_plural = _("approving bodies")
        ordering = ("-since",)

    def __str__(self):
        return f"{self.body} ({date_format(self.since)})"

    @classmethod
    def on(cls, day=None):
        """The body that approves on the day, or None where nobody said which."""
        found = cls.objects.filter(since__lte=day or timezone.localdate()).select_related("body").first()
        return found.body if found else None


class ActionPlan(SteppingSince, Answer):
    """What a country will do about what its self-assessment showed. Not the basic-task plan of the other phase."""

    class Status(models.TextChoices):
        DRAFT = DRAFT, pgettext_lazy("plan", "being written")
        SUBMITTED = SUBMITTED, pgettext_lazy("plan", "submitted")
        UNDER_REVIEW = UNDER_REVIEW, pgettext_lazy("plan", "under review")
        REVISION = REVISION, pgettext_lazy("plan", "returned for revision")
        APPROVED = APPROVED, pgettext_lazy("plan", "approved")
        IN_IMPLEMENTATION = IN_IMPLEMENTATION, pgettext_lazy("plan", "being carried out")
        EVALUATED = EVALUATED, pgettext_lazy("plan", "evaluated")
        CLOSED = CLOSED, pgettext_lazy("plan", "closed")

    cycle = models.OneToOneField(Cycle, on_delete=models.PROTECT, related_name="plan", verbose_name=_("cycle"))
    overview = models.TextField(_("the plan as a whole"), blank=True)
    evaluation = models.TextField(_("what the plan achieved"), blank=True, editable=False)
    status = models.CharField(_("state"), max_length=24, choices=Status.choices, default=DRAFT, editable=False)
    # The body's decision, as it was when it was taken: a later change of the approving body changes nothing here.
    approved_by_body = models.ForeignKey(
        Body, on_delete=models.PROTECT, null=True, editable=False, related_name="+", verbose_name=_("approved by")
    )
    approved_on = models.DateField(_("approved on"), null=True, editable=False)
    approved_at_meeting = models.ForeignKey(
        Meeting, on_delete=models.PROTECT, null=True, editable=False, related_name="+", verbose_name=_("at the meeting")
    )
    approved_in_document = models.ForeignKey(
        Document, on_delete=models.PROTECT, null=True, editable=False, related_name="+", verbose_name=_("document")
    )

    TRANSITIONS = {
        "submit": Transition.of(PLAN_WRITABLE, SUBMITTED),
        # A recall leads back to where the country wrote before.
        "recall": Transition.of({SUBMITTED}, DRAFT),
        "recall_revision": Transition.of({SUBMITTED}, REVISION),
        "start_review": Transition.of({SUBMITTED}, UNDER_REVIEW),
        "return_for_revision": Transition.of({UNDER_REVIEW}, REVISION, needs_note=True),
        "approve": Transition.of({UNDER_REVIEW}, APPROVED),
        "begin": Transition.of({APPROVED}, IN_IMPLEMENTATION),
        "evaluate": Transition.of(CARRIED_OUT, EVALUATED),
        "close": Transition.of({EVALUATED}, CLOSED),
    }
    written = ("overview",)
    rights_country = "cycle__country"
    too_late_words = _("This is not possible now. State of the action plan: {state}.")

    objects = ActionPlanQuerySet.as_manager()

    class Meta(Answer.Meta):
        verbose_name = _("action plan")
        verbose_name_plural = _("action plans")
        ordering = ("-cycle__opens_on", "pk")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(status__in=[DRAFT, SUBMITTED, UNDER_REVIEW, REVISION])
                | models.Q(approved_by_body__isnull=False, approved_on__isnull=False),
                name="plan_in_force_was_approved",
            ),
        )

    def __str__(self):
        return str(self.cycle)

    def get_absolute_url(self):
        return reverse("plan", args=[self.pk])

    @property
    def country(self):
        return self.cycle.country

    @property
    def assessment(self):
        return self.cycle.assessment

    @property
    def instrument(self):
        return self.cycle.instrument

    @property
    def is_writable(self):
        """Whether the country can write its actions now."""
        return self.status in PLAN_WRITABLE and not self.cycle.is_ended

    @property
    def is_carried_out(self):
        """Whether the status of its actions changes now."""
        return self.status in CARRIED_OUT and not self.cycle.is_ended

    @property
    def is_in_force(self):
        """Whether it was approved."""
        return self.status in IN_FORCE

    can_be_published = is_in_force

    @property
    def is_open(self):
        """Whether its overview can be written now; in a revision it always can."""
        return self.is_writable

    def after_step(self, taken):
        from assessments import plan_notifications  # mails with links need the addresses of all rooms

        plan_notifications.step_taken(self, taken)


def role_of(body):
    """The role in the matrix of the members of this body, or None."""
    return BODY_ROLES.get(body.slug) if body else None


class Action(Answer):
    """One thing that a country will do, what it answers to, who does it until when, and what came of it."""

    class Kind(models.TextChoices):
        LEGISLATION = "legislation", pgettext_lazy("kind of action", "legislation")
        INSTITUTION = "institution", pgettext_lazy("kind of action", "institutions and staff")
        GUIDANCE = "guidance", pgettext_lazy("kind of action", "guidance and tools")
        TRAINING = "training", pgettext_lazy("kind of action", "training session or workshop")
        EXERCISE = "exercise", pgettext_lazy("kind of action", "in-field exercise")
        ADVISORY = "advisory", pgettext_lazy("kind of action", "advisory service")
        CONSULTATION = "consultation", pgettext_lazy("kind of action", "consultation")
        BILATERAL = "bilateral", pgettext_lazy("kind of action", "talks with neighbouring countries")
        OTHER = "other", pgettext_lazy("kind of action", "other")

    class Status(models.TextChoices):
        NOT_BEGUN = NOT_BEGUN, pgettext_lazy("action", "not begun")
        UNDER_WAY = UNDER_WAY, pgettext_lazy("action", "under way")
        DONE = DONE, pgettext_lazy("action", "done")
        POSTPONED = POSTPONED, pgettext_lazy("action", "postponed")
        DROPPED = DROPPED, pgettext_lazy("action", "dropped")

    class Assistance(models.TextChoices):
        NONE = "none", _("none is needed")
        NEEDED = "needed", _("assistance from outside is needed")

    class Decision(models.TextChoices):
        DONE = "done", pgettext_lazy("decision on an action", "done")
        CONTINUE = "continue", pgettext_lazy("decision on an action", "goes on in the next cycle")
        DROP = "drop", pgettext_lazy("decision on an action", "dropped")

    plan = models.ForeignKey(ActionPlan, on_delete=models.PROTECT, related_name="actions", verbose_name=_("plan"))
    number = models.PositiveSmallIntegerField(_("number"), editable=False)
    area = models.ForeignKey(InstrumentArea, on_delete=models.PROTECT, related_name="+", verbose_name=_("area"))
    challenges = models.ManyToManyField(
        Challenge, blank=True, related_name="actions", verbose_name=_("challenges that it answers")
    )
    indicators = models.ManyToManyField(
        Indicator, blank=True, related_name="+", verbose_name=_("indicators that it answers")
    )
    neighbours: Any = models.ManyToManyField(
        Country, blank=True, related_name="+", verbose_name=_("neighbouring countries concerned")
    )
    # What it became: an activity proposed for it, which may serve other actions, too.
    proposals: Any = models.ManyToManyField(
        ActivityProposal, blank=True, editable=False, related_name="actions", verbose_name=_("activities proposed")
    )
    title = models.CharField(_("action"), max_length=300)
    objective = models.TextField(_("objective"), blank=True)
    kind = models.CharField(_("kind of action"), max_length=16, choices=Kind.choices, blank=True)
    result = models.TextField(_("expected result"), blank=True)
    measure = models.TextField(_("measure of success"), blank=True)
    stage_aimed = models.ForeignKey(
        ProgressStage,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("stage aimed at"),
    )
    lead = models.TextField(_("lead authority"), blank=True)
    others = models.TextField(_("other authorities and partners"), blank=True)
    starts_on = models.DateField(_("starts on"), null=True, blank=True)
    due_on = models.DateField(_("due on"), null=True, blank=True)
    priority = models.CharField(_("priority"), max_length=8, choices=Challenge.Priority.choices, blank=True)
    resources = models.TextField(_("own resources"), blank=True)
    assistance = models.CharField(_("assistance from outside"), max_length=8, choices=Assistance.choices, blank=True)
    assistance_kind = models.CharField(_("kind of assistance"), max_length=16, choices=Kind.choices, blank=True)
    assistance_words = models.TextField(_("what is needed"), blank=True)
    assistance_estimate = models.TextField(_("estimate"), blank=True)
    assistance_partner = models.TextField(_("possible partner"), blank=True)

    status = models.CharField(_("status"), max_length=12, choices=Status.choices, default=NOT_BEGUN, editable=False)
    status_on = models.DateField(_("since"), null=True, editable=False)
    is_asked = models.BooleanField(_("reopened"), default=False, editable=False)
    # Taken over from the plan of the cycle before; to be confirmed until somebody says that it still holds.
    continues = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, editable=False, related_name="continued_by"
    )
    to_confirm = models.BooleanField(_("to be confirmed"), default=False, editable=False)
    # The evaluation
    decision = models.CharField(
        _("decision at the end"), max_length=8, choices=Decision.choices, blank=True, editable=False
    )
    outcome = models.TextField(_("what came of it"), blank=True, editable=False)
    stage_reached = models.ForeignKey(
        ProgressStage,
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("stage reached"),
    )

    written = (
        "title",
        "objective",
        "kind",
        "result",
        "measure",
        "stage_aimed",
        "lead",
        "others",
        "starts_on",
        "due_on",
        "priority",
        "resources",
        "assistance",
        "assistance_kind",
        "assistance_words",
        "assistance_estimate",
        "assistance_partner",
    )
    rights_country = "plan__cycle__country"
    rights_state = "plan__status"
    rights_area = "area__working_area"

    objects = ActionQuerySet.as_manager()

    class Meta(Answer.Meta):
        verbose_name = _("action")
        verbose_name_plural = _("actions")
        ordering = ("number", "pk")
        constraints = (models.UniqueConstraint("plan", "number", name="action_number_once_per_plan"),)

    def __str__(self):
        return f"{self.number}. {self.title}"

    @property
    def is_open(self):
        """Whether it can be written now: in a revision only what was asked."""
        return self.plan.is_writable and (self.plan.status != REVISION or self.is_asked)

    @property
    def has_status(self):
        """Whether how far it is can be asked at all: before its plan is approved nothing of it can begin."""
        return self.plan.is_in_force

    @property
    def is_finished(self):
        return self.status in FINISHED

    def is_overdue(self, on=None):
        """Whether it should be done by now; only of a plan that was approved and is still carried out."""
        day = on or timezone.localdate()
        return (
            self.plan.status in CARRIED_OUT and not self.is_finished and self.due_on is not None and self.due_on < day
        )

    @property
    def needs_assistance(self):
        return self.assistance == self.Assistance.NEEDED


class ActionStatusChange(Signed):
    """That an action came to another status, on which day, and what there is to say of it. Rows are only ever added."""

    action = models.ForeignKey(Action, on_delete=models.PROTECT, related_name="changes", verbose_name=_("action"))
    status = models.CharField(_("status"), max_length=12, choices=Action.Status.choices)
    on = models.DateField(_("on"), default=timezone.localdate)
    note = models.TextField(_("note"), blank=True)
    on_behalf = models.BooleanField(_("on behalf of the country"), default=False)

    objects = AddedOnlyQuerySet.as_manager()

    class Meta:
        verbose_name = _("change of status of an action")
        verbose_name_plural = _("changes of status of actions")
        ordering = ("at", "pk")

    def __str__(self):
        return labelled(self.action, self.get_status_display())
