"""Other names of cities: each says where it comes from, and each city is one of the record (data/)."""

import html
from pathlib import Path

import pytest
import yaml
from django.conf import settings

from programme.city_names import cities, named_in, names_behind, names_beside
from programme.models import Sureness
from tests import factories

DATA = Path(settings.BASE_DIR) / "data"


def test_every_city_stands_in_the_record_by_these_names():
    told = "".join(path.read_text() for path in (DATA / "activities").glob("*.yaml"))

    for city in cities():
        assert 'city: {{en: "{en}", fr: "{fr}", ru: "{ru}"}}'.format(**city.names) in told


def test_every_other_name_says_how_sure_it_is_and_by_which_document():
    documents = {
        entry["key"] for path in (DATA / "documents").glob("*.yaml") for entry in yaml.safe_load(path.read_text())
    }

    for other in (other for city in cities() for other in city.others):
        assert other.sureness in Sureness
        assert other.language in ("en", "fr", "ru")
        assert not other.source or other.source in documents
        assert other.source or other.sureness == Sureness.UNCONFIRMED


def test_a_city_has_all_its_names_by_each_of_them():
    assert names_beside("Kyïv") == names_beside("Киев") == names_beside("KIEV") == ["Kyiv", "Kyïv", "Киев", "Kiev"]
    assert names_beside("Minsk", "") == []
    assert names_behind("султан") == names_behind("astana")
    assert names_behind("minsk") == ()


def test_what_was_looked_for_is_named_with_its_city():
    (found,) = named_in("a workshop in Nur Sultan")
    other, city = found

    assert (other.text, city.name, other.period) == ("Nur-Sultan", "Astana", "March 2019 – September 2022")
    assert [(other.text, other.sureness) for other, _city in named_in("KIEV")] == [("Kiev", Sureness.UNCONFIRMED)]
    for text in ("Astana", "Киев", "Chișinău", "kievan", ""):
        assert list(named_in(text)) == []


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/en/activities/", "/en/search/"])
def test_pages_say_by_which_name_a_city_is_found(visitor, address):
    factories.activity("Workshop", city_en="Astana", city_ru="Астана")

    said = html.unescape(visitor.get(address, {"q": "Nur-Sultan"}).content.decode())

    assert "“Nur-Sultan” is another name of the city: Astana (March 2019 – September 2022)" in said
    assert "is another name of the city" not in visitor.get(address, {"q": "Astana"}).content.decode()
