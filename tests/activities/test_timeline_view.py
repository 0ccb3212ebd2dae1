"""The list of activities drawn on years."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from activities import timeline_view
from tests.activities.test_listing import text
from tests.factories import activity, country, kind

pytestmark = pytest.mark.django_db
VIEW = "/en/activities/?view=timeline"


def shown(client, query=""):
    return client.get(f"{VIEW}{query}").context["timeline"]


def percent(text):
    return float(text.removesuffix("%"))


def test_activities_stand_in_the_order_of_time_and_undated_ones_apart(visitor):
    activity("Second", "2015-06-01")
    activity("First", "2012-03-05")
    activity("Undated")
    years = shown(visitor, "&sort=title")
    assert [event.record.title_en for event, _marks in years.dated] == ["First", "Second"]
    assert [event.record.title_en for event in years.undated] == ["Undated"]
    html = visitor.get(VIEW).content.decode()
    assert html.index('<ol class="timeline-events">') < html.index("First") < html.index("Second")
    assert "Date not known" in text(visitor.get(VIEW))


def test_project_is_drawn_at_its_widest_days_and_marked_where_they_are_not_known(visitor):
    activity("Project", "2012", "2015-06", kind=kind("project"))
    activity("Last day drawn", "2021-12-31")
    ((_event, marks), _last) = shown(visitor).dated
    drawn = {mark["how"]: (percent(mark["x1"]), percent(mark["x2"])) for mark in marks}
    assert drawn["perhaps"] == pytest.approx((0, 35), abs=0.2), "from January 2012 to June 2015, of ten years"
    assert drawn["sure"] == pytest.approx((10, 34.2), abs=0.2), "from the end of 2012 to the beginning of June 2015"


def test_same_filters_hold_and_stay(visitor):
    serbia = country("Serbia", "RS")
    activity("Here", "2015-06-01", countries=[serbia])
    activity("There", "2015-06-01")
    page = visitor.get(f"{VIEW}&country=RS")
    assert [event.record.title_en for event, _marks in page.context["timeline"].dated] == ["Here"]
    html = page.content.decode()
    assert '<input type="hidden" name="view" value="timeline">' in html
    assert 'href="?country=RS" id="view-list"' in html
    assert all("view=timeline" in url for _label, url in page.context["chips"])


def test_empty_timeline_says_so(visitor):
    activity("Workshop", "2015")
    page = visitor.get(f"{VIEW}&q=nothing")
    assert "No activity fits all of this" in text(page)
    assert page.context["timeline"].dated == []


def test_long_timeline_has_pages(visitor, monkeypatch):
    monkeypatch.setattr(timeline_view, "AT_ONCE", 2)
    for year in (2011, 2012, 2013):
        activity(f"In {year}", str(year))
    assert [event.record.title_en for event, _marks in shown(visitor).dated] == ["In 2011", "In 2012"]
    assert [event.record.title_en for event, _marks in shown(visitor, "&page=2").dated] == ["In 2013"]
    assert "3 activities, 1 to 2 shown" in text(visitor.get(f"{VIEW}&page=1"))


def test_unpublished_activity_is_the_secretariat_s(visitor, editor_client):
    activity("Secret", "2015", is_published=False)
    assert shown(visitor).dated == []
    assert len(shown(editor_client).dated) == 1


def test_timeline_needs_as_many_queries_for_many(visitor):
    def queries():
        with CaptureQueriesContext(connection) as asked:
            visitor.get(VIEW)
        return len(asked)

    activity("Workshop", "2015", kind=kind())
    few = queries()
    for year in range(2001, 2009):
        activity("Workshop", str(year), kind=kind(f"kind-{year}"))
    assert queries() == few


def test_unknown_view_is_the_list(visitor):
    activity("Workshop", "2015")
    page = visitor.get("/en/activities/?view=pie")
    assert page.context["timeline"] is None
    assert len(page.context["rows"]) == 1
