"""A text cut into entries: what stands on one line, or goes on over the next ones."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass

from activities.published_list.date_phrases import find_dates
from activities.published_list.kinds import names_kind
from activities.published_list.months import MONTHS
from activities.published_list.names import NameFinder
from activities.published_list.places import read_place

# No line of a list is as long; what is longer is reported and not read.
LONGEST_ENTRY = 2_000
MOST_LINES = 6

_BULLET = re.compile(
    r"(?:(?:[-–—•*·▪◦‣●○■□►➢✓⁃∙−]+|o(?=\t|\s{2})|\d{1,3}[.)](?!\d)|\(\d{1,3}\)|[a-zа-я]\))(?:\s+|(?=[^\W\d_])))+(?=\S)",
    re.IGNORECASE,
)
_INVISIBLE = re.compile("[\ufeff\u200b\u200c\u200d\u2060\u00ad\x00]")
_OPEN_WORDS = set(
    "for of the a an and or on in to with under by at from between its their "
    "de du des la le les et ou pour sur à au aux en dans avec par entre "
    "для по в во и или о об на с со из от при между".split()
)
_CLOSED = re.compile(r"[.;:!?]$")
_WORD_AFTER_NUMBER = re.compile(r"\d{1,2}\.\s?([^\W\d_]+)")


@dataclass
class Entry:
    number: int
    last_number: int
    text: str
    has_bullet: bool = False
    is_joined_by_guess: bool = False
    may_go_on: bool = False

    @property
    def is_blank(self) -> bool:
        return not self.text

    @property
    def is_too_long(self) -> bool:
        return len(self.text) > LONGEST_ENTRY


def read_entries(text: str, names: NameFinder) -> Iterator[Entry]:
    """Every line of the text in exactly one entry, in order."""
    current = None
    for number, raw in enumerate(io.StringIO(text, newline=None), start=1):
        line = " ".join(_INVISIBLE.sub("", raw).split())
        if current and current.is_blank and not line:
            current.last_number = number
            continue
        bullet = None if len(line) > LONGEST_ENTRY else _bullet(raw, line)
        stripped = line[len(bullet) :] if bullet else line
        # A bullet alone is an entry of its own.
        entry = Entry(number, number, stripped or line, has_bullet=bool(bullet))
        if current and line and not bullet:
            joined = _joins(current, line, names, is_indented=raw[:1] in (" ", "\t", "\N{NO-BREAK SPACE}"))
            if joined:
                current.text = f"{current.text} {line}"
                current.last_number = number
                current.is_joined_by_guess |= joined == "guess"
                continue
        if current:
            yield current
        current = entry
    if current:
        yield current


def _bullet(raw, line):
    """What stands before the text of the line, such as "- " or "12. "; not the day of a date."""
    word = _WORD_AFTER_NUMBER.match(line)
    if word and word[1].lower() in MONTHS:
        return ""
    if line[:1] in "oO" and not _BULLET.match(_INVISIBLE.sub("", raw).lstrip()):
        return ""
    match = _BULLET.match(line) or (re.match(r"o ", line) if line[:2] == "o " else None)
    return match[0] if match else ""


def _joins(current, line, names, *, is_indented):
    """Whether the line goes on where the entry stopped: "surely", "guess" or not at all."""
    if (
        not re.search(r"\w", current.text)
        or _CLOSED.search(current.text)
        or len(current.text) + len(line) >= LONGEST_ENTRY
    ):
        return ""
    if current.last_number - current.number >= MOST_LINES:
        return ""
    begins_anew = names_kind(line)
    if _is_open(current.text):
        return "guess" if begins_anew and not line[0].islower() else "surely"
    if line[0].islower() or line[0] in "([,;–—":
        return "surely"
    if begins_anew:
        return ""
    has_date = bool(find_dates(current.text))
    if is_indented and current.has_bullet:
        return "guess"
    if has_date:
        place = read_place(line, names) if len(line) < 80 else None
        is_place = place and (place.is_online or (place.city and place.country and re.search(r"[,(]", line)))
        return "guess" if is_place and not _place_follows(current.text) else ""
    dates = find_dates(line)
    if dates and names_kind(current.text):
        return "guess"
    # The title may stop here or go on; nobody can tell, so the entry is marked.
    current.may_go_on = current.has_bullet
    return ""


def _is_open(text):
    """Whether the text cannot end where it does."""
    if text.count("(") > text.count(")") or text[-1] in ",-–—/&":
        return True
    words = text.rsplit(None, 1)
    return words[-1].lower() in _OPEN_WORDS


def _place_follows(text):
    dates = find_dates(text)
    return bool(re.search(r"\w", text[dates[-1].last :]))
