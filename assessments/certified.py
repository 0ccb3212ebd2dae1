"""What a country certifies and hands in, in versions: its self-assessment, and its action plan (ADR 22).

Both are checked, submitted, recalled, compared, published and withdrawn in the same way. The pages of these steps are
written once, in `submit_views` and `publish_views`, and ask what differs of the kind that their address names.
"""

from collections.abc import Callable
from dataclasses import dataclass
from types import ModuleType
from typing import Any

from django import forms
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from assessments import check, freezing, publishing, shown_copy, submitting
from assessments.models import PlanPublication, Publication
from assessments.plans import checking, comparing
from assessments.plans import publishing as plan_publishing
from assessments.plans import shown as plan_shown
from assessments.plans import submitting as plan_submitting
from assessments.plans.access import plan_for, written_plan
from assessments.plans.step_forms import PlanPublishForm, PlanSubmitForm
from assessments.work_access import answers_for, assessment_for
from assessments.work_forms import PublishForm, SubmitForm


@dataclass(frozen=True)
class Certified:
    """A kind of record that a country hands in. What is Any here is a record, or a queryset of its room."""

    name: str  # with which the names of its addresses begin
    folder: str  # of its templates
    find: Callable[..., Any]  # for who may do this with it
    find_written: Callable[..., Any]  # the same, for who sees what is being written
    submitting: ModuleType
    submit_form: type[forms.Form]
    findings_of: Callable[[Any], list]
    shown: Callable[[Any], Any]  # a submitted version as its page shows it
    differences: Callable[[dict, dict, Any], list]  # between two copies that answer an instrument
    publishing: ModuleType
    publications: Callable[[Any], Any]
    publish_form: type[forms.Form]
    published_first: str  # the part chosen where nothing was published yet
    public_page: str  # the name of its address
    public_body: str  # the template of what the page shows
    withdrawal: str  # the name of the address where a publication is taken back
    words: dict[str, Any]  # that tell of its steps

    def context(self, record):
        """What every page about the record names."""
        return {self.name: record, "assessment": record.cycle.assessment, "record": record, "kind": self}

    def template(self, page):
        return f"{self.folder}/{page}.html"

    @property
    def findings(self):
        return self.template("findings")

    def address(self, page, record):
        return reverse(f"{self.name}-{page}", args=[record.pk])


ASSESSMENT = Certified(
    name="assessment",
    folder="assessments/work",
    find=assessment_for,
    find_written=answers_for,
    submitting=submitting,
    submit_form=SubmitForm,
    findings_of=check.findings_of,
    shown=lambda version: shown_copy.shown(version.content, version.instrument),
    differences=lambda was, now, _instrument: freezing.differences(was, now),
    publishing=publishing,
    publications=Publication.objects.of,
    publish_form=PublishForm,
    published_first=Publication.Part.STAGES,
    public_page="published-assessment",
    public_body="assessments/published_body.html",
    withdrawal="publication-withdraw",
    words={
        "closed": _("The cycle takes no answers any more. Ask the secretariat for an extension."),
        "submitted_already": _("The assessment has been submitted already."),
        "recalled": _("The assessment is with you again. What was submitted stays on record."),
        "too_late_to_recall": _("Too late: the review has begun. Ask the secretariat to return the assessment."),
        "too_early_to_publish": _("Only an accepted assessment can be published."),
    },
)

PLAN = Certified(
    name="plan",
    folder="assessments/plans",
    find=plan_for,
    find_written=written_plan,
    submitting=plan_submitting,
    submit_form=PlanSubmitForm,
    findings_of=checking.findings_of,
    shown=lambda version: plan_shown.shown(version.content, version.plan.instrument),
    differences=comparing.differences,
    publishing=plan_publishing,
    publications=PlanPublication.objects.of,
    publish_form=PlanPublishForm,
    published_first=PlanPublication.Part.ACTIONS,
    public_page="published-plan",
    public_body="assessments/plans/published_body.html",
    withdrawal="plan-withdraw",
    words={
        "closed": _("The cycle has ended: its plan can no longer be submitted."),
        "submitted_already": _("The plan has been submitted already."),
        "recalled": _("The plan is with you again. What was submitted stays on record."),
        "too_late_to_recall": _("Too late: the review has begun. Ask the secretariat to return the plan."),
        "too_early_to_publish": _("Only an approved plan can be published."),
    },
)
