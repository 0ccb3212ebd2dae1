"""Reads the first sheet of an XLSX workbook: values only, no formulas, nothing that unpacks to more than it should."""

import io
import re
import warnings
import zipfile
from contextlib import contextmanager
from datetime import date, datetime

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from programme.dates import PartialDate
from programme.importing.faults import BrokenCell, UnreadableFile
from programme.importing.sheets import MEGABYTE, MOST_COLUMNS, MOST_ROWS, build_sheet, column_letters, formula

MOST_UNPACKED = 60 * MEGABYTE
MOST_PARTS = 1000
# Rows and cells that are looked at, blank ones too: as many as the largest table has. A small file can hold, or claim
# by the number of its last row, so many blank ones that nobody would live to see the end.
MOST_LOOKED_AT = MOST_ROWS * MOST_COLUMNS
_ZIP, _OLD_OFFICE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
# Text, escaped letters and conditions of a number format, which say nothing of what it shows.
_FORMAT_NOISE = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')


def is_workbook(data: bytes) -> bool:
    if data.startswith(_OLD_OFFICE):
        raise UnreadableFile(
            _("This is an old Excel file (.xls) or one with a password. Save it as .xlsx without a password.")
        )
    return data.startswith(_ZIP)


def read_workbook(data: bytes):
    with opened(data) as book:
        return _read_first_sheet(book)


@contextmanager
def opened(data: bytes):
    """The workbook, for reading once from top to bottom; raises UnreadableFile, also where reading it fails later."""
    check_archive(data)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of styles and extensions that are of no concern here
            yield load_workbook(io.BytesIO(data), read_only=True, data_only=False, keep_links=False)
    except (InvalidFileException, zipfile.BadZipFile, KeyError, ValueError, TypeError, SyntaxError, OSError) as error:
        raise UnreadableFile(_("The workbook is damaged and cannot be read. Save it anew as .xlsx.")) from error


def check_archive(data: bytes, most_unpacked=MOST_UNPACKED):
    """Refuses macros and archives that unpack to too much, before anything is unpacked."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
            names = {part.filename for part in parts}
            unpacked = sum(part.file_size for part in parts)
            if unpacked > most_unpacked or len(parts) > MOST_PARTS:
                raise UnreadableFile(
                    format_lazy(
                        _("The workbook would unpack to {size} MB in {count} parts: too much, so it was not read."),
                        size=unpacked // MEGABYTE,
                        count=len(parts),
                    )
                )
            if not {"[Content_Types].xml", "xl/workbook.xml"} <= names:
                raise UnreadableFile(_("The file is named .xlsx but holds no Excel workbook."))
            has_macros = any(name.lower().endswith("vbaproject.bin") for name in names)
            if has_macros or b"macroEnabled" in archive.read("[Content_Types].xml"):
                raise UnreadableFile(_("The workbook holds macros. Save it as .xlsx without them."))
            for part in parts:
                if part.filename.endswith((".xml", ".rels")):
                    with archive.open(part) as file:
                        if b"<!DOCTYPE" in file.read(2048):
                            raise UnreadableFile(_("The workbook declares document types, which no table needs."))
    except (zipfile.BadZipFile, zipfile.LargeZipFile, RuntimeError, NotImplementedError, EOFError, OSError) as error:
        raise UnreadableFile(_("The workbook is damaged or has a password and cannot be read.")) from error


def _read_first_sheet(book):
    if not book.worksheets:
        raise UnreadableFile(_("The workbook has no sheet with cells."))
    sheet = book.worksheets[0]
    sheet.reset_dimensions()  # some programs write wrong ones
    records, looked_at = [], 0
    for number, row in enumerate(sheet.iter_rows(), start=1):
        looked_at += 1 + len(row)
        if looked_at > MOST_LOOKED_AT:
            message = _("The sheet has too many blank rows or cells. Copy the table alone into a new workbook.")
            raise UnreadableFile(message)
        cells = [value_of(cell) for cell in row]
        while cells and cells[-1] in (None, ""):
            cells.pop()
        if len(cells) > MOST_COLUMNS:
            message = _("Row {row} reaches beyond column {column}.")
            raise UnreadableFile(format_lazy(message, row=number, column=column_letters(MOST_COLUMNS)))
        if cells:
            records.append((number, cells))
        if len(records) > MOST_ROWS + 1:
            break
    read = build_sheet(records)
    if len(book.worksheets) > 1:
        read.notes.append(format_lazy(_("Only the first sheet, “{name}”, was read."), name=sheet.title))
    return read


def value_of(cell):
    """What a cell says, as text; a BrokenCell where that cannot be told."""
    value = cell.value
    if cell.data_type == "f":
        return formula(str(getattr(value, "text", None) or value))
    if cell.data_type == "e":
        return BrokenCell(format_lazy(_("The cell holds an error: {error}."), error=value), str(value))
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, date):
        return _date(value, cell.number_format)
    return None if value is None else str(value)


def _date(value, number_format):
    """A day that Excel stored; where its format shows no day, Excel made it from a month or a year that was typed."""
    if isinstance(value, datetime):
        value = value.date()
    shown = _FORMAT_NOISE.sub("", number_format.lower())
    try:
        day = PartialDate.of(value)
    except ValueError as error:
        return BrokenCell(str(error), value.isoformat())
    if "d" not in shown and "y" in shown and value.day == 1:
        if "m" in shown:
            return str(PartialDate(value.year, value.month))
        if value.month == 1:
            return str(PartialDate(value.year))
    return str(day)
