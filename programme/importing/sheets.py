"""Reads an uploaded table, CSV or XLSX, into headings and rows; refuses what is not one before unpacking it."""

import csv
import io
import re
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import Any

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from programme.importing.faults import BrokenCell, Fault, UnreadableFile

MEGABYTE = 1024 * 1024
LARGEST_FILE = 5 * MEGABYTE
MOST_ROWS = 10_000
MOST_COLUMNS = 200
# What a spreadsheet program writes before a text so that it is no formula (see `protect`).
APOSTROPHE = "'"
FORMULA_BEGINS = "=+-@\t\r\n＝＋－＠"

_PROTECTED = re.compile(rf"{APOSTROPHE}(?=[{re.escape(FORMULA_BEGINS)}{APOSTROPHE}])")


@dataclass
class Sheet:
    """A table as it was read; `numbers` are the rows as a spreadsheet counts them."""

    headers: list[str]
    rows: list[list[Any]] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    notes: list[Any] = field(default_factory=list)


def protect(text: str) -> str:
    """The text so that no spreadsheet program takes it for a formula."""
    return f"{APOSTROPHE}{text}" if text and text[0] in FORMULA_BEGINS + APOSTROPHE else text


def unprotect(text: str) -> str:
    """What `protect` was given."""
    return text[1:] if _PROTECTED.match(text) else text


def read_sheet(data: bytes, name: str) -> Sheet:
    """The table in the file of this name; raises UnreadableFile where there is none to read."""
    from programme.importing.workbooks import is_workbook, read_workbook  # needs Sheet from here

    if len(data) > LARGEST_FILE:
        raise UnreadableFile(
            format_lazy(
                _("The file has {size} MB; at most {limit} MB can be read. Import it in parts."),
                size=f"{len(data) / MEGABYTE:.1f}",
                limit=LARGEST_FILE // MEGABYTE,
            )
        )
    if not data.strip():
        raise UnreadableFile(_("The file holds nothing."))
    ending = PurePath(name).suffix.lower()
    if ending not in (".csv", ".xlsx"):
        raise UnreadableFile(_("Only files named .csv or .xlsx can be read. Save the table as one of these."))
    if is_workbook(data):
        if ending == ".csv":
            raise UnreadableFile(
                _("The file is named .csv but holds an Excel workbook. Name it .xlsx or save it as CSV.")
            )
        return read_workbook(data)
    if ending == ".xlsx":
        raise UnreadableFile(_("The file is named .xlsx but holds no Excel workbook."))
    return read_csv(data)


def read_csv(data: bytes) -> Sheet:
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        raise UnreadableFile(_("The text is encoded as UTF-16. Save the file as “CSV UTF-8” and upload it again."))
    if b"\0" in data:
        raise UnreadableFile(_("The file holds no text but bytes of something else: it is not a CSV file."))
    text = data.decode("utf-8-sig", errors="surrogateescape")
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    records = []
    try:
        for number, record in enumerate(reader, start=1):
            if any(cell.strip() for cell in record):
                records.append((number, [_csv_cell(cell) for cell in record]))
                _check_rows(len(records))
    except csv.Error as error:
        number = records[-1][0] + 1 if records else 1
        message = _("Row {row} or one after it cannot be read: a quotation mark is not closed, or a cell is too long.")
        raise UnreadableFile(format_lazy(message, row=number)) from error
    return build_sheet(records)


def _delimiter(text):
    """Comma, semicolon (as Excel writes in many countries) or tab: whichever the headings are set apart by."""
    headings = next((line for line in io.StringIO(text, newline=None) if line.strip()), "")
    headings = re.sub(r'"[^"]*"', "", headings)
    return max(",;\t", key=headings.count)


def _csv_cell(cell):
    if any("\udc80" <= letter <= "\udcff" for letter in cell):
        readable = cell.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
        return BrokenCell(_("This is not UTF-8 text. Save the file as “CSV UTF-8” and upload it again."), readable)
    if cell.startswith(("=", "＝")):
        return formula(cell)
    return cell


def formula(text):
    return BrokenCell(
        _("The cell holds a formula. Enter its value; a text that begins with = needs an apostrophe (') before it."),
        text,
    )


def _check_rows(count):
    if count > MOST_ROWS + 1:
        message = _("The file has more than {limit} rows. Import it in parts.")
        raise UnreadableFile(format_lazy(message, limit=MOST_ROWS))


def build_sheet(records):
    """Headings and rows of the records that are not blank, with what is wrong with the headings."""
    if not records:
        raise UnreadableFile(_("The file holds nothing."))
    _check_rows(len(records))
    heading_row, headings = records[0]
    while headings and not _text(headings[-1]):
        headings = headings[:-1]
    if len(records) == 1:
        raise UnreadableFile(_("The file has headings and no row below them."))
    sheet = Sheet([_text(heading).lower() for heading in headings])
    if len(headings) > MOST_COLUMNS:
        raise UnreadableFile(format_lazy(_("The file has more than {limit} columns."), limit=MOST_COLUMNS))
    for position, heading in enumerate(headings, start=1):
        if isinstance(heading, BrokenCell):
            sheet.faults.append(Fault(heading.message, heading_row, column_letters(position)))
        elif not _text(heading):
            sheet.faults.append(Fault(_("This column has no heading."), heading_row, column_letters(position)))
    for number, cells in records[1:]:
        beyond = [position for position, cell in enumerate(cells, start=1) if position > len(headings) and _text(cell)]
        if beyond:
            column = column_letters(beyond[0])
            sheet.faults.append(Fault(_("There is something in a column without a heading."), number, column))
        sheet.rows.append((cells + [None] * len(headings))[: len(headings)])
        sheet.numbers.append(number)
    return sheet


def _text(cell):
    return "" if cell is None else str(cell).strip()


def column_letters(position: int) -> str:
    """The column as a spreadsheet names it: 1 is A, 28 is AB."""
    letters = ""
    while position:
        position, rest = divmod(position - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
