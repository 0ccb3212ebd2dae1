"""The short way from the home page to the activities that one looks for: what its form offers to choose from."""

from dataclasses import dataclass

from activities.facets import vocabulary
from programme.models import RecordVersion


@dataclass(frozen=True)
class Finder:
    """Values of the address with their words, in the reader's language."""

    countries: list[tuple[str, str]]
    kinds: list[tuple[str, str]]
    areas: list[tuple[str, str]]
    years: list[int]

    @classmethod
    def of(cls, years):
        words = vocabulary(RecordVersion.current())

        def pairs(name):
            return [(value, label) for _key, value, label in words[name]]

        return cls(pairs("country"), pairs("kind"), pairs("area"), sorted(years, reverse=True))
