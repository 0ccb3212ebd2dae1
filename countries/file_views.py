"""The table of countries as files: what the page shows for the same question (PRODUCT B2).

Everybody gets the same file, the secretariat too: what is published.
"""

from functools import wraps

from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.models import AnonymousUser
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from countries.models import Country
from countries.table import Table
from countries.timeline import Timeline
from programme.api import FOR_EVERY_SITE
from programme.conditional import kept_under_the_record
from programme.serialize import text
from programme.spreadsheets import csv_bytes
from programme.templatetags.components import page_language, plainly

CSV = "text/csv; charset=utf-8"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
TIMELINE_KEYS = ["start", "end", "over_by", "lasts", "kind", "what", "status", "url"]


def file_view(make):
    """A view that hands out a file; whoever has it already asks whether it still holds."""

    @login_not_required
    @require_safe
    @wraps(make)
    def view(request, **named):
        response = kept_under_the_record(request, lambda: make(request, **named))
        response.headers["X-Robots-Tag"] = "noindex"
        for name, value in FOR_EVERY_SITE.items():
            response.headers[name] = value
        return response

    return view


def attached(content, kind, name, ending):
    response = HttpResponse(content, content_type=kind)
    response.headers["Content-Language"] = page_language()
    response.headers["Content-Disposition"] = f'attachment; filename="{name}-{localdate():%Y-%m-%d}.{ending}"'
    return response


@file_view
def as_csv(request):
    return attached(Table(request, AnonymousUser()).as_csv(), CSV, "countries", "csv")


@file_view
def as_xlsx(request):
    content = Table(request, AnonymousUser()).as_xlsx(_("Countries"), page_language())
    return attached(content, XLSX, "countries", "xlsx")


@file_view
def timeline(request, slug):
    """What the timeline of a country draws, one row an event, in the order of time."""
    country = get_object_or_404(Country.objects.for_page(), slug=slug)
    drawn = Timeline.of(country, AnonymousUser(), localdate())
    return attached(csv_bytes(TIMELINE_KEYS, timeline_rows(drawn, request)), CSV, f"timeline-{slug}", "csv")


def timeline_rows(drawn, request):
    for event in [*(event for event, _marks in drawn.dated), *drawn.undated]:
        title = plainly(event.record, "title") if event.record else event.words
        yield [
            text(event.start),
            text(event.end),
            text(event.by),
            event.lasts,
            event.kind,
            title,
            event.status or None,
            request.build_absolute_uri(event.url if event.url.startswith("/") else drawn_at(request)),
        ]


def drawn_at(request):
    """The page of the country, of whose own parts most events are."""
    return request.path.removesuffix("timeline.csv")
