"""What happens to a plan: check, submission, versions, carrying out, evaluation, closing (PRODUCT E1, E4)."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from assessments.check import GRADE_MEANINGS, GRADE_NAMES, Grade
from assessments.models import PlanSubmission
from assessments.plans import carrying_out, checking, submitting
from assessments.plans.access import action_for, plan_for, possible, too_late, written_plan
from assessments.plans.comparing import differences
from assessments.plans.shown import shown
from assessments.plans.step_forms import EvaluationForm, PlanSubmitForm, StatusForm
from assessments.saving import NotWritable
from assessments.submitting import NotReady
from assessments.versions import two_of
from programme.stored_files import serve
from programme.work_requests import acts_on_behalf, in_name_of, sent, sent_files
from programme.workflow import TransitionNotAllowed


@never_cache
@require_safe
def full_check(request, pk):
    """Everything that the check finds, each a link to its field."""
    plan = written_plan(request, pk)
    found = checking.findings_of(plan)
    groups = [
        (grade, GRADE_NAMES[grade], GRADE_MEANINGS[grade], [one for one in found if one.grade == grade])
        for grade in Grade
    ]
    context = {
        "plan": plan,
        "assessment": plan.cycle.assessment,
        "groups": [group for group in groups if group[3]],
        "is_ready": checking.can_be_submitted(found),
        "can": possible(request.user, plan),
    }
    return render(request, "assessments/plans/check.html", context)


@never_cache
def submit(request, pk):
    """Certification and submission, or what still stands in their way."""
    plan = written_plan(request, pk, "submit")
    if not plan.can("submit"):
        return too_late(request, plan)
    on_behalf = acts_on_behalf(request)
    form = PlanSubmitForm(sent(request), sent_files(request), on_behalf=on_behalf, user=request.user)
    found = checking.findings_of(plan)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            submission = submitting.submit(
                pk,
                by=request.user,
                name=given["name"],
                function=given["function"],
                original=given.get("original"),
                on_behalf=on_behalf,
            )
        except NotReady as error:
            found = error.findings
            form.add_error(None, _("The check found errors. Nothing was submitted."))
        except NotWritable:
            form.add_error(None, _("The cycle has ended: its plan can no longer be submitted."))
        except TransitionNotAllowed:
            messages.info(request, _("The plan has been submitted already."))
            return redirect("plan", pk)
        else:
            words = _("Submitted as version {number}. You can recall it until the review begins.")
            messages.success(request, words.format(number=submission.number))
            return redirect("plan", pk)
    context = {
        "plan": plan,
        "assessment": plan.cycle.assessment,
        "form": form,
        "on_behalf": on_behalf,
        "errors": [one for one in found if one.grade == Grade.ERROR],
        "warnings": [one for one in found if one.grade == Grade.WARNING],
    }
    return render(request, "assessments/plans/submit.html", context, status=422 if form.errors else 200)


@require_POST
def recall(request, pk):
    plan_for(request, pk, "recall")
    try:
        submitting.recall(pk, by=request.user)
    except TransitionNotAllowed:
        messages.error(request, _("Too late: the review has begun. Ask the secretariat to return the plan."))
    else:
        messages.success(request, _("The plan is with you again. What was submitted stays on record."))
    return redirect("plan", pk)


def submission_for(request, pk, number):
    plan = plan_for(request, pk)
    found = PlanSubmission.objects.visible_to(request.user).filter(plan=plan, number=number)
    submission = found.select_related("by", "original", "plan__cycle__instrument").first()
    if submission is None:
        raise Http404
    return submission


@never_cache
@require_safe
def version(request, pk, number):
    """A submitted version as it was given, to read and to print."""
    submission = submission_for(request, pk, number)
    plan = submission.plan
    versions = list(plan.submissions.all())
    context = {
        "plan": plan,
        "assessment": plan.cycle.assessment,
        "submission": submission,
        "shown": shown(submission.content, plan.instrument),
        "is_superseded": versions[0].number != submission.number,
        "others": [one for one in versions if one.number != submission.number],
    }
    return render(request, "assessments/plans/version.html", context)


@never_cache
@require_safe
def compare(request, pk):
    """Any two submitted versions, field by field."""
    plan = plan_for(request, pk)
    found = PlanSubmission.objects.visible_to(request.user).filter(plan=plan).order_by("number")
    chosen = two_of(found, request.GET)
    context = chosen | {
        "plan": plan,
        "assessment": plan.cycle.assessment,
        "differences": differences(chosen["earlier"].content, chosen["later"].content, plan.instrument),
    }
    return render(request, "assessments/plans/compare.html", context)


@require_safe
def original(request, pk, number):
    """The signed original of what was submitted on the country's behalf; who took it away is noted."""
    submission = submission_for(request, pk, number)
    if submission.original is None:
        raise Http404
    return serve(submission.original, request, about=submission.plan)


@never_cache
def status(request, pk, number):
    """Notes how far an action is, on which day, with a word to it."""
    action = action_for(request, pk, number, "set-status")
    if not action.plan.is_carried_out:
        return too_late(request, action.plan)
    form = StatusForm(sent(request), initial={"status": action.status})
    if request.method == "POST" and form.is_valid():
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
    context = {"plan": action.plan, "assessment": action.plan.cycle.assessment, "action": action, "form": form}
    return render(request, "assessments/plans/status.html", context, status=422 if form.errors else 200)


@never_cache
def evaluate(request, pk):
    """Asks of each unfinished action whether it is done, goes on or is dropped, and of each what came of it."""
    plan = written_plan(request, pk, "evaluate")
    if not plan.can("evaluate"):
        return too_late(request, plan)
    form = EvaluationForm(sent(request), plan=plan)
    if request.method == "POST" and form.is_valid():
        try:
            with in_name_of(request, plan):
                carrying_out.evaluate(pk, form.decisions(), by=request.user, words=form.cleaned_data["words"])
        except (TransitionNotAllowed, carrying_out.Undecided):
            return too_late(request, plan_for(request, pk))
        messages.success(request, _("The plan is evaluated. What goes on is taken over into the next cycle."))
        return redirect("plan", pk)
    context = {"plan": plan, "assessment": plan.cycle.assessment, "form": form}
    return render(request, "assessments/plans/evaluate.html", context, status=422 if form.errors else 200)


@require_POST
def close(request, pk):
    plan = plan_for(request, pk, "close")
    try:
        with in_name_of(request, plan):
            carrying_out.close(pk, by=request.user)
    except TransitionNotAllowed:
        return too_late(request, plan_for(request, pk))
    messages.success(request, _("The plan is closed."))
    return redirect("plan", pk)
