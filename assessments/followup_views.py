"""The follow-up board on the screen and as files, for the secretariat and, with fewer columns, for the bodies."""

import io
from datetime import date

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from assessments.followup import Board
from assessments.models import Cycle, Instrument
from programme.matrix import BODIES, SECRETARIAT, has_role
from programme.permissions import may
from programme.spreadsheets import add_explanation, add_table, csv_bytes, new_workbook, text_cell
from programme.templatetags.components import page_language

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def board_for(request):
    if not has_role(request.user, *SECRETARIAT, *BODIES):
        raise PermissionDenied
    return Board(request.user, request.GET)


@never_cache
@require_safe
def board(request):
    """Every cycle that the reader may see: how far it is, where it lies, since when, and what comes next."""
    shown = board_for(request)
    context = {
        "board": shown,
        "table": shown.table,
        "may_open": may(request.user, "add", Cycle),
        "has_instrument": Instrument.objects.published().exists(),
    }
    return render(request, "assessments/work/followup.html", context)


@never_cache
@require_safe
def as_csv(request):
    shown = board_for(request)
    rows = (row.values(shown.columns) for row in shown.rows)
    return attached(csv_bytes([str(one.title) for one in shown.columns], rows), "text/csv; charset=utf-8", "csv")


@never_cache
@require_safe
def as_xlsx(request):
    shown = board_for(request)
    title, language = _("Follow-up"), page_language()
    columns = [(str(one.title), 14, one.meaning) for one in shown.columns]
    book = new_workbook(title, language)

    def rows(sheet):
        for row in shown.rows:
            yield [cell(sheet, value) for value in row.values(shown.columns)]

    add_table(book, title, columns, rows)
    add_explanation(book, title, request, shown.filters, columns)
    file = io.BytesIO()
    book.save(file)
    return attached(file.getvalue(), XLSX, "xlsx")


def cell(sheet, value):
    """Numbers and days as such; whatever else is there as text."""
    return value if isinstance(value, int | date) or not value else text_cell(sheet, value)


def attached(content, kind, ending):
    response = HttpResponse(content, content_type=kind)
    response.headers["Content-Language"] = page_language()
    response.headers["Content-Disposition"] = f'attachment; filename="follow-up-{localdate():%Y-%m-%d}.{ending}"'
    return response
