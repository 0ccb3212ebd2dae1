"""The timeline of a country: what happened in the order of time, dates drawn as exact as they are known."""

import re
from datetime import date as day

import html5lib
import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test.utils import CaptureQueriesContext

from countries.models import BasicTaskPlan, BeneficiaryPeriod, Commitment, Country, Mission, PartyStatus
from countries.timeline import PERHAPS, SURE, Axis, Event, Timeline
from tests.factories import activity, beneficiary, country, date, document, group, meeting, phase

pytestmark = pytest.mark.django_db
TODAY = day(2021, 6, 15)


def timeline(made, user=None):
    return Timeline.of(Country.objects.for_page().get(pk=made.pk), user or AnonymousUser(), TODAY)


def told(made, user=None):
    """The dated events: when they begin, of what kind they are."""
    return [(str(event.start or event.end or event.by), event.kind) for event, _marks in timeline(made, user).dated]


def section_of(response):
    return response.content.decode().split('<section aria-labelledby="timeline">')[1].split("</section>")[0]


def words_of(response):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", section_of(response)))


def test_everything_that_happened_stands_in_the_order_of_time():
    made = beneficiary("Serbia", "RS", since="2005-12")
    high_level = meeting("commitment", None, "2005-12-14", "2005-12-15")
    Commitment.objects.create(signatory="Serbia and Montenegro", meeting=high_level).countries.add(made)
    Mission.objects.create(country=made, kind="fact-finding", start=date("2007-06-11"), end=date("2007-06-14"))
    Mission.objects.create(country=made, kind="awareness-raising", took_place_by=date("2006-11-15"))
    BasicTaskPlan.objects.create(country=made, status="done", prepared_on=date("2010-02"), told_bureau_on=date("2011"))
    PartyStatus.objects.create(
        country=made,
        is_party=True,
        instrument="accession",
        deposited_on=day(2009, 7, 31),
        in_force_on=day(2009, 10, 29),
    )
    phase(made, since=date("2008-11"))
    activity("Workshop", "2009-09-25", countries=[made])
    assert told(made) == [
        ("2005-12", "beneficiary"),
        ("2005-12-14", "commitment"),
        ("2006-11-15", "mission"),
        ("2007-06-11", "mission"),
        ("2008-11", "phase"),
        ("2009-07-31", "party"),
        ("2009-09-25", "activity"),
        ("2009-10-29", "party"),
        ("2010-02", "plan"),
        ("2011", "plan"),
    ]


def test_what_has_no_date_stands_apart_and_says_so(visitor):
    made = beneficiary("Serbia", "RS", since="2005-12")
    phase(made)
    activity("Workshop without a date", countries=[made])
    assert [event.kind for event in timeline(made).undated] == ["phase", "activity"]
    after = words_of(visitor.get("/en/countries/serbia/")).split("Date not known")[1]
    assert "Implementation phase begins" in after
    assert "Workshop without a date" in after


def test_a_country_of_which_nothing_is_told_has_no_timeline(visitor):
    country("Sweden", "SE")
    assert 'id="timeline"' not in visitor.get("/en/countries/sweden/").content.decode()


def test_activities_are_those_that_name_the_country_or_were_held_there():
    serbia = beneficiary("Serbia", "RS", since=None)
    other = beneficiary("Albania", "AL", since=None)
    activity("Named", "2010", countries=[serbia])
    activity("Held there", "2011", place_country=serbia)
    activity("For the group", "2012", groups=[group(members=[serbia])])
    activity("Of another", "2013", countries=[other])
    events = [event.record.title_en for event, _marks in timeline(serbia).dated]
    assert events == ["Named", "Held there"]


def test_only_the_secretariat_sees_what_is_not_published(editor):
    made = country("Serbia", "RS")
    activity("Public", "2010", countries=[made])
    activity("Secret plan", "2011", countries=[made], is_published=False)
    assert told(made) == [("2010", "activity")]
    assert told(made, editor) == [("2010", "activity"), ("2011", "activity")]


def test_planned_and_held_are_told_apart_in_words(visitor):
    made = beneficiary("Serbia", "RS", since="2005-12")
    activity("Done", "2010-03-01", countries=[made])
    activity("To come", "2030", countries=[made], status="planned")
    activity("Unclear", "2011", countries=[made], status="")
    text = words_of(visitor.get("/en/countries/serbia/"))
    assert re.search(r"Done .{0,20}Held .*Unclear .{0,20}Status not stated .*To come .{0,20}Planned", text)


def test_each_event_leads_to_its_record(visitor):
    made = beneficiary("Serbia", "RS", since="2005-12")
    Mission.objects.create(country=made, kind="fact-finding", took_place_by=date("2006"))
    phase(made, since=date("2018-12"), meeting=meeting("cop-10"))
    activity("Workshop", "2010", slug="workshop", countries=[made])
    html = section_of(visitor.get("/en/countries/serbia/"))
    links = [link for link in re.findall(r'<a href="([^"]+)"', html) if not link.endswith(".csv")]
    assert links == [
        "#standing",
        "#preparation",
        "/en/activities/workshop/",
        "#standing",
        "/en/documents/?meeting=cop-10",
    ]
    assert "decided by:" in html


def test_events_are_an_ordered_list_in_sound_html(visitor):
    made = beneficiary("Serbia", "RS", since="2005-12")
    activity("Workshop", "2010", countries=[made])
    parser = html5lib.HTMLParser(html5lib.getTreeBuilder("etree"), strict=True, namespaceHTMLElements=False)
    tree = parser.parse(visitor.get("/en/countries/serbia/").content.decode())
    (events,) = [element for element in tree.iter("ol") if element.get("class") == "timeline-events"]
    assert [child.tag for child in events] == ["li", "li"]


