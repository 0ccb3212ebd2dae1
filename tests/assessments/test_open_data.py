"""Open data of self-assessments: what was published, as it was published, and nothing of what is being written."""

import csv
import io
import json

import pytest

from assessments import publishing
from assessments.models import Publication
from tests.assessments import making

pytestmark = pytest.mark.django_db
ADDRESS = "/api/v1/assessments/"


def rows(visitor, question=""):
    return visitor.get(f"{ADDRESS}{question}").json()["results"]


@pytest.fixture
def published(serbia, editor):
    return making.published(making.opened(serbia, editor), with_file=True)


def test_a_draft_and_what_is_in_review_never_appear(serbia, albania, editor, visitor):
    making.fill(making.opened(serbia, editor), text="Being written")
    making.accepted(making.opened(albania, editor), editor)
    assert rows(visitor) == []
    assert "Being written" not in visitor.get("/api/v1/assessments.csv").content.decode()


def test_what_was_published_is_there_part_by_part(published, visitor):
    found = rows(visitor, "?country=RS&page_size=200")
    kinds = {row["kind"] for row in found}
    assert kinds == {"assessment", "area", "question", "indicator", "criterion", "evidence"}
    indicator = next(row for row in found if (row["kind"], row["code"]) == ("indicator", "A1-1"))
    assert (indicator["country"], indicator["cycle"], indicator["part_of"]) == ("RS", 1, "A1")
    assert (indicator["stage"], indicator["text"]) == (2, "Because it is so.")
    assert indicator["url"].endswith("/en/countries/serbia/assessments/1/")


def test_it_stays_what_was_published_when_the_answers_change(published, visitor):
    making.fill(making.read(published.submission.assessment), text="Written later")
    assert "Written later" not in json.dumps(rows(visitor, "?page_size=200"))


def test_only_the_chosen_parts_are_there(serbia, editor, visitor):
    making.published(making.opened(serbia, editor), parts=["stages"], with_file=True)
    found = rows(visitor, "?page_size=200")
    assert {row["kind"] for row in found} == {"assessment", "area", "indicator", "criterion"}
    assert {row["text"] for row in found} == {None}


def test_of_a_withdrawn_publication_its_note_is_there(published, editor, visitor):
    publishing.withdraw(published, by=editor, note="Under revision.")
    (row,) = rows(visitor)
    assert (row["kind"], row["withdrawal_note"]) == ("assessment", "Under revision.")
    assert row["withdrawn_at"]


def test_the_table_holds_the_same(published, visitor):
    text = visitor.get("/api/v1/assessments.csv").content.decode("utf-8-sig")
    table = list(csv.DictReader(io.StringIO(text)))
    assert len(table) == len(rows(visitor, "?page_size=200"))
    assert {row["country"] for row in table} == {"RS"}


def test_a_country_or_kind_that_is_not_there_is_refused(published, visitor):
    assert visitor.get(f"{ADDRESS}?country=XX").status_code == 400
    assert visitor.get(f"{ADDRESS}?kind=note").status_code == 400
    assert [row["kind"] for row in rows(visitor, "?kind=assessment")] == ["assessment"]


def test_it_asks_as_much_for_one_country_as_for_two(published, albania, editor, visitor):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    counts = []
    for _round in range(2):
        with CaptureQueriesContext(connection) as seen:
            visitor.get(f"{ADDRESS}?page_size=200")
        counts.append(len(seen))
        if not _round:
            making.published(making.opened(albania, editor))
    assert Publication.objects.count() == 2
    assert counts[0] == counts[1]
