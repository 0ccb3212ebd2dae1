"""Dates as the sources state them: to the day, to the month or to the year."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from functools import total_ordering
from typing import Literal

from django.utils.text import format_lazy
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

FIRST_YEAR, LAST_YEAR = 1900, 2199

_ISO = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)
_BIENNIUM = re.compile(r"(\d{4})[-–](\d{4})", re.ASCII)


@total_ordering
@dataclass(frozen=True, order=False)
class PartialDate:
    """A day, a month or a year: never more exact than the source that states it."""

    year: int
    month: int | None = None
    day: int | None = None

    def __post_init__(self):
        if not FIRST_YEAR <= self.year <= LAST_YEAR:
            raise ValueError(
                format_lazy(_("The year must be between {first} and {last}."), first=FIRST_YEAR, last=LAST_YEAR)
            )
        if self.month is None:
            if self.day is not None:
                raise ValueError(_("A day needs its month."))
            return
        if not 1 <= self.month <= 12:
            raise ValueError(_("The month must be between 1 and 12."))
        if self.day is not None and not 1 <= self.day <= monthrange(self.year, self.month)[1]:
            raise ValueError(
                format_lazy(_("There is no such day: {date}."), date=f"{self.year:04d}-{self.month:02d}-{self.day:02d}")
            )

    @classmethod
    def parse(cls, text: str) -> PartialDate:
        """Read what str() writes: "2021-11-30", "2017-12" or "2016"."""
        match = _ISO.fullmatch(text)
        if match is None:
            raise ValueError(_("Write the date as year, year-month or year-month-day, such as 2021-11-30."))
        year, month, day = match.groups()
        return cls(int(year), int(month) if month else None, int(day) if day else None)

    @classmethod
    def of(cls, day: date) -> PartialDate:
        return cls(day.year, day.month, day.day)

    @property
    def precision(self) -> Literal["day", "month", "year"]:
        if self.day is not None:
            return "day"
        return "year" if self.month is None else "month"

    @property
    def earliest(self) -> date:
        return date(self.year, self.month or 1, self.day or 1)

    @property
    def latest(self) -> date:
        """The last day that it can mean: overlaps use the widest reading."""
        month = self.month or 12
        return date(self.year, month, self.day or monthrange(self.year, month)[1])

    def __lt__(self, other):
        if not isinstance(other, PartialDate):
            return NotImplemented
        return (self.earliest, self.latest) < (other.earliest, other.latest)

    def __str__(self):
        parts = [f"{self.year:04d}"]
        parts += [f"{part:02d}" for part in (self.month, self.day) if part is not None]
        return "-".join(parts)


@total_ordering
@dataclass(frozen=True, order=False)
class Biennium:
    """The two years of a workplan and of a progress report: an odd year, then an even one."""

    first_year: int

    def __post_init__(self):
        if self.first_year % 2 == 0 or not FIRST_YEAR - 1 <= self.first_year <= LAST_YEAR:
            raise ValueError(_("A biennium begins with an odd year and ends with the even one after it."))

    @classmethod
    def of(cls, year: int) -> Biennium:
        """The biennium that a year belongs to."""
        return cls(year if year % 2 else year - 1)

    @classmethod
    def parse(cls, text: str) -> Biennium:
        match = _BIENNIUM.fullmatch(text)
        if match is None or int(match[2]) != int(match[1]) + 1:
            raise ValueError(_("Write the biennium as two years, such as 2009-2010."))
        return cls(int(match[1]))

    @property
    def last_year(self) -> int:
        return self.first_year + 1

    @property
    def first_day(self) -> date:
        return date(self.first_year, 1, 1)

    @property
    def last_day(self) -> date:
        return date(self.last_year, 12, 31)

    @property
    def display(self) -> str:
        """Both years as the reader's language joins them: French by a hyphen, as in its intervals of years."""
        joined = "-" if (get_language() or "").startswith("fr") else "–"
        return f"{self.first_year}{joined}{self.last_year}"

    def overlaps(self, first_day: date, last_day: date) -> bool:
        return first_day <= self.last_day and last_day >= self.first_day

    def __lt__(self, other):
        if not isinstance(other, Biennium):
            return NotImplemented
        return self.first_year < other.first_year

    def __str__(self):
        return f"{self.first_year}-{self.last_year}"
