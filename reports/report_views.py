"""Progress reports for everybody: the list, each as a page and as files, from what was frozen alone (PRODUCT F2)."""

from functools import partial

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language_info, override
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from countries.file_views import CSV, file_view
from programme.conditional import kept_as_long_as_equal
from programme.context import host_of, language_now
from programme.models import Document
from programme.spreadsheets import csv_bytes
from programme.structured_data import json_ld
from reports.models import LANGUAGES, ProgressReport
from reports.paper.answers import file_response
from reports.paper.blocks import Figure, Table
from reports.progress.composed import composed
from reports.progress.contents import from_data
from reports.structured_data import report_data

FORMATS = ("docx", "pdf")


@login_not_required
@require_safe
def listing(request):
    """The reports of the portal in force, and the past ones as documents beside them."""
    documents = Document.objects.published().filter(kind=Document.Kind.PROGRESS_REPORT)
    reports = ProgressReport.objects.published().for_page().newest_first()
    context = {
        "reports": [(one, [(format, file_url(one, format)) for format in FORMATS]) for one in reports],
        "documents": documents.for_listing().newest_first(),
    }
    return render(request, "reports/progress_reports.html", context)


def public_report(biennium, number=None):
    """The report in force, or the one of this number where that was ever published."""
    reports = ProgressReport.objects.of(biennium).for_page()
    if number is None:
        return get_object_or_404(reports.published())
    return get_object_or_404(reports.public(), number=number)


@login_not_required
@require_safe
def page(request, biennium, number=None):
    report = public_report(biennium, number)
    if number is not None and report.status == ProgressReport.Status.PUBLISHED:
        return redirect(report.public_url)
    frozen = report.frozen_copy
    paper = paper_of(report, frozen, csv_url=partial(table_url, report))
    files, host = files_of(report), host_of(request)
    context = {
        "report": report,
        "frozen": frozen,
        "paper": paper,
        "files": files,
        "structured_data": json_ld(report_data(report, paper, host=host, files=files)),
        "json_url": json_url(report),
        "cited_url": f"{host}{report.edition_url}",
        "newer": getattr(report, "corrected_by", None) if report.status == ProgressReport.Status.SUPERSEDED else None,
    }
    return render(request, "reports/progress_report.html", context)


def paper_of(report, frozen, **about):
    """What was frozen, in the language of the page. That it corrects or was corrected stands across the first page."""
    return composed(from_data(frozen.content), language_now(), mark=mark_of(report), **about)


def mark_of(report):
    if report.status == ProgressReport.Status.SUPERSEDED:
        return _("Superseded by a corrigendum")
    return _("Corrigendum {number}").format(number=report.number - 1) if report.corrects_id else ""


def place_of(report):
    """The name and the parts of the addresses of a report: by its biennium while it is in force."""
    if report.status == ProgressReport.Status.PUBLISHED:
        return "progress-report", {"biennium": report.biennium}
    return "progress-report-edition", {"biennium": report.biennium, "number": report.number}


def file_url(report, format):
    name, parts = place_of(report)
    return reverse(f"{name}-file", kwargs=parts | {"format": format})


def files_of(report):
    """Each format with its file in each language: delegations read the report in the one that they work in."""
    found = []
    for format in FORMATS:
        versions = []
        for code in LANGUAGES:
            with override(code):
                versions.append((code, get_language_info(code)["name_local"].capitalize(), file_url(report, format)))
        found.append((format, versions))
    return found


def table_url(report, key):
    name, parts = place_of(report)
    return reverse(f"{name}-csv", kwargs=parts | {"key": key})


def json_url(report):
    name, parts = place_of(report)
    return reverse(f"{name}-json", kwargs=parts)


@login_not_required
@require_safe
def file(request, biennium, format, number=None):
    report = public_report(biennium, number)
    paper = paper_of(report, report.frozen_copy, base_url=host_of(request))
    return file_response(request, paper, format, named(report))


def named(report):
    """How its files are called."""
    return f"progress-report-{report.biennium}" + (f"-corrigendum-{report.number - 1}" if report.number > 1 else "")


@file_view
def table(request, biennium, key, number=None):
    """The numbers of a figure or a table as a file, as they were frozen."""
    report = public_report(biennium, number)
    paper = paper_of(report, report.frozen_copy)
    found = next((block for block in paper.blocks if isinstance(block, Figure | Table) and block.key == key), None)
    if found is None:
        raise Http404
    if isinstance(found, Figure):
        found = found.table
    rows = ([in_words(cell) for cell in row] for row in (*found.rows, *([found.total] if found.total else [])))
    body = csv_bytes([column.title for column in found.columns], rows)
    response = HttpResponse(body, content_type=CSV)
    response.headers["Content-Disposition"] = f'attachment; filename="{named(report)}-{key}-{language_now()}.csv"'
    return response


def in_words(line):
    return "".join(run.text for run in line)


@login_not_required
@require_safe
def contents_json(request, biennium, number=None):
    """The frozen contents, byte for byte what the checksum is of."""
    frozen = public_report(biennium, number).frozen_copy
    response = kept_as_long_as_equal(request, lambda: HttpResponse(frozen.as_bytes, content_type="application/json"))
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response
