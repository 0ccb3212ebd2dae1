"""The calendar file that subscribers read, and the calendar page."""

import re
from datetime import UTC, date

import pytest
from icalendar import Calendar

from activities.calendar import uid
from activities.models import Activity
from programme.dates import PartialDate
from tests.activities.test_listing import text
from tests.factories import activity, area, country, group, kind

pytestmark = pytest.mark.django_db
FILE = "/en/activities.ics"


def unfolded(data):
    """{property: value} of each event, read without the library that wrote it (RFC 5545, 3.1)."""
    lines = re.sub(r"\r\n[ \t]", "", data.decode()).split("\r\n")
    events = []
    for line in lines:
        name, _colon, value = line.partition(":")
        if line == "BEGIN:VEVENT":
            events.append({})
        elif events:
            events[-1][name.partition(";")[0]] = value
    return events


def the_event(client, path=FILE):
    calendar = Calendar.from_ical(client.get(path).content)
    (event,) = calendar.walk("VEVENT")
    return event


def change(one, **fields):
    for name, value in fields.items():
        setattr(one, name, value)
    one.save()
    one.refresh_from_db()


def test_all_day_event_over_two_months_ends_the_day_after_the_last(visitor):
    activity("Training", "2021-11-30", "2021-12-01")
    event = the_event(visitor)
    assert event.decoded("dtstart") == date(2021, 11, 30)
    assert event.decoded("dtend") == date(2021, 12, 2)
    assert unfolded(visitor.get(FILE).content)[0]["DTSTART"] == "20211130"


def test_event_tells_what_is_known(visitor):
    serbia = country("Serbia", "RS")
    one = activity(
        "Training; on “safety, reports”",
        "2021-11-30",
        city_en="Belgrade",
        place_country=serbia,
        kind=kind("training"),
        groups=[group()],
        countries=[serbia],
        slug="training",
    )
    one.area_tags.create(area=area(), source=None)
    event = the_event(visitor)
    assert event["summary"] == "Training; on “safety, reports”"
    assert event["summary"].params["LANGUAGE"] == "en"
    assert event["location"] == "Belgrade, Serbia"
    assert event["status"] == "CONFIRMED"
    assert event["url"] == "http://testserver/en/activities/training/"
    assert event["uid"] == f"activity-{one.pk}@assistance-portal"
    assert [str(category) for category in event["categories"].cats] == ["Training", "Prevention"]
    assert "South-Eastern Europe" in event["description"]
    assert event.decoded("last-modified") == one.updated_at.astimezone(UTC).replace(microsecond=0)


@pytest.mark.parametrize(
    ("status", "said"),
    [("planned", "TENTATIVE"), ("postponed", "TENTATIVE"), ("cancelled", "CANCELLED"), ("held", "CONFIRMED")],
)
def test_status_is_one_that_calendars_know(visitor, status, said):
    activity("Workshop", "2021-11-30", status=status)
    assert the_event(visitor)["status"] == said


def test_unknown_status_is_not_made_up(visitor):
    activity("Workshop", "2021-11-30", status="")
    assert "status" not in the_event(visitor)


def test_moved_event_updates_under_its_uid(visitor):
    one = activity("Workshop", "2026-03-01", status="planned")
    before = the_event(visitor)
    change(one, start=PartialDate.parse("2026-04-01"), end=PartialDate.parse("2026-04-02"))
    after = the_event(visitor)
    assert after["uid"] == before["uid"]
    assert after["sequence"] > before["sequence"]
    assert after.decoded("dtend") == date(2026, 4, 3)
    change(one, status="cancelled")
    cancelled = the_event(visitor)
    assert (cancelled["uid"], cancelled["status"]) == (before["uid"], "CANCELLED")
    assert cancelled["sequence"] > after["sequence"]


@pytest.mark.parametrize(
    "fields",
    [
        {"title_fr": "Atelier"},
        {"status": "cancelled"},
        {"start": "2021-11-29"},
        {"end": PartialDate(2021, 12, 2)},
        {"city_en": "Geneva"},
        {"place_text": "Geneva"},
        {"is_online": True},
    ],
)
def test_sequence_rises_once_with_what_a_calendar_shows(fields):
    one = activity("Workshop", "2021-11-30", "2021-12-01", status="planned")
    change(one, **fields)
    assert one.sequence == 1
    change(one, **fields)
    one.full_clean()
    one.full_clean()
    one.save()
    assert Activity.objects.get(pk=one.pk).sequence == 1


def test_sequence_stays_when_something_else_changes():
    one = activity("Workshop", "2021-11-30")
    change(one, outcome_en="They learned.", participants=20, source_text="Workshop")
    assert one.sequence == 0


