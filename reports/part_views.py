"""Where staff write: a page for each part of a report, and one for what the report is about (PRODUCT F1)."""

from functools import partial

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language_info
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from programme import kept_texts
from programme.context import language_now
from programme.signed_out import keep_for_later, sent_or_kept
from programme.step_pages import too_late
from programme.versioned_pages import Saving, saving_of, unsaved_in
from reports.forms import AboutForm, SectionForm
from reports.models import LANGUAGES, ProgressReport, ReportSection
from reports.paper.markdown import blocks_of
from reports.progress import writing
from reports.progress.drawn import apart, parts_of
from reports.progress.parts import WRITTEN
from reports.work_access import report_for


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
    if is_preview := "preview" in request.POST:
        saving = Saving(section, SectionForm(data, instance=section))
    else:
        saving = saving_of(request, section, SectionForm, partial(writing.save_section, section), data)
    if saving.is_saved:
        kept_texts.forget(request.user, section)
        messages.success(request, _("Saved."))
        return redirect(next_page(request, report, key))
    context = {
        "report": report,
        "section": saving.record,
        "computed": computed_part(report, key),
        "previews": previews(saving.form) if is_preview or saving.differences or not saving.form.is_bound else [],
        "is_preview": is_preview,
        "before": neighbour(report, key, -1),
        "after": neighbour(report, key, 1),
        **saving.context,
        **kept_for(request, section, SectionForm),
    }
    return render(request, "reports/work/part.html", context, status=saving.status)


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
    saving = saving_of(request, report, AboutForm, partial(writing.save_report, pk), data)
    if saving.is_saved:
        kept_texts.forget(request.user, report)
        messages.success(request, _("Saved."))
        return redirect(report)
    context = {"report": saving.record, **saving.context, **kept_for(request, report, AboutForm)}
    return render(request, "reports/work/about.html", context, status=saving.status)


def kept_for(request, place, form_class):
    """What the page says of texts kept for who is signed in, see `kept_texts`."""
    kept = kept_texts.offered(request.user, place)
    unsaved = unsaved_in(kept_texts.data_of(kept), form_class, place) if kept else []
    return {"writer": kept_texts.writer_mark(request.user), "kept": kept, "unsaved": unsaved}
