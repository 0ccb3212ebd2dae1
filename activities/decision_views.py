"""What the secretariat decides: proposals accepted into the programme or declined, reports accepted or returned."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from activities import proposing, reporting
from activities.deciding import OwnEntry, is_own_entry, is_refused
from activities.work_access import proposal_for, report_for
from activities.work_forms import AcceptProposalForm, DecisionForm, DeclineForm, ReturnForm
from programme.letters import letter_page
from programme.step_pages import decision_page, takes_step
from programme.work_requests import form_page, sent


def told_own_entry(request, record):
    messages.error(request, _("Somebody else must accept what you wrote or submitted."))
    return redirect(record)


@never_cache
@takes_step("accept", proposal_for)
def accept_proposal(request, proposal):
    """Makes the proposal an activity, filled from it, or links it to one that is there."""
    is_own, refused = is_own_entry(proposal, request.user), is_refused(proposal, request.user)
    form = AcceptProposalForm(sent(request), proposal=proposal, needs_override=is_own and not refused)
    if not refused and form.is_valid():
        given = form.cleaned_data
        is_link = given["how"] == form.LINK
        try:
            activity = proposing.accept(
                proposal.pk,
                by=request.user,
                activity=given["activity"] if is_link else None,
                values=None if is_link else form.values(),
                note=given["note"],
                override=given.get("override", ""),
            )
        except OwnEntry:
            return told_own_entry(request, proposal)
        messages.success(request, _("Accepted: “{activity}”. The countries were told.").format(activity=activity))
        return redirect(proposal)
    context = {"proposal": proposal, "form": form, "is_refused": refused}
    return decision_page(request, "activities/work/accept_proposal.html", context)


@never_cache
@takes_step("decline", proposal_for)
def decline(request, proposal):
    form = DeclineForm(sent(request))
    if form.is_valid():
        proposing.decline(proposal.pk, by=request.user, reason=form.cleaned_data["reason"])
        messages.success(request, _("Declined. The countries were told the reason."))
        return redirect(proposal)
    return form_page(request, "activities/work/decline.html", {"proposal": proposal, "form": form})


@never_cache
@takes_step("accept", report_for)
def accept_report(request, report):
    is_own, refused = is_own_entry(report, request.user), is_refused(report, request.user)
    form = DecisionForm(sent(request), needs_override=is_own and not refused)
    if not refused and form.is_valid():
        given = form.cleaned_data
        try:
            reporting.accept(report.pk, by=request.user, note=given["note"], override=given.get("override", ""))
        except OwnEntry:
            return told_own_entry(request, report)
        messages.success(request, _("Accepted. The country was told."))
        return redirect(report)
    context = {"report": report, "form": form, "is_refused": refused}
    return decision_page(request, "activities/work/accept_report.html", context)


@never_cache
@takes_step("return_for_revision", report_for)
def return_report(request, report):
    form = ReturnForm(sent(request))
    if form.is_valid():
        reporting.return_for_revision(report.pk, by=request.user, note=form.cleaned_data["note"])
        messages.success(request, _("The report is with the country again."))
        return redirect(report)
    return form_page(request, "activities/work/return_report.html", {"report": report, "form": form})


@never_cache
@require_safe
def proposal_letter(request, pk, key):
    """The letter that tells the countries of the decision, in the language asked for, made from the record."""
    proposal = proposal_for(request, pk)
    step = get_object_or_404(proposal.steps, pk=key, step__in=("accept", "decline"))
    return letter_page(request, "activities/work/proposal_letter.html", {"proposal": proposal, "step": step})


@never_cache
@require_safe
def report_letter(request, pk, key):
    report = report_for(request, pk)
    step = get_object_or_404(report.steps, pk=key, step__in=("accept", "return_for_revision"))
    return letter_page(request, "activities/work/report_letter.html", {"report": report, "step": step})
