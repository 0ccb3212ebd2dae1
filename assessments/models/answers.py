"""What a country answers: an assessment with its areas, questions and criteria, each answer with a version of its own.

The rows of an assessment are made when it is opened, one for each part of the instrument. A save raises the version of
the answer; the history keeps what each version said, so that two people's changes can be told apart field by field.
"""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from assessments.cycle_querysets import (
    ACCEPTED,
    CORRECTION,
    DRAFT,
    REVISION,
    SUBMITTED,
    UNDER_REVIEW,
    WRITABLE,
    SelfAssessmentQuerySet,
)
from programme.models import Recorded, Versioned
from programme.punctuation import labelled
from programme.workflow import SteppingSince, Transition

from .content import AreaFacet, Criterion, Indicator, InstrumentArea, ProgressStage
from .cycle import Cycle


class SelfAssessment(SteppingSince, Recorded):
    """A country's self-assessment in a cycle. It belongs to the country; people only write in it (PRODUCT D2)."""

    class Status(models.TextChoices):
        DRAFT = DRAFT, pgettext_lazy("assessment", "being written")
        SUBMITTED = SUBMITTED, pgettext_lazy("assessment", "submitted")
        UNDER_REVIEW = UNDER_REVIEW, pgettext_lazy("assessment", "under review")
        REVISION = REVISION, pgettext_lazy("assessment", "returned for revision")
        ACCEPTED = ACCEPTED, pgettext_lazy("assessment", "accepted")
        CORRECTION = CORRECTION, pgettext_lazy("assessment", "being corrected after acceptance")

    cycle = models.OneToOneField(Cycle, on_delete=models.PROTECT, related_name="assessment", verbose_name=_("cycle"))
    status = models.CharField(_("state"), max_length=24, choices=Status.choices, default=DRAFT, editable=False)

    TRANSITIONS = {
        "submit": Transition.of(WRITABLE, SUBMITTED),
        # A recall leads back to where the country wrote before.
        "recall": Transition.of({SUBMITTED}, DRAFT),
        "recall_revision": Transition.of({SUBMITTED}, REVISION),
        "recall_correction": Transition.of({SUBMITTED}, CORRECTION),
        "start_review": Transition.of({SUBMITTED}, UNDER_REVIEW),
        "return_for_revision": Transition.of({UNDER_REVIEW}, REVISION, needs_note=True),
        "accept": Transition.of({UNDER_REVIEW}, ACCEPTED),
        "reopen": Transition.of({ACCEPTED}, CORRECTION, needs_note=True),
    }
    rights_country = "cycle__country"
    too_late_words = _("This is not possible now. State of the self-assessment: {state}.")

    objects = SelfAssessmentQuerySet.as_manager()

    class Meta(Recorded.Meta):
        verbose_name = _("self-assessment")
        verbose_name_plural = _("self-assessments")
        ordering = ("-cycle__opens_on", "pk")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(status__in=[DRAFT, SUBMITTED, UNDER_REVIEW, REVISION, ACCEPTED, CORRECTION]),
                name="assessment_status_is_known",
            ),
        )

    def __str__(self):
        return str(self.cycle)

    def get_absolute_url(self):
        return reverse("assessment", args=[self.pk])

    @property
    def country(self):
        return self.cycle.country

    @property
    def instrument(self):
        return self.cycle.instrument

    @property
    def is_writable(self):
        """Whether the country can write now: by the state and by the days of the cycle."""
        return self.status in WRITABLE and self.cycle.takes_answers()

    @property
    def can_be_published(self):
        return self.status == ACCEPTED

    def after_step(self, taken):
        from assessments import notifications  # it queues mails with links, which need the addresses of all rooms

        notifications.step_taken(self, taken)


class Answer(Versioned):
    """What every answer has; `is_asked`, where there is one, marks what a revision reopened."""

    class Meta(Versioned.Meta):
        abstract = True


class AreaAnswer(Answer):
    """A country's page about one area. Rights on everything below it are asked of it."""

    assessment = models.ForeignKey(SelfAssessment, on_delete=models.CASCADE, related_name="areas")
    area = models.ForeignKey(InstrumentArea, on_delete=models.PROTECT, related_name="+", verbose_name=_("area"))
    overview = models.TextField(_("the area as a whole"), blank=True)
    is_asked = models.BooleanField(_("reopened"), default=False, editable=False)

    written = ("overview",)
    rights_country = "assessment__cycle__country"
    rights_state = "assessment__status"
    rights_area = "area__working_area"

    class Meta(Answer.Meta):
        verbose_name = _("answers to an area")
        verbose_name_plural = _("answers to areas")
        ordering = ("area__position", "pk")
        constraints = (models.UniqueConstraint("assessment", "area", name="area_answered_once"),)

    def __str__(self):
        return labelled(self.assessment, self.area)


