"""The review of a submitted plan: reading it with its threads, and deciding on it (PRODUCT D11, E1)."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from assessments.certified import PLAN
from assessments.models import ApprovingBody
from assessments.plans import reviewing
from assessments.plans.access import plan_for, possible
from assessments.plans.shown import shown
from assessments.plans.step_forms import ApproveForm, PlanReturnForm, RecordApprovalForm
from assessments.thread_views import settle, take_comment
from programme.permissions import may
from programme.step_pages import takes_step, too_late
from programme.work_requests import back_to, form_page, sent
from programme.workflow import TransitionNotAllowed


@never_cache
@require_safe
def review(request, pk):
    """The latest submitted version, with what was said of its actions."""
    plan = plan_for(request, pk)
    submission = reviewing.latest(plan)
    if submission is None:
        raise Http404
    found = shown(submission.content, plan.instrument)
    threads = [(one, may(request.user, "resolve", one)) for one in reviewing.threads_of(plan)]
    by_action: dict = {}
    for one in threads:
        by_action.setdefault(one[0].action_id, []).append(one)
    context = PLAN.context(plan) | {
        "submission": submission,
        "shown": found,
        "areas": [
            (area, [(one, by_action.get(one.entry["key"], [])) for one in actions])
            for area, actions in found.by_area
            if actions
        ],
        "of_the_plan": by_action.get(None, []),
        "open_threads": sum(one.is_open for one, _may in threads),
        "can": possible(request.user, plan),
        "approving_body": ApprovingBody.on(),
        "steps": plan.steps,
    }
    return render(request, "assessments/plans/review.html", context)


def _back(plan, number):
    return back_to(f"action-{number}" if number else "whole", "plan-review", plan.pk)


@require_POST
def comment(request, pk, number):
    """Opens a thread about an action (or, with 0, about the plan), or says more in the one named by `thread`."""
    plan = plan_for(request, pk, "comment")
    action = get_object_or_404(plan.actions, number=number) if number else None
    take_comment(request, plan, reviewing.comment, action=action)
    return _back(plan, number)


@require_POST
def resolve(request, pk, key):
    plan = plan_for(request, pk)
    thread = get_object_or_404(plan.threads.select_related("action"), pk=key)
    settle(request, thread)
    return _back(plan, thread.action.number if thread.action else 0)


@require_POST
@takes_step("start_review", plan_for)
def start(request, plan):
    reviewing.start(plan.pk, by=request.user)
    messages.success(request, _("The review has begun. Members of the approving body were told."))
    return redirect("plan-review", plan.pk)


@never_cache
@takes_step("return_for_revision", plan_for)
def return_for_revision(request, plan):
    """Gives the plan back and says which actions are reopened."""
    open_threads = reviewing.threads_of(plan).filter(resolved_at=None)
    asked = [one.action_id for one in open_threads if one.action_id]
    form = PlanReturnForm(sent(request), plan=plan, initial={"actions": asked})
    if form.is_valid():
        given = form.cleaned_data
        reviewing.return_for_revision(plan.pk, by=request.user, note=given["note"], actions=given["actions"])
        messages.success(request, _("The plan is with the country again, open where you asked for changes."))
        return redirect(plan)
    context = PLAN.context(plan) | {"form": form, "threads": open_threads}
    return form_page(request, "assessments/plans/return.html", context)


@never_cache
def approve(request, pk):
    """A member of the approving body approves, or the secretariat records what the body decided at a meeting."""
    plan = plan_for(request, pk)
    is_member = reviewing.may_approve(request.user, plan)
    is_recorded = not is_member and may(request.user, "record-approval", plan)
    if not is_member and not is_recorded:
        raise PermissionDenied
    if not plan.can("approve"):
        return too_late(request, plan)
    form = (RecordApprovalForm if is_recorded else ApproveForm)(sent(request))
    if form.is_valid():
        given = form.cleaned_data
        try:
            reviewing.approve(
                pk,
                by=request.user,
                note=given["note"],
                on=given.get("on"),
                meeting=given.get("meeting"),
                document=given.get("document"),
                recorded=is_recorded,
            )
        except TransitionNotAllowed:
            return too_late(request, plan)
        except reviewing.NoApprovingBody:
            form.add_error(None, _("Nobody said which body approves plans. An administrator does so in the admin."))
        else:
            messages.success(request, _("Approved. The country was told: it now notes how far its actions are."))
            return redirect(plan)
    context = PLAN.context(plan) | {
        "form": form,
        "is_recorded": is_recorded,
        "approving_body": ApprovingBody.on(),
        "open_threads": reviewing.threads_of(plan).filter(resolved_at=None).count(),
    }
    return form_page(request, "assessments/plans/approve.html", context)
