"""What people come for, from the home page, in each language, with scripts and without: each within three clicks."""

import csv
import io
from pathlib import Path

import openpyxl
import pytest
from icalendar import Calendar

from tests import factories
from tests.browser.following import follow
from tests.pages import LANGUAGES

pytestmark = [pytest.mark.browser, pytest.mark.django_db]
MOST_CLICKS = 3


@pytest.fixture(scope="module")
def record(portal):
    """To the small record: Georgia with an old and a newer activity, a training on identification and another one."""
    georgia = factories.beneficiary("Georgia", "GE", slug="georgia", iso3="GEO")
    training, area = factories.kind("training"), factories.area("identification", 1, "Identification")
    factories.activity("Long ago in Georgia", "2012-05-03", countries=[georgia], kind=training)
    factories.activity("Lately in Georgia", "2019-05-03", countries=[georgia], kind=factories.kind())
    on_identification = factories.activity("Training on identification", "2018-05-03", kind=training)
    on_identification.area_tags.create(area=area)
    return portal


class Person:
    """Somebody who clicks, and how often."""

    def __init__(self, page):
        self.page, self.clicks = page, 0

    def click(self, place):
        self.clicks += 1
        follow(self.page.locator(place).first)

    def take(self, place):
        """The bytes of the file behind a link."""
        self.clicks += 1
        with self.page.expect_download() as download:
            self.page.locator(place).first.click()
        return Path(download.value.path()).read_bytes()


# All questions in one test of each language: making the record anew for each would take most of the time.
@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_what_people_come_for_is_found_within_three_clicks(chromium, record, language, scripts):
    context = chromium.new_context(
        java_script_enabled=scripts, viewport={"width": 1280, "height": 900}, accept_downloads=True
    )
    clicks = {}
    for question in QUESTIONS:
        person = Person(context.new_page())
        person.page.goto(f"{record}/{language}/")
        question(person, language)
        clicks[question.__name__] = person.clicks
    context.close()
    assert {name: number for name, number in clicks.items() if number > MOST_CLICKS} == {}


def what_was_done_for_georgia_since_2015(person, language):
    person.page.select_option("#find-country", "GE")
    person.page.select_option("#find-from", "2015")
    person.click(".finder button")
    titles = person.page.locator(".records h2").all_inner_texts()
    assert [title.split(" (")[0] for title in titles] == ["Lately in Georgia"]


def which_countries_have_not_entered_the_phase_and_who_says_so(person, language):
    person.click(".finding a[href*=countries]")
    rows = person.page.locator("tbody tr")
    links = [link.get_attribute("href").split("/")[-2] for link in rows.locator("th a").all()]
    assert sorted(links) == ["georgia", "kyrgyzstan"]
    disputed = rows.filter(has=person.page.locator("a[href$='/countries/kyrgyzstan/']"))
    assert disputed.locator("a[href$='/documents/introduction/']").count() == 1
    assert disputed.locator("a[href$='/documents/phase-page/']").count() == 1


def events_into_my_calendar(person, language):
    person.click("main a[href$='/calendar/']")
    address = person.page.locator("a[href^='webcal:']").first.get_attribute("href")
    assert address.endswith(f"/{language}/activities.ics")
    calendar = Calendar.from_ical(person.take("main a[download][href$='/activities.ics']"))
    assert len(list(calendar.walk("VEVENT"))) == 4


def trainings_on_identification_as_a_spreadsheet(person, language):
    person.page.select_option("#find-kind", "training")
    person.page.select_option("#find-area", "identification")
    person.click(".finder button")
    book = openpyxl.load_workbook(io.BytesIO(person.take("main a[href*='.xlsx']")))
    rows = list(book.worksheets[0].iter_rows(values_only=True))
    title = rows[0].index("title")
    assert [row[title] for row in rows[1:]] == ["Training on identification"]


def where_all_countries_stand_as_a_table(person, language):
    table = person.take("main .take-away a[href$='/countries.csv']").decode("utf-8-sig")
    rows = {row["iso2"]: row for row in csv.DictReader(io.StringIO(table))}
    assert (rows["KG"]["phase"], rows["RS"]["phase"]) == ("to-be-confirmed", "implementation")


QUESTIONS = [
    what_was_done_for_georgia_since_2015,
    which_countries_have_not_entered_the_phase_and_who_says_so,
    events_into_my_calendar,
    trainings_on_identification_as_a_spreadsheet,
    where_all_countries_stand_as_a_table,
]
