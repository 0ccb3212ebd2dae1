"""Comparing two copies of a biennium's reports, or a copy with the record as it stands now (PRODUCT F2)."""

from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from programme.context import language_now
from reports.forms import CompareForm
from reports.models import ReportCopy
from reports.progress import writing
from reports.progress.comparing import compared
from reports.progress.contents import from_data
from reports.work_access import report_for


@never_cache
@require_safe
def compare(request, pk):
    """Of the copies of every report on the biennium the newest beside the record now, unless others are chosen."""
    report = report_for(request, pk)
    copies = {
        str(one.pk): one
        for one in ReportCopy.objects.filter(report__first_year=report.first_year)
        .defer("content")
        .select_related("report")
        .order_by("-at", "-pk")
    }
    now = CompareForm.NOW
    choices = [(now, _("The record as it stands now")), *((key, named(one, report)) for key, one in copies.items())]
    chosen = {"earlier": next(iter(copies), now), "later": now} | request.GET.dict()
    form = CompareForm(chosen, choices=choices)
    comparison = None
    if copies and form.is_valid():
        earlier, later = (contents_of(report, form.cleaned_data[name] or now) for name in ("earlier", "later"))
        comparison = compared(earlier, later, language_now())
    context = {"report": report, "form": form, "comparison": comparison, "has_copies": bool(copies)}
    return render(request, "reports/work/compare.html", context)


def named(copy, report):
    """A copy of another report on the biennium says of which."""
    words = f"{copy} ({copy.get_kind_display()})"
    return words if copy.report_id == report.pk else f"{words} – {copy.report}"


def contents_of(report, chosen):
    if chosen == CompareForm.NOW:
        return writing.contents_of(report)
    return from_data(ReportCopy.objects.get(pk=chosen, report__first_year=report.first_year).content)
