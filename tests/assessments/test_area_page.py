"""The page of an area: what it costs, and that it says what a revision reopened (PRODUCT D3, D11)."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from assessments import cycles, reviewing
from assessments.sheet import reopened_in
from tests.assessments import making
from tests.kept import kept

pytestmark = pytest.mark.django_db
MOST_QUERIES = 27
MOST_BYTES = 150_000


def queries(client, path):
    client.get(path)  # who is here is noted now
    with CaptureQueriesContext(connection) as seen:
        page = client.get(path)
    assert page.status_code == 200
    return len(seen), page


def page_in_cycle(country, number, focal_point):
    """The page of an area in this cycle of the country, those before accepted and ended."""
    while True:
        assessment = making.opened(country, areas=3, indicators=(2, 5, 1), criteria=3)
        if assessment.cycle.number == number:
            return f"/en/work/assessments/{assessment.pk}/areas/A2/"
        making.accepted(assessment, focal_point)
        cycles.end_cycle(assessment.cycle)


def test_it_asks_as_much_after_five_cycles_as_after_one(serbia, focal_point, focal_point_client):
    counts = []
    for number in (2, 6):
        count, page = queries(focal_point_client, page_in_cycle(serbia, number, focal_point))
        counts.append(count)
        making.accepted(page.context["assessment"], focal_point)
        cycles.end_cycle(page.context["assessment"].cycle)
    assert counts[0] == counts[1] <= MOST_QUERIES
    assert len(page.content) < MOST_BYTES


def test_the_tabs_tell_of_each_area_what_its_page_tells(serbia, focal_point_client):
    assessment = making.opened(serbia, areas=3, indicators=(2, 5, 1))
    here = f"/en/work/assessments/{assessment.pk}/areas/"
    sent = making.as_sent(assessment, "A2", **{making.field(assessment, "A2", "text", kind="f"): "Law 1"})
    focal_point_client.post(f"{here}A2/", sent)

    tabs = focal_point_client.get(f"{here}A1/").context["tabs"]

    told = {tab.area.code: tab.progress for tab in tabs}
    own = {code: focal_point_client.get(f"{here}{code}/").context["sheet"].progress for code in told}
    assert told == own
    assert own["A2"].done == 1


@pytest.fixture
@kept
def returned(serbia, editor, focal_point):
    """Returned with one indicator of the first area open, and the second area as a whole."""
    assessment = making.opened(serbia, editor, areas=3, indicators=(2, 1, 1))
    making.under_review(assessment, focal_point)
    reviewing.return_for_revision(assessment.pk, by=editor, note="Why", areas=["A2"], indicators=["A1-2"])
    return making.read(assessment)


def test_a_page_says_in_words_what_is_reopened_and_what_is_not_asked_again(returned, focal_point_client):
    page = focal_point_client.get(f"/en/work/assessments/{returned.pk}/areas/A1/").content.decode()
    closed, reopened = page.split('id="A1-2"')
    reopened, questions = reopened.split('id="facets"')

    assert "Reopened for revision: A1-2" in closed
    assert "Not asked again: this answer stays as it was submitted." in closed
    assert "Because it is so." in closed  # as text
    assert "<textarea" not in closed
    assert "Not asked again" not in reopened
    assert "<textarea" in reopened
    assert "Not asked again" in questions
    tabs = focal_point_client.get(f"/en/work/assessments/{returned.pk}/areas/A3/").context["tabs"]
    assert {tab.area.code: tab.is_reopened for tab in tabs} == {"A1": True, "A2": True, "A3": False}


@pytest.mark.parametrize("page", ["/en/work/", "/en/work/assessments/{}/"])
def test_the_pages_before_it_name_what_is_reopened(returned, focal_point_client, page):
    text = focal_point_client.get(page.format(returned.pk)).content.decode()
    for code in ("A1-2", "A2"):
        assert code in text
    assert "Reopened for revision" in text


def test_nothing_is_called_reopened_outside_a_revision(serbia, focal_point_client):
    assessment = making.opened(serbia)
    assert reopened_in([assessment]) == {}
    page = focal_point_client.get(f"/en/work/assessments/{assessment.pk}/areas/A1/").content.decode()
    assert "eopened" not in page


def test_what_is_not_asked_again_is_not_sent_by_the_form_and_not_refused(returned, focal_point_client):
    """The form of the page sends only what is reopened."""
    name = making.field(returned, "A1", "justification", number=1)
    path = f"/en/work/assessments/{returned.pk}/areas/A1/"
    page = focal_point_client.get(path).content.decode()
    prefix = name.split("-")[0]
    answer = focal_point_client.post(path, {f"{prefix}-version": 1, name: "Law 7"})
    assert f'name="{name}"' in page
    assert making.field(returned, "A1", "justification", number=0) not in page
    assert answer.status_code == 302
