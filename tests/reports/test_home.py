"""The home page."""

import re
from datetime import date as day

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from countries.models import BeneficiaryPeriod
from programme.models import Claim
from reports.home import HomePage
from tests.factories import (
    activity,
    beneficiary,
    claim,
    country,
    document,
    group,
    phase,
    programme_names,
)

pytestmark = pytest.mark.django_db
TODAY = day(2021, 6, 15)


def main_of(response):
    return response.content.decode().split("<main", 1)[1].split("</main>")[0]


def text_of(response):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", main_of(response)))


@pytest.mark.parametrize("language", ["en", "fr", "ru"])
def test_empty_record_has_a_home_page(visitor, language):
    response = visitor.get(f"/{language}/")
    assert response.status_code == 200
    assert main_of(response).count("<h1>") == 1


def test_name_of_the_programme_now_and_before(visitor):
    programme_names()
    text = text_of(visitor.get("/en/"))
    assert "Assistance and Cooperation Programme Formerly: Assistance Programme" in text
    assert "until 31 December 2018" in text


def test_countries_are_counted_by_phase_and_lead_to_their_list(visitor):
    for name in ("Albania", "Armenia"):
        phase(beneficiary(name))
    phase(beneficiary("Montenegro"), "preparatory")
    open_case = beneficiary("Kyrgyzstan")
    claim(open_case, source=document("introduction"))
    claim(open_case, value=Claim.NOT_LISTED, source=document("implementation-phase"))
    beneficiary("Tajikistan")
    former = country("Croatia")
    BeneficiaryPeriod.objects.create(country=former, has_ended=True)
    phase(former)
    standings = HomePage.build(TODAY).standings
    assert [(one["key"], one["value"]) for one in standings] == [
        ("implementation", 2),
        ("preparatory", 1),
        ("to-be-confirmed", 1),
        ("unknown", 1),
    ]
    for one in standings:
        listed = main_of(visitor.get(one["url"]))
        assert len(re.findall(r'<th scope="row">', listed)) == one["value"]


def test_countries_stand_by_subregion(visitor):
    group("caucasus", "Caucasus", members=[beneficiary("Armenia")])
    assert re.search(r"<h3>Caucasus</h3>.*?/en/countries/armenia/", main_of(visitor.get("/en/")), re.DOTALL)


def test_key_figures_lead_to_their_records(visitor):
    beneficiary()
    activity("Workshop")
    activity("Hidden", is_published=False)
    page = document("introduction", is_reference=True)
    document("report")
    claim(None, "fact-finding-missions", "11", page, as_of="2006-11")
    claim(None, "fact-finding-missions", "15", page)
    claim(None, "fact-finding-missions", "12", page, sureness="secondary")
    claim(None, "awareness-raising-missions", "2", page)
    figures = [(str(one["value"]), one["label"], one["url"]) for one in HomePage.build(TODAY).figures]
    assert figures == [
        ("1", "beneficiary country", "/en/countries/?beneficiary=current"),
        ("1", "activity in the record", "/en/activities/"),
        ("1", "document of the Programme", "/en/documents/"),
        ("15", "fact-finding missions", "/en/documents/introduction/"),
        ("2", "awareness-raising missions", "/en/documents/introduction/"),
    ]


def test_latest_and_coming_activities(visitor):
    activity("Held before", "2021-05-01")
    activity("Held long before", "2009-05")
    activity("Coming soon", "2021-07", status="planned")
    activity("Coming later", "2022", status="planned")
    activity("Planned and passed", "2020-02-01", status="planned")
    activity("Cancelled", "2021-04-01", status="cancelled")
    activity("Not public", "2021-05-02", is_published=False)
    activity("Not public yet", "2021-08-02", status="planned", is_published=False)
    activity("Begun, end unknown", "2021-06-01", status="")
    page = HomePage.build(TODAY)
    assert [one.title_en for one in page.latest] == ["Begun, end unknown", "Held before", "Held long before"]
    assert [one.title_en for one in page.coming] == ["Coming soon", "Coming later"]


def test_no_more_than_the_latest_are_shown():
    for number in range(8):
        activity(f"Workshop {number}", f"2020-01-{number + 1:02}")
        document(f"report-{number}")
    page = HomePage.build(TODAY)
    assert len(page.latest) == len(page.documents) == 5


def test_home_costs_the_same_for_one_record_and_for_ten(visitor):
    counts = []
    for number in range(10):
        made = beneficiary(f"Country {number}")
        phase(made)
        activity(f"Workshop {number}", "2020-01-01", countries=[made])
        activity(f"Plan {number}", "2199-01-01", countries=[made], status="planned")
        document(f"report-{number}")
        if number in (0, 2, 9):
            visitor.get("/en/")
            with CaptureQueriesContext(connection) as queries:
                visitor.get("/en/")
            counts.append(len(queries))
    assert counts[0] == counts[1] == counts[2]


def test_others_are_listed_with_who_says_so(visitor):
    phase(beneficiary("Albania"))
    phase(beneficiary("Montenegro"), "preparatory")
    beneficiary("Tajikistan")
    former = country("Croatia")
    BeneficiaryPeriod.objects.create(country=former, has_ended=True)
    page = HomePage.build(TODAY)
    assert (page.in_implementation, page.beneficiaries) == (1, 3)
    listed = re.findall(r'<th scope="row"><a href="/en/countries/([a-z]+)/"', main_of(visitor.get(page.others_url)))
    assert listed == ["montenegro", "tajikistan"]


def test_what_was_planned_and_has_passed_is_counted(visitor):
    activity("Planned and passed", "2020-02-01", status="planned")
    activity("Planned for this year", "2021", status="planned")
    assert HomePage.build(TODAY).without_word == 1


def test_latest_progress_report_stands_out():
    document("progress-2016", kind="progress-report", date="2016")
    document("progress-2018", kind="progress-report", date="2018")
    document("later", date="2020")
    assert HomePage.build(TODAY).report.slug == "progress-2018"


def test_finder_asks_the_list_of_activities(visitor):
    georgia = beneficiary("Georgia", "GE")
    activity("Lately", "2019", countries=[georgia])
    page = main_of(visitor.get("/en/"))
    assert '<option value="GE">Georgia</option>' in page
    assert "<option>2019</option>" in page
    listed = main_of(visitor.get("/en/activities/?country=GE&kind=&area=&from=2015"))
    assert "1 activity" in listed


def test_donors_find_what_is_needed_from_the_home_page(visitor):
    assert 'href="/en/programme/needs/"' in main_of(visitor.get("/en/"))
