"""Open data as CSV: one row a record, one column a field, all of it the same as in JSON."""

import csv
import io

from programme.importing.sheets import protect

BETWEEN = "; "  # no key, code, date or address holds it


def columns(fields, prefix=""):
    """The names of the columns; a field inside another stands after a point: `place.city`."""
    for field in fields:
        if not field.in_table:
            continue
        if field.fields:
            yield from columns(field.fields, f"{prefix}{field.name}.")
        else:
            yield f"{prefix}{field.name}"


def cells(fields, data):
    """The cells of one record. Of a list the values stand in one cell, in the same order in each of its columns."""
    for field in fields:
        if not field.in_table:
            continue
        value = data[field.name] if data is not None else None
        if field.fields and field.many:
            rows = [list(cells(field.fields, one)) for one in value or ()]
            yield from (BETWEEN.join(row[place] for row in rows) for place in range(len(list(columns(field.fields)))))
        elif field.fields:
            yield from cells(field.fields, value)
        elif field.many:
            yield BETWEEN.join(map(_cell, value or ()))
        else:
            yield _cell(value)


def _cell(value):
    if value is None:
        return ""
    return str(value).lower() if isinstance(value, bool) else str(value)


def as_csv(fields, records):
    """Bytes of the table, with the mark by which Excel knows UTF-8; no cell is taken for a formula."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(columns(fields))
    for record in records:
        writer.writerow(protect(cell) for cell in cells(fields, record))
    return text.getvalue().encode("utf-8-sig")
