"""The state of the Programme on any day, as a page and as files. Everybody gets the same."""

from django.contrib.auth.decorators import login_not_required
from django.core.cache import caches
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.text import get_valid_filename
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from programme.page_cache import record_stands
from reports.paper.pdf import as_pdf
from reports.paper.typst_process import NotMade
from reports.paper.word import as_docx
from reports.status.build import status_on
from reports.status.composed import composed
from reports.status.forms import DayForm, day_of

FORMATS = {
    "pdf": (as_pdf, "application/pdf"),
    "docx": (as_docx, "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
}
KEPT_FOR = 60 * 60  # seconds; a changed record is asked anew at once


@login_not_required
@require_safe
def today(request):
    """The page of today, where another day is asked for."""
    if "day" not in request.GET:
        return page(request, timezone.localdate())
    form = DayForm(request.GET)
    if form.is_valid():
        return redirect("status-on", form.cleaned_data["day"].isoformat())
    return render(request, "reports/status.html", {"form": form})


@login_not_required
@require_safe
def on_day(request, day):
    try:
        return page(request, day_of(day))
    except ValidationError:
        form = DayForm({"day": day})
        form.is_valid()
        return render(request, "reports/status.html", {"form": form}, status=404)


def page(request, day):
    paper = composed(status_on(day, made_on=timezone.localdate()), language())
    context = {"form": DayForm(initial={"day": day.isoformat()}), "paper": paper, "day": day}
    return render(request, "reports/status.html", context)


@login_not_required
@require_safe
def as_file(request, day, kind):
    try:
        asked = day_of(day)
    except ValidationError as error:
        raise Http404(" ".join(error.messages)) from error
    base_url = request.build_absolute_uri("/").rstrip("/")
    made, content_type = FORMATS[kind]
    key = f"status-{asked}-{kind}-{language()}-{base_url}-{record_stands()}-{timezone.localdate()}".replace(" ", "_")
    try:
        content = caches["process"].get_or_set(
            key,
            lambda: made(composed(status_on(asked, made_on=timezone.localdate()), language(), base_url=base_url)),
            KEPT_FOR,
        )
    except NotMade:
        form = DayForm({"day": day})
        form.add_error(None, _("The file could not be made now. The page says the same; please try again later."))
        return render(request, "reports/status.html", {"form": form}, status=503)
    name = get_valid_filename(f"programme-status-{asked}-{language()}.{kind}")
    return HttpResponse(
        content, content_type=content_type, headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )


def language():
    return (get_language() or "en")[:2]
