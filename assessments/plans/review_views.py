"""The review of a submitted plan: reading it with its threads, and deciding on it (PRODUCT D11, E1)."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from assessments.models import ApprovingBody
from assessments.plans import reviewing
from assessments.plans.access import plan_for, possible, too_late
from assessments.plans.shown import shown
from assessments.plans.step_forms import ApproveForm, PlanReturnForm, RecordApprovalForm
from assessments.reviewing import open_again
from assessments.reviewing import resolve as settle
from assessments.work_forms import CommentForm
from programme.permissions import may
from programme.work_requests import sent
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
    context = {
        "plan": plan,
        "assessment": plan.cycle.assessment,
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
    response = redirect("plan-review", plan.pk)
    response["Location"] += f"#action-{number}" if number else "#whole"
    return response


@require_POST
def comment(request, pk, number):
    """Opens a thread about an action (or, with 0, about the plan), or says more in the one named by `thread`."""
    plan = plan_for(request, pk, "comment")
    action = get_object_or_404(plan.actions, number=number) if number else None
    form = CommentForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("The comment was empty: nothing was saved."))
        return _back(plan, number)
    thread = None
    if key := request.POST.get("thread"):
        if not key.isdecimal():
            raise Http404
        thread = get_object_or_404(plan.threads, pk=int(key))
    reviewing.comment(plan, by=request.user, text=form.cleaned_data["text"], action=action, thread=thread)
    messages.success(request, _("The comment is there for everybody who takes part in the review."))
    return _back(plan, number)


@require_POST
def resolve(request, pk, key):
    """Settles a thread, or opens it again."""
    plan = plan_for(request, pk)
    thread = get_object_or_404(plan.threads.select_related("action"), pk=key)
    if not may(request.user, "resolve", thread):
        raise PermissionDenied
    if "open" in request.POST:
        open_again(thread)
    else:
        settle(thread, by=request.user)
    return _back(plan, thread.action.number if thread.action else 0)


@require_POST
def start(request, pk):
    plan = plan_for(request, pk, "start-review")
    try:
        reviewing.start(pk, by=request.user)
    except TransitionNotAllowed:
        return too_late(request, plan_for(request, pk))
    messages.success(request, _("The review has begun. Members of the approving body were told."))
    return redirect("plan-review", plan.pk)


@never_cache
def return_for_revision(request, pk):
    """Gives the plan back and says which actions are reopened."""
    plan = plan_for(request, pk, "return-for-revision")
    if not plan.can("return_for_revision"):
        return too_late(request, plan)
    open_threads = reviewing.threads_of(plan).filter(resolved_at=None)
    asked = [one.action_id for one in open_threads if one.action_id]
    form = PlanReturnForm(sent(request), plan=plan, initial={"actions": asked})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            reviewing.return_for_revision(pk, by=request.user, note=given["note"], actions=given["actions"])
        except TransitionNotAllowed:
            return too_late(request, plan_for(request, pk))
        messages.success(request, _("The plan is with the country again, open where you asked for changes."))
        return redirect("plan", pk)
    context = {"plan": plan, "assessment": plan.cycle.assessment, "form": form, "threads": open_threads}
    return render(request, "assessments/plans/return.html", context, status=422 if form.errors else 200)


@never_cache
def approve(request, pk):
    """A member of the approving body approves, or the secretariat records what the body decided at a meeting."""
    plan = plan_for(request, pk)
    can = possible(request.user, plan)
    is_member = reviewing.may_approve(request.user, plan)
    is_recorded = not is_member and may(request.user, "record-approval", plan)
    if not is_member and not is_recorded:
        raise PermissionDenied
    if not plan.can("approve"):
        return too_late(request, plan)
    form = (RecordApprovalForm if is_recorded else ApproveForm)(sent(request))
    if request.method == "POST" and form.is_valid():
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
            return too_late(request, plan_for(request, pk))
        except reviewing.NoApprovingBody:
            form.add_error(None, _("Nobody said which body approves plans. An administrator does so in the admin."))
        else:
            messages.success(request, _("Approved. The country was told: it now notes how far its actions are."))
            return redirect("plan", pk)
    context = {
        "plan": plan,
        "assessment": plan.cycle.assessment,
        "form": form,
        "can": can,
        "is_recorded": is_recorded,
        "approving_body": ApprovingBody.on(),
        "open_threads": reviewing.threads_of(plan).filter(resolved_at=None).count(),
    }
    return render(request, "assessments/plans/approve.html", context, status=422 if form.errors else 200)
