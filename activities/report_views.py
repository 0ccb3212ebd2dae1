"""Reports after activities: what is due, the page of each, writing it, its evidence (PRODUCT E3)."""

from functools import partial

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from activities import reporting
from activities.deciding import is_own_entry, is_refused
from activities.models import Activity, ActivityProposal, ActivityReport, ReportEvidence
from activities.reports_due import asked_countries, due_day, open_reports
from activities.work_access import REPORT_ACTIONS, countries_to_write_for, may_write, report_for
from activities.work_forms import EvidenceForm, ReportForm
from activities.work_pages import hand_in, narrowed, take_back
from countries.models import Country
from programme.context import language_now
from programme.matrix import COUNTRY_ROLES, countries_as
from programme.permissions import may
from programme.step_pages import too_late
from programme.stored_files import serve
from programme.versioned_pages import saving_of
from programme.work_requests import (
    acts_on_behalf,
    form_key_of,
    form_page,
    in_name_of,
    possible_actions,
    sent,
    sent_files,
)
from programme.workflow import TransitionNotAllowed


@never_cache
@require_safe
def board(request):
    """What is still to be reported, what is late first, and the reports that were handed in."""
    if not may(request.user, "read", ActivityReport):
        raise Http404
    found = ActivityReport.objects.visible_to(request.user).for_work().order_by("-status_since", "-pk")
    context = narrowed(request, found, Country.objects.filter(activity_reports__isnull=False))
    own = None if context["is_staff"] else countries_as(request.user, COUNTRY_ROLES)
    writes_for = set(countries_to_write_for(request.user).values_list("pk", flat=True))
    context["open"] = [(one, one.country.pk in writes_for) for one in open_reports(countries=own)]
    return render(request, "activities/work/reports.html", context)


@never_cache
def start(request, pk):
    """The way to a country's report on an activity, which is begun here where it was not yet."""
    activity = get_object_or_404(Activity.objects.visible_to(request.user).select_related("kind"), pk=pk)
    countries = asked_countries(activity).filter(pk__in=countries_to_write_for(request.user).values("pk"))
    asked = request.POST.get("country") or request.GET.get("country")
    chosen = list(countries.filter(slug=asked) if asked else countries.in_order_of_names(language_now()))
    if not chosen:
        raise Http404
    if request.method == "POST":
        country = chosen[0]
        with in_name_of(request, ActivityReport(country=country)):
            report = reporting.begin(activity, country)
        return redirect("activity-report-edit", report.pk)
    begun = {one.country_id: one for one in ActivityReport.objects.filter(activity=activity, country__in=chosen)}
    if len(chosen) == 1 and chosen[0].pk in begun:
        return redirect(begun[chosen[0].pk])
    context = {
        "activity": activity,
        "due_on": due_day(activity),
        "countries": [(country, begun.get(country.pk)) for country in chosen],
        "on_behalf": acts_on_behalf(request),
    }
    return render(request, "activities/work/report_start.html", context)


@never_cache
@require_safe
def page(request, pk):
    """What a country reports, and what the reader can do with it."""
    report = report_for(request, pk)
    can = possible_actions(request.user, report, REPORT_ACTIONS)
    context = {
        "report": report,
        "evidence": report.current_evidence(),
        "due_on": due_day(report.activity) if report.activity.last_day else None,
        "followed_by": ActivityProposal.objects.visible_to(request.user).filter(follows=report),
        "can": can | {"publish": can["publish"] and report.status == ActivityReport.Status.ACCEPTED},
        "may_propose": may(request.user, "add", ActivityProposal(country=report.country)),
        "form_key": form_key_of(request),
        "missing": report.missing(),
        "steps": report.steps,
        "on_behalf": acts_on_behalf(request),
        "is_own": can["accept"] and is_own_entry(report, request.user),
        "is_refused": can["accept"] and is_refused(report, request.user),
    }
    return render(request, "activities/work/report.html", context)


