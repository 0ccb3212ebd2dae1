"""Other names of cities: each says where it comes from, and each city is one of the record (data/)."""

from pathlib import Path

import yaml
from django.conf import settings

from programme.city_names import cities, names_behind, names_beside
from programme.models import Sureness

DATA = Path(settings.BASE_DIR) / "data"


def test_every_city_stands_in_the_record_by_these_names():
    told = "".join(path.read_text() for path in (DATA / "activities").glob("*.yaml"))

    for city in cities():
        assert 'city: {{en: "{}", fr: "{}", ru: "{}"}}'.format(*city.names) in told


def test_every_other_name_says_how_sure_it_is_and_by_which_document():
    documents = {
        entry["key"] for path in (DATA / "documents").glob("*.yaml") for entry in yaml.safe_load(path.read_text())
    }

    for other in (other for city in cities() for other in city.others):
        assert other.sureness in Sureness
        assert other.language in ("en", "fr", "ru")
        assert not other.source or other.source in documents
        assert other.source or other.sureness in (Sureness.OFFICIAL, Sureness.UNCONFIRMED)


def test_a_city_has_all_its_names_by_each_of_them():
    assert names_beside("Kyïv") == names_beside("Киев") == names_beside("KIEV") == ["Kyiv", "Kyïv", "Киев", "Kiev"]
    assert names_beside("Minsk", "") == []
    assert names_behind("султан") == names_behind("astana")
    assert names_behind("minsk") == ()
