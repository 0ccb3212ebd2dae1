"""Finding activities by words: in their own texts and by any name of a country that they reached (ADR 7).

Countries are found first, so that a name added to a country changes no activity.
"""

from django.db.models import Q

from activities.fields import key_pattern
from countries.models import Country
from programme.folding import query_tokens


def search(activities, text):
    """Activities in which every word of the text occurs, in a title, the place, or the name of a country reached.

    A text that is as a whole the name of a country means that country: "Serbia" finds nothing of Montenegro's because
    both were once "Serbia and Montenegro". The printed titles are searched all the same.
    """
    words = query_tokens(text)
    if not words:
        return activities.none()
    in_texts = Q(*(Q(search_text__contains=word) for word in words))
    countries = set(Country.objects.known_as(text).values_list("pk", flat=True))
    if countries:
        return activities.filter(in_texts | reaches(countries))
    for word in words:
        countries = Country.objects.matching(word).values_list("pk", flat=True)
        activities = activities.filter(Q(search_text__contains=word) | reaches(countries))
    return activities


def reaches(countries):
    found = Q(pk__in=[])
    for country in countries:
        found |= Q(countries_key__contains=key_pattern(country))
    return found
