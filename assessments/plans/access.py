"""Finding a plan and its actions for a page, for who may: for everybody else there is no such page."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from assessments.models import Action, ActionPlan
from assessments.plans.reviewing import may_approve
from programme.permissions import may

STEPS = ("submit", "recall", "start_review", "return_for_revision", "evaluate", "close")
OTHER_ACTIONS = ("change", "comment", "publish", "withdraw", "record_approval")


def plan_for(request, pk, action="read"):
    plan = ActionPlan.objects.visible_to(request.user).for_work().filter(pk=pk).first()
    if plan is None:
        raise Http404
    if not may(request.user, action, plan):
        raise PermissionDenied
    return plan


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
    found = Action.objects.visible_to(request.user).for_work()
    record = found.filter(plan=pk, number=number).first()
    if record is None:
        raise Http404
    if not may(request.user, action, record):
        raise PermissionDenied
    return record


def areas_to_write(user, plan):
    """The areas in which this person can add actions now."""
    if not plan.is_writable:
        return []
    areas = plan.instrument.areas.select_related("working_area")
    return [area for area in areas if may(user, "change", Action(plan=plan, area=area))]


def possible(user, plan):
    """What this person can do with the plan now: what the role allows and the state leads to."""
    found = {name: may(user, name.replace("_", "-"), plan) for name in STEPS + OTHER_ACTIONS}
    found |= {name: found[name] and plan.can(name) for name in STEPS}
    found["approve"] = plan.can("approve") and may_approve(user, plan)
    found["record_approval"] = plan.can("approve") and found["record_approval"]
    return found


def too_late(request, plan):
    """The answer to a step that somebody else was faster with, or that the state does not lead to."""
    words = _("This is not possible now. State of the action plan: {state}.")
    messages.error(request, words.format(state=plan.get_status_display()))
    return redirect("plan", plan.pk)