def test_what_has_no_known_days_is_left_out_and_counted(visitor):
    activity("Known", "2021-11-30")
    activity("A month", "2021-11")
    activity("A year", "2021")
    activity("Undated")
    open_ended = activity("Open", "2021-11-30")
    change(open_ended, end=None)
    calendar = Calendar.from_ical(visitor.get(FILE).content)
    assert [str(event["summary"]) for event in calendar.walk("VEVENT")] == ["Known"]
    assert calendar["x-wr-caldesc"] == "1 activity with known days. 4 activities without known days are left out."
    said = text(visitor.get("/en/calendar/"))
    assert "1 activity has known days and is in this calendar." in said
    assert "4 have none and are left out" in said


def test_calendar_of_a_country_and_of_an_area(visitor):
    serbia = country("Serbia", "RS")
    activity("Here", "2021-11-30", countries=[serbia])
    tagged = activity("There", "2021-11-30")
    tagged.area_tags.create(area=area("prevention"))
    assert the_event(visitor, f"{FILE}?country=RS")["summary"] == "Here"
    assert the_event(visitor, f"{FILE}?area=prevention")["summary"] == "There"


def test_calendar_speaks_the_language_of_its_address(visitor):
    activity("Workshop", "2021-11-30", title_fr="Atelier", title_ru="Совещание")
    assert the_event(visitor, "/fr/activities.ics")["summary"] == "Atelier"
    event = the_event(visitor, "/ru/activities.ics")
    assert (event["summary"], event["summary"].params["LANGUAGE"]) == ("Совещание", "ru")


def test_long_lines_are_folded_at_75_bytes_without_breaking_letters(visitor):
    activity("Совещание по вопросам безопасности " * 8, "2021-11-30", title_ru="Совещание по вопросам " * 12)
    data = visitor.get("/ru/activities.ics").content
    assert max(len(line) for line in data.split(b"\r\n")) <= 75
    assert b"\n" not in data.replace(b"\r\n", b"")
    assert unfolded(data)[0]["SUMMARY"].startswith("Совещание по вопросам Совещание")


def test_invisible_characters_break_no_line(visitor):
    one = activity("Workshop", "2021-11-30")
    change(one, title_en="Work\x0bshop\nSTATUS:CANCELLED")
    event = the_event(visitor)
    assert event["status"] == "CONFIRMED"
    assert event["summary"] == "Workshop\nSTATUS:CANCELLED"


def test_what_is_not_published_is_in_no_calendar(visitor, editor_client):
    activity("Secret", "2021-11-30", is_published=False)
    for client in (visitor, editor_client):
        assert b"Secret" not in client.get(FILE).content


# The page


def test_page_lists_months_and_what_is_coming(visitor):
    activity("Long ago", "2019-05")
    activity("Last", "2021-11-30")
    activity("In some month of the year", "2021")
    activity("To come", "2150-02-01", status="planned")
    page = visitor.get("/en/calendar/")
    said = text(page)
    assert "February 2150" in said
    assert "November 2021" in said
    assert "In some month of the year" in said
    assert "Long ago" not in said
    assert "Long ago" in text(visitor.get("/en/calendar/?year=2019"))


def test_page_gives_the_address_of_what_was_chosen(visitor):
    country("Serbia", "RS")
    page = visitor.get("/en/calendar/?country=RS&page=3")
    html = page.content.decode()
    assert 'href="webcal://testserver/en/activities.ics?country=RS"' in html
    assert 'value="http://testserver/en/activities.ics?country=RS"' in html
    assert 'href="/en/activities.atom?country=RS"' in html


@pytest.mark.parametrize("query", ["?country=ZZ&area=x&year=abc", "?year=9999", "?country=&area="])
def test_page_takes_any_question(visitor, query):
    activity("Last", "2021-11-30")
    assert "Last" in text(visitor.get(f"/en/calendar/{query}"))


def test_page_needs_as_many_queries_for_many(visitor, django_assert_max_num_queries):
    for day in range(1, 9):
        activity(f"Workshop {day}", f"2021-11-0{day}", countries=[country(f"Land {day}")])
    visitor.get("/en/calendar/?country=")
    with django_assert_max_num_queries(20):
        visitor.get("/en/calendar/?area=")


def test_one_activity_goes_into_a_calendar_as_the_same_event(visitor):
    activity("Another", "2021-10-01")
    one = activity("Workshop on safety reports", "2021-11-30", "2021-12-01", slug="workshop")
    assert 'href="/fr/activities/workshop.ics"' in visitor.get("/fr/activities/workshop/").content.decode()
    event = the_event(visitor, "/fr/activities/workshop.ics")
    assert (event["UID"], event["SUMMARY"]) == (uid(one), "Workshop on safety reports")


def test_what_has_no_known_days_or_is_not_public_goes_into_no_calendar(visitor, editor_client):
    activity("Some time in December", "2007-12", slug="december")
    activity("Not public", "2021-11-30", slug="hidden", is_published=False)
    for slug in ("december", "hidden", "nothing"):
        assert ".ics" not in editor_client.get(f"/en/activities/{slug}/").content.decode()
        assert visitor.get(f"/en/activities/{slug}.ics").status_code == 404
        assert editor_client.get(f"/en/activities/{slug}.ics").status_code == 404
