"""The papers of self-assessments for whoever asks for them: a published cycle, or a version as it was submitted."""

from django.http import Http404

from assessments.models import PlanSubmission
from assessments.plans.published import published_of as published_plans_of
from assessments.plans.shown import shown as plan_shown
from assessments.public_views import published_for
from assessments.shown_copy import shown
from reports.profiles.assessment import published_paper, submitted_paper


def published_of_cycle(country, number, **about):
    """What the country published of a cycle, with its plan, while the publication stands."""
    record, published = published_for(country.slug, number)
    if not published.is_shown:
        raise Http404
    plans = (one for one in published_plans_of(record) if one.cycle.number == number and one.is_shown)
    return published_paper(record, published, next(plans, None), **about)


def version_as_submitted(submission, reader, **about):
    """A submitted version with the newest version of its plan that this person may read."""
    assessment = submission.assessment
    plan = (
        PlanSubmission.objects.visible_to(reader)
        .filter(plan__cycle=assessment.cycle)
        .select_related("plan__cycle__instrument")
        .order_by("-number")
        .first()
    )
    return submitted_paper(
        submission,
        shown(submission.content, submission.instrument),
        is_superseded=assessment.submissions.filter(number__gt=submission.number).exists(),
        plan=plan,
        plan_shown=plan_shown(plan.content, plan.plan.instrument) if plan else None,
        **about,
    )
