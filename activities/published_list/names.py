"""Names of countries and groups in a title, the longest first, in any language and Russian case."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache

from babel import Locale
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from activities.published_list.records import Doubt, Gazetteer
from programme.folding import fold

# CLDR lists these beside the countries. Réunion is left out because it is a meeting in French.
_NO_COUNTRIES = {"RE", "EU", "EZ", "UN", "QO", "ZZ", "XA", "XB", "AC", "CP", "CQ", "DG", "EA", "IC", "TA"}
_ABBREVIATED = {"rep": "republic", "респ": "республик"}
_ARTICLES = {"the", "la", "le", "les", "l"}
_WORD = re.compile(r"[^\W_]+")
_CYRILLIC = re.compile(r"[а-яё]{4,}")
_RUSSIAN_ENDING = re.compile(
    r"(?:иями|ией|ием|иях|иям|ого|его|ому|ему|ыми|ими|[иы]й|ой|ей|ом|ем|ам|ям|ах|ях|ых|их|[аеиоуыэюяь]{1,2})$"
)
_GENERIC = set(
    "republic republique республика north south east west united former central union state states kingdom "
    "eastern western northern southern european democratic northern".split()
)
_REGION = re.compile(
    r"\b(?:(?:south|north|east|west|central)\w*[ -]+(?:\w+[ -]+)?europ\w+|caucas\w*|balkan\w*|central\w* asia\w*|"
    r"кавказ\w*|центральн\w+ ази\w*|балкан\w*|(?:юго-)?восточн\w+ европ\w+|asie centrale|mer noire|"
    r"europe (?:du sud|du nord|de l est|orientale|occidentale|centrale))\b",
    re.IGNORECASE,
)
_FUNDING = re.compile(
    r"\b(?:fund(?:ed|ing)|support(?:ed)? (?:by|from|of)|sponsored|financed|hosted by|with the assistance of|"
    r"organi[sz]ed by|financé|при поддержке|при финансировании)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Names:
    """What a text names, in the order it names them."""

    countries: tuple[str, ...]
    groups: tuple[str, ...]
    doubts: tuple[Doubt, ...]


class NameFinder:
    """Finds the names of one gazetteer; a country that it lacks is known by CLDR's name, and doubted."""

    def __init__(self, gazetteer: Gazetteer):
        self.gazetteer = gazetteer
        self._countries: dict[tuple[str, ...], str] = {}
        self._groups: dict[tuple[str, ...], tuple[str, ...]] = {}
        self._registered = set(gazetteer.countries.values()) | {iso2 for _city, iso2 in gazetteer.cities.values()}
        for name, iso2 in (*_world().items(), *gazetteer.countries.items()):
            self._countries[_words_of(name)] = iso2
        for name, slugs in gazetteer.groups.items():
            self._groups[_words_of(name)] = slugs
        self._longest = max(map(len, (*self._countries, *self._groups)))
        words = {word for name in gazetteer.countries for word in name.split()}
        words = {word for word in words if len(word) >= 5 and word not in _GENERIC}
        self._known_words = sorted(words)
        self._beginnings = {word[:4] for word in words}
        self._city_words = {word for city in gazetteer.cities for word in city.split()}
        self._likeness: dict[str, bool] = {}

    def country(self, text: str) -> str | None:
        """The country that the whole of the text names ("The former Yugoslav Republic of Macedonia")."""
        return self._countries.get(_words_of(fold(text)))

    def is_group(self, text: str) -> bool:
        return _words_of(fold(text)) in self._groups

    def city(self, text: str) -> tuple[str, str] | None:
        return self.gazetteer.cities.get(fold(text))

    def is_registered(self, iso2: str) -> bool:
        return iso2 in self._registered

    def find(self, text: str) -> Names:
        printed = [match[0] for match in _WORD.finditer(text)]
        words = [_stem(fold(word)) for word in printed]
        countries: dict[str, str] = {}
        groups: dict[str, None] = {}
        doubts: list[Doubt] = []
        covered: set[int] = set()
        position = 0
        while position < len(words):
            length = self._match(words, printed, position)
            if not length:
                position += 1
                continue
            name = tuple(words[position : position + length])
            if name in self._groups:
                groups.update(dict.fromkeys(self._groups[name]))
            else:
                countries[self._countries[name]] = " ".join(printed[position : position + length])
            covered.update(range(position, position + length))
            position += length
        for iso2, printed_name in countries.items():
            if not self.is_registered(iso2):
                doubts.append(_doubt(_("“{name}” is not in the record of countries yet."), printed_name))
        doubts += self._unread(text, printed, covered)
        if countries and _FUNDING.search(text):
            doubts.append(Doubt("countries", _("A country in the title may be a supporter, not one it was for.")))
        return Names(tuple(countries), tuple(groups), tuple(doubts))

    def _match(self, words, printed, position):
        """How many words from here on are the longest name; none if this is an ordinary word."""
        # "SEE" is a group and "see" is not; no name begins with a small letter but by its article.
        if len(printed[position]) <= 3 and not printed[position].isupper() and not printed[position][0].isdigit():
            return self._long_match(words, position, 2)
        return self._long_match(words, position, 1)

    def _long_match(self, words, position, shortest):
        for length in range(min(self._longest, len(words) - position), shortest - 1, -1):
            name = tuple(words[position : position + length])
            if name in self._groups or name in self._countries:
                return length
        return 0

    def _unread(self, text, printed, covered):
        """What looks like a name of a country or region and was not read as one."""
        rest = " ".join(word for index, word in enumerate(printed) if index not in covered)
        if match := _REGION.search(rest):
            yield Doubt("groups", format_lazy(_("“{name}” looks like a region that is not known."), name=match[0]))
        for index, word in enumerate(printed):
            if index in covered or len(word) < 5 or not word[0].isupper():
                continue
            if self._looks_like_country(fold(word)):
                yield _doubt(_("“{name}” looks like the name of a country that is not known."), word)

    def _looks_like_country(self, word):
        if word not in self._likeness:
            self._likeness[word] = (
                word not in _GENERIC
                and word not in self._city_words
                and (word[:4] in self._beginnings or bool(get_close_matches(word, self._known_words, 1, 0.84)))
            )
        return self._likeness[word]


def _doubt(message, name):
    return Doubt("countries", format_lazy(message, name=name))


def _words_of(folded):
    """The words of a folded name without its article."""
    words = folded.split()
    return tuple(map(_stem, words[1:] if len(words) > 1 and words[0] in _ARTICLES else words))


def _stem(word):
    """A Russian word without its ending, so that «Сербии» is «Сербия»; any other word as it is."""
    word = _ABBREVIATED.get(word, word)
    return _RUSSIAN_ENDING.sub("", word) if _CYRILLIC.fullmatch(word) else word


@cache
def _world():
    """Every country's name in the three languages, to recognise what the record lacks; never to name anything."""
    names = {}
    for language in ("ru", "fr", "en"):
        for iso2, name in Locale.parse(language).territories.items():
            if len(iso2) == 2 and iso2.isalpha() and iso2 not in _NO_COUNTRIES:
                names |= {fold(form): iso2 for form in (name, name.replace("&", "and"))}
    names |= {"czech republic": "CZ", "slovak republic": "SK", "russian federation": "RU", "usa": "US", "uk": "GB"}
    names |= {
        "great britain": "GB",
        "byelorussia": "BY",
        "moldavia": "MD",
        "turkey": "TR",
        "kirghizia": "KG",
        "turkmenia": "TM",
        "fyrom": "MK",
    }
    return names
