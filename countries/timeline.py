"""The life of a country in the Programme in the order of time, with what other rooms have to tell of it.

Dates are drawn as exact as they are known: solid for what is sure, pale for as much as a partial date may mean.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _

from countries.models import PartyStatus, PhaseEntry
from programme.dates import PartialDate

SURE, PERHAPS = "sure", "perhaps"
ENTERED = {
    PhaseEntry.Phase.PREPARATORY: _("Preparatory phase begins"),
    PhaseEntry.Phase.IMPLEMENTATION: _("Implementation phase begins"),
}
# The day of each is a column of PartyStatus.
PARTY_STEPS = {
    "signed_on": _("Convention signed"),
    "deposited_on": _("Instrument of consent to be bound deposited"),
    "in_force_on": _("Convention enters into force for the country"),
}
DEPOSITED = {
    PartyStatus.Instrument.RATIFICATION: _("Instrument of ratification deposited"),
    PartyStatus.Instrument.ACCESSION: _("Instrument of accession deposited"),
    PartyStatus.Instrument.APPROVAL: _("Instrument of approval deposited"),
    PartyStatus.Instrument.ACCEPTANCE: _("Instrument of acceptance deposited"),
}


@dataclass(frozen=True)
class Event:
    """Something that happened, lasts or is planned. `record` has its title where `words` only say its kind."""

    kind: str
    words: Any
    start: PartialDate | None = None
    end: PartialDate | None = None
    by: PartialDate | None = None  # where neither is known: when it was over at the latest
    lasts: bool = False  # it goes on today
    is_open: bool = False  # it began, and nobody knows when it ended
    url: str = ""
    record: Any = None
    fact: Any = None
    meeting: Any = None
    period: Any = None
    status: str = ""
    status_words: Any = ""

    @property
    def is_dated(self):
        return any((self.start, self.end, self.by))

    @property
    def first_day(self):
        return (self.start or self.end or self.by).earliest

    @property
    def last_day(self):
        return (self.end or self.by or self.start).latest

    def spans(self, first, last):
        """How the event lies in time, between the first and the last day drawn: (how sure, from, to)."""
        start, end = self.start, self.end or (self.by if self.start else None)
        if start is None:
            return [(PERHAPS, first, (self.end or self.by).latest)]
        if self.lasts:
            return [(PERHAPS, start.earliest, start.latest), (SURE, start.latest, last)]
        if end is None or self.by:
            until = end.latest if end else last
            return [(PERHAPS, start.earliest, until), *([(SURE, start.latest, start.latest)] if start.day else [])]
        spans = [(PERHAPS, start.earliest, end.latest)]
        if start.latest <= end.earliest:
            spans.append((SURE, start.latest, end.earliest))
        return spans


@dataclass(frozen=True)
class Chapter:
    """What one room tells; `left_out` earlier events stand on the page at `url` only."""

    events: list[Event]
    left_out: int = 0
    url: str = ""


@dataclass(frozen=True)
class Timeline:
    dated: list[tuple[Event, list[dict]]]
    undated: list[Event]
    ticks: list[dict]
    left_out: list[Chapter]

    @classmethod
    def of(cls, country, user, today):
        chapters = [tell(country, user) for tell in _tellers]
        events = [event for chapter in chapters for event in chapter.events]
        dated = sorted(
            (event for event in events if event.is_dated), key=lambda event: (event.first_day, event.last_day)
        )
        axis = Axis.around(dated, today)
        return cls(
            dated=[(event, axis.strip(event)) for event in dated],
            undated=[event for event in events if not event.is_dated],
            ticks=axis.ticks() if dated else [],
            left_out=[chapter for chapter in chapters if chapter.left_out],
        )


@dataclass(frozen=True)
class Axis:
    first: date
    last: date

    @classmethod
    def around(cls, events, today):
        days = [day for event in events for day in (event.first_day, event.last_day)]
        days += [today for event in events if event.lasts or event.is_open]
        days = days or [today]
        return cls(date(min(days).year, 1, 1), date(max(days).year, 12, 31))

    def place(self, day):
        """Where a day lies, as SVG reads it whatever the language of the page."""
        day = min(max(day, self.first), self.last + timedelta(days=1))
        return f"{100 * (day - self.first).days / ((self.last - self.first).days + 1):.2f}%"

    def strip(self, event):
        """The marks of an event. A day ends where the next begins, and a moment is a mark of its own."""
        marks = []
        for how, since, until in event.spans(self.first, self.last):
            until = until + timedelta(days=1) if until > since else until
            marks.append({"how": how, "x1": self.place(since), "x2": self.place(until)})
        return marks if len(marks) < 2 or marks[0] | {"how": SURE} != marks[1] else marks[1:]

    def ticks(self):
        years = self.last.year - self.first.year + 1
        step = next(step for step in (1, 2, 5, 10, 50) if years <= 6 * step)
        return [
            {"year": year, "x": self.place(date(year, 1, 1)), "is_round": year % (2 * step) == 0}
            for year in range(self.first.year, self.last.year + 1)
            if year % step == 0
        ]


_tellers: list = []


def tells_of_country(function):
    """Registers a function of the country and the reader that returns a Chapter for the timeline."""
    _tellers.append(function)
    return function


@tells_of_country
def standing_of_country(country, user):
    """Commitment, time as a beneficiary, Party status, phases, missions and plans: what this room holds."""
    events = [
        Event(
            "commitment",
            _("Commitment declaration signed"),
            one.meeting.start,
            one.meeting.end,
            url=one.meeting.get_absolute_url(),
            meeting=one.meeting,
            fact=one,
        )
        for one in country.commitments.all()
    ]
    for one in country.beneficiary_periods.all():
        events.append(
            Event(
                "beneficiary",
                _("Beneficiary of the Programme"),
                one.since,
                one.until,
                by=None if one.until else one.ended_by,
                lasts=not one.has_ended,
                url="#standing",
                period=one,
                fact=one,
            )
        )
    events += party_events(country.party) if country.party else []
    events += [
        Event("phase", ENTERED[one.phase], one.since, one.since, url="#standing", meeting=one.meeting, fact=one)
        for one in country.phase_entries.all()
    ]
    for one in country.missions.all():
        by = None if one.start or one.end else one.took_place_by
        # Of a mission both days are known or one: then it is that day.
        start, end = one.start or one.end, one.end or one.start
        events.append(Event("mission", one.get_kind_display(), start, end, by=by, url="#preparation", fact=one))
    for one in country.done_plans:
        for words, day in (
            (_("Plan for the basic tasks prepared"), one.prepared_on),
            (_("Bureau told that the plan for the basic tasks is done"), one.told_bureau_on),
        ):
            if day:
                events.append(Event("plan", words, day, day, url="#preparation", fact=one))
    return Chapter(events)


def party_events(party):
    events = []
    for column, words in PARTY_STEPS.items():
        day = getattr(party, column)
        if day:
            words = DEPOSITED.get(party.instrument, words) if column == "deposited_on" else words
            exact = PartialDate.of(day)
            events.append(Event("party", words, exact, exact, url="#standing", fact=party))
    return events
