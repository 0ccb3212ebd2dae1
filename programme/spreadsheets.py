"""Tables that we hand out: cells that no program misreads, and in a workbook a sheet that says what the table is."""

import csv
import io

from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from programme.date_format import date_format
from programme.importing.sheets import protect
from programme.plain_text import without_control_characters

LONGEST_CELL = 32_767
TEXT = "@"


def csv_bytes(keys, rows):
    """The table with the mark by which Excel knows UTF-8; no cell is taken for a formula."""
    lines = io.StringIO(newline="")
    writer = csv.writer(lines)
    writer.writerow(keys)
    for row in rows:
        writer.writerow(protect(as_text(value)) for value in row)
    return lines.getvalue().encode("utf-8-sig")


def as_text(value):
    if value is None:
        return ""
    return str(value).lower() if isinstance(value, bool) else str(value)


def new_workbook(title, language):
    book = Workbook(write_only=True)
    book.properties.title, book.properties.language = title, language
    book.properties.creator = _("Assistance and Cooperation Programme")
    return book


def add_table(book, name, columns, rows):
    """A sheet with the rows below a heading that stays; columns: (key, width, meaning); rows: lists of cells."""
    sheet = book.create_sheet(name)
    sheet.freeze_panes = "A2"
    for number, (_key, width, _meaning) in enumerate(columns, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    sheet.append([heading(sheet, key) for key, _width, _meaning in columns])
    last = 1
    for row in rows(sheet):
        sheet.append(row)
        last += 1
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(columns))}{last}"


def add_explanation(book, title, request, filters, columns):
    """A sheet that says when, from where and by which filters the table was taken, and what its columns mean."""
    sheet = book.create_sheet(_("About this table"))
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 24, 70
    sheet.append([heading(sheet, title)])
    sheet.append([_("Taken on"), date_format(localdate(), "DATE_FORMAT")])
    sheet.append([_("Address"), text_cell(sheet, request.build_absolute_uri())])
    for label, value in filters:
        sheet.append([text_cell(sheet, str(label)), text_cell(sheet, value)])
    sheet.append([])
    sheet.append([heading(sheet, _("Column")), heading(sheet, _("Meaning"))])
    for key, _width, meaning in columns:
        sheet.append([key, str(meaning)])


def heading(sheet, text):
    made = text_cell(sheet, text)
    made.font = Font(bold=True)
    return made


def text_cell(sheet, text):
    """Marked as text, so that no spreadsheet program takes it for a formula, a number or a date."""
    made = WriteOnlyCell(sheet, without_control_characters(str(text))[:LONGEST_CELL])
    made.data_type, made.number_format = "s", TEXT
    return made
