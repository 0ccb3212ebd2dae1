"""What happens to a plan once it is approved: how far its actions are, evaluation, closing (PRODUCT E4)."""

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from assessments.certified import PLAN
from assessments.plans import carrying_out
from assessments.plans.access import action_for, plan_for, written_plan
from assessments.plans.step_forms import EvaluationForm, StatusForm
from assessments.saving import NotWritable
from programme.step_pages import takes_step, too_late
from programme.work_requests import form_page, in_name_of, sent


@never_cache
def status(request, pk, number):
    """Notes how far an action is, on which day, with a word to it."""
    action = action_for(request, pk, number, "set-status")
    if not action.plan.is_carried_out:
        return too_late(request, action.plan)
    form = StatusForm(sent(request), initial={"status": action.status})
    if form.is_valid():
        given = form.cleaned_data
        try:
            with in_name_of(request, action.plan):
                carrying_out.change_status(action, given["status"], by=request.user, on=given["on"], note=given["note"])
        except carrying_out.TooEarly:
            form.add_error("on", _("Give a day that is not after today, and not before the last change."))
        except NotWritable:
            return too_late(request, action.plan)
        else:
            messages.success(request, _("Noted: everybody who reads the plan sees it."))
            return redirect("plan-action", pk, number)
    context = PLAN.context(action.plan) | {"action": action, "form": form}
    return form_page(request, "assessments/plans/status.html", context)


@never_cache
@takes_step("evaluate", written_plan)
def evaluate(request, plan):
    """Asks of each unfinished action whether it is done, goes on or is dropped, and of each what came of it."""
    form = EvaluationForm(sent(request), plan=plan)
    if form.is_valid():
        try:
            with in_name_of(request, plan):
                carrying_out.evaluate(plan.pk, form.decisions(), by=request.user, words=form.cleaned_data["words"])
        except carrying_out.Undecided:
            return too_late(request, plan)
        messages.success(request, _("The plan is evaluated. What goes on is taken over into the next cycle."))
        return redirect(plan)
    return form_page(request, "assessments/plans/evaluate.html", PLAN.context(plan) | {"form": form})


@require_POST
@takes_step("close", plan_for)
def close(request, plan):
    with in_name_of(request, plan):
        carrying_out.close(plan.pk, by=request.user)
    messages.success(request, _("The plan is closed."))
    return redirect(plan)
