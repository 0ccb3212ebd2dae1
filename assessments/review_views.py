"""The review of a submitted assessment: reading it with its threads, and deciding on it (PRODUCT D11)."""

from dataclasses import dataclass, field
from typing import Any

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from assessments import reviewing
from assessments.models import ReviewedStage
from assessments.sheet import sheets_of
from assessments.shown_copy import shown
from assessments.thread_views import settle, take_comment
from assessments.work_access import assessment_for, possible
from assessments.work_forms import AcceptForm, ReturnForm
from programme.letters import letter_page
from programme.permissions import may
from programme.step_pages import decision_page, takes_step
from programme.work_requests import back_to, form_page, sent
from programme.workflow import TransitionNotAllowed


@dataclass
class Place:
    """An indicator or an area in the review, with what was said of it and the stages that reviewers saw."""

    shown: Any
    threads: list = field(default_factory=list)
    stages: list = field(default_factory=list)


@never_cache
@require_safe
def review(request, pk):
    """The latest submitted version, with threads and reviewed stages beside what the country said."""
    assessment = assessment_for(request, pk)
    submission = reviewing.latest(assessment)
    if submission is None:
        raise Http404
    copy = shown(submission.content, submission.instrument)
    threads = [(one, may(request.user, "resolve", one)) for one in reviewing.threads_of(assessment)]
    stages = list(
        ReviewedStage.objects.filter(assessment=assessment).select_related("indicator", "stage", "by", "agreed_by")
    )
    context = {
        "assessment": assessment,
        "submission": submission,
        "copy": copy,
        "areas": [_area(area, threads, stages) for area in copy.areas],
        "open_threads": sum(one.is_open for one, _may in threads),
        "can": possible(request.user, assessment),
        "clock": reviewing.clocks([assessment])[assessment.pk],
        "own": [one.indicator_id for one in stages if one.by_id == request.user.pk],
        "steps": assessment.steps,
    }
    return render(request, "assessments/work/review.html", context)


def _area(area, threads, stages):
    def about(indicator):
        return [
            (one, may_resolve)
            for one, may_resolve in threads
            if (one.indicator.code if one.indicator else "") == indicator and one.area.code == area.part.code
        ]

    places = [
        Place(one, about(one.part.code), [stage for stage in stages if stage.indicator.code == one.part.code])
        for one in area.indicators
    ]
    return {"area": Place(area, about("")), "indicators": places}


def _back(assessment, code):
    return back_to(code, "assessment-review", assessment.pk)


def _part(assessment, code):
    """The area and the indicator (or None) of the version with this code."""
    for area in assessment.instrument.areas.all():
        if area.code == code:
            return area, None
        for indicator in area.indicators.all():
            if indicator.code == code:
                return area, indicator
    raise Http404


@require_POST
def comment(request, pk, code):
    """Opens a thread about an area or an indicator, or says more in the one named by `thread`."""
    assessment = assessment_for(request, pk, "comment")
    area, indicator = _part(assessment, code)
    take_comment(request, assessment, reviewing.comment, area=area, indicator=indicator)
    return _back(assessment, code)


@require_POST
def resolve(request, pk, key):
    assessment = assessment_for(request, pk)
    thread = get_object_or_404(assessment.threads.select_related("indicator", "area"), pk=key)
    settle(request, thread)
    return _back(assessment, (thread.indicator or thread.area).code)


@require_POST
def propose_stage(request, pk, code):
    assessment = assessment_for(request, pk, "propose-stage")
    _area_of_it, indicator = _part(assessment, code)
    if indicator is None:
        raise Http404
    number = request.POST.get("stage", "")
    stage = assessment.instrument.stages.filter(number=number).first() if number.isdecimal() else None
    if stage is None:
        messages.error(request, _("Choose a stage of the scale: nothing was saved."))
        return _back(assessment, code)
    reviewing.propose_stage(
        assessment, indicator, stage, by=request.user, note=request.POST.get("note", "").strip()[:2000]
    )
    messages.success(request, _("Your stage stands beside the country's."))
    return _back(assessment, code)


