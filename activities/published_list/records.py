"""What the parser is told and what it hands back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from django.utils.functional import Promise

from programme.dates import PartialDate
from programme.folding import fold

Text = str | Promise


class Verdict(StrEnum):
    ACTIVITY = "activity"
    NOT_ACTIVITY = "not-activity"
    BLANK = "blank"


@dataclass(frozen=True)
class Doubt:
    """One thing to check before the line is taken over: the field it concerns and why."""

    field: str
    message: Text


@dataclass(frozen=True, slots=True)
class ParsedLine:
    """One entry of a published list, or one stretch of it that is none.

    `text` is the entry as printed, without its bullet, its white space made even; an entry may go on over several
    lines, and neighbouring blank lines are one entry, so that `number` and `last_number` count every line once.
    """

    number: int
    last_number: int
    text: str
    verdict: str
    reason: Text = ""
    title: str = ""
    kind: str | None = None
    start: PartialDate | None = None
    end: PartialDate | None = None
    place_printed: str = ""
    city: str = ""
    country: str | None = None
    is_online: bool = False
    countries: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    doubts: tuple[Doubt, ...] = ()


@dataclass(frozen=True)
class Gazetteer:
    """The names that the record knows; keys are folded. Build it with `of`, which folds them.

    A name may stand for several groups ("Eastern Europe and the Caucasus").
    """

    countries: Mapping[str, str] = field(default_factory=dict)
    groups: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    cities: Mapping[str, tuple[str, str]] = field(default_factory=dict)

    @classmethod
    def of(
        cls,
        *,
        countries: Iterable[tuple[str, str]],
        groups: Iterable[tuple[str, str | tuple[str, ...]]] = (),
        cities: Iterable[tuple[str, str]] = (),
    ) -> Gazetteer:
        """Names of countries with ISO2, names of groups with slug or slugs, cities with the ISO2 of their country."""
        return cls(
            countries={fold(name): iso2 for name, iso2 in countries if fold(name)},
            groups={
                fold(name): (slugs,) if isinstance(slugs, str) else tuple(slugs) for name, slugs in groups if fold(name)
            },
            cities={fold(city): (city, iso2) for city, iso2 in cities if fold(city)},
        )
