"""The pages around the form: the assessment as a whole, summary, copying the last one, correction (PRODUCT D8, D9)."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from assessments import before, check, submitting
from assessments.certified import ASSESSMENT
from assessments.cycle_shown import in_work
from assessments.models import ActionPlan
from assessments.plans.access import may_read_actions
from assessments.progress import Progress
from assessments.reviewing import clocks, threads_of
from assessments.saving import NotWritable
from assessments.sheet import sheets_of
from assessments.work_access import answers_for, assessment_for, may_read_answers, possible
from assessments.work_forms import CorrectionForm
from programme.permissions import may
from programme.step_pages import takes_step
from programme.work_requests import form_page, sent


@never_cache
@require_safe
def overview(request, pk):
    """What there is of an assessment and what the reader can do with it."""
    assessment = assessment_for(request, pk)
    sheets = sheets_of(assessment) if may_read_answers(request.user, assessment) else []
    areas = [(sheet, may(request.user, "change", sheet.answer)) for sheet in sheets]
    earlier = before.earlier_of(assessment) if sheets else None
    plan = ActionPlan.objects.visible_to(request.user).filter(cycle=assessment.cycle_id).first()
    context = ASSESSMENT.context(assessment) | {
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
    if plan and plan.is_in_force and may_read_actions(user, plan):
        actions = plan.actions.select_related("area").prefetch_related("changes")
    progress = {sheet.area.code: sheet.progress for sheet in sheets}
    return in_work(assessment, areas, plan, actions, progress)


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
@takes_step("reopen", assessment_for)
def reopen(request, assessment):
    """Opens an accepted assessment for correction, with the reason."""
    form = CorrectionForm(sent(request))
    if form.is_valid():
        submitting.reopen(assessment.pk, by=request.user, note=form.cleaned_data["note"])
        messages.success(request, _("The assessment is open for correction."))
        return redirect(assessment)
    return form_page(request, "assessments/work/reopen.html", {"assessment": assessment, "form": form})
