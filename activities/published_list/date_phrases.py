"""Dates in running text, in English, French and Russian.

The text is cut into tokens, each token gets a letter for what it is, and the forms a date may take are patterns over
those letters. So the patterns stay short, and no text can make them slow.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import pairwise

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from activities.published_list.months import MONTHS
from activities.published_list.records import Doubt
from programme.dates import PartialDate

# The Convention was adopted in 1992; a list does not plan for decades ahead. Other years are read, but doubted.
PLAUSIBLE_YEARS = range(1992, 2041)

_MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
_YEAR = r"(?:19|20|21)\d\d"
_TOKEN = re.compile(
    rf"""
      (?P<iso>(?<![\w.-]){_YEAR}-\d\d-\d\d(?![\w-]))
    | (?P<span>
          (?<![\w/.-]){_YEAR}\s?[-–/]\s?\d\d(?![\w/.-])(?!\s(?:{_MONTH})(?![^\W\d_]))
        | (?<![\w/.-]){_YEAR}\s?/\s?{_YEAR}(?![\w/]))
    | (?P<numeric>(?<![\w/.])\d{{1,2}}(?P<mark>[./-])\d{{1,2}}(?P=mark)(?:{_YEAR}|\d\d)(?![\w/]|\.\d))
    | (?P<month_year>(?<![\w/.])\d{{1,2}}[./]{_YEAR}(?![\w/]|\.\d))
    | (?P<day_month>(?<![\w/.])\d{{1,2}}\.\d{{1,2}}\.?(?=\s?[-–—]\s?\d{{1,2}}\.\d))
    | (?P<year>(?<![\w/.]){_YEAR}(?:\s?(?:гг?\b\.?|год[а-я]*))?(?!\w|/|\.\d))
    | (?P<day>(?<![\w.])(?<!\D/)\d{{1,2}}(?:
          (?:st|nd|rd|th|er|ère|-?го|-?е|-?ое|º)(?!\w)
        | \.(?=\s?(?:(?:{_MONTH})\b|[-–—]\s?\d))
        | (?!\w|\.\d)
        | (?=(?:{_MONTH})\b)))
    | (?P<month>(?:{_MONTH})(?![^\W\d_])\.?)
    | (?P<word>\w[\w'’]*)
    | (?P<dash>[-–—−‑‐~]+)
    | (?P<comma>,)
    | (?P<other>\S)
    """,
    re.VERBOSE | re.IGNORECASE,
)

_SEPARATORS = {"to", "through", "thru", "au", "à", "по"}
_UNTIL = {"until", "till", "jusqu'au", "jusqu’au", "jusqu'en", "jusqu’en", "до"}
_AND = {"and", "et", "и"}
_FROM = {"from", "since", "du", "depuis", "с", "со", "от", "between", "entre", "starting", "beginning"}
_ONGOING = {"present", "ongoing", "now", "today", "date", "настоящее", "présent", "aujourd'hui", "aujourd’hui"}
_FILLERS = set(
    "of the on le de monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat "
    "sun lundi mardi mercredi jeudi vendredi samedi dimanche понедельник вторник среда четверг пятница суббота "
    "воскресенье".split()
)
_VAGUE = set(
    "spring summer autumn fall winter early late mid beginning end quarter half q1 q2 q3 q4 h1 h2 about around "
    "circa ca approximately printemps été automne hiver début fin mi trimestre semestre весна весной лето летом осень "
    "осенью зима зимой начало начале конец конце квартал квартале полугодие полугодии первая вторая".split()
)

_WORDS = {"-": _SEPARATORS, "u": _UNTIL, "&": _AND, "s": _FROM, "o": _ONGOING, "f": _FILLERS, "v": _VAGUE}

# The letters: D day, M month, Y year, N numeric date, n day and month in figures, K year with two figures after it,
# "-" dash or word between two ends, "&" and, "c" comma, "s" from, "u" until, "o" ongoing, "v" vague
# word, "x" anything else.
_ORDER = "iso span numeric month_year day_month year day month word dash comma other".split()
_LETTER = {
    "iso": "N",
    "span": "K",
    "numeric": "N",
    "month_year": "N",
    "day_month": "n",
    "year": "Y",
    "day": "D",
    "month": "M",
}

_FORMS = [
    (re.compile(pattern), form)
    for pattern, form in [
        ("s?DMc?Y[-&u]DMc?Y", "ends"),
        ("s?DMc?[-&u]DMc?Y", "ends"),
        ("s?D(?:[-&uc]{1,2}D){1,9}Mc?Y", "days"),
        ("DMc?Y", "ends"),
        ("s?Mc?Dc?Y[-&u]MDc?Y", "ends"),
        ("s?MDc?[-&u]MDc?Y", "ends"),
        ("s?MD(?:[-&uc]{1,2}D){1,9}c?Y", "days"),
        ("MDc?Y", "ends"),
        ("Yc?(?:MD(?:[-&u]D)?|D(?:[-&u]D)?M)(?!c?Y)", "days"),
        ("s?Mc?Y[-&u]Mc?Y", "ends"),
        ("s?M[-&u]Mc?Y", "ends"),
        ("s?DMc?Y[-&u]Mc?Y", "ends"),
        ("s?DMc?[-&u]Mc?Y", "ends"),
        ("s?Mc?Y[-&u]DMc?Y", "ends"),
        ("s?Mc?Y[-&u]Y", "ends"),
        ("s?Y[-&u]Mc?Y", "ends"),
        ("s?Y[-u]DMc?Y", "ends"),
        ("Mc?Y", "ends"),
        ("s?Y[-&u]Y", "ends"),
        ("Y", "ends"),
        ("K", "span"),
        ("s?N[-&u]N", "numeric"),
        ("s?[Dn][-&u]N", "numeric"),
        ("N", "numeric"),
        ("s(?:DMc?Y|MDc?Y|Mc?Y|Y|N)(?![-&u])", "since"),
        ("(?:DMc?Y|MDc?Y|Mc?Y|Y|N)-o", "since"),
        ("u(?:DMc?Y|MDc?Y|Mc?Y|Y|N)", "until"),
        ("s?D(?:[-&uc]{1,2}D){0,9}M(?!c?[DY])", "no year"),
        ("s?DM[-&u]DM(?!c?Y)", "no year"),
        ("MD(?:[-&u]D)?(?!\\w*Y)", "no year"),
    ]
]


@dataclass(frozen=True)
class Token:
    letter: str
    text: str
    first: int
    last: int


@dataclass(frozen=True)
class FoundDate:
    """A date with where it stands in the text; without ends where it is printed but cannot be."""

    printed: str
    first: int
    last: int
    start: PartialDate | None = None
    end: PartialDate | None = None
    doubts: tuple[Doubt, ...] = ()

    @property
    def is_year(self) -> bool:
        """Whether it is only a year or years, which may just as well be part of a title."""
        ends = [value for value in (self.start, self.end) if value]
        return bool(ends) and all(value.precision == "year" for value in ends)


def find_dates(text: str) -> list[FoundDate]:
    """Every date in the text, in order, none overlapping another."""
    tokens = [token for token in _tokens(text) if token.letter != "f"]
    letters = "".join(token.letter for token in tokens)
    found = []
    position = 0
    while position < len(tokens):
        if letters[position] not in "DMYNnKsu":
            position += 1
            continue
        matches = [(match.end(), form) for pattern, form in _FORMS if (match := pattern.match(letters, position))]
        if not matches:
            position += 1
            continue
        # The longest form is meant; of equally long ones the first listed.
        stop, form = max(matches, key=lambda match: match[0])
        used = tokens[position:stop]
        date = _read(form, used, text[used[0].first : used[-1].last])
        neighbours = letters[max(position - 2, 0) : position], letters[stop : stop + 2]
        found.append(_with_neighbours(date, *neighbours))
        position = stop
    return found


def _tokens(text):
    for match in _TOKEN.finditer(text):
        kind = next(name for name in _ORDER if match[name] is not None)
        yield Token(_letter(kind, match[0]), match[0], match.start(), match.end())


def _letter(kind, text):
    if kind in _LETTER:
        return _LETTER[kind]
    if kind == "dash":
        return "-"
    if kind == "comma":
        return "c"
    if kind == "other":
        return "&" if text == "&" else "-" if text == "/" else "x"
    word = text.lower()
    return next((letter for letter, words in _WORDS.items() if word in words), "x")


def _with_neighbours(date, before, after):
    """The date, doubted where something beside it looks like a part of it that was not read."""
    doubts = list(date.doubts)
    if before.endswith("v") or before in ("v-", "vc"):
        doubts.append(_doubt(_("“{printed}” stands with a word that narrows it down and was not read."), date.printed))
    if (
        before.endswith(("D", "Dc", "DM", "D-"))
        or after.startswith(("D", "M", "-D", "-M", "&D", "&M"))
        or before == "DM"
    ):
        doubts.append(_doubt(_("Beside “{printed}” stands something that may be part of the date."), date.printed))
    return replace(date, doubts=tuple(doubts))


def _doubt(message, printed):
    return Doubt("start", format_lazy(message, printed=printed))


def _read(form, tokens, printed):
    doubts = []
    first, last = tokens[0].first, tokens[-1].last
    if form == "no year":
        doubts.append(_doubt(_("“{printed}” has no year."), printed))
        return FoundDate(printed, first, last, doubts=tuple(doubts))
    try:
        start, end = _READERS[form](tokens, printed, doubts)
    except ValueError:
        doubts.append(_doubt(_("“{printed}” is no possible date."), printed))
        return FoundDate(printed, first, last, doubts=tuple(doubts))
    if start and end and start > end:
        doubts.append(_doubt(_("“{printed}” ends before it begins."), printed))
        return FoundDate(printed, first, last, doubts=tuple(doubts))
    if any(value.year not in PLAUSIBLE_YEARS for value in (start, end) if value):
        doubts.append(_doubt(_("The year in “{printed}” is unusual."), printed))
    return FoundDate(printed, first, last, start, end, tuple(doubts))


def _read_ends(tokens, printed, doubts):
    """One end or two, of any precision; the second lends the first the year or the month that it leaves out."""
    sides = [{}]
    for token in tokens:
        if token.letter in "-&u" and sides[-1]:
            sides.append({})
        elif token.letter in "DMY":
            sides[-1][token.letter] = _number(token)
    start, end = sides[0], sides[-1]
    if "Y" not in start:
        # "28 December – 3 January 2021" began the year before.
        is_year_before = start["M"] > end["M"]
        if is_year_before:
            doubts.append(_doubt(_("“{printed}” names one year: it is taken to begin the year before."), printed))
        start["Y"] = end["Y"] - is_year_before
    first, last = _partial(start), _partial(end)
    # "5 June and 7 June 2018" are two days; "March and April 2018" follow each other.
    if any(token.letter == "&" for token in tokens) and (last.earliest - first.latest).days > 1:
        doubts.append(_doubt(_("“{printed}” names dates that do not follow each other."), printed))
    return first, last


def _read_days(tokens, printed, doubts):
    days = [_number(token) for token in tokens if token.letter == "D"]
    month = next(_number(token) for token in tokens if token.letter == "M")
    year = next(_number(token) for token in tokens if token.letter == "Y")
    is_list = any(token.letter in "&c" for one, token in pairwise(tokens) if one.letter in "Dc-")
    if (is_list or len(days) > 2) and any(later != day + 1 for day, later in pairwise(days)):
        doubts.append(_doubt(_("“{printed}” names days that do not follow each other."), printed))
    # Each day must exist, also those between the first and the last.
    dates = [PartialDate(year, month, day) for day in days]
    return dates[0], dates[-1]


def _read_span(tokens, printed, doubts):
    """ "2016-17" is two years, "2021-10" a month as ISO writes it, "2010-12" either."""
    year, mark, second = re.fullmatch(r"(\d{4})\s?([-–/])\s?(\d+)", printed).groups()
    if len(second) == 4:
        return PartialDate(int(year)), PartialDate(int(second))
    later = int(year[:2] + second)
    if mark == "-" and 1 <= int(second) <= 12 and later <= int(year):
        month = PartialDate(int(year), int(second))
        return month, month
    if mark == "-" and 1 <= int(second) <= 12:
        doubts.append(_doubt(_("“{printed}” may be two years or a month: it is read as two years."), printed))
    return PartialDate(int(year)), PartialDate(later)


def _read_numeric(tokens, printed, doubts):
    figures = [token for token in tokens if token.letter in "DnN"]
    end = _numeric(figures[-1].text, printed, doubts)
    first = figures[0]
    if len(figures) == 1:
        return end, end
    if first.letter == "N":
        return _numeric(first.text, printed, doubts), end
    if end.day is None:
        raise ValueError(printed)
    if first.letter == "D":
        return PartialDate(end.year, end.month, _number(first)), end
    day, month = (int(part) for part in first.text.strip(".").split("."))
    return PartialDate(end.year, month, day), end


def _numeric(text, printed, doubts):
    parts = [int(part) for part in re.split(r"[./-]", text)]
    if len(parts) == 2:
        return PartialDate(parts[1], parts[0])
    if parts[0] > 31:
        return PartialDate(*parts)
    day, month, year = parts
    if year < 100:
        doubts.append(_doubt(_("The year of “{printed}” has only two figures."), printed))
        year += 2000
    if "/" in text and month > 12 >= day:
        day, month = month, day
    elif "/" in text and day <= 12 and day != month:
        doubts.append(_doubt(_("“{printed}” is read with the day first, which may be wrong."), printed))
    return PartialDate(year, month, day)


def _read_since(tokens, printed, doubts):
    doubts.append(_doubt(_("“{printed}” names a beginning and no end."), printed))
    return _one_date(tokens, printed, doubts), None


def _read_until(tokens, printed, doubts):
    doubts.append(_doubt(_("“{printed}” names an end and no beginning."), printed))
    return None, _one_date(tokens, printed, doubts)


_READERS = {
    "ends": _read_ends,
    "days": _read_days,
    "span": _read_span,
    "numeric": _read_numeric,
    "since": _read_since,
    "until": _read_until,
}


def _one_date(tokens, printed, doubts):
    dated = [token for token in tokens if token.letter in "DMYN"]
    if dated[0].letter == "N":
        return _numeric(dated[0].text, printed, doubts)
    return _partial({token.letter: _number(token) for token in dated})


def _partial(parts):
    return PartialDate(parts["Y"], parts.get("M"), parts.get("D"))


def _number(token):
    if token.letter == "M":
        return MONTHS[token.text.rstrip(".").lower()]
    return int(re.match(r"\d+", token.text)[0])
