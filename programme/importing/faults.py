"""What is wrong with a file, in words that name row and column."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _


class UnreadableFile(Exception):
    """The file as a whole cannot be read, because of this."""

    def __init__(self, message: str | Promise):
        super().__init__(message)
        self.message = message


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong, and where: the row as the spreadsheet counts it, the column by its heading."""

    message: str | Promise
    row: int | None = None
    column: str = ""

    def __str__(self):
        if self.row and self.column:
            return _("Row {row}, column “{column}”: {message}").format(
                row=self.row, column=self.column, message=self.message
            )
        if self.row:
            return _("Row {row}: {message}").format(row=self.row, message=self.message)
        if self.column:
            return _("Column “{column}”: {message}").format(column=self.column, message=self.message)
        return str(self.message)


@dataclass(frozen=True)
class BrokenCell:
    """Stands in a row where a cell cannot be read, so that the fault is said together with all others."""

    message: str | Promise
    text: str = ""

    def __str__(self):
        return self.text
