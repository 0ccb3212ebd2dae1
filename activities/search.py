"""Finding activities by words: in their own texts, by any name of their city or of a country that they reached (ADR 7).

Countries and cities are found first, so that a name added to one of them changes no activity.
"""

from django.db.models import Q

from activities.fields import key_pattern
from countries.models import Country
from programme.city_names import names_behind
from programme.folding import query_tokens

NOTHING = Q(pk__in=[])


def found_by(text):
    """The condition that an activity was meant: every word of the text is in a title, the place or a country's name.

    A text that is as a whole the name of a country means that country: "Serbia" finds nothing of Montenegro's because
    both were once "Serbia and Montenegro". The printed titles are searched all the same.
    """
    words = query_tokens(text)
    if not words:
        return NOTHING
    in_texts = Q(*map(_in_text, words))
    countries = set(Country.objects.known_as(text).values_list("pk", flat=True))
    if countries:
        return in_texts | reaches(countries)
    found = Q()
    for word in words:
        countries = Country.objects.matching(word).values_list("pk", flat=True)
        found &= _in_text(word) | reaches(countries)
    return found


def _in_text(word):
    """The word itself, or another name of the city that it names."""
    found = Q(search_text__contains=word)
    for name in names_behind(word):
        found |= Q(search_text__contains=name)
    return found


def reaches(countries):
    found = NOTHING
    for country in countries:
        found |= Q(countries_key__contains=key_pattern(country))
    return found
