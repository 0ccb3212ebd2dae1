"""The table of countries as files: what the page shows for the same question (PRODUCT B2).

Everybody gets the same file, the secretariat too: what is published.
"""

from functools import wraps

from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.models import AnonymousUser
from django.http import HttpResponse
from django.utils.timezone import localdate
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from countries.table import Table
from programme.api import FOR_EVERY_SITE
from programme.conditional import kept_under_the_record

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def file_view(ending, kind):
    """A file of the table; whoever has it already asks whether it still holds."""

    def decorate(make):
        @login_not_required
        @require_safe
        @wraps(make)
        def view(request):
            response = kept_under_the_record(request, lambda: answer(request))
            response.headers["X-Robots-Tag"] = "noindex"
            for name, value in FOR_EVERY_SITE.items():
                response.headers[name] = value
            return response

        def answer(request):
            language = (get_language() or "en")[:2]
            response = HttpResponse(make(Table(request, AnonymousUser()), language), content_type=kind)
            response.headers["Content-Language"] = language
            name = f"countries-{localdate():%Y-%m-%d}.{ending}"
            response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
            return response

        return view

    return decorate


@file_view("csv", "text/csv; charset=utf-8")
def as_csv(table, language):
    return table.as_csv()


@file_view("xlsx", XLSX)
def as_xlsx(table, language):
    return table.as_xlsx(_("Countries"), language)
