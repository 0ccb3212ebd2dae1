"""The names that the record knows, for the reader of published lists."""

import pytest

from activities.gazetteer import build_gazetteer
from activities.published_list import parse_list
from tests.factories import activity, country, group, meeting

pytestmark = pytest.mark.django_db


@pytest.fixture
def record():
    country("Albania", "AL")
    group("south-eastern-europe", "South-Eastern Europe")


def test_gazetteer_knows_groups_by_all_their_phrases(record):
    for slug, name in (
        ("eastern-europe", "Eastern Europe"),
        ("caucasus", "Caucasus"),
        ("central-asia", "Central Asia"),
        ("eecca", "Eastern Europe, the Caucasus and Central Asia"),
    ):
        group(slug, name)
    gazetteer = build_gazetteer()
    for phrase, slugs in (
        ("Eastern Europe and the Caucasus", ("eastern-europe", "caucasus")),
        ("Eastern Europe, Caucasus and Central Asia", ("eecca",)),
        ("Eastern Europe, the Caucasus and Central Asia", ("eecca",)),
        ("EECCA and SEE countries", ("eecca", "south-eastern-europe")),
        ("Southeast Europe", ("south-eastern-europe",)),
    ):
        (line,) = parse_list(f"- Workshop for {phrase} (May 2015)", gazetteer)
        assert line.groups == slugs


def test_gazetteer_knows_cities_but_none_in_two_countries(record):
    here, there = country("Here", "HE"), country("There", "TH")
    activity("One", city_en="Minsk", place_country=here)
    activity("Two", city_en="Twin", place_country=here)
    activity("Three", city_en="Twin", place_country=there)
    meeting(city_en="Geneva", country_code="CH")
    meeting("cop-9", 9, city_en="Tirana", country_code="AL")
    assert build_gazetteer().cities == {"minsk": ("Minsk", "HE"), "tirana": ("Tirana", "AL")}


def test_a_list_may_print_another_name_of_a_city_that_the_record_knows():
    activity("One", city_en="Kyiv", place_country=country("Ukraine", "UA"))

    (line,) = parse_list("- Workshop on safety reports (19 April 2018), Kiev", build_gazetteer())

    assert (line.city, line.country) == ("Kiev", "UA")
