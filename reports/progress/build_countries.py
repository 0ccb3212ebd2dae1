"""The countries of a report: every beneficiary of the biennium with its phase, whether it was reached, its missions."""

import re

from countries.models import Mission
from countries.standing_on import NO, TO_BE_CONFIRMED, benefits_in, standings_on
from programme.models import Claim
from reports.progress.contents import CountryEntry, MissionEntry, Source, StatedCount
from reports.progress.texts import cited, source_of, text, texts_of, without_language

MISSION_COUNTS = ("fact-finding-missions", "awareness-raising-missions")


def standings_of(biennium, last_day):
    """Where every beneficiary of the biennium stood on the last day, with whether it was a beneficiary in it."""
    found = []
    for standing in standings_on(last_day):
        benefits = benefits_in(standing.country, biennium.first_day, last_day)
        if benefits != NO:
            found.append((standing, benefits))
    return found


def countries_of(standings, reached):
    """`reached` says of each country, by its key, which activities reached it and how."""
    return tuple(
        standing_entry(standing, benefits, reached.get(standing.country.pk, {})) for standing, benefits in standings
    )


def standing_entry(standing, benefits, reached):
    country, entry, party = standing.country, standing.entry, standing.party
    if entry is not None:
        sources = [source_of(entry)]
    else:
        sources = [source_of(one) for one in standing.claims] if standing.phase == TO_BE_CONFIRMED else []
    how = "named" if "named" in reached.values() else "group" if reached else ""
    return CountryEntry(
        country=country.iso2,
        subregion=country.subregion.slug if country.subregion else "",
        benefits=benefits,
        phase=standing.phase,
        phase_since=text(entry.since) if entry else "",
        phase_sources=_once(sources),
        is_party=standing.is_party,
        party_as_of=text(party.as_of) if party and not party.is_party else "",
        party_source=source_of(party) if party else None,
        reached=how,
        activities=tuple(reached),
        page=without_language(country.get_absolute_url()),
    )


def _once(sources):
    found: list[Source] = []
    for one in sources:
        if one is not None and one not in found:
            found.append(one)
    return tuple(found)


# Missions


def missions_of(biennium):
    """Those that took place, or had taken place at the latest, in the biennium."""
    missions = Mission.objects.filter(first_day__lte=biennium.last_day, last_day__gte=biennium.first_day)
    missions = missions.select_related("country", "report", "source").order_by("first_day", "country__iso2", "pk")
    return tuple(map(mission_entry, missions))


def mission_entry(mission):
    return MissionEntry(
        country=mission.country.iso2,
        kind=mission.kind,
        start=text(mission.start),
        end=text(mission.end),
        took_place_by=text(mission.took_place_by),
        outcome=texts_of(mission, "outcome") or None,
        report=cited(mission.report) if mission.report else None,
        source=source_of(mission),
    )


def counts_of(biennium):
    """The number of missions by sources: as of a day in the biennium, or in words that name a year of it."""
    claims = Claim.objects.of_the_programme().filter(statement__in=MISSION_COUNTS).with_source().order_by("pk")
    years = {str(biennium.first_year), str(biennium.last_year)}
    return tuple(
        StatedCount(one.statement, int(one.value), text(one.as_of), one.source_text, source_of(one))
        for one in claims
        if one.value.isdecimal()
        and years.intersection([str(one.as_of.year)] if one.as_of else re.findall(r"\d{4}", one.source_text))
    )
