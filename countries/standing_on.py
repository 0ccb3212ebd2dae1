"""Where a country stood on a day, from dated facts alone (today's standing is `countries/standing.py`).

Sources often leave dates out or give a year only. What follows from them for sure is told as sure, what the dates leave
open is told as open: nothing here guesses. Countries come with `Country.objects.for_listing()`, so that a list of them
costs no query for each.
"""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from countries.models import Country, PhaseEntry
from programme.date_format import format_partial_date
from programme.models import Claim

YES, PERHAPS, NO = "yes", "perhaps", "no"

IMPLEMENTATION, PREPARATORY = PhaseEntry.Phase.IMPLEMENTATION.value, PhaseEntry.Phase.PREPARATORY.value
# Endings of a phase's key: entered in the course of the year or month of the day; entered, nobody knows when.
IN_COURSE, UNDATED = "-in-course", "-undated"
BEFORE_IMPLEMENTATION, TO_BE_CONFIRMED = "before-implementation", "to-be-confirmed"
NOT_YET, UNKNOWN = "not-yet", "unknown"

# In the order in which reports count them.
PHASES = {
    IMPLEMENTATION: PhaseEntry.Phase.IMPLEMENTATION.label,
    IMPLEMENTATION + IN_COURSE: gettext_lazy("Implementation phase, entered about that time"),
    IMPLEMENTATION + UNDATED: gettext_lazy("Implementation phase, date of entry not known"),
    PREPARATORY: PhaseEntry.Phase.PREPARATORY.label,
    PREPARATORY + IN_COURSE: gettext_lazy("Preparatory phase, entered about that time"),
    PREPARATORY + UNDATED: gettext_lazy("Preparatory phase, date of entry not known"),
    BEFORE_IMPLEMENTATION: gettext_lazy("Before the implementation phase"),
    TO_BE_CONFIRMED: gettext_lazy("To be confirmed: sources disagree"),
    NOT_YET: gettext_lazy("Not yet in the Programme"),
    UNKNOWN: pgettext_lazy("phase", "Not stated"),
}

# What claims say of phases beside the lists of who entered the implementation phase.
PHASE_STATEMENTS = (
    Claim.ENTERED_IMPLEMENTATION,
    "accepted-into-implementation-phase",
    "implementation-phase-activities",
    "preparatory-phase-activities",
)


@dataclass(frozen=True)
class StandingOn:
    """`entry` is the phase entry that `phase` tells of; `before` the one that surely stood, where it leaves doubt."""

    country: Country
    day: date
    benefits: str
    period: Any
    phase: str
    entry: PhaseEntry | None = None
    before: PhaseEntry | None = None
    claims: list[Claim] = field(default_factory=list)

    @property
    def is_disputed(self):
        """Whether sources disagree on the implementation phase; none of them says when."""
        return self.country.has_conflict

    @property
    def party(self):
        """The Party status, or None where no source says."""
        return self.country.party

    @property
    def is_party(self):
        """Whether the Convention was in force for it on the day; None where that is unknown."""
        return self.party.is_party_on(self.day) if self.party else None

    @property
    def is_in_implementation(self):
        """Whether it surely had entered the implementation phase by the day."""
        return self.phase == IMPLEMENTATION


def standings_on(day, countries=None):
    """The standing of every country that ever was a beneficiary, or of these, in a fixed number of queries."""
    countries = Country.objects.beneficiaries_ever().for_listing() if countries is None else countries
    return [standing_on(country, day) for country in countries]


def standing_on(country, day):
    benefits, period = benefits_on(country, day)
    phase, entry, before = phase_on(country, day)
    if benefits == NO and (period is None or not began_by(period, day)):
        phase, entry, before = NOT_YET, None, None
    claims = [one for one in country.claims.all() if one.statement in PHASE_STATEMENTS]
    return StandingOn(country, day, benefits, period, phase, entry, before, claims)


# Beneficiary on a day or in a time


def benefits_on(country, day):
    """Whether the country was a beneficiary on the day, with the period that says so (or comes nearest)."""
    answers = [(_period_on(one, day), one) for one in country.beneficiary_periods.all()]
    for wanted in (YES, PERHAPS):
        found = [one for answer, one in answers if answer == wanted]
        if found:
            return wanted, found[-1]
    begun = [one for _answer, one in answers if began_by(one, day)]
    return NO, begun[-1] if begun else None


def benefits_in(country, first_day, last_day):
    """The same of a time: "yes" where it surely was a beneficiary on one of these days at least."""
    found = NO
    for period in country.beneficiary_periods.all():
        if not period.covers(first_day, last_day):
            continue
        found = PERHAPS if found == NO else found
        since = period.since
        if since is None or since.latest > last_day:
            continue
        began_within = since.earliest >= first_day
        if began_within or not period.has_ended or (period.until and period.until.earliest >= first_day):
            found = YES
    return found


def began_by(period, day):
    """Whether it may have begun by the day: an unknown beginning may."""
    return period.since is None or period.since.earliest <= day


def _period_on(period, day):
    if not began_by(period, day):
        return NO
    if period.has_ended:
        end = period.until or period.ended_by
        if end and end.latest < day:
            return NO
        surely_ran = period.until is not None and day <= period.until.earliest
    else:
        surely_ran = True
    return YES if surely_ran and period.since is not None and period.since.latest <= day else PERHAPS


# Phase on a day


def phase_on(country, day):
    """The key of the phase, the entry behind it and, where that leaves doubt, the entry that surely stood."""
    entries = list(country.phase_entries.all())
    sure = _last([one for one in entries if one.since and one.since.latest <= day])
    course = _last([one for one in entries if one.since and one.since.earliest <= day < one.since.latest])
    undated = max((one for one in entries if one.since is None), key=_how_far, default=None)
    # The phases follow one another: what is undated leaves doubt only where it goes further than what is sure.
    for entry, ending in ((course, IN_COURSE), (undated, UNDATED)):
        if entry and (sure is None or _how_far(entry) > _how_far(sure)):
            return entry.phase + ending, entry, sure
    if sure:
        return sure.phase, sure, None
    later = min((one for one in entries if one.phase == IMPLEMENTATION and one.since), key=_since, default=None)
    if later:
        return BEFORE_IMPLEMENTATION, later, None
    if not entries and country.has_conflict:
        return TO_BE_CONFIRMED, None, None
    return UNKNOWN, None, None


def _since(entry):
    return entry.since


def _last(entries):
    return max(entries, key=lambda one: (one.since.earliest, _how_far(one)), default=None)


def _how_far(entry):
    return entry.phase == IMPLEMENTATION, entry.is_current


def phase_words(key, since, language):
    """The phase in words, with when it was entered as exactly as the source says; `since` is a PartialDate or None."""
    when = format_partial_date(since, language)
    if not when or key not in IN_WORDS:
        return str(PHASES[key])
    return IN_WORDS[key]().format(when=when)


IN_WORDS = {
    IMPLEMENTATION: lambda: _("Implementation phase. Entered: {when}"),
    PREPARATORY: lambda: _("Preparatory phase. Entered: {when}"),
    IMPLEMENTATION + IN_COURSE: lambda: _("Implementation phase. Entered in the course of: {when}"),
    PREPARATORY + IN_COURSE: lambda: _("Preparatory phase. Entered in the course of: {when}"),
    BEFORE_IMPLEMENTATION: lambda: _("Before the implementation phase. Entered later: {when}"),
}
