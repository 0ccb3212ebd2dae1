"""Finding a plan and its actions for a page, for who may: for everybody else there is no such page."""

from django.http import Http404

from assessments.models import Action, ActionPlan
from assessments.plans.reviewing import may_approve
from programme.permissions import may
from programme.work_requests import possible_actions, record_for

STEPS = ("submit", "recall", "start_review", "return_for_revision", "evaluate", "close")
ACTIONS = ("change", "comment", "publish", "withdraw", "record_approval", *STEPS)


def plan_for(request, pk, action="read"):
    return record_for(request, ActionPlan.objects.for_work(), action, pk=pk)


def may_read_actions(user, plan):
    """Whether what is being written may be seen, or only what was submitted."""
    return may(user, "read", Action(plan=plan))


def written_plan(request, pk, action="read"):
    """A plan whose actions this person may see as they are being written."""
    plan = plan_for(request, pk, action)
    if not may_read_actions(request.user, plan):
        raise Http404
    return plan


def action_for(request, pk, number, action="read"):
    return record_for(request, Action.objects.for_work(), action, plan=pk, number=number)


def areas_to_write(user, plan):
    """The areas in which this person can add actions now."""
    if not plan.is_writable:
        return []
    areas = plan.instrument.areas.select_related("working_area")
    return [area for area in areas if may(user, "change", Action(plan=plan, area=area))]


def possible(user, plan):
    """What this person can do with the plan now; approving is asked of the body that approves."""
    found = possible_actions(user, plan, ACTIONS)
    found["approve"] = plan.can("approve") and may_approve(user, plan)
    found["record_approval"] = plan.can("approve") and found["record_approval"]
    return found
