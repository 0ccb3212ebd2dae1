"""The indicators and criteria for everybody: the page, the way to it, the open data."""

import csv
import io

import pytest
from django.test import Client

from tests import factories

pytestmark = pytest.mark.django_db
PAGE = "/{}/programme/indicators/"


def page(language="en"):
    return Client().get(PAGE.format(language)).content.decode()


def test_the_page_shows_the_version_in_force_and_nothing_of_a_draft():
    factories.published_instrument("OUT")
    factories.instrument("DRAFT", areas=1, indicators=(1,), text_en="Secret draft")
    found = page()
    for text in ("Area A1 en", "Indicator A1-2 en", "Criterion A2-1b en", "Stage 4 en", "Law en"):
        assert text in found
    assert "Secret draft" not in found
    assert "2 areas" in found
    assert "3 indicators" in found


@pytest.mark.parametrize(
    ("language", "said"),
    [("en", "Reconstructed wording."), ("fr", "Libellé reconstitué."), ("ru", "Восстановленная формулировка.")],
)
def test_reconstructed_wording_is_said_plainly(language, said):
    factories.published_instrument("OUT", sureness="reconstructed")
    assert said in page(language)


def test_official_wording_bears_no_such_mark():
    factories.published_instrument("OUT", sureness="official")
    assert "Reconstructed" not in page()


def test_without_a_version_the_page_says_so():
    assert "No version is published" in page()
    assert "programme/indicators" not in Client().get("/en/programme/areas/").content.decode()


def test_the_page_of_the_areas_leads_there():
    factories.published_instrument("OUT")
    assert PAGE.format("en") in Client().get("/en/programme/areas/").content.decode()


def test_the_number_of_queries_does_not_grow(django_assert_max_num_queries):
    counts = []
    for code, size in (("SMALL", 1), ("LARGE", 5)):
        factories.published_instrument(code, areas=size, indicators=(size,) * size, criteria=size)
        with django_assert_max_num_queries(20) as captured:
            page()
        counts.append(len(captured))
    assert counts[0] == counts[1]


def test_the_open_data_holds_every_part_of_the_version_in_force():
    factories.published_instrument("OLD")
    factories.published_instrument("NEW", areas=1, indicators=(1,), criteria=1, stages=2)
    answer = Client().get("/api/v1/instrument/").json()
    assert [(row["kind"], row["code"]) for row in answer["results"]] == [
        ("instrument", "NEW"),
        ("stage", "1"),
        ("stage", "2"),
        ("facet", "law"),
        ("area", "A1"),
        ("indicator", "A1-1"),
        ("criterion", "A1-1a"),
    ]
    assert answer["results"][-1]["texts"]["ru"] == "Criterion A1-1a ru"
    old = Client().get("/api/v1/instrument/?version=OLD&kind=area&kind=stage").json()
    assert [row["code"] for row in old["results"]] == ["1", "2", "3", "4", "A1", "A2"]
    table = list(csv.DictReader(io.StringIO(Client().get("/api/v1/instrument.csv").content.decode("utf-8-sig"))))
    assert len(table) == answer["count"] == 7


def test_a_draft_is_not_in_the_open_data():
    factories.instrument("DRAFT")
    assert Client().get("/api/v1/instrument/").json()["count"] == 0
    assert Client().get("/api/v1/instrument/?version=DRAFT").status_code == 400
