"""The deadlines that the portal knows: self-assessments, plans and reports to hand in, mandates that end."""

from django.db.models import Count, Exists, Max, OuterRef, Q
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from activities.reports_due import due_day, still_to_report
from assessments.cycle_querysets import DRAFT, REVISION
from assessments.deadlines import Deadline, deadlines
from countries.models import Mandate
from programme.matrix import FOCAL_POINTS, ROLE_NAMES, Role

# An accepted assessment that is being corrected was in time once: nobody presses for it.
TO_BE_SUBMITTED = (DRAFT, REVISION)


@deadlines("self-assessment", _("Self-assessment due"), of="assessments.SelfAssessment")
def assessments_due(assessments):
    found = (
        assessments.open()
        .for_work()
        .filter(status__in=TO_BE_SUBMITTED)
        .annotate(extended=Count("cycle__extensions"), extended_at=Max("cycle__extensions__at"))
        .order_by("cycle__due_on", "pk")
    )
    for one in found:
        moments = [timezone.localdate(moment) for moment in (one.status_since, one.extended_at) if moment]
        yield Deadline(
            record=one,
            country=one.country,
            due_on=one.cycle.due_on,
            since=max([one.cycle.opens_on, *moments]),
            what=format_lazy(_("Self-assessment, cycle {number}"), number=one.cycle.number),
            route="assessment",
            sequence=one.extended,
        )


@deadlines("mandate", _("Mandate ends"), of="countries.Mandate", roles=FOCAL_POINTS, ends_when_due=True)
def mandates_ending(mandates):
    """Those of focal points and deputies, as long as nobody follows in the same role."""
    followed = Mandate.objects.filter(
        Q(until=None) | Q(until__gt=OuterRef("until")),
        country=OuterRef("country"),
        role=OuterRef("role"),
        ended_at=None,
    )
    found = (
        mandates.current()
        .filter(role__in=FOCAL_POINTS, until__isnull=False)
        .exclude(Exists(followed))
        .select_related("country")
        .order_by("until", "pk")
    )
    changes = dict(
        Mandate.history.filter(id__in=[one.pk for one in found]).values_list("id").annotate(Count("pk")).order_by()
    )
    for one in found:
        yield Deadline(
            record=one,
            country=one.country,
            due_on=one.until,
            since=one.since,
            what=format_lazy(_("Mandate ends: {role}"), role=ROLE_NAMES[Role(one.role)]),
            route="mandate",
            sequence=changes.get(one.pk, 1) - 1,
        )


@deadlines("action-plan", _("Action plan due"), of="assessments.Cycle")
def plans_due(cycles):
    """Plans to be submitted by the day that the cycle sets for them, begun or not."""
    found = (
        cycles.open()
        .filter(plan_due_on__isnull=False)
        .filter(Q(plan=None) | Q(plan__status__in=TO_BE_SUBMITTED))
        .select_related("country", "assessment", "plan")
        .annotate(extended=Count("extensions"), extended_at=Max("extensions__at"))
        .order_by("plan_due_on", "pk")
    )
    for one in found:
        plan = getattr(one, "plan", None)
        moments = [timezone.localdate(moment) for moment in (plan and plan.status_since, one.extended_at) if moment]
        yield Deadline(
            record=one,
            country=one.country,
            due_on=one.plan_due_on,
            since=max([one.opens_on, *moments]),
            what=format_lazy(_("Action plan, cycle {number}"), number=one.number),
            route="plan" if plan else "assessment",
            sequence=one.extended,
            key=plan.pk if plan else one.assessment.pk,
        )


@deadlines("activity-report", _("Report after an activity due"), of="activities.Participation")
def reports_due(participations):
    """Reports that are asked of a country once an activity is over."""
    for one in still_to_report(participations):
        yield Deadline(
            record=one,
            country=one.country,
            due_on=due_day(one.activity),
            since=one.activity.last_day,
            what=format_lazy(_("Report after the activity: {activity}"), activity=one.activity),
            route="activity-report-start",
            key=one.activity_id,
        )
