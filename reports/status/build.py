"""Where the Programme stood on a day, from dated facts of the public record, as contents that reports compose from."""

from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.db.models import Count as CountOf
from django.db.models import Q

from activities.models import Activity, Status
from countries.models import Mission
from countries.standing_on import NOT_YET, standings_on
from programme.dates import Biennium, PartialDate
from programme.models import Claim, ProgrammeName, programme_name
from reports.progress.build import names_in
from reports.progress.build_activities import entries_of
from reports.progress.build_assessments import Published, assessments_of
from reports.progress.build_countries import MISSION_COUNTS, mission_entry, standing_entry
from reports.progress.build_disagreements import disagreements_of
from reports.progress.contents import Contents, StatedCount
from reports.progress.figures import Count
from reports.progress.related import Vocabulary
from reports.progress.texts import source_of, text, texts_of

# The Programme was adopted in October 2004; before that year there is nothing to tell.
FIRST_DAY = date(2004, 1, 1)


@dataclass(frozen=True)
class StatusOn:
    """`contents` hold the countries, the missions, what was under way and what had been published by the day."""

    day: date
    contents: Contents
    is_adopted: bool
    begun: Count  # activities that had begun by the day or may have
    by_kind: tuple[Count, ...]
    ended: int  # of them, those that were over for certain
    undated: int  # held at a time that nobody knows
    perhaps_missions: int  # whose dates leave open whether they had taken place


def status_on(day: date, *, made_on: date) -> StatusOn:
    vocabulary = Vocabulary.read()
    biennium = Biennium.of(day.year)
    held = Activity.objects.published().filter(status=Status.HELD)
    under_way = entries_of(held.overlapping(day, day), biennium, vocabulary)
    claims = list(Claim.objects.of_the_programme().with_source().order_by("pk"))
    adopted = is_adopted(claims, day)
    # Of a beginning that nobody knows one thing is sure: it was not before the Programme.
    standings = [one for one in standings_on(day) if one.phase != NOT_YET] if adopted else []
    missions = list(
        Mission.objects.filter(Q(first_day__lte=day) | Q(last_day=None))
        .select_related("country", "report", "source")
        .order_by("first_day", "country__iso2", "pk")
    )
    parts = {
        "activities": under_way.held,
        "not_held": (),
        "countries": tuple(standing_entry(one, one.benefits, {}) for one in standings),
        "missions": tuple(mission_entry(one) for one in missions if one.took_place(day)),
        "assessments": assessments_of(Published(day)),
        "needs": (),
    }
    name = programme_name(day, names=ProgrammeName.objects.all())
    numbers = dict(held.overlapping(None, day).order_by().values_list("kind__slug").annotate(CountOf("pk")))
    query = {"to": day.isoformat(), "status": Status.HELD.value}
    return StatusOn(
        day=day,
        contents=Contents(
            first_year=biennium.first_year,
            programme_name=texts_of(name, "name") if name else {},
            meeting=None,
            meeting_start="",
            meeting_end="",
            made_on=made_on.isoformat(),
            last_day=day.isoformat(),
            names=names_in(parts, vocabulary, under_way.projects),
            disagreements=disagreements_of([one.country for one in standings]),
            narrative={},
            counts_stated=tuple(stated_by(claims, day)),
            **parts,
        ),
        is_adopted=adopted,
        begun=Count("", sum(numbers.values()), f"/activities/?{urlencode(query)}"),
        by_kind=tuple(_by_kind(numbers, query)),
        ended=held.filter(last_day__lte=day).count(),
        undated=held.filter(first_day=None, last_day=None).count(),
        perhaps_missions=sum(not one.took_place(day) for one in missions),
    )


def _by_kind(numbers: dict, query):
    for slug, number in sorted(numbers.items(), key=lambda pair: (pair[0] is None, -pair[1], pair[0] or "")):
        url = f"/activities/?{urlencode(query | {'kind': slug})}" if slug else ""
        yield Count(slug or "", number, url)


def is_adopted(claims, day):
    """Whether the Programme had been adopted by the day, as far as the source is exact."""
    for claim in claims:
        if claim.statement == "programme-adopted":
            return PartialDate.parse(claim.value).earliest <= day
    return True


def stated_by(claims, day):
    """Numbers of missions that sources state as of a day no later than this one."""
    for one in claims:
        if one.statement in MISSION_COUNTS and one.value.isdecimal() and one.as_of and one.as_of.latest <= day:
            yield StatedCount(one.statement, int(one.value), text(one.as_of), one.source_text, source_of(one))
