"""Open data of action plans: what was published, as it was published, and nothing of what is being written."""

import csv
import io
import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from assessments.models import Action
from assessments.plans import carrying_out, publishing
from tests.assessments import planning

pytestmark = pytest.mark.django_db
ADDRESS = "/api/v1/plans/"


def rows(visitor, question="?page_size=200"):
    return visitor.get(f"{ADDRESS}{question}").json()["results"]


def everywhere(visitor):
    return json.dumps(rows(visitor)) + visitor.get("/api/v1/plans.csv").content.decode()


@pytest.fixture
def plan(serbia, focal_point):
    return planning.approved(planning.with_action(serbia, focal_point, resources="Two posts"), focal_point)


def test_what_is_written_reviewed_or_approved_and_not_published_never_appears(plan, albania, focal_point, visitor):
    planning.under_review(planning.with_action(albania))
    assert rows(visitor) == []
    assert "Train inspectors" not in everywhere(visitor)
    assert visitor.get(f"{ADDRESS}?country=RS").status_code == 400


def test_what_was_published_is_there_part_by_part(plan, focal_point, visitor):
    action = planning.action_of(plan)
    carrying_out.change_status(action, "under_way", by=focal_point, note="Begun in May.")
    planning.published(planning.read(plan), focal_point)

    found = rows(visitor)

    assert [row["kind"] for row in found] == ["plan", "action", "indicator", "challenge", "status"]
    head, told, indicator, challenge, status = found
    assert {(row["country"], row["cycle"]) for row in found} == {("RS", 1)}
    assert (told["code"], told["part_of"], told["text"], told["lead"]) == (
        "1",
        "A1",
        "Train inspectors",
        "Inspectorate",
    )
    assert (told["kind_of_action"], told["assistance_kind"], told["status"]) == ("training", "training", "under_way")
    assert (told["due_on"], told["resources"]) == (action.due_on.isoformat(), "Two posts")
    assert (indicator["code"], indicator["part_of"], indicator["stage"]) == ("A1-1", "1", 2)
    assert (challenge["text"], status["text"]) == ("Too few trained inspectors", "Begun in May.")
    assert head["url"].endswith("/en/countries/serbia/plans/1/")
    assert str(action.pk) not in {str(value) for name, value in told.items() if name not in ("code", "cycle")}


@pytest.mark.parametrize(
    ("parts", "hidden"),
    [
        (["actions"], ["Two posts", "Trainers for a week.", "Begun in May.", "under_way"]),
        (["needs"], ["Too few trained inspectors", "Certificates issued.", "Begun in May.", "Inspectorate"]),
        (["progress"], ["Two posts", "Trainers for a week.", "Certificates issued.", "Inspectorate"]),
    ],
)
def test_only_the_chosen_parts_are_there(plan, focal_point, visitor, parts, hidden):
    carrying_out.change_status(planning.action_of(plan), "under_way", by=focal_point, note="Begun in May.")
    planning.published(planning.read(plan), focal_point, parts)

    said = everywhere(visitor)

    assert "Train inspectors" in said
    assert [text for text in hidden if text in said] == []


def test_it_stays_what_was_published_when_the_plan_goes_on(plan, focal_point, visitor):
    planning.published(plan, focal_point)
    carrying_out.change_status(planning.action_of(plan), "done", by=focal_point, note="Told later")
    assert "Told later" not in everywhere(visitor)
    assert {row["status"] for row in rows(visitor, "?kind=action")} == {"not_begun"}


def test_a_withdrawn_publication_vanishes_but_for_its_note(plan, focal_point, visitor):
    publication = planning.published(plan, focal_point)
    publishing.withdraw(publication, by=focal_point, note="Under revision.")
    (row,) = rows(visitor)
    assert (row["kind"], row["text"], row["withdrawal_note"]) == ("plan", None, "Under revision.")
    assert row["withdrawn_at"]
    assert "Train inspectors" not in everywhere(visitor)


def test_a_text_that_looks_like_a_formula_is_none_in_the_table(serbia, focal_point, visitor):
    plan = planning.with_action(serbia, focal_point, lead="=HYPERLINK(1)")
    planning.published(plan, focal_point)
    text = visitor.get("/api/v1/plans.csv").content.decode("utf-8-sig")
    table = list(csv.DictReader(io.StringIO(text)))
    assert len(table) == len(rows(visitor))
    assert [row["lead"] for row in table if row["kind"] == "action"] == ["'=HYPERLINK(1)"]


def test_filters(plan, focal_point, visitor):
    planning.published(plan, focal_point)
    assert visitor.get(f"{ADDRESS}?country=XX").status_code == 400
    assert visitor.get(f"{ADDRESS}?kind=note").status_code == 400
    assert [row["kind"] for row in rows(visitor, "?country=RS&cycle=1&kind=action")] == ["action"]
    assert rows(visitor, "?cycle=2") == []


def test_it_asks_as_much_for_one_country_as_for_two(plan, focal_point, albania, visitor):
    counts = []
    planning.published(plan, focal_point)
    for _round in range(2):
        with CaptureQueriesContext(connection) as seen:
            rows(visitor)
        counts.append(len(seen))
        if not _round:
            planning.published(planning.with_action(albania))
    assert Action.objects.count() == 2
    assert counts[0] == counts[1]
