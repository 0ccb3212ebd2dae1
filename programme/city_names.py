"""Other names of cities: who looks for Kiev finds what the record has in Kyiv. Kept in `texts/cities.yaml`.

The record keeps each place as it was printed: what one city is called is asked only when somebody looks for it.
"""

from dataclasses import dataclass
from functools import cache, cached_property

import yaml
from django.utils.translation import get_language

from programme.date_format import format_date_range
from programme.dates import PartialDate
from programme.folding import fold
from programme.models import Sureness
from programme.texts import FOLDER


@dataclass(frozen=True)
class OtherName:
    """A name that a city also bears or bore, in one language, and where that is known from."""

    text: str
    language: str
    since: PartialDate | None
    until: PartialDate | None
    sureness: Sureness
    source: str  # key of a document; empty where none says it

    @property
    def period(self):
        """When it was in use, in words; nothing where that is not known."""
        return format_date_range(self.since, self.until)


@dataclass(frozen=True)
class City:
    names: dict[str, str]  # as the record has them, by language
    others: tuple[OtherName, ...]

    @property
    def name(self):
        return self.names[(get_language() or "en")[:2]]

    @cached_property
    def written(self):
        """Every name of the city, each once."""
        return tuple(dict.fromkeys((*self.names.values(), *(other.text for other in self.others))))

    @cached_property
    def folded(self):
        return tuple(dict.fromkeys(map(fold, self.written)))


@cache
def cities() -> tuple[City, ...]:
    found = yaml.safe_load((FOLDER / "cities.yaml").read_text(encoding="utf-8"))
    return tuple(City(one["name"], tuple(map(_other_name, one["other"]))) for one in found)


def _other_name(entry):
    since, until = (PartialDate.parse(entry[end]) if end in entry else None for end in ("from", "until"))
    return OtherName(entry["text"], entry["language"], since, until, Sureness(entry["sure"]), entry.get("source", ""))


def named_in(text):
    """The other names that stand in this text, each once with its city: why the city is found by it."""
    folded = f" {fold(text)} "
    found: dict[str, tuple[OtherName, City]] = {}
    for city in cities():
        own = set(map(fold, city.names.values()))
        for other in city.others:
            name = fold(other.text)
            if f" {name} " in folded and name not in own:
                found.setdefault(name, (other, city))
    return list(found.values())


def names_beside(*names):
    """Every name of the city that bears one of these names, where it has others."""
    folded = {fold(name) for name in names if name}
    return [name for city in cities() if folded & set(city.folded) for name in city.written]


def names_behind(token):
    """Every folded name of the cities that this folded word means, as the beginning of a word in one of their names."""
    return tuple(
        name
        for city in cities()
        if any(word.startswith(token) for one in city.folded for word in one.split())
        for name in city.folded
    )