@never_cache
def edit(request, pk):
    """Writes in the report; what somebody else changed meanwhile stands beside what was sent."""
    report = report_for(request, pk)
    if not may_write(request.user, report):
        raise PermissionDenied
    if not report.is_writable and request.method != "POST":
        return too_late(request, report)
    with in_name_of(request, report):
        saving = saving_of(request, report, ReportForm, partial(reporting.save, pk))
    if saving.is_saved:
        messages.success(request, _("The report is saved."))
        return redirect(report)
    context = {"report": saving.record, "on_behalf": acts_on_behalf(request), **saving.context}
    return render(request, "activities/work/report_form.html", context, status=saving.status)


@require_POST
def submit(request, pk):
    report = report_for(request, pk, "submit")
    already, done = (
        _("The report has been submitted already."),
        _("Submitted. You can recall it until it is accepted or returned."),
    )
    return hand_in(request, report, reporting.submit, edit_page="activity-report-edit", already=already, done=done)


@require_POST
def recall(request, pk):
    report = report_for(request, pk, "recall")
    return take_back(request, report, reporting.recall, done=_("The report is with you again."))


@require_POST
def publish(request, pk):
    """The country's decision, after acceptance, whether everybody reads its report."""
    report = report_for(request, pk, "publish")
    is_publishable = "publish" in request.POST
    try:
        with in_name_of(request, report):
            reporting.let_be_published(pk, is_publishable)
    except TransitionNotAllowed:
        return too_late(request, report)
    if is_publishable:
        messages.success(request, _("Everybody reads results and lessons on the page of the activity."))
    else:
        messages.success(request, _("The report is not public any more."))
    return redirect(report)


@require_POST
def propose(request, pk):
    """What follows, as a new proposal, in one step."""
    report = report_for(request, pk)
    if not may(request.user, "add", ActivityProposal(country=report.country)):
        raise PermissionDenied
    with in_name_of(request, report):
        proposal = reporting.propose_what_follows(report, by=request.user, form_key=form_key_of(request))
    messages.success(request, _("A draft was made from the report. Go on with it here."))
    return redirect("proposal-edit", proposal.pk)


# Evidence


@never_cache
def add_evidence(request, pk):
    report = report_for(request, pk)
    if not may_write(request.user, report):
        raise PermissionDenied
    if not report.is_writable:
        return too_late(request, report)
    form = EvidenceForm(sent(request), sent_files(request))
    if form.is_valid():
        given = form.cleaned_data
        try:
            with in_name_of(request, report):
                reporting.add_evidence(
                    pk, given["upload"], by=request.user, title=given["title"], is_public=given["is_public"]
                )
        except TransitionNotAllowed:
            return too_late(request, report)
        messages.success(request, _("The file is added to the report."))
        return redirect(report)
    return form_page(request, "activities/work/evidence_form.html", {"report": report, "form": form})


@require_POST
def remove_evidence(request, pk, key):
    report = report_for(request, pk)
    if not may_write(request.user, report):
        raise PermissionDenied
    try:
        with in_name_of(request, report):
            removed = reporting.remove_evidence(pk, key)
    except TransitionNotAllowed:
        return too_late(request, report)
    if not removed:
        raise Http404
    messages.success(request, _("The file is removed from the report."))
    return redirect(report)


@require_safe
def evidence_file(request, pk, key):
    """A file of the report for who may read it; who took it is noted."""
    report_for(request, pk)
    found = ReportEvidence.objects.visible_to(request.user).select_related("file", "report__country")
    evidence = get_object_or_404(found, report=pk, pk=key)
    return serve(evidence.file, request, about=evidence)


@login_not_required
@require_safe
def public_evidence(request, slug, key):
    """A file that the country lets everybody have, with its published report."""
    found = ReportEvidence.objects.filter(
        pk=key,
        is_public=True,
        removed_at=None,
        report__in=ActivityReport.objects.published(),
        report__activity__in=Activity.objects.published().filter(slug=slug),
    )
    evidence = get_object_or_404(found.select_related("file", "report__country"))
    return serve(evidence.file, request, about=evidence, is_public=True)
