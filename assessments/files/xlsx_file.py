"""A version as one sheet: a row for each part, in reading order, the languages side by side."""

import tablib
from django.utils.translation import gettext as _

from assessments.files.rows import ALL_TEXTS, KINDS, MARKS, OWN, SOURCED, Row, columns_of, label_of
from assessments.models.instrument import LANGUAGES
from programme.importing.cells import cell_text
from programme.importing.faults import BrokenCell, Fault
from programme.importing.formats import XlsxFormat
from programme.importing.sheets import unprotect

HEADINGS = [
    "kind",
    "code",
    "part_of",
    *(f"{name}_{language}" for name in ALL_TEXTS for language in LANGUAGES),
    *dict.fromkeys(column for columns in OWN.values() for column in columns),
    *SOURCED,
    *MARKS,
]


def as_xlsx(rows):
    data = tablib.Dataset(headers=HEADINGS)
    for row in rows:
        values = row.filled() | {"kind": row.kind, "code": row.code, "part_of": row.part_of}
        data.append([values.get(heading, "") for heading in HEADINGS])
    return XlsxFormat().export_data(data, title="instrument")


def rows_in(sheet, faults):
    """The rows of the sheet; what is wrong with headings and cells is added to the faults."""
    faults += sheet.faults
    unknown = [heading for heading in sheet.headers if heading and heading not in HEADINGS]
    for heading in unknown:
        faults.append(
            Fault(_("There is no such column. The columns are: {all}.").format(all=", ".join(HEADINGS)), None, heading)
        )
    for heading in dict.fromkeys(sheet.headers):
        if heading and sheet.headers.count(heading) > 1:
            faults.append(Fault(_("This column stands twice."), None, heading))
    for heading in ("kind", "code"):
        if heading not in sheet.headers:
            faults.append(Fault(_("This column is missing."), None, heading))
    if faults:
        return []
    return [
        row
        for cells, number in zip(sheet.rows, sheet.numbers, strict=True)
        if (row := _row(sheet.headers, cells, number, faults))
    ]


def _row(headers, cells, number, faults):
    values = {}
    for heading, cell in zip(headers, cells, strict=True):
        if isinstance(cell, BrokenCell):
            faults.append(Fault(cell.message, number, heading))
        values[heading] = unprotect(cell_text(cell))
    kind, code = values.pop("kind"), values.pop("code")
    if kind not in KINDS:
        message = _("“{value}” is none of the kinds: {kinds}.").format(value=kind, kinds=", ".join(KINDS))
        faults.append(Fault(message, number, "kind"))
        return None
    if not code:
        faults.append(Fault(_("Every row needs a code."), number, "code"))
    part_of = values.pop("part_of", "")
    allowed = columns_of(kind)
    for column, value in values.items():
        if value and column not in allowed:
            message = _("A row of the kind “{kind}” has nothing in this column.").format(kind=kind)
            faults.append(Fault(message, number, column))
    values = {column: value for column, value in values.items() if column in allowed}

    return Row(kind, code, part_of, values, lambda message, column: Fault(str(message), number, column))


def columns_in_words():
    """Every column with what it is, for the page of the import."""
    said = {"kind": ", ".join(KINDS), "code": _("the lasting name of the part in its version")}
    return [(heading, said.get(heading, label_of(heading))) for heading in HEADINGS]
