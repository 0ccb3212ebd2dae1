"""Reads a filled-in workbook: which one it is, what stands in each place, and everything that is wrong by its cell."""

from io import BytesIO
from zipfile import ZipFile

from django.utils.translation import gettext as _

from assessments.offline import cells
from assessments.offline.base import read_identity
from assessments.offline.comparing import Filled, Problem, Spot
from programme.history_words import FILLED_WORKBOOK
from programme.importing.faults import BrokenCell, UnreadableFile
from programme.importing.sheets import MEGABYTE, column_letters
from programme.importing.workbooks import check_archive, is_workbook, opened, value_of

# Rows and cells that are looked at, blank ones too: many times what the workbook of a large instrument has.
MOST_LOOKED_AT = 100_000
# Twice what all answers of an instrument take that are as long as the form lets them be.
MOST_UNPACKED = 30 * MEGABYTE


def is_filled_workbook(data):
    """Whether it is a workbook at all; raises UnreadableFile where it is one that should not be opened."""
    if not is_workbook(data):
        return False
    check_archive(data, MOST_UNPACKED)
    return True


def read_workbook(data):
    """What the workbook says; raises UnreadableFile where it is not one that this portal made."""
    with opened(data) as book:
        left = [MOST_LOOKED_AT]
        sheets = [(sheet.title, _rows_of(sheet, left)) for sheet in book.worksheets]
        properties = {one.name: one.value for one in book.custom_doc_props.props}
    signed = _signed(properties.get(cells.PROPERTY), sheets)
    filled = Filled(FILLED_WORKBOOK, read_identity(signed), cells.carried)
    if _has_comments(data):
        filled.notes.append(_("The workbook holds comments beside cells. They are not taken over."))
    for title, rows in sheets:
        if not _is_identifier(rows, signed):
            _read_sheet(filled, signed, title, rows)
    return filled


def _has_comments(data):
    with ZipFile(BytesIO(data)) as archive:
        return any("comments" in name.lower() for name in archive.namelist())


def _rows_of(sheet, left):
    """Number and cells of each row in which something stands; `left` is how many cells may still be looked at."""
    sheet.reset_dimensions()  # some programs write wrong ones
    found = []
    for number, row in enumerate(sheet.iter_rows(), start=1):
        left[0] -= 1 + len(row)
        if left[0] < 0:
            message = _("Up to the sheet “{name}” there are far more rows or cells than the workbook was made with.")
            raise UnreadableFile(message.format(name=sheet.title))
        values = [value_of(cell) for cell in row]
        if any(value not in (None, "") for value in values):
            found.append((number, values))
    return found


def _signed(in_properties, sheets):
    """The identifier, from the properties of the document or the hidden sheet: programs drop one or the other."""
    in_sheets = [str(rows[0][1][0] or "") for _title, rows in sheets if rows]
    found = {text for text in (in_properties or "", *in_sheets) if read_identity(text)}
    if len(found) > 1:
        raise UnreadableFile(_("This was put together from two workbooks. Upload each of them by itself."))
    if not found:
        raise UnreadableFile(
            _(
                "This workbook was not made by this portal, or its identifier is gone. Download the workbook of this "
                "self-assessment, copy your answers into it and upload that."
            )
        )
    return found.pop()


def _is_identifier(rows, signed):
    return bool(rows) and rows[0][1][0] == signed


def _read_sheet(filled, signed, title, rows):
    if rows and not any(_text(values, cells.KEY) for _number, values in rows):
        filled.problems.append(
            Problem(_("The portal did not make this sheet. Delete it, or move what it says."), Spot(title))
        )
        return
    for number, values in rows:
        _read_row(filled, signed, title, number, values)


def _read_row(filled, signed, title, number, values):
    def spot(column):
        return Spot(title, f"{column}{number}")

    texts = {column: _text(values, column) for column in cells.COLUMNS}
    is_broken = False
    for position, value in enumerate(values, start=1):
        column = column_letters(position)
        if isinstance(value, BrokenCell):
            is_broken = True
            filled.problems.append(Problem(value.message, spot(column)))
        elif position > len(cells.COLUMNS) and str(value or "").strip():
            filled.problems.append(Problem(_("Nothing is asked here. Move this text into a white cell."), spot(column)))
    key = texts[cells.KEY].partition(" ")[0]
    if not key:
        first = next((column for column in cells.COLUMNS if texts[column]), "")
        if first:
            filled.problems.append(Problem(_("Nothing is asked here. Move this text into a white cell."), spot(first)))
        return
    sealed = [texts[column] for column in cells.COLUMNS[1:] if key == cells.NO_PLACE or column != cells.ANSWER]
    if cells.mark_of(key, signed, sealed) != texts[cells.KEY]:
        message = _("The question was changed, or the row comes from another workbook. Put it back as it was.")
        filled.problems.append(Problem(message, spot(cells.QUESTION)))
    elif key in filled.texts:
        filled.problems.append(Problem(_("This question stands in the workbook twice."), spot(cells.QUESTION)))
    elif key != cells.NO_PLACE and is_broken:
        filled.unread.add(key)
    elif key != cells.NO_PLACE:
        filled.texts[key], filled.spots[key] = cells.read(texts[cells.ANSWER]), spot(cells.ANSWER)


def _text(values, column):
    position = cells.COLUMNS.index(column)
    return str(values[position]) if position < len(values) and values[position] is not None else ""
