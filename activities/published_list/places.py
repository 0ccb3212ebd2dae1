"""The place of an activity: city and country, a city alone, or online."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from activities.published_list.date_phrases import find_dates
from activities.published_list.names import NameFinder
from activities.published_list.records import Doubt

_ONLINE = re.compile(
    r"\b(?:on-?line|virtual(?:ly)?(?: (?:meeting|event|format))?|hybrid(?: (?:meeting|event|format))?|"
    r"(?:via|by|through|on) (?:zoom|webex|(?:ms|microsoft) teams|videoconference|video conference)|zoom|webex|"
    r"videoconference|en ligne|virtuel(?:le)?|hybride|visioconférence|(?:в режиме )?онлайн|виртуально|"
    r"(?:в )?(?:смешанном|гибридном|онлайн)(?:[ -]формате)?|гибридн\w+)\b",
    re.IGNORECASE,
)
_LEAD = re.compile(r"^(?:[\s,;:.–—-]+|(?:held|in|at|à|en|в|г\.|город)\s+)+", re.IGNORECASE)
_BRACKET_INSIDE = re.compile(r"\s*\([^()]*\)(?=\s*,)")
_BRACKETED_COUNTRY = re.compile(r"^(?P<city>[^()\[\]]+?)\s*[(\[](?P<country>[^()\[\]]+)[)\]]$")
_SMALL_WORDS = {
    "de",
    "la",
    "le",
    "du",
    "des",
    "of",
    "the",
    "and",
    "upon",
    "am",
    "an",
    "der",
    "el",
    "al",
    "i",
    "и",
    "на",
    "et",
    "region",
    "oblast",
    "district",
    "city",
}
_TWO_PLACES = re.compile(r"\b(?:and|et|и)\b|[/;&]")
_REGION = re.compile(r"\b(?:region|oblast|district|canton|province|область|район|région)\b", re.IGNORECASE)
_ENDING_BRACKET = re.compile(r"\((?P<place>[^()]+)\)$")
_LONGEST_PLACE = 120


def mentions_online(text: str) -> bool:
    return bool(_ONLINE.search(text))


@dataclass
class Place:
    printed: str = ""
    city: str = ""
    country: str | None = None
    is_online: bool = False
    doubts: list[Doubt] = field(default_factory=list)

    def doubt(self, message, *, about="place"):
        self.doubts.append(Doubt(about, format_lazy(message, printed=self.printed)))


def read_place(text: str, names: NameFinder) -> Place | None:
    """The place that the whole of the text states; nothing where the text does not look like a place."""
    text = text.strip(" ,;:.–—-|")
    if text.startswith(("(", "[")) and text.endswith((")", "]")) and not re.search(r"[(\[]", text[1:]):
        text = text[1:-1].strip()
    if not text or len(text) > _LONGEST_PLACE or find_dates(text):
        return None
    text = text if _ONLINE.match(text) else _LEAD.sub("", text)
    place = Place(printed=text, is_online=bool(_ONLINE.search(text)))
    rest = " ".join(_ONLINE.sub("", text).split())
    rest = re.sub(r"[(\[]\s*[)\]]", "", rest)
    rest = re.sub(r"\s+(?:and|et|и|with)\s*$|^(?:and|et|и|with)\s+", "", rest.strip(" ,;:.–—-/+&")).strip(" ,;:.–—-/+&")
    if not rest:
        return place if place.is_online else None
    if re.search(r"\d", rest) and not names.country(_parts(rest)[-1]):
        return None
    if _BRACKET_INSIDE.search(rest):
        rest = _BRACKET_INSIDE.sub("", rest)
        place.doubt(_("“{printed}” has more parts than a city and a country."), about="city")
    if not _is_name(rest, names):
        return None
    _read_city_and_country(rest, place, names)
    return place


def _is_name(text, names):
    """Whether every word is written as a name is."""
    if names.country(text):
        return True
    outside = re.sub(r"\([^()]*\)", lambda match: "" if names.country(match[0][1:-1]) else match[0], text)
    parts = [part for part in outside.split(",") if not names.country(part)]
    words = [word for part in parts for word in re.findall(r"[^\W\d_][\w'’-]*", part)]
    return all(word[0].isupper() or word.lower() in _SMALL_WORDS or not word[0].islower() for word in words) and (
        not words or any(word[0].isupper() for word in words)
    )


def _read_city_and_country(text, place, names):
    bracketed = _BRACKETED_COUNTRY.match(text)
    if bracketed:
        parts = [*_parts(bracketed["city"]), bracketed["country"].strip()]
    else:
        parts = _parts(text)
    place.country = names.country(parts[-1])
    if place.country:
        parts = parts[:-1]
        if not names.is_registered(place.country):
            place.doubt(_("The country in “{printed}” is not in the record yet."), about="country")
    elif len(parts) > 1:
        countries = [country for part in parts if (country := names.country(part))]
        if countries:
            place.country = countries[0]
        place.doubt(_("The country in “{printed}” is not known."), about="country")
        parts = [part for part in parts[:1] if not names.country(part)] if bracketed or len(parts) == 2 else parts[:-1]
    if any(names.country(part) for part in parts):
        place.doubt(_("“{printed}” names more than one country."), about="country")
        parts = [part for part in parts if not names.country(part)][:1]
    if not parts:
        return
    known = [part for part in parts if names.city(part)]
    place.city = known[-1] if known else parts[0]
    if len(parts) > 1 or _REGION.search(place.city):
        place.doubt(_("“{printed}” has more parts than a city and a country."), about="city")
    if _TWO_PLACES.search(place.city) and not names.city(place.city):
        place.doubt(_("“{printed}” may name more than one place."), about="city")
    if re.search(r"\d", place.city):
        place.doubt(_("“{printed}” holds figures, which a city does not."), about="city")
    _compare_with_record(place, names)


def _compare_with_record(place, names):
    known = names.city(place.city)
    if known is None:
        if place.country is None and not any(doubt.field == "country" for doubt in place.doubts):
            place.doubt(
                _("No country is printed with “{printed}”, and the record does not know the city."), about="country"
            )
        return
    city_country = known[1]
    if place.country is None:
        place.country = city_country
        place.doubt(_("No country is printed with “{printed}”: it is where the record has the city."), about="country")
    elif place.country != city_country:
        place.doubt(_("The record has the city of “{printed}” in another country."), about="country")


def _parts(text):
    return [part.strip(" .") for part in text.split(",") if part.strip(" .")] or [text]


_IN_CITY = re.compile(
    r"\b(?:in|at|à|в)\s+(?P<city>[^\W\d_][\w'’-]*(?:\s[^\W\d_][\w'’-]*)?)\s*,\s*(?P<country>[^,()]+)$", re.IGNORECASE
)


def split_place(title: str, names: NameFinder) -> tuple[str, Place | None]:
    """A title that ends with the place ("…, Minsk, Belarus") without it, and the place."""
    commas = [match.start() for match in re.finditer(r"[,;]|\s[–—-](?=\s)|\.(?=\s)", title)]
    for comma in commas[-3:]:
        tail = title[comma:].lstrip(" ,;.–—-")
        if not _is_ending_place(tail, title[:comma], names):
            continue
        place = read_place(tail, names)
        if place:
            if place.country and not place.city and not place.is_online:
                place.doubt(_("“{printed}” may be the place, or a country that the activity was for."))
            elif place.city and not names.city(place.city):
                place.doubt(_("“{printed}” is taken for the place because the title ends with it."))
            return title[:comma].rstrip(" ,;–—-"), place
    bracket = _ENDING_BRACKET.search(title)
    if bracket and (place := read_place(bracket["place"], names)) and place.city and place.country:
        place.doubt(_("“{printed}” is taken for the place because the title ends with it."))
        return title[: bracket.start()].rstrip(" ,;–—-"), place
    match = _IN_CITY.search(title)
    if match and names.country(match["country"]) and match["city"][0].isupper() and not names.is_group(match["city"]):
        place = read_place(f"{match['city']}, {match['country']}", names)
        if place:
            place.doubt(_("The place “{printed}” is taken from the title."))
            place.doubt(_("The country of “{printed}” may be only the venue."), about="countries")
            return title, place
    return title, None


def _is_ending_place(tail, before, names):
    """Whether the end of a title is a place, and not the end of a list of countries."""
    parts = _parts(re.sub(r"\s*\(([^()]*)\)\s*$", r", \1", tail))
    if not re.search(r"\w", _ONLINE.sub("", tail)):
        return True
    if len(parts) > 3 or len(before.split()) < 2:
        return False
    if len(parts) == 1:
        return bool(names.city(parts[0]))
    # "…, Kyrgyzstan and Tajikistan, Almaty (Kazakhstan)": the list of countries goes on.
    first = names.find(parts[0])
    if first.countries or first.groups:
        return False
    is_named = bool(names.country(parts[-1]) or names.city(parts[0]))
    return is_named and len(parts[0].split()) <= 4
