"""Imports a sheet: all of it in one transaction or nothing. A preview is the same import, undone at its end."""

import hashlib
import logging
from dataclasses import dataclass, field

import tablib
from django.core.exceptions import NON_FIELD_ERRORS
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from programme.history import Door, acting
from programme.importing import cells
from programme.importing.faults import Fault
from programme.importing.progress import Progress
from programme.importing.resource import Change

logger = logging.getLogger(__name__)

CREATED, CHANGED, UNCHANGED = "created", "changed", "unchanged"
_WHAT = {"new": CREATED, "update": CHANGED, "skip": UNCHANGED}


@dataclass(frozen=True)
class RowOutcome:
    """What happens to the record of one row."""

    number: int
    what: str
    name: str
    pk: int | None
    changes: tuple[Change, ...]


@dataclass(frozen=True)
class FaultyRow:
    """A row with something wrong in it, as it stands in the file: heading, text, whether the cell is at fault."""

    number: int
    cells: tuple[tuple[str, str, bool], ...]


@dataclass
class Outcome:
    rows: list[RowOutcome] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    faulty_rows: list[FaultyRow] = field(default_factory=list)
    notes: list = field(default_factory=list)
    written: bool = False

    def of(self, what):
        return [row for row in self.rows if row.what == what]

    @property
    def created(self):
        return self.of(CREATED)

    @property
    def changed(self):
        return self.of(CHANGED)

    @property
    def unchanged(self):
        return self.of(UNCHANGED)

    @property
    def writes(self):
        return bool(self.created or self.changed)

    @property
    def digest(self):
        """The same for the same rows with the same old and new values: what a reader of the preview agreed to."""
        said = repr([(row.number, row.what, row.changes) for row in self.rows])
        return hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()


def preview(resource_class, sheet, user, *, progress=""):
    """What an import of the sheet would do; under the name `progress` others see how far it is."""
    return _run(resource_class, sheet, user, agreed=None, progress=progress)


def write(resource_class, sheet, user, agreed, *, progress=""):
    """Imports the sheet if it still does what was agreed to (the digest of a preview); else it writes nothing."""
    return _run(resource_class, sheet, user, agreed=agreed, progress=progress)


def _run(resource_class, sheet, user, *, agreed, progress):
    told = Progress(progress)
    try:
        return _run_telling(resource_class, sheet, user, agreed, told)
    finally:
        told.end()


def _run_telling(resource_class, sheet, user, agreed, told):
    outcome = Outcome(faults=list(sheet.faults), notes=list(sheet.notes))
    with transaction.atomic(), acting(Door.IMPORT, user):
        resource = resource_class()
        resource.tell = told.tell
        outcome.faults += resource.open(sheet, lock=agreed is not None)
        if resource.rows:
            dataset = tablib.Dataset(*resource.rows, headers=_unlike(sheet.headers))
            result = resource.import_data(dataset, rollback_on_validation_errors=True)
            _read_result(resource, result, outcome)
        outcome.written = not outcome.faults and outcome.digest == agreed
        transaction.set_rollback(not outcome.written)
    by_number = dict(zip(sheet.numbers, sheet.rows, strict=True))
    outcome.faults.sort(key=lambda fault: fault.row or 0)
    outcome.faulty_rows = [
        _faulty_row(number, sheet.headers, by_number[number], outcome.faults)
        for number in dict.fromkeys(fault.row for fault in outcome.faults)
        if number in by_number
    ]
    return outcome


def _unlike(headers):
    """Headings that stand twice or are empty get a name that no column has, so that they hide none."""
    return [
        header if header and header not in headers[:position] else f"\0{position}"
        for position, header in enumerate(headers)
    ]


def _read_result(resource, result, outcome):
    for error in result.base_errors:
        raise error.error
    for position, errors in result.row_errors():
        for error in errors:
            if not isinstance(error.error, IntegrityError):
                raise error.error
            logger.warning("An import met a record that was added meanwhile.", exc_info=error.error)
            message = _("The record could not be saved: somebody may have added it just now. Please try again.")
            outcome.faults.append(Fault(message, resource.order[position - 1]))
    for invalid in result.invalid_rows:
        number = resource.order[invalid.number - 1]
        for column, messages in invalid.error_dict.items():
            name = "" if column == NON_FIELD_ERRORS else column
            outcome.faults += [Fault(message, number, name) for message in dict.fromkeys(messages)]
    for row in result.rows:
        if row.import_type in _WHAT:
            what = _WHAT[row.import_type]
            name = row.object_repr if row.instance is None else str(row.instance)
            outcome.rows.append(RowOutcome(row.number, what, name, row.object_id, tuple(row.changes)))
    outcome.rows.sort(key=lambda row: row.number)


def _faulty_row(number, headers, row, faults):
    columns = {fault.column for fault in faults if fault.row == number}
    texts = ((header, cells.cell_text(cell)) for header, cell in zip(headers, row, strict=True))
    return FaultyRow(number, tuple((header, text, header in columns) for header, text in texts if header or text))
