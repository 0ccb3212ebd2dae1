"""The plan for the basic tasks, which a country writes after an awareness-raising mission (PRODUCT A3)."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from countries.querysets import BasicTaskPlanQuerySet
from programme.date_format import format_partial_date
from programme.dates import PartialDate
from programme.fields import PartialDateField
from programme.models import Recorded, Sourced
from programme.punctuation import labelled
from programme.workflow import Stepping, Transition

from .country import Country
from .preparation import Mission


class Status(models.TextChoices):
    DRAFT = "draft", pgettext_lazy("plan", "being written")
    SUBMITTED = "submitted", pgettext_lazy("plan", "submitted")
    DONE = "done", pgettext_lazy("plan", "done, the Bureau told")


class BasicTaskPlan(Stepping, Sourced):
    """The host's action plan for the basic tasks after an awareness-raising mission; told to the Bureau when done.

    Not the action plan of a self-assessment. What it says is the country's; that it is done is public.
    """

    Status = Status
    TRANSITIONS = {
        "submit": Transition.of({Status.DRAFT}, Status.SUBMITTED),
        "recall": Transition.of({Status.SUBMITTED}, Status.DRAFT),
        "tell_done": Transition.of({Status.SUBMITTED}, Status.DONE),
        # For a plan that was done before the portal knew of it: the secretariat records it, and no mail goes out.
        "record_done": Transition.of({Status.DRAFT, Status.SUBMITTED}, Status.DONE),
    }

    country = models.ForeignKey(
        Country, on_delete=models.CASCADE, related_name="basic_task_plans", verbose_name=_("country")
    )
    mission = models.ForeignKey(
        Mission, on_delete=models.PROTECT, null=True, blank=True, related_name="plans", verbose_name=_("mission")
    )
    status = models.CharField(_("status"), max_length=12, choices=Status.choices, default=Status.DRAFT, editable=False)
    language = models.CharField(
        _("language"),
        max_length=2,
        choices=settings.LANGUAGES,
        default="en",
        help_text=_("In which the plan is written."),
    )
    version = models.PositiveIntegerField(_("version"), default=1, editable=False)
    prepared_on = PartialDateField(_("prepared on"))
    told_bureau_on = PartialDateField(
        _("Bureau told that it is done on"),
        help_text=_(
            "Fill this in only for a plan that was done before it was kept here: no mail goes out. Otherwise the "
            "Bureau is told from the plan’s own page."
        ),
    )
    document = models.ForeignKey(
        "programme.Document",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("document"),
    )
    note = models.TextField(_("note"), blank=True)

    rights_country = "country"
    rights_state = "status"

    objects = BasicTaskPlanQuerySet.as_manager()

    class Meta(Sourced.Meta):
        verbose_name = _("plan for the basic tasks")
        verbose_name_plural = _("plans for the basic tasks")
        ordering = ("country", "pk")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(status__in=Status.values),
                name="basic_task_plan_status_is_known",
            ),
            models.CheckConstraint(
                condition=~models.Q(status="done", told_bureau_on=None),
                name="basic_task_plan_done_was_told",
                violation_error_message=_("The plan is done: say when the Bureau was told."),
            ),
        )

    def __str__(self):
        return labelled(self.country, format_partial_date(self.prepared_on) or "?")

    @property
    def is_writable(self):
        """Whether what it says can be changed; once it is submitted only how far each task is."""
        return self.status == Status.DRAFT

    @property
    def is_open(self):
        return self.status != Status.DONE

    def submit(self, *, by):
        self._take("submit", by=by, prepared_on=PartialDate.of(timezone.localdate()), version=self.version + 1)

    def recall(self, *, by):
        self._take("recall", by=by, version=self.version + 1)

    def tell_done(self, *, by):
        """Tells the Bureau, with a mail to each member, in the same transaction."""
        self._take("tell_done", by=by, told_bureau_on=PartialDate.of(timezone.localdate()), version=self.version + 1)

    def record_done(self, *, by):
        """Notes that the Bureau was told on the day that stands in the plan already."""
        self._take("record_done", by=by, version=self.version + 1)

    def after_step(self, taken):
        from countries import notifications  # it queues mails with links, which need the addresses of all rooms

        notifications.plan_step_taken(self, taken)


class PlannedTask(Recorded):
    """What a plan says of one basic task: what will be done, by whom, until when, and how far it is."""

    class Progress(models.TextChoices):
        PLANNED = "planned", pgettext_lazy("planned task", "not begun")
        UNDER_WAY = "under-way", pgettext_lazy("planned task", "under way")
        DONE = "done", pgettext_lazy("planned task", "carried out")

    plan = models.ForeignKey(BasicTaskPlan, on_delete=models.CASCADE, related_name="tasks", verbose_name=_("plan"))
    task = models.ForeignKey(
        "programme.BasicTask", on_delete=models.PROTECT, related_name="+", verbose_name=_("basic task")
    )
    measure = models.TextField(_("what will be done"), blank=True)
    responsible = models.CharField(_("responsible"), max_length=300, blank=True)
    due_on = models.DateField(pgettext_lazy("planned task", "due on"), null=True, blank=True)
    progress = models.CharField(_("how far it is"), max_length=12, choices=Progress.choices, default=Progress.PLANNED)
    progress_on = models.DateField(_("as of"), null=True, blank=True)

    rights_country = "plan__country"
    rights_state = "plan__status"

    class Meta(Recorded.Meta):
        verbose_name = _("planned basic task")
        verbose_name_plural = _("planned basic tasks")
        ordering = ("plan", "task", "pk")
        constraints = (
            models.UniqueConstraint("plan", "task", name="planned_task_once_per_plan"),
            models.CheckConstraint(
                condition=models.Q(progress="planned") | models.Q(progress_on__isnull=False),
                name="planned_task_progress_has_its_day",
                violation_error_message=_("Say since when the task is under way or carried out."),
            ),
        )

    def __str__(self):
        return labelled(self.task, self.get_progress_display())

    @property
    def is_complete(self):
        """Whether it says all that a submitted plan says of a task."""
        return bool(self.measure.strip() and self.responsible.strip() and self.due_on)

    @property
    def is_late(self):
        return self.progress != self.Progress.DONE and self.due_on is not None and self.due_on < timezone.localdate()
