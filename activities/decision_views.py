"""What the secretariat decides: proposals accepted into the programme or declined, reports accepted or returned."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from activities import proposing, reporting
from activities.deciding import OwnEntry, is_own_entry, is_refused
from activities.work_access import proposal_for, report_for, too_late
from activities.work_forms import AcceptProposalForm, DecisionForm, DeclineForm, ReturnForm
from programme.work_requests import sent
from programme.workflow import TransitionNotAllowed


def told_own_entry(request, record):
    messages.error(request, _("Somebody else must accept what you wrote or submitted."))
    return redirect(record)


def status_of(request, form, refused=False):
    return 403 if refused and request.method == "POST" else 422 if form.errors else 200


@never_cache
def accept_proposal(request, pk):
    """Makes the proposal an activity, filled from it, or links it to one that is there."""
    proposal = proposal_for(request, pk, "accept")
    if not proposal.can("accept"):
        return too_late(request, proposal)
    is_own, refused = is_own_entry(proposal, request.user), is_refused(proposal, request.user)
    form = AcceptProposalForm(sent(request), proposal=proposal, needs_override=is_own and not refused)
    if request.method == "POST" and not refused and form.is_valid():
        given = form.cleaned_data
        is_link = given["how"] == form.LINK
        try:
            activity = proposing.accept(
                pk,
                by=request.user,
                activity=given["activity"] if is_link else None,
                values=None if is_link else form.values(),
                note=given["note"],
                override=given.get("override", ""),
            )
        except TransitionNotAllowed:
            return too_late(request, proposal)
        except OwnEntry:
            return told_own_entry(request, proposal)
        messages.success(request, _("Accepted: “{activity}”. The countries were told.").format(activity=activity))
        return redirect(proposal)
    context = {"proposal": proposal, "form": form, "is_refused": refused}
    status = status_of(request, form, refused)
    return render(request, "activities/work/accept_proposal.html", context, status=status)


@never_cache
def decline(request, pk):
    proposal = proposal_for(request, pk, "decline")
    if not proposal.can("decline"):
        return too_late(request, proposal)
    form = DeclineForm(sent(request))
    if request.method == "POST" and form.is_valid():
        try:
            proposing.decline(pk, by=request.user, reason=form.cleaned_data["reason"])
        except TransitionNotAllowed:
            return too_late(request, proposal)
        messages.success(request, _("Declined. The countries were told the reason."))
        return redirect(proposal)
    context = {"proposal": proposal, "form": form}
    return render(request, "activities/work/decline.html", context, status=status_of(request, form))


@never_cache
def accept_report(request, pk):
    report = report_for(request, pk, "accept")
    if not report.can("accept"):
        return too_late(request, report)
    is_own, refused = is_own_entry(report, request.user), is_refused(report, request.user)
    form = DecisionForm(sent(request), needs_override=is_own and not refused)
    if request.method == "POST" and not refused and form.is_valid():
        given = form.cleaned_data
        try:
            reporting.accept(pk, by=request.user, note=given["note"], override=given.get("override", ""))
        except TransitionNotAllowed:
            return too_late(request, report)
        except OwnEntry:
            return told_own_entry(request, report)
        messages.success(request, _("Accepted. The country was told."))
        return redirect(report)
    context = {"report": report, "form": form, "is_refused": refused}
    status = status_of(request, form, refused)
    return render(request, "activities/work/accept_report.html", context, status=status)


@never_cache
def return_report(request, pk):
    report = report_for(request, pk, "return-for-revision")
    if not report.can("return_for_revision"):
        return too_late(request, report)
    form = ReturnForm(sent(request))
    if request.method == "POST" and form.is_valid():
        try:
            reporting.return_for_revision(pk, by=request.user, note=form.cleaned_data["note"])
        except TransitionNotAllowed:
            return too_late(request, report)
        messages.success(request, _("The report is with the country again."))
        return redirect(report)
    context = {"report": report, "form": form}
    return render(request, "activities/work/return_report.html", context, status=status_of(request, form))


@never_cache
@require_safe
def proposal_letter(request, pk, key):
    """The letter that tells the countries of the decision, in the language asked for, made from the record."""
    proposal = proposal_for(request, pk)
    step = get_object_or_404(proposal.steps, pk=key, step__in=("accept", "decline"))
    return _letter(request, "activities/work/proposal_letter.html", {"proposal": proposal, "step": step})


@never_cache
@require_safe
def report_letter(request, pk, key):
    report = report_for(request, pk)
    step = get_object_or_404(report.steps, pk=key, step__in=("accept", "return_for_revision"))
    return _letter(request, "activities/work/report_letter.html", {"report": report, "step": step})


def _letter(request, template, context):
    language = request.GET.get("in", request.LANGUAGE_CODE)
    if language not in ("en", "fr", "ru"):
        raise Http404
    with translation.override(language):
        return render(request, template, context | {"letter_language": language})