@require_POST
def agree_stage(request, pk, key):
    assessment = assessment_for(request, pk, "agree-stage")
    reviewed = get_object_or_404(assessment.reviewed_stages.select_related("indicator"), pk=key)
    if request.POST.get("stage") != str(reviewed.stage_id) or not reviewing.agree(reviewed, by=request.user):
        messages.info(request, _("Nothing was changed: the stage was agreed already, or another one was proposed."))
    else:
        messages.success(request, _("Both sides agree on the reviewed stage: it can be published beside yours."))
    return _back(assessment, reviewed.indicator.code)


@require_POST
@takes_step("start_review", assessment_for)
def start(request, assessment):
    reviewing.start(assessment.pk, by=request.user)
    messages.success(request, _("The review has begun. Members of the Working Group were told."))
    return redirect("assessment-review", assessment.pk)


def decided_meanwhile(request):
    messages.error(request, _("Somebody else decided meanwhile: see where the assessment stands now."))


@never_cache
@takes_step("return_for_revision", assessment_for)
def return_for_revision(request, assessment):
    """Gives the assessment back and says what is reopened."""
    sheets = sheets_of(assessment)
    open_threads = reviewing.threads_of(assessment).filter(resolved_at=None)
    asked = {"indicators": [one.indicator.code for one in open_threads if one.indicator]}
    asked["areas"] = [one.area.code for one in open_threads if one.indicator is None]
    form = ReturnForm(sent(request), sheets=sheets, initial=asked)
    if form.is_valid():
        given = form.cleaned_data
        try:
            reviewing.return_for_revision(
                assessment.pk, by=request.user, note=given["note"], areas=given["areas"], indicators=given["indicators"]
            )
        except TransitionNotAllowed:
            decided_meanwhile(request)
        else:
            messages.success(request, _("The assessment is with the country again, open where you asked for changes."))
        return redirect(assessment)
    context = {"assessment": assessment, "form": form, "threads": open_threads}
    return form_page(request, "assessments/work/return.html", context)


@never_cache
@takes_step("accept", assessment_for)
def accept(request, assessment):
    is_own = reviewing.is_own_entry(assessment, request.user)
    may_override = may(request.user, "accept-own", assessment)
    form = AcceptForm(sent(request), needs_override=is_own and may_override)
    is_refused = is_own and not may_override
    if not is_refused and form.is_valid():
        given = form.cleaned_data
        try:
            reviewing.accept(assessment.pk, by=request.user, note=given["note"], override=given.get("override", ""))
        except TransitionNotAllowed:
            decided_meanwhile(request)
        except reviewing.OwnEntry:
            messages.error(request, _("Somebody else must accept what you submitted."))
        else:
            messages.success(request, _("Accepted. The country was told and decides what is published."))
        return redirect(assessment)
    context = {
        "assessment": assessment,
        "form": form,
        "is_own": is_own,
        "is_refused": is_refused,
        "open_threads": reviewing.threads_of(assessment).filter(resolved_at=None).count(),
    }
    return decision_page(request, "assessments/work/accept.html", context)


@never_cache
@require_safe
def letter(request, pk, key):
    """The letter that tells the country of a decision, in the language asked for, made from the record."""
    assessment = assessment_for(request, pk)
    step = get_object_or_404(assessment.steps, pk=key, step__in=("accept", "return_for_revision"))
    submission = assessment.submissions.filter(at__lte=step.at).first()
    reopened = [
        (sheet.area, [item.indicator for item in sheet.indicators if item.answer.is_asked])
        for sheet in sheets_of(assessment)
        if step.step == "return_for_revision"
    ]
    context = {
        "assessment": assessment,
        "step": step,
        "submission": submission,
        "is_latest": step == assessment.steps.last(),
        "reopened": [(area, asked) for area, asked in reopened if asked],
        "threads": reviewing.threads_of(assessment).filter(resolved_at=None, submission=submission),
    }
    return letter_page(request, "assessments/work/letter.html", context)
