"""What a progress report says, as data: computed from the records once, kept as JSON, drawn in any language (ADR 20).

Texts stand in every language that the record has them in. Days are ISO texts, as exact as the source states them; keys
are those of the record (ISO codes, slugs), so that what is kept can be read long after a record is renamed or gone.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from typing import Any

from cattrs import Converter

# Raised when the shape below changes in a way that an older reader would misread.
FORMAT = 1

# Code of a language to text; a language that the record lacks is absent.
Texts = dict[str, str]


@dataclass(frozen=True)
class Source:
    """Where a fact stands. `sureness` is the key of how sure it is, "official" where a source states it."""

    title: Texts
    symbol: str = ""
    url: str = ""  # of its page here, without the language
    locator: str = ""
    sureness: str = "official"


@dataclass(frozen=True)
class Named:
    """A key with its names: a country, a group, a kind, a working area, an organisation."""

    key: str
    name: Texts


@dataclass(frozen=True)
class Role:
    country: str
    role: str = ""  # empty where no source says
    sureness: str = "official"


@dataclass(frozen=True)
class Donation:
    donor: Named
    kind: str = ""
    amount: str = ""  # as stated, with a point
    currency: str = ""
    sureness: str = "official"


@dataclass(frozen=True)
class ActivityEntry:
    slug: str
    title: Texts
    published_title: str = ""
    published_language: str = ""
    our_titles: tuple[str, ...] = ()  # the languages in which the title is our translation
    kind: str = ""
    group: str = ""
    status: str = ""
    phase: str = ""
    start: str = ""
    end: str = ""
    years: tuple[int, ...] = ()  # those of the biennium in which it ran or may have run
    goes_beyond: bool = False  # ran, or may have run, outside the biennium too
    is_online: bool = False
    city: Texts | None = None
    place_country: str = ""
    place_text: str = ""
    project: str = ""  # slug of the project that it is part of
    project_title: Texts | None = None
    countries: tuple[Role, ...] = ()
    groups: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    areas_inferred: bool = False
    objectives: Texts | None = None
    outcome: Texts | None = None
    participants: int | None = None
    women: int | None = None
    men: int | None = None
    partners: tuple[Named, ...] = ()
    donations: tuple[Donation, ...] = ()
    documents: tuple[Source, ...] = ()
    source: Source | None = None
    # As lists of activities count it: the projects it belongs to at any depth, the groups of countries that it served.
    projects: tuple[str, ...] = ()
    groups_served: tuple[str, ...] = ()
    doubts: dict[str, str] = field(default_factory=dict)  # field to how sure it is, where that is not official


@dataclass(frozen=True)
class CountryEntry:
    """A beneficiary of the biennium. `phase` is a key of `countries.standing_on`, as of the last day of the report."""

    country: str
    subregion: str
    benefits: str  # yes, perhaps: whether it was a beneficiary then, as far as dates are known
    phase: str
    phase_since: str = ""
    phase_sources: tuple[Source, ...] = ()
    is_party: bool | None = None
    party_as_of: str = ""  # of a country that is not a Party: when a source said so
    party_source: Source | None = None
    reached: str = ""  # named, group, or empty: not reached, the venue alone does not count
    activities: tuple[str, ...] = ()  # slugs of what reached it
    page: str = ""  # its address here, without the language


@dataclass(frozen=True)
class MissionEntry:
    country: str
    kind: str
    start: str = ""
    end: str = ""
    took_place_by: str = ""
    outcome: Texts | None = None
    report: Source | None = None
    source: Source | None = None


@dataclass(frozen=True)
class AreaStage:
    """The stage that a country published for a working area, and the one it had published before."""

    area: str
    name: Texts
    stage: int | None
    before: int | None = None
    indicator: str = ""  # its code: an area has as many stages as the instrument has indicators for it


@dataclass(frozen=True)
class StatedCount:
    """A number of missions that a source gives without naming each; `words` are its own, in English."""

    statement: str
    value: int
    as_of: str = ""
    words: str = ""
    source: Source | None = None


@dataclass(frozen=True)
class AssessmentEntry:
    """What a country published of a cycle by the last day; nothing that it has not published."""

    country: str
    cycle: int
    published_on: str
    plan_published_on: str = ""
    stages: tuple[AreaStage, ...] = ()
    scale: tuple[int, ...] = ()  # the stages that there are
    actions: int | None = None
    page: str = ""  # of the published assessment, without the language


@dataclass(frozen=True)
class NeedEntry:
    country: str
    area: Texts
    title: str
    language: str
    kind: str = ""
    words: str = ""


@dataclass(frozen=True)
class Disagreement:
    """Where sources say different things of one fact."""

    country: str = ""
    activity: str = ""
    title: Texts | None = None
    statement: str = ""
    says: tuple[tuple[str, Source], ...] = ()


@dataclass(frozen=True)
class Contents:
    """`names` gives the names of every key that the entries use, by kind of thing ("country", "group", "area" …)."""

    first_year: int
    programme_name: Texts
    meeting: Named | None
    meeting_start: str
    meeting_end: str
    made_on: str
    last_day: (
        str  # of which the state of countries is told: the end of the biennium, or the day made if that is earlier
    )
    names: dict[str, dict[str, Texts]]
    activities: tuple[ActivityEntry, ...]  # carried out, or nothing says that they were not
    not_held: tuple[ActivityEntry, ...]  # planned, postponed, cancelled
    countries: tuple[CountryEntry, ...]
    missions: tuple[MissionEntry, ...]
    assessments: tuple[AssessmentEntry, ...]
    needs: tuple[NeedEntry, ...]
    disagreements: tuple[Disagreement, ...]
    # What staff wrote: section to language to Markdown.
    narrative: dict[str, Texts]
    counts_stated: tuple[StatedCount, ...] = ()
    format: int = FORMAT


@cache
def _converter():
    return Converter(forbid_extra_keys=True, omit_if_default=True)


def as_data(contents: Contents) -> dict[str, Any]:
    return _converter().unstructure(contents)


def from_data(data: dict[str, Any]) -> Contents:
    return _converter().structure(data, Contents)
