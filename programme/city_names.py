"""Other names of cities: who looks for Kiev finds what the record has in Kyiv. Kept in `texts/cities.yaml`.

The record keeps each place as it was printed: what one city is called is asked only when somebody looks for it.
"""

from dataclasses import dataclass
from functools import cache, cached_property

import yaml

from programme.folding import fold
from programme.models import Sureness
from programme.texts import FOLDER


@dataclass(frozen=True)
class OtherName:
    """A name that a city also bears or bore, in one language, and where that is known from."""

    text: str
    language: str
    since: str
    until: str
    sureness: Sureness
    source: str  # key of a document; empty where none says it


@dataclass(frozen=True)
class City:
    names: tuple[str, ...]  # as the record has them
    others: tuple[OtherName, ...]

    @cached_property
    def written(self):
        """Every name of the city, each once."""
        return tuple(dict.fromkeys((*self.names, *(other.text for other in self.others))))

    @cached_property
    def folded(self):
        return tuple(dict.fromkeys(map(fold, self.written)))


@cache
def cities() -> tuple[City, ...]:
    found = yaml.safe_load((FOLDER / "cities.yaml").read_text(encoding="utf-8"))
    return tuple(City(tuple(one["name"].values()), tuple(map(_other_name, one["other"]))) for one in found)


def _other_name(entry):
    return OtherName(
        text=entry["text"],
        language=entry["language"],
        since=entry.get("from", ""),
        until=entry.get("until", ""),
        sureness=Sureness(entry["sure"]),
        source=entry.get("source", ""),
    )


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
