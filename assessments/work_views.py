"""The pages around the form: the assessment as a whole, check, summary, submission, versions (PRODUCT D8–D10)."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from assessments import before, check, submitting
from assessments.cycle_shown import in_work
from assessments.freezing import differences
from assessments.models import ActionPlan, Submission
from assessments.plan_querysets import IN_FORCE
from assessments.plans.access import may_read_actions
from assessments.progress import Progress
from assessments.reviewing import clocks, threads_of
from assessments.saving import NotWritable
from assessments.sheet import sheets_of
from assessments.shown_copy import shown
from assessments.versions import two_of
from assessments.work_access import (
    answers_for,
    assessment_for,
    may_read_answers,
    possible,
    too_late,
)
from assessments.work_forms import CorrectionForm, SubmitForm
from programme.permissions import may
from programme.sections import rendered_sections
from programme.stored_files import serve
from programme.work_requests import acts_on_behalf, sent, sent_files
from programme.workflow import TransitionNotAllowed


@never_cache
@require_safe
def overview(request, pk):
    """What there is of an assessment and what the reader can do with it."""
    assessment = assessment_for(request, pk)
    sheets = sheets_of(assessment) if may_read_answers(request.user, assessment) else []
    areas = [(sheet, may(request.user, "change", sheet.answer)) for sheet in sheets]
    earlier = before.earlier_of(assessment) if sheets else None
    plan = ActionPlan.objects.visible_to(request.user).filter(cycle=assessment.cycle_id).first()
    context = {
        "assessment": assessment,
        "areas": areas,
        "cycle": _cycle_of(request.user, assessment, plan, sheets),
        "progress": sum((sheet.progress for sheet in sheets), Progress()),
        "earlier": earlier,
        "may_copy": earlier is not None and any(allowed for _sheet, allowed in areas) and assessment.is_writable,
        "submissions": assessment.submissions.select_related("by"),
        "steps": assessment.steps,
        "extensions": assessment.cycle.extensions.select_related("by"),
        "open_threads": threads_of(assessment).filter(resolved_at=None).count(),
        "clock": clocks([assessment])[assessment.pk],
        "can": possible(request.user, assessment),
        "plan": plan,
        "may_begin_plan": not assessment.cycle.is_ended and may(request.user, "begin-plan", assessment.cycle),
        "may_manage_cycle": not assessment.cycle.is_ended and may(request.user, "extend", assessment.cycle),
    }
    return render(request, "assessments/work/overview.html", context)


def _cycle_of(user, assessment, plan, sheets):
    """Where each area stands in the cycle, as far as this reader sees it."""
    areas = [sheet.area for sheet in sheets] or assessment.instrument.read().areas.all()
    actions = None
    if plan and plan.status in IN_FORCE and may_read_actions(user, plan):
        actions = plan.actions.select_related("area").prefetch_related("changes")
    progress = {sheet.area.code: sheet.progress for sheet in sheets}
    return in_work(assessment, areas, plan, actions, progress)


@never_cache
@require_safe
def full_check(request, pk):
    """Everything that the check finds, each a link to its field."""
    assessment = answers_for(request, pk)
    found = check.findings_of(assessment)
    groups = [
        (grade, check.GRADE_NAMES[grade], check.GRADE_MEANINGS[grade], [one for one in found if one.grade == grade])
        for grade in check.Grade
    ]
    context = {
        "assessment": assessment,
        "groups": [group for group in groups if group[3]],
        "is_ready": check.can_be_submitted(found),
        "can": possible(request.user, assessment),
    }
    return render(request, "assessments/work/check.html", context)


@never_cache
@require_safe
def summary(request, pk):
    """One page to print: where the country says it stands, and what is still missing."""
    assessment = answers_for(request, pk)
    sheets = sheets_of(assessment)
    context = {
        "assessment": assessment,
        "sheets": sheets,
        "progress": sum((sheet.progress for sheet in sheets), Progress()),
        "findings": check.findings_of(assessment, sheets),
    }
    return render(request, "assessments/work/summary.html", context)


@require_POST
def copy_last(request, pk):
    """Copies the texts of the cycle before into what is empty, in the areas in which this person writes."""
    assessment = answers_for(request, pk)
    sheets = sheets_of(assessment)
    codes = {sheet.area.code for sheet in sheets if may(request.user, "change", sheet.answer)}
    if not codes:
        raise PermissionDenied
    try:
        filled = before.start_from_last(pk, by=request.user, codes=codes)
    except NotWritable:
        messages.error(request, _("The assessment cannot be written now."))
    else:
        if filled:
            words = _("Copied into {number} answers. Each is to be confirmed: read it, and say that it still holds.")
            messages.success(request, words.format(number=filled))
        else:
            messages.info(request, _("Nothing was copied: what the cycle before says is there already."))
    return redirect("assessment", pk)


@never_cache
def submit(request, pk):
    """Certification and submission, or what still stands in their way."""
    assessment = answers_for(request, pk, "submit")
    if not assessment.can("submit"):
        return too_late(request, assessment)
    on_behalf = acts_on_behalf(request)
    form = SubmitForm(
        sent(request),
        sent_files(request),
        on_behalf=on_behalf,
        user=request.user,
    )
    found = check.findings_of(assessment)
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
        except submitting.NotReady as error:
            found = error.findings
            form.add_error(None, _("The check found errors. Nothing was submitted."))
        except NotWritable:
            form.add_error(None, _("The cycle takes no answers any more. Ask the secretariat for an extension."))
        except TransitionNotAllowed:
            messages.info(request, _("The assessment has been submitted already."))
            return redirect("assessment", pk)
        else:
            words = _("Submitted as version {number}. You can recall it until the review begins.")
            messages.success(request, words.format(number=submission.number))
            return redirect("assessment", pk)
    context = {
        "assessment": assessment,
        "form": form,
        "on_behalf": on_behalf,
        "errors": [one for one in found if one.grade == check.Grade.ERROR],
        "warnings": [one for one in found if one.grade == check.Grade.WARNING],
    }
    return render(request, "assessments/work/submit.html", context, status=422 if form.errors else 200)


@require_POST
def recall(request, pk):
    assessment_for(request, pk, "recall")
    try:
        submitting.recall(pk, by=request.user)
    except TransitionNotAllowed:
        messages.error(request, _("Too late: the review has begun. Ask the secretariat to return the assessment."))
    else:
        messages.success(request, _("The assessment is with you again. What was submitted stays on record."))
    return redirect("assessment", pk)


@never_cache
def reopen(request, pk):
    """Opens an accepted assessment for correction, with the reason."""
    assessment = assessment_for(request, pk, "reopen")
    if not assessment.can("reopen"):
        return too_late(request, assessment)
    form = CorrectionForm(sent(request))
    if request.method == "POST" and form.is_valid():
        try:
            submitting.reopen(pk, by=request.user, note=form.cleaned_data["note"])
        except TransitionNotAllowed:
            return too_late(request, assessment)
        messages.success(request, _("The assessment is open for correction."))
        return redirect("assessment", pk)
    context = {"assessment": assessment, "form": form}
    return render(request, "assessments/work/reopen.html", context, status=422 if form.errors else 200)


def submission_for(request, pk, number):
    assessment = assessment_for(request, pk)
    found = Submission.objects.visible_to(request.user).filter(assessment=assessment, number=number)
    submission = found.select_related("instrument", "by", "original", "assessment__cycle__country").first()
    if submission is None:
        raise Http404
    return submission


@never_cache
@require_safe
def version(request, pk, number):
    """A submitted version as it was given, to read and to print."""
    submission = submission_for(request, pk, number)
    newest = submission.assessment.submissions.first()
    context = {
        "assessment": submission.assessment,
        "submission": submission,
        "copy": shown(submission.content, submission.instrument),
        "is_superseded": newest.number != submission.number,
        "others": [one for one in submission.assessment.submissions.all() if one.number != submission.number],
        "sections": rendered_sections(submission, request),
    }
    return render(request, "assessments/work/version.html", context)


@never_cache
@require_safe
def compare(request, pk):
    """Any two submitted versions, field by field."""
    assessment = assessment_for(request, pk)
    found = Submission.objects.visible_to(request.user).filter(assessment=assessment).order_by("number")
    chosen = two_of(found, request.GET)
    context = chosen | {
        "assessment": assessment,
        "differences": differences(chosen["earlier"].content, chosen["later"].content),
    }
    return render(request, "assessments/work/compare.html", context)


@require_safe
def original(request, pk, number):
    """The signed original of what was submitted on the country's behalf; who took it away is noted."""
    submission = submission_for(request, pk, number)
    if submission.original is None:
        raise Http404
    return serve(submission.original, request, about=submission.assessment)
