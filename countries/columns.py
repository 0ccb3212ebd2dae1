"""The columns that other rooms add to the table of where countries stand.

A column is a function of the countries and the reader that returns what to show, or None where there is nothing to
show to this reader. So this room need not know the rooms to its left (ADR 1).
"""

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Cell:
    """What a column says of one country: words for the page, with the address behind them, and the value for files."""

    words: Any
    value: Any
    url: str = ""


@dataclass(frozen=True)
class Column:
    """`key` names it in addresses and files, `meaning` explains it there; `cells` are by the country's key."""

    key: str
    title: Any
    meaning: Any
    cells: dict[int, Cell] = field(default_factory=dict)
    is_number: bool = False

    def cell(self, country):
        return self.cells.get(country.pk)

    @property
    def name_in_files(self):
        """As the other columns of a file are named; in addresses words are joined by hyphens."""
        return self.key.replace("-", "_")

    def sort_key(self, country):
        """The greatest first, and last what nothing is known of."""
        cell = self.cell(country)
        value = cell.value if cell else None
        return (value is None, -value if self.is_number and value is not None else value or "")


_registered: list[tuple[int, str, Any, Any]] = []


def column(key, title, order):
    """Registers the function below as the column of this key and title, in this order."""

    def register(function):
        _registered.append((order, key, title, function))
        _registered.sort(key=lambda one: one[0])
        return function

    return register


def sorts():
    """Key and title of every column that may be there to sort by."""
    return [(key, title) for _order, key, title, _function in _registered]


def columns_for(countries, reader):
    """The columns that have something to say of these countries to this reader."""
    found = (function(countries, reader) for _order, _key, _title, function in _registered)
    return [one for one in found if one is not None]