def test_unsure_facts_are_marked(visitor):
    made = country("Serbia", "RS")
    BeneficiaryPeriod.objects.create(country=made, since=date("2005-12"), sureness="inferred")
    assert "inferred" in words_of(visitor.get("/en/countries/serbia/"))


def test_an_end_that_is_only_bounded_is_said_so(visitor):
    made = country("Croatia", "HR")
    BeneficiaryPeriod.objects.create(
        country=made, since=date("2005-12"), has_ended=True, ended_by=date("2017-02"), source=document()
    )
    text = words_of(visitor.get("/en/countries/croatia/"))
    assert "Since December 2005 ; ended at the latest in or on February 2017" in text


def test_more_than_it_can_hold_leads_to_the_list(visitor, monkeypatch):
    monkeypatch.setattr("activities.timeline.MOST", 2)
    made = country("Serbia", "RS")
    for year in ("2010", "2011", "2012", "2013"):
        activity("Workshop", year, countries=[made])
    assert told(made) == [("2012", "activity"), ("2013", "activity")]
    html = section_of(visitor.get("/en/countries/serbia/"))
    assert '<a href="/en/activities/?country=RS">2 earlier activities stand in the list only</a>' in html


def test_country_page_asks_the_same_for_one_event_and_for_many(visitor):
    made = beneficiary("Serbia", "RS", since="2005-12")
    numbers = []
    for number in range(6):
        held = meeting(f"cop-{number}", number + 1)
        Commitment.objects.create(signatory=f"Signatory {number}", meeting=held).countries.add(made)
        phase(made, is_current=not number, since=date(f"20{10 + number}"), meeting=held)
        BeneficiaryPeriod.objects.create(
            country=made, has_ended=True, since=date("2001"), until=date("2002"), meeting=held
        )
        activity(f"Workshop {number}", "2010", countries=[made])
        visitor.get("/en/countries/serbia/")
        with CaptureQueriesContext(connection) as queries:
            visitor.get("/en/countries/serbia/")
        numbers.append(len(queries))
    assert len(set(numbers)) == 1


# How dates are drawn


FIRST, LAST = day(2000, 1, 1), day(2019, 12, 31)


def spans(**fields):
    fields = {name: date(value) if name in {"start", "end", "by"} else value for name, value in fields.items()}
    return [(how, str(since), str(until)) for how, since, until in Event("x", "", **fields).spans(FIRST, LAST)]


def test_a_day_is_drawn_as_sure():
    assert spans(start="2010-05-03", end="2010-05-03")[-1] == (SURE, "2010-05-03", "2010-05-03")


def test_a_month_and_a_year_are_drawn_at_their_width_and_as_no_day():
    assert spans(start="2010-05", end="2010-05") == [(PERHAPS, "2010-05-01", "2010-05-31")]
    assert spans(start="2010", end="2010") == [(PERHAPS, "2010-01-01", "2010-12-31")]


def test_an_interval_of_years_is_sure_only_between_them():
    assert spans(start="2010", end="2012") == [
        (PERHAPS, "2010-01-01", "2012-12-31"),
        (SURE, "2010-12-31", "2012-01-01"),
    ]


def test_what_lasts_is_drawn_to_the_end():
    assert spans(start="2005-12", lasts=True) == [
        (PERHAPS, "2005-12-01", "2005-12-31"),
        (SURE, "2005-12-31", str(LAST)),
    ]


def test_an_unknown_end_is_never_drawn_as_sure():
    assert spans(start="2010", is_open=True) == [(PERHAPS, "2010-01-01", str(LAST))]
    assert spans(start="2010-02-01", by="2012") == [
        (PERHAPS, "2010-02-01", "2012-12-31"),
        (SURE, "2010-02-01", "2010-02-01"),
    ]


def test_an_unknown_beginning_reaches_back_to_the_first_day_drawn():
    assert spans(by="2006-11-15") == [(PERHAPS, str(FIRST), "2006-11-15")]
    assert spans(end="2006") == [(PERHAPS, str(FIRST), "2006-12-31")]


def test_axis_holds_whole_years_and_today_where_something_lasts():
    over = Event("x", "", date("2007-03"), date("2009"))
    running = Event("x", "", date("2008"), lasts=True)
    assert Axis.around([over], TODAY) == Axis(day(2007, 1, 1), day(2009, 12, 31))
    assert Axis.around([over, running], TODAY) == Axis(day(2007, 1, 1), day(2021, 12, 31))


def test_places_lie_between_the_edges_of_the_axis():
    axis = Axis(day(2001, 1, 1), day(2004, 12, 31))
    assert [axis.place(one) for one in (day(1999, 1, 1), day(2001, 1, 1), day(2003, 1, 1), day(2030, 1, 1))] == [
        "0.00%",
        "0.00%",
        "49.97%",
        "100.00%",
    ]


@pytest.mark.parametrize(
    ("years", "expected"),
    [((2009, 2012), [2009, 2010, 2011, 2012]), ((2005, 2026), [2005, 2010, 2015, 2020, 2025]), ((2019, 2019), [2019])],
)
def test_ticks_are_years_that_people_count_in(years, expected):
    axis = Axis(day(years[0], 1, 1), day(years[1], 12, 31))
    assert [tick["year"] for tick in axis.ticks()] == expected
