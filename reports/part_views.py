"""Where staff write: a page for each part of a report, and one for what the report is about (PRODUCT F1)."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language_info
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from activities.work_saving import form_after
from programme import kept_texts
from programme.context import language_now
from programme.signed_out import keep_for_later, sent_or_kept
from programme.workflow import TransitionNotAllowed
from reports.forms import AboutForm, SectionForm
from reports.models import LANGUAGES, ProgressReport, ReportSection
from reports.paper.markdown import blocks_of
from reports.progress import writing
from reports.progress.drawn import apart, parts_of
from reports.progress.parts import WRITTEN
from reports.work_access import report_for, too_late


@login_not_required  # what is sent when the session has ended is kept, see programme/signed_out.py
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def part(request, pk, key):
    """What the record says in a part, and beside it what staff write there."""
    if not request.user.is_authenticated:
        return keep_for_later(request, ReportSection.objects.filter(report=pk, key=key).first())
    report = report_for(request, pk, "change")
    if key not in WRITTEN:
        raise Http404
    section = get_object_or_404(report.sections.select_related("saved_by"), key=key)
    section.report = report
    if not report.is_writable and request.method != "POST":
        return too_late(request, report)
    data = sent_or_kept(request, section)
    if request.method == "POST" and data is None:
        return redirect(section)
    form = SectionForm(data if request.method == "POST" else None, instance=section)
    differences, is_closed, is_preview = [], False, "preview" in request.POST
    if request.method == "POST" and form.is_valid() and not is_preview:
        try:
            now, merged, differences = writing.save_section(section, form.values(), seen=form.seen, by=request.user)
        except TransitionNotAllowed:
            is_closed = True
        else:
            if not differences:
                kept_texts.forget(request.user, section)
                messages.success(request, _("Saved."))
                return redirect(next_page(request, report, key))
            section = now
            form, differences = form_after(SectionForm, now, merged, differences)
    context = {
        "report": report,
        "section": section,
        "form": form,
        "writer": kept_texts.writer_mark(request.user),
        "kept": kept_texts.offered(request.user, section),
        "computed": computed_part(report, key),
        "previews": previews(form) if is_preview or differences or not form.is_bound else [],
        "is_preview": is_preview,
        "differences": differences,
        "is_closed": is_closed,
        "before": neighbour(report, key, -1),
        "after": neighbour(report, key, 1),
    }
    status = 409 if differences or is_closed else 422 if form.errors else 200
    return render(request, "reports/work/part.html", context, status=status)


def computed_part(report, key):
    parts = parts_of(writing.contents_of(report), language_now())
    return next(one for one in parts if one.key == key)


def previews(form):
    """Each language's text as the report shows it."""
    found = []
    for code in LANGUAGES:
        text = form[f"text_{code}"].value() or ""
        if text.strip():
            blocks = blocks_of(text, language=code, level=3, key_prefix=f"preview-{code}")
            found.append((code, get_language_info(code)["name_translated"], apart(blocks, code)))
    return found


def neighbour(report, key, step):
    """The part before or after this one, or None."""
    place = WRITTEN.index(key) + step
    return report.sections.get(key=WRITTEN[place]) if 0 <= place < len(WRITTEN) else None


def next_page(request, report, key):
    """Where saving leads: on to the next part where that was asked for, else back to the report."""
    place = WRITTEN.index(key) + 1
    if "next" in request.POST and place < len(WRITTEN):
        return redirect("report-part", report.pk, WRITTEN[place]).url
    return f"{report.get_absolute_url()}#{key}"


@login_not_required  # as above
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def about(request, pk):
    """The meeting that the report goes to and, of a corrigendum, what it corrects."""
    if not request.user.is_authenticated:
        return keep_for_later(request, ProgressReport.objects.filter(pk=pk).first())
    report = report_for(request, pk, "change")
    if not report.is_writable and request.method != "POST":
        return too_late(request, report)
    data = sent_or_kept(request, report)
    if request.method == "POST" and data is None:
        return redirect("report-about", pk)
    form, differences, is_closed = AboutForm(data if request.method == "POST" else None, instance=report), [], False
    if request.method == "POST" and form.is_valid():
        try:
            now, merged, differences = writing.save_report(pk, form.values(), seen=form.seen, by=request.user)
        except TransitionNotAllowed:
            is_closed = True
        else:
            if not differences:
                kept_texts.forget(request.user, report)
                messages.success(request, _("Saved."))
                return redirect(report)
            report = now
            form, differences = form_after(AboutForm, now, merged, differences)
    context = {
        "report": report,
        "form": form,
        "writer": kept_texts.writer_mark(request.user),
        "kept": kept_texts.offered(request.user, report),
        "differences": differences,
        "is_closed": is_closed,
    }
    status = 409 if differences or is_closed else 422 if form.errors else 200
    return render(request, "reports/work/about.html", context, status=status)
