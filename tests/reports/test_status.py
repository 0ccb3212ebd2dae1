"""The state of the Programme on any day: what is told, of which days, in which formats."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from activities.models import Participation
from countries.models import BeneficiaryPeriod, Mission, PartyStatus
from programme.models import Claim
from reports.paper.blocks import Items, Paragraph, Table
from reports.status.build import status_on
from reports.status.composed import composed
from tests import factories
from tests.assessments import making

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 27)


def told(day, language="en"):
    """The paper as text, line by line."""
    lines = []
    for block in composed(status_on(date.fromisoformat(day), made_on=TODAY), language).blocks:
        match block:
            case Paragraph():
                lines.append(text(block.line))
            case Items():
                lines += map(text, block.items)
            case Table():
                lines += [" | ".join(map(text, row)) for row in (*block.rows, block.total) if row]
    return lines


def text(line):
    return "".join(run.text for run in line)


def test_beneficiaries_are_those_of_the_day():
    factories.programme_names()
    factories.beneficiary("Serbia", "RS", since="2005-12")
    factories.beneficiary("Montenegro", "ME", since="2012-11")
    bulgaria = factories.country("Bulgaria", "BG")
    BeneficiaryPeriod.objects.create(
        country=bulgaria, since="2005-12", has_ended=True, ended_by="2012-11", first_day=date(2005, 12, 1)
    )
    assert "On that day 2 countries were beneficiaries or may have been." in told("2010-06-30")
    assert "The dates in the record leave it open for: Bulgaria." in told("2010-06-30")
    later = told("2018-12-31")
    assert "Beneficiaries before that day and no longer: Bulgaria." in later
    assert "Name of the Programme on that day: Assistance Programme." in later
    assert "Name of the Programme on that day: Assistance and Cooperation Programme." in told("2019-01-01")


def test_nothing_is_told_of_countries_before_the_programme():
    Claim.objects.create(statement="programme-adopted", value="2004-10", sureness="official")
    factories.beneficiary("Albania", "AL", since=None)
    before = told("2004-09-30")
    assert "The Programme had not been adopted yet: that was in October 2004." in before
    assert "The record names no country that was a beneficiary on that day." in before
    assert "On that day 1 country was a beneficiary or may have been." in told("2004-11-01")


def test_phases_parties_and_sources():
    serbia = factories.beneficiary("Serbia", "RS", since="2005")
    source = factories.document("workplan", title_en="Workplan")
    factories.phase(serbia, since=factories.date("2008"), source=source, source_locator="line 3")
    PartyStatus.objects.create(country=serbia, is_party=True, in_force_on=date(2009, 10, 29))
    said = told("2009-10-28")
    row = next(line for line in said if line.startswith("Serbia | Implementation phase"))
    assert row == "Serbia | Implementation phase. Entered: 2008 | Workplan, line 3 | yes | not a Party"
    assert "Not Parties: 1. Serbia" in said
    assert "Parties: 1. Serbia" in told("2009-10-29")
    assert any("Entered in the course of: 2008" in line for line in told("2008-06-30"))


def test_missions_and_activities_by_the_day():
    serbia = factories.beneficiary("Serbia", "RS", since="2005")
    Mission.objects.create(country=serbia, kind="fact-finding", start="2007-06-11", end="2007-06-14")
    Mission.objects.create(country=serbia, kind="fact-finding", start="2007", end="2007")
    factories.activity(start="2007-06-01", end="2007-06-02", kind=factories.kind(), countries=[serbia])
    factories.activity("Long project", "2007", "2009", kind=factories.kind("project"))
    factories.activity("Next year", "2008")
    factories.activity("Without a date")
    factories.activity("Hidden", "2007-01-01", is_published=False)
    factories.activity("Planned", "2007-01-01", status="planned")
    said = told("2007-06-30")
    assert "The record names 1 mission that had taken place by that day." in said
    assert "The dates of 1 more mission leave open whether it had taken place." in said
    assert "By that day 2 activities that were held had begun or may have; over for certain: 1." in said
    assert [line for line in said if line.startswith("Long project")] == ["Long project | 2007–2009 | "]
    assert "1 activity was held at a time that the record does not know; it is not counted here." in said
    assert not any("Hidden" in line or "Planned" in line for line in said)


def test_the_number_of_activities_is_that_of_its_list(visitor):
    factories.activity(start="2007-06-01", kind=factories.kind())
    factories.activity(start="2006", end="2009", kind=factories.kind("project"))
    factories.activity(start="2008", kind=factories.kind())
    status = status_on(date(2007, 12, 31), made_on=TODAY)
    for count in (status.begun, *status.by_kind):
        listed = visitor.get(f"/en{count.url}").context["page"].paginator.count
        assert count.number == listed


def test_drafts_of_countries_stay_unknown():
    making.accepted(making.opened(factories.beneficiary("Serbia", "RS")))
    today = timezone.localdate()
    assert status_on(today, made_on=today).contents.assessments == ()


def test_more_records_cost_no_more_queries():
    def queries():
        with CaptureQueriesContext(connection) as captured:
            told("2018-12-31")
        return len(captured)

    def add(number):
        country = factories.beneficiary(f"Country {number}")
        factories.phase(country, source=factories.document(f"source-{number}"))
        made = factories.activity(start="2018", end="2019", countries=[country])
        Participation.objects.create(activity=made, country=country, role="host")
        Mission.objects.create(country=country, kind="fact-finding", start="2017-06-11")

    add(1)
    few = queries()
    for number in range(2, 6):
        add(number)
    assert queries() == few


# The page and its files


@pytest.mark.parametrize("language", ["en", "fr", "ru"])
def test_the_page_shows_today_and_offers_files(visitor, language):
    factories.beneficiary("Serbia", "RS")
    response = visitor.get(f"/{language}/status/")
    today = timezone.localdate().isoformat()
    assert f"/{language}/status/{today}.pdf" in response.content.decode()
    assert response.context["paper"].as_of == timezone.localdate()


def test_another_day_has_an_address_of_its_own(visitor):
    assert visitor.get("/en/status/?day=2018-12-31").headers["Location"] == "/en/status/2018-12-31/"
    page = visitor.get("/en/status/2018-12-31/").content.decode()
    assert "State of the Programme on 31 December 2018" in page
    assert 'value="2018-12-31"' in page


@pytest.mark.parametrize(
    ("day", "message"),
    [
        ("2018-02-30", "There is no such day: 2018-02-30."),
        ("2003-12-31", "The Programme was adopted in October 2004"),
        ("2018-12", "Write the whole day"),
        ("tomorrow", "Write the date as year"),
        ("2100-01-01", "This day has not come yet: 1 January 2100."),
    ],
)
def test_a_day_of_which_there_is_nothing_to_tell_is_said(visitor, day, message):
    asked = visitor.get("/en/status/", {"day": day})
    named = visitor.get(f"/en/status/{day}/")
    assert (asked.status_code, named.status_code) == (200, 404)
    for response in (asked, named):
        assert message in response.content.decode()
    assert visitor.get(f"/en/status/{day}.pdf").status_code == 404


def test_the_day_after_today_has_not_come(visitor):
    tomorrow = timezone.localdate() + timedelta(days=1)
    assert visitor.get(f"/en/status/{tomorrow}/").status_code == 404


@pytest.mark.parametrize(("kind", "begins"), [("pdf", b"%PDF"), ("docx", b"PK")])
def test_files(visitor, kind, begins):
    factories.beneficiary("Serbia", "RS")
    response = visitor.get(f"/ru/status/2018-12-31.{kind}")
    assert response.content.startswith(begins)
    assert f"programme-status-2018-12-31-ru.{kind}" in response.headers["Content-Disposition"]


def test_lists_of_pages_name_it(visitor):
    assert "/en/status/" in visitor.get("/en/countries/").content.decode()
    assert "/en/status/" in visitor.get("/en/about/").content.decode()
    assert "/en/status/" in visitor.get("/sitemap-lists.xml").content.decode()