class Standing(models.TextChoices):
    """How a question is answered where not by what is written below it."""

    NOTHING = "nothing", _("nothing to report")
    NOT_APPLICABLE = "not-applicable", _("not applicable")


class Question(Answer):
    """An answer that can also be that there is nothing to report, or that the question does not apply."""

    standing = models.CharField(_("answer"), max_length=16, choices=Standing.choices, blank=True)
    standing_reason = models.TextField(_("why it does not apply"), blank=True)
    is_asked = models.BooleanField(_("reopened"), default=False, editable=False)
    # The text was copied from the cycle before, and nobody has said yet that it still holds.
    to_confirm = models.BooleanField(_("to be confirmed"), default=False, editable=False)

    class Meta(Answer.Meta):
        abstract = True


class OfArea(Recorded):
    """What hangs on a country's page about an area; `area_answer` says whose it is and who may."""

    rights_country = "area_answer__assessment__cycle__country"
    rights_state = "area_answer__assessment__status"
    rights_area = "area_answer__area__working_area"

    class Meta(Recorded.Meta):
        abstract = True


class IndicatorAnswer(OfArea, Question):
    """Where a country stands on an indicator, and why it says so."""

    area_answer = models.ForeignKey(AreaAnswer, on_delete=models.CASCADE, related_name="indicators")
    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="+", verbose_name=_("indicator"))
    stage = models.ForeignKey(
        ProgressStage,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("stage of progress"),
    )
    stage_reason = models.TextField(_("why the stage moved"), blank=True)
    justification = models.TextField(_("justification"), blank=True)
    legal_references = models.TextField(_("legal references"), blank=True)
    authorities = models.TextField(_("responsible authorities"), blank=True)

    written = (
        "standing",
        "standing_reason",
        "stage",
        "stage_reason",
        "justification",
        "legal_references",
        "authorities",
    )

    class Meta(Question.Meta):
        verbose_name = _("answer to an indicator")
        verbose_name_plural = _("answers to indicators")
        ordering = ("indicator__position", "pk")
        constraints = (models.UniqueConstraint("area_answer", "indicator", name="indicator_answered_once"),)

    def __str__(self):
        return labelled(self.area_answer.assessment, self.indicator)


class CriterionAnswer(Answer):
    """Whether a criterion is met."""

    class Value(models.TextChoices):
        MET = "met", pgettext_lazy("criterion", "met")
        PARTLY = "partly", pgettext_lazy("criterion", "partly met")
        NOT_MET = "not", pgettext_lazy("criterion", "not met")
        NOT_APPLICABLE = "not-applicable", pgettext_lazy("criterion", "not applicable")

    indicator_answer = models.ForeignKey(IndicatorAnswer, on_delete=models.CASCADE, related_name="criteria")
    criterion = models.ForeignKey(Criterion, on_delete=models.PROTECT, related_name="+", verbose_name=_("criterion"))
    value = models.CharField(_("answer"), max_length=16, choices=Value.choices, blank=True)
    reason = models.TextField(_("why it does not apply"), blank=True)

    written = ("value", "reason")
    rights_country = "indicator_answer__area_answer__assessment__cycle__country"
    rights_state = "indicator_answer__area_answer__assessment__status"
    rights_area = "indicator_answer__area_answer__area__working_area"

    class Meta(Answer.Meta):
        verbose_name = _("answer to a criterion")
        verbose_name_plural = _("answers to criteria")
        ordering = ("criterion__position", "pk")
        constraints = (models.UniqueConstraint("indicator_answer", "criterion", name="criterion_answered_once"),)

    def __str__(self):
        return labelled(self.indicator_answer.area_answer.assessment, self.criterion)


class FacetAnswer(OfArea, Question):
    """What a country says of its legislation or of its institutions in an area."""

    area_answer = models.ForeignKey(AreaAnswer, on_delete=models.CASCADE, related_name="facets")
    facet = models.ForeignKey(AreaFacet, on_delete=models.PROTECT, related_name="+", verbose_name=_("question"))
    text = models.TextField(_("answer"), blank=True)

    written = ("standing", "standing_reason", "text")

    class Meta(Question.Meta):
        verbose_name = _("answer to a question to every area")
        verbose_name_plural = _("answers to questions to every area")
        ordering = ("facet__position", "pk")
        constraints = (models.UniqueConstraint("area_answer", "facet", name="facet_answered_once"),)

    def __str__(self):
        return labelled(self.area_answer.assessment, f"{self.area_answer.area.code}, {self.facet}")
