"""Tables in words for people, as CSV: safe to open in a spreadsheet program."""

import csv
import io

from django.http import HttpResponse
from django.utils import timezone

from programme.importing.sheets import protect
from programme.plain_text import without_control_characters


def csv_line(cells):
    """A line in which nothing is a formula."""
    text = io.StringIO(newline="")
    csv.writer(text).writerow(protect(without_control_characters(str(cell))) for cell in cells)
    return text.getvalue()


def csv_file(rows, name):
    """The table as a download, begun with the mark by which Excel knows UTF-8."""
    response = HttpResponse("".join(map(csv_line, rows)).encode("utf-8-sig"), content_type="text/csv; charset=utf-8")
    return as_download(response, name)


def as_download(response, name):
    response.headers["Content-Disposition"] = f'attachment; filename="{name}-{timezone.localdate():%Y-%m-%d}.csv"'
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["X-Robots-Tag"] = "noindex"
    return response
