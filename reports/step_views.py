"""Keeping, freezing, taking back, publishing, correcting a report: each a page that says what follows (PRODUCT F2)."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from programme.context import language_now
from programme.step_pages import takes_step, too_late
from programme.work_requests import form_page, sent
from programme.workflow import TransitionNotAllowed
from reports.forms import TakeBackForm
from reports.progress import writing
from reports.progress.findings import findings_of
from reports.work_access import report_for


@require_POST
def keep(request, pk):
    report = report_for(request, pk)
    try:
        kept = writing.keep(report.pk, by=request.user)
    except TransitionNotAllowed:
        return too_late(request, report)
    except writing.Unsettled:
        return try_again(request, report)
    messages.success(request, _("The draft is kept as copy {number}.").format(number=kept.number))
    return redirect(report)


def try_again(request, report):
    messages.error(request, _("Nothing was kept: the record is being changed right now. Try again in a minute."))
    return redirect(report)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@takes_step("freeze", report_for)
def freeze(request, report):
    if report.owes_a_reason:
        return to_the_reason(request, report)
    if request.method == "POST":
        try:
            writing.freeze(report.pk, by=request.user)
        except writing.Unexplained:  # taken out since
            return to_the_reason(request, report)
        except writing.Unsettled:
            return try_again(request, report)
        messages.success(request, _("The report is frozen. Look at it once more, then publish it."))
        return redirect(report)
    sections = list(report.sections.all())
    findings = findings_of(report, sections, writing.contents_of(report), language_now())
    return render(request, "reports/work/freeze.html", {"report": report, "findings": findings})


def to_the_reason(request, report):
    messages.error(request, _("Say first what is corrected: readers of both versions are told."))
    return redirect("report-about", report.pk)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@takes_step("take_back", report_for)
def take_back(request, report):
    form = TakeBackForm(sent(request))
    if form.is_valid():
        writing.take_back(report.pk, by=request.user, reason=form.cleaned_data["reason"])
        messages.success(request, _("The report is a draft again. What was frozen stays among its copies."))
        return redirect(report)
    return form_page(request, "reports/work/take_back.html", {"report": report, "form": form})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@takes_step("publish", report_for)
def publish(request, report):
    if request.method == "POST":
        published = writing.publish(report.pk, by=request.user)
        messages.success(request, _("Published. Everybody reads the report at this address."))
        return redirect(published.public_url)
    context = {"report": report, "frozen": report.frozen_copy, "missing": missing_languages(report)}
    return render(request, "reports/work/publish.html", context)


def missing_languages(report):
    """The parts that lack a text in some language, which readers of that language are told."""
    return [(one, one.missing()) for one in report.sections.all() if one.missing()]


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@takes_step("supersede", report_for, action="begin-corrigendum")
def corrigendum(request, report):
    if request.method == "POST":
        return redirect(writing.begin_corrigendum(report.pk, by=request.user))
    return render(request, "reports/work/corrigendum.html", {"report": report})
