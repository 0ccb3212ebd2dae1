"""Partial dates and their intervals as people write them in each language.

Month names are Babel's. The patterns are ours: Babel's intervals shorten the month.
"""

import re
from dataclasses import dataclass
from functools import cache

from babel.dates import get_month_names
from django.utils import formats
from django.utils.translation import get_language

from programme.dates import PartialDate

NBSP = "\N{NO-BREAK SPACE}"


@dataclass(frozen=True)
class Patterns:
    """How one language writes a date and an interval.

    `month` is the name that stands alone, `of_month` the one that follows a day (Russian tells them apart); a number
    at the end of a field's name says which end of the interval it belongs to. `since` and `until` have one pattern for
    each precision.
    """

    day: str
    month: str
    year: str
    days: str
    days_of_two_months: str
    months: str
    years: str
    apart: str
    since: dict[str, str]
    until: dict[str, str]


# French joins figures and single words by a hyphen, groups of words by a spaced dash; Russian sets the dash between
# words apart too. No line may break between a day and its month where the language's typography forbids it.
PATTERNS = {
    "en": Patterns(
        day="{day} {of_month} {year}",
        month="{month} {year}",
        year="{year}",
        days="{day1}–{day2} {of_month1} {year1}",
        days_of_two_months="{day1} {of_month1} – {day2} {of_month2} {year1}",
        months="{month1}–{month2} {year1}",
        years="{year1}–{year2}",
        apart="{start} – {end}",
        since={"day": "from {date}", "month": "from {date}", "year": "from {date}"},
        until={"day": "until {date}", "month": "until {date}", "year": "until {date}"},
    ),
    "fr": Patterns(
        day=f"{{day}}{NBSP}{{of_month}} {{year}}",
        month="{month} {year}",
        year="{year}",
        days=f"{{day1}}-{{day2}}{NBSP}{{of_month1}} {{year1}}",
        days_of_two_months=f"{{day1}}{NBSP}{{of_month1}} – {{day2}}{NBSP}{{of_month2}} {{year1}}",
        months="{month1}-{month2} {year1}",
        years="{year1}-{year2}",
        apart="{start} – {end}",
        since={"day": "à partir du {date}", "month": "à partir {de}{date}", "year": "à partir de {date}"},
        until={"day": "jusqu’au {date}", "month": "jusqu’en {date}", "year": "jusqu’en {date}"},
    ),
    "ru": Patterns(
        day=f"{{day}}{NBSP}{{of_month}} {{year}}{NBSP}года",
        month=f"{{month}} {{year}}{NBSP}года",
        year=f"{{year}}{NBSP}год",
        days=f"{{day1}}–{{day2}}{NBSP}{{of_month1}} {{year1}}{NBSP}года",
        days_of_two_months=f"{{day1}}{NBSP}{{of_month1}} – {{day2}}{NBSP}{{of_month2}} {{year1}}{NBSP}года",
        months=f"{{month1}} – {{month2}} {{year1}}{NBSP}года",
        years=f"{{year1}}–{{year2}}{NBSP}годы",
        apart="{start} – {end}",
        since={
            "day": f"{{with_day}}{NBSP}{{date}}",
            "month": f"с{NBSP}{{of_month}} {{year}}{NBSP}года",
            "year": f"с{NBSP}{{year}}{NBSP}года",
        },
        until={"day": f"по{NBSP}{{date}}", "month": f"по{NBSP}{{date}}", "year": f"по{NBSP}{{date}}"},
    ),
}


def format_partial_date(value: PartialDate | None, language: str | None = None) -> str:
    """The date in words, in the reader's language where none is named; nothing if it is unknown.

    That it is unknown each caller says in its own way.
    """
    if value is None:
        return ""
    language = _base(language)
    return getattr(PATTERNS[language], value.precision).format(**_words(value, language))


def format_date_range(start: PartialDate | None, end: PartialDate | None, language: str | None = None) -> str:
    """The interval in words, naming once what both ends share; nothing if neither end is known."""
    language = _base(language)
    patterns = PATTERNS[language]
    if start is None and end is None:
        return ""
    if end is None:
        return _one_ended(patterns.since, start, language)
    if start is None:
        return _one_ended(patterns.until, end, language)
    if start == end:
        return format_partial_date(start, language)
    words = {f"{name}1": word for name, word in _words(start, language).items()}
    words |= {f"{name}2": word for name, word in _words(end, language).items()}
    precision = {start.precision, end.precision}
    same_year = start.year == end.year
    if precision == {"year"}:
        return patterns.years.format(**words)
    if precision == {"month"} and same_year:
        return patterns.months.format(**words)
    if precision == {"day"} and same_year:
        pattern = patterns.days if start.month == end.month else patterns.days_of_two_months
        return pattern.format(**words)
    return patterns.apart.format(start=format_partial_date(start, language), end=format_partial_date(end, language))


def _one_ended(patterns, value, language):
    words = _words(value, language)
    return patterns[value.precision].format(date=format_partial_date(value, language), **words)


def _words(value, language):
    """What the patterns may name of one date."""
    words = {"year": str(value.year)}
    if value.month is not None:
        words["month"] = _month_names(language, "stand-alone")[value.month]
        words["of_month"] = _month_names(language, "format")[value.month]
        # "à partir d’avril", but "à partir de mai".
        words["de"] = "d’" if words["month"][0] in "ao" else "de "
    if value.day is not None:
        words["day"] = "1er" if language == "fr" and value.day == 1 else str(value.day)
        # "со 2 июня": the second is read «второго».
        words["with_day"] = "со" if value.day == 2 else "с"
    return words


@cache
def _month_names(language, context):
    return dict(get_month_names("wide", context=context, locale=language))


def _base(language):
    return (language or get_language() or "en").split("-")[0].lower()


# What Django writes


def date_format(value, style="DATE_FORMAT"):
    """A day or a moment in the page's language."""
    return first_of_month(formats.date_format(value, style))


def first_of_month(text):
    """French says "1er janvier", which no format of Django's can."""
    return re.sub(r"^1 (?=\D)", "1er ", text) if (get_language() or "").startswith("fr") else text
