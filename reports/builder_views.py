"""The secretariat's builder of progress reports: which there are, what a draft says, what is to do (PRODUCT F1)."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from programme.context import host_of, language_now
from programme.permissions import may
from reports.forms import BeginForm, bienniums
from reports.models import LANGUAGES, ProgressReport
from reports.paper.answers import file_response
from reports.progress import writing
from reports.progress.contents import from_data
from reports.progress.drawn import draft_paper, parts_of
from reports.progress.findings import findings_of
from reports.work_access import possible, report_for

FORMATS = ("docx", "pdf")


def may_build(request):
    if not may(request.user, "build", ProgressReport):
        raise Http404


@never_cache
@require_safe
def board(request):
    """Every biennium that has begun, with its reports."""
    may_build(request)
    of_biennium: dict[int, list[ProgressReport]] = {}
    for report in ProgressReport.objects.for_page().newest_first():
        of_biennium.setdefault(report.first_year, []).append(report)
    rows = [(one, of_biennium.get(one.first_year, [])) for one in bienniums()]
    return render(request, "reports/work/board.html", {"rows": rows})


@require_POST
def begin(request):
    """Begins the report of a biennium, or leads to the one that is there."""
    may_build(request)
    form = BeginForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Choose a biennium that has begun."))
        return redirect("report-board")
    try:
        report = writing.begin(form.cleaned_data["biennium"], by=request.user)
    except writing.AlreadyPublished as there:
        messages.info(request, _("This biennium has its published report. Correct it from here."))
        return redirect(there.report)
    return redirect(report)


@never_cache
@require_safe
def page(request, pk):
    """A report as staff see it: its parts with what is written and what is still to do, its copies, its steps."""
    report = report_for(request, pk)
    sections = list(report.sections.select_related("saved_by"))
    contents = shown_contents(report)
    language = language_now()
    context = {
        "report": report,
        "can": possible(request.user, report),
        "parts": with_sections(parts_of(contents, language), sections),
        "findings": findings_of(report, sections, contents, language) if report.is_writable else [],
        "copies": report.copies.defer("content").select_related("by"),
        "frozen": report.frozen_copy if not report.is_writable else None,
        "steps": report.steps,
        "formats": FORMATS,
    }
    return render(request, "reports/work/report.html", context)


def shown_contents(report):
    """What the report says: of a draft what the record says now, afterwards what was frozen."""
    if report.is_writable:
        return writing.contents_of(report)
    return from_data(report.frozen_copy.content)


def with_sections(parts, sections):
    """Each part with its section and, for each language, whether something is written; the annex has none."""
    by_key = {one.key: one for one in sections}
    found = []
    for part in parts:
        section = by_key.get(part.key)
        texts = section.texts() if section else {}
        found.append((part, section, [(code, code in texts) for code in LANGUAGES] if section else []))
    return found


@never_cache
@require_safe
def preview(request, pk):
    """The whole report as its page will show it, marked as a draft."""
    report = report_for(request, pk)
    if report.is_public:
        return redirect(report.public_url)
    return shown_paper(request, report, shown_contents(report))


@never_cache
@require_safe
def copy(request, pk, number):
    """A copy that was kept or frozen, as it stood."""
    report = report_for(request, pk)
    kept = get_object_or_404(report.copies.select_related("by"), number=number)
    return shown_paper(request, report, from_data(kept.content), kept)


def shown_paper(request, report, contents, kept=None):
    paper = draft_paper(contents, language_now())
    return render(request, "reports/work/paper.html", {"report": report, "paper": paper, "copy": kept})


@never_cache
@require_safe
def file(request, pk, format):
    """The draft in the language of the page, as a file that says that it is one."""
    report = report_for(request, pk)
    if report.is_public:
        return redirect(report.public_url)
    paper = draft_paper(shown_contents(report), language_now(), host_of(request))
    name = f"progress-report-{report.biennium}-draft-{timezone.localdate().isoformat()}"
    return file_response(request, paper, format, name)
