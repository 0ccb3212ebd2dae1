"""An entry of a published list understood: title, kind, dates, place, countries and what is unsure of them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from activities.published_list.date_phrases import FoundDate, find_dates
from activities.published_list.kinds import find_kind, is_heading, names_kind
from activities.published_list.layout import LONGEST_ENTRY, Entry, read_entries
from activities.published_list.names import NameFinder
from activities.published_list.places import Place, mentions_online, read_place, split_place
from activities.published_list.records import Doubt, Gazetteer, ParsedLine, Verdict
from activities.published_list.sentences import why_prose

_BRACKETS = re.compile(r"\([^()]*(?:\([^()]*\)[^()]*)*\)|\[[^\[\]]*\]")
_LETTERS = re.compile(r"[^\W\d_]")
# Words left before a date that belong to it: "held on", "from".
_LEADING_UP = re.compile(
    r"(?:[\s,;:–—-]+(?:held|took place|organi[sz]ed|on|from|in|at|du|le|les|от|с|со|в|проведено)\b)*[\s,;:–—-]*$",
    re.IGNORECASE,
)
_STATUS = re.compile(
    r"\b(?:postponed|cancell?ed|tbc|tbd|to be confirmed|to be determined|planned|tentative|rescheduled|reporté\w*|"
    r"annulé\w*|à confirmer|перенесен\w*|отменен\w*|планируется)\b",
    re.IGNORECASE,
)
_TIME_OF_DAY = re.compile(
    r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b,?|\b\d{1,2}[:.h]\d\d\b(?:\s?(?:[ap]\.?m\.?|hrs?|cet|cest|gmt|utc))?",
    re.IGNORECASE,
)
# The end of a title that may be a place, though neither the city nor a country is known.
_CAPITALISED_END = re.compile(r"[,;:.–—]\s+(?P<end>[^\W\d_a-zа-яё][\w'’-]*(?:\s[^\W\d_a-zа-яё][\w'’-]*)?)$")
_IN_CAPITALISED = re.compile(r"\b(?:in|at|à|в) (?P<name>[^\W\d_a-zа-яё][\w'’-]*)$")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_LONGEST_EVENT_DAYS = 31


@dataclass
class Reading:
    """An entry while it is being read: what is left of the title, and what was taken out of it."""

    title: str
    date: FoundDate | None = None
    place: Place | None = None
    doubts: list[Doubt] = field(default_factory=list)

    def doubt(self, about, message):
        self.doubts.append(Doubt(about, message))


def parse_list(text: str, gazetteer: Gazetteer) -> list[ParsedLine]:
    """The whole of a published list, every line of it in exactly one entry, in order."""
    names = NameFinder(gazetteer)
    return [_parse_entry(entry, names) for entry in read_entries(text, names)]


def _parse_entry(entry: Entry, names: NameFinder) -> ParsedLine:
    line = ParsedLine(entry.number, entry.last_number, entry.text, Verdict.NOT_ACTIVITY)
    if entry.is_blank:
        return replace(line, verdict=Verdict.BLANK, reason=_("It is blank."))
    if entry.is_too_long:
        reason = format_lazy(_("It has more than {limit} characters and was not read."), limit=LONGEST_ENTRY)
        return replace(line, text=f"{entry.text[:LONGEST_ENTRY]}…", reason=reason)
    dates = find_dates(entry.text)
    reason = _why_not(entry, dates)
    if reason is None:
        reading = _take_apart(entry, dates, names)
        if len(_LETTERS.findall(reading.title)) < 3:
            reason = _("It has no title.")
        elif _is_only_place(reading.title, names):
            reason = _("It has a date and a place, but no title.")
        elif not (reading.date or names_kind(reading.title) or (entry.has_bullet and find_kind(reading.title)[0])):
            reason = _("It names neither a date nor a kind of activity.")
        else:
            return _understood(line, entry, reading, names)
    return replace(line, reason=reason, doubts=_doubts_of_refusal(entry, dates))


def _why_not(entry, dates):
    """Why an entry is prose or a heading; nothing if it may be an activity."""
    text = entry.text
    exact = [date for date in dates if not date.is_year]
    prose = why_prose(text, has_bullet=entry.has_bullet, is_dated=bool(exact))
    if prose:
        return prose
    if text.endswith((";", ".")) and not dates and not names_kind(text):
        return _("It is part of a sentence, with neither a date nor a kind of activity.")
    if not _LETTERS.search(text):
        return _("It has no title.")
    if (
        is_heading(text)
        and not any(date.start is None or date.is_year is False for date in dates)
        and (not entry.has_bullet or len(text.split()) <= 2 or not _bracketed(text, dates))
    ):
        return _("It reads as a heading.")
    return None


def _is_only_place(title, names):
    place = read_place(title, names)
    return place is not None and (place.country is not None or place.is_online) and not names_kind(title)


def _doubts_of_refusal(entry, dates):
    """What speaks for an activity all the same: an exact date with a kind, or a bullet and no full stop."""
    exact = [date for date in dates if not date.is_year]
    kind = find_kind(entry.text)[0]
    if (exact and (kind or entry.has_bullet)) or (entry.has_bullet and not entry.text.endswith((".", ";", ":"))):
        return (Doubt("verdict", _("It may be an activity all the same.")),)
    return ()


def _bracketed(text, dates):
    return [date for date in dates if _bracket_of(text, date)]


def _bracket_of(text, date):
    return next(
        (match for match in _BRACKETS.finditer(text) if match.start() < date.first and date.last < match.end()), None
    )


def _take_apart(entry, dates, names) -> Reading:
    text = entry.text
    reading = Reading(title=text)
    date, bracket, rest = _choose_date(text, dates, names, reading)
    if date is None:
        title, reading.place = split_place(text.rstrip(" .;,"), names)
        reading.title = title.strip(" ,;–—-")
        return reading
    reading.date = date
    reading.doubts += date.doubts
    first, last = (bracket.start(), bracket.end()) if bracket else (date.first, date.last)
    before, after = text[:first], text[last:]
    if bracket and rest:
        reading.place = read_place(rest, names)
        if reading.place is None:
            # The other words of the bracket may be part of the title, so the bracket stays in it.
            before = text[:last]
    before = before.rstrip() if bracket else _LEADING_UP.sub("", before)
    after = after.strip(" .;,")
    if before.endswith(tuple("0123456789")):
        reading.doubt("start", _("The figures before the date may be part of it."))
    if not _LETTERS.search(before):
        _read_after_leading_date(after, reading, names)
        return reading
    reading.title = before.strip(" ,;:–—-")
    if _LETTERS.search(after):
        place = read_place(after, names)
        if place is None:
            reading.title = f"{reading.title} {after.strip()}"
            reading.doubt("place", format_lazy(_("“{text}” after the date was not read as a place."), text=after))
        else:
            if reading.place:
                reading.doubt("place", format_lazy(_("“{text}” beside the date was not read as a place."), text=rest))
            reading.place = place
    if reading.place is None:
        reading.title, reading.place = split_place(reading.title, names)
    return reading


def _read_after_leading_date(after, reading, names):
    """ "12 May 2015: Workshop on …, Minsk", or "12 May 2015, Minsk, Belarus: Workshop on …"."""
    after = after.lstrip(" .,;:–—-)")
    head, colon, rest = after.partition(":")
    place = read_place(head, names) if colon else None
    if place and _LETTERS.search(rest):
        reading.title, reading.place = rest.strip(), place
        return
    reading.title, reading.place = split_place(after, names)


def _choose_date(text, dates, names, reading):
    """The date of the activity with its bracket and what else the bracket holds."""
    candidates = []
    for date in dates:
        bracket = _bracket_of(text, date)
        rest = _rest_of_bracket(bracket, date) if bracket else ""
        rank = _rank(text, date, bracket, rest, names)
        if rank is not None:
            candidates.append((rank, date, bracket, rest))
    if not candidates:
        for date in dates:
            reading.doubt(
                "start", format_lazy(_("“{printed}” was not read as the date of the activity."), printed=date.printed)
            )
        return None, None, ""
    rank, date, bracket, rest = min(candidates, key=lambda found: found[0])
    if len(candidates) > 1:
        reading.doubt("start", format_lazy(_("There are several dates; “{printed}” was taken."), printed=date.printed))
    if rank >= 2:
        reading.doubt(
            "start",
            format_lazy(_("“{printed}” is taken for the date, but stands among other words."), printed=date.printed),
        )
    return date, bracket, rest


def _rest_of_bracket(bracket, date):
    inside_first, inside_last = bracket.start() + 1, bracket.end() - 1
    text = bracket.string
    rest = f"{text[inside_first : date.first].strip(' ,;:–—-')}, {text[date.last : inside_last].strip(' ,;:–—-')}"
    return _TIME_OF_DAY.sub("", rest).strip(" ,;:–—-.")


def _rank(text, date, bracket, rest, names):
    """How sure the date is the activity's: 0 alone in brackets, 1 with its place or at an end of the text, 2 and 3
    among other words; nothing for a year that may be part of the title."""
    if bracket:
        if not rest:
            return 0
        if read_place(rest, names):
            return 1
        return 3 if date.is_year else 2
    before, after = text[: date.first], text[date.last :].strip(" .;,")
    is_at_end = not _LETTERS.search(after) or read_place(after, names) is not None
    is_at_start = not _LETTERS.search(before)
    if date.is_year:
        is_apart = bool(re.search(r"[,–—:-]\s*$", before)) and is_at_end
        is_label = is_at_start and bool(re.match(r"\s*[:–—-]", text[date.last :]))
        return 3 if is_apart or is_label else None
    return 1.5 if is_at_end or is_at_start else 2.5


def _understood(line, entry, reading, names) -> ParsedLine:
    title = " ".join(reading.title.split()).strip(" ,;|–—")
    title = title[:-1] if title.endswith(".") and title.count(".") == 1 else title
    kind, kind_doubts = find_kind(title)
    found = names.find(title)
    place = reading.place or Place()
    doubts = [
        *reading.doubts,
        *kind_doubts,
        *found.doubts,
        *place.doubts,
        *_doubts_of_entry(entry, reading, title, names),
    ]
    start, end = (reading.date.start, reading.date.end) if reading.date else (None, None)
    if start and end and kind != "project" and (end.earliest - start.latest).days > _LONGEST_EVENT_DAYS:
        doubts.append(Doubt("end", _("It is long for an event.")))
    if not entry.has_bullet and kind is None:
        doubts.append(Doubt("verdict", _("It has a date but no word that says what kind of activity it was.")))
    return replace(
        line,
        verdict=Verdict.ACTIVITY,
        title=title,
        kind=kind,
        start=start,
        end=end,
        place_printed=place.printed,
        city=place.city,
        country=place.country,
        is_online=place.is_online,
        countries=found.countries,
        groups=found.groups,
        doubts=tuple(dict.fromkeys(doubts)),
    )


def _doubts_of_entry(entry, reading, title, names):
    ending = None if reading.place else _CAPITALISED_END.search(title)
    if ending and not (names.find(ending["end"]).countries or names.is_group(ending["end"])):
        yield Doubt("place", format_lazy(_("“{text}” at the end of the title may be the place."), text=ending["end"]))
    if entry.is_joined_by_guess:
        yield Doubt("title", _("Two or more lines were taken for one entry."))
    if entry.may_go_on:
        yield Doubt("title", _("The title may go on in the next line."))
    if reading.date is None and not reading.doubts and _YEAR.search(entry.text):
        yield Doubt("start", _("It holds what looks like a year, but no date was read."))
    if reading.date is None and not entry.has_bullet:
        yield Doubt("verdict", _("It has no bullet and no date: it may be a heading."))
    if not reading.place and (city := _IN_CAPITALISED.search(title)):
        is_named = names.find(city["name"])
        if names.city(city["name"]) or not (is_named.countries or is_named.groups):
            yield Doubt("place", format_lazy(_("“{text}” in the title may be the place."), text=city["name"]))
    if mentions_online(title) and not (reading.place and reading.place.is_online):
        yield Doubt("place", _("It may have been held online."))
    if any(names.find(bracket[0]).countries for bracket in _BRACKETS.finditer(title)):
        yield Doubt("countries", _("A country in brackets may be the place, or one that the activity was for."))
    if status := _STATUS.search(entry.text):
        yield Doubt("status", format_lazy(_("“{word}” may say something of its status."), word=status[0]))
    if title.count("(") != title.count(")"):
        yield Doubt("title", _("A bracket of the title is not closed."))
