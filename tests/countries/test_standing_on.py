"""Where a country stood on a day: before, after, in the same year, without dates, and where sources disagree."""

from datetime import date

import pytest

from countries.models import BeneficiaryPeriod, Country, PartyStatus
from countries.standing_on import NO, PERHAPS, YES, benefits_in, phase_words, standing_on, standings_on
from programme.dates import PartialDate
from tests import factories

pytestmark = pytest.mark.django_db


def on(country, day):
    return standing_on(Country.objects.for_listing().get(pk=country.pk), date.fromisoformat(day))


def period(country, since=None, until=None, ended_by=None, has_ended=None):
    dates = {"since": factories.date(since), "until": factories.date(until), "ended_by": factories.date(ended_by)}
    ended = bool(until or ended_by) if has_ended is None else has_ended
    BeneficiaryPeriod.objects.create(country=country, has_ended=ended, **dates)


@pytest.mark.parametrize(
    ("day", "benefits"),
    [("2005-11-30", NO), ("2005-12-01", PERHAPS), ("2005-12-31", YES), ("2018-12-31", YES)],
)
def test_a_beneficiary_since_a_month(day, benefits):
    assert on(factories.beneficiary(since="2005-12"), day).benefits == benefits


def test_a_beneficiary_since_nobody_knows_when_may_have_been_one_on_any_day():
    albania = factories.beneficiary("Albania", since=None)
    assert {on(albania, day).benefits for day in ("2004-01-01", "2018-12-31")} == {PERHAPS}


@pytest.mark.parametrize(
    ("end", "day", "benefits"),
    [
        # Bulgaria and Romania: ended by November 2012, nobody knows since when.
        ({"ended_by": "2012-11"}, "2006-12-31", PERHAPS),
        ({"ended_by": "2012-11"}, "2012-11-30", PERHAPS),
        ({"ended_by": "2012-11"}, "2012-12-01", NO),
        # Croatia: ended, and no source says when.
        ({"has_ended": True}, "2026-01-01", PERHAPS),
        ({"until": "2012"}, "2011-12-31", YES),
        ({"until": "2012"}, "2012-06-30", PERHAPS),
        ({"until": "2012"}, "2013-01-01", NO),
    ],
)
def test_a_beneficiary_of_once(end, day, benefits):
    country = factories.country("Croatia")
    period(country, "2005-12", **end)
    assert on(country, day).benefits == benefits


@pytest.mark.parametrize(
    ("since", "end", "years", "benefits"),
    [
        ("2005-12", {}, (2005, 2006), YES),
        ("2005-12", {"ended_by": "2012-11"}, (2005, 2006), YES),  # it began in these years, so it was one in them
        ("2005-12", {"ended_by": "2012-11"}, (2011, 2012), PERHAPS),
        ("2005-12", {"ended_by": "2012-11"}, (2013, 2014), NO),
        ("2012-11", {}, (2011, 2012), YES),
        ("2012-11", {}, (2009, 2010), NO),
        (None, {}, (2017, 2018), PERHAPS),
    ],
)
def test_a_beneficiary_in_a_time(since, end, years, benefits):
    country = factories.country()
    period(country, since, **end)
    found = Country.objects.for_listing().get(pk=country.pk)
    assert benefits_in(found, date(years[0], 1, 1), date(years[1], 12, 31)) == benefits


@pytest.mark.parametrize(
    ("day", "phase"),
    [
        ("2005-12-31", "preparatory"),
        ("2008-10-31", "preparatory"),
        ("2008-11-15", "implementation-in-course"),
        ("2008-11-30", "implementation"),
        ("2018-12-31", "implementation"),
    ],
)
def test_the_latest_dated_entry_counts(day, phase):
    country = factories.beneficiary(since="2005")
    factories.phase(country, "preparatory", is_current=False, since=factories.date("2005-12"))
    factories.phase(country, since=factories.date("2008-11"))
    assert on(country, day).phase == phase


def test_a_year_is_read_in_its_widest_sense_and_told_as_a_year():
    country = factories.beneficiary(since="2005")
    factories.phase(country, since=factories.date("2008"))
    found = on(country, "2008-06-30")
    assert found.phase == "implementation-in-course"
    assert phase_words(found.phase, found.entry.since, "en") == "Implementation phase. Entered in the course of: 2008"
    assert on(country, "2008-12-31").phase == "implementation"
    assert on(country, "2007-12-31").phase == "before-implementation"


def test_an_entry_without_a_date_is_told_apart():
    country = factories.beneficiary(since="2005")
    factories.phase(country)
    found = on(country, "2006-12-31")
    assert (found.phase, found.entry.since, found.is_in_implementation) == ("implementation-undated", None, False)


def test_an_undated_entry_leaves_doubt_only_where_it_goes_further():
    country = factories.beneficiary(since="2005")
    factories.phase(country, "preparatory", is_current=False)
    factories.phase(country, since=factories.date("2008"))
    assert on(country, "2010-01-01").phase == "implementation"
    assert on(country, "2006-01-01").phase == "preparatory-undated"
    georgia = factories.beneficiary("Georgia", since="2005")
    early = factories.phase(georgia, "preparatory", is_current=False, since=factories.date("2005-12"))
    factories.phase(georgia)
    found = on(georgia, "2010-01-01")
    assert (found.phase, found.before) == ("implementation-undated", early)


def disputed(country):
    for number, value in enumerate(("listed", "not-listed")):
        factories.claim(country, value=value, source=factories.document(f"{country.slug}-{number}"))


def test_sources_that_disagree_are_told_and_none_is_picked():
    country = factories.beneficiary(since="2005")
    disputed(country)
    found = on(country, "2018-12-31")
    assert (found.phase, found.entry, found.is_disputed) == ("to-be-confirmed", None, True)
    assert [one.value for one in found.claims] == ["listed", "not-listed"]


def test_a_decision_stands_though_sources_disagree():
    country = factories.beneficiary(since="2005")
    disputed(country)
    factories.phase(country, since=factories.date("2010-01-15"))
    found = on(country, "2018-12-31")
    assert (found.phase, found.is_disputed) == ("implementation", True)


def test_a_country_that_has_not_joined_is_in_no_phase():
    country = factories.beneficiary(since="2012-11")
    factories.phase(country, "preparatory")
    assert on(country, "2010-01-01").phase == "not-yet"


def test_the_end_does_not_erase_the_phase_reached():
    country = factories.country("Bulgaria")
    period(country, "2005-12", ended_by="2012-11")
    factories.phase(country, since=factories.date("2006-11"))
    found = on(country, "2018-12-31")
    assert (found.benefits, found.phase) == (NO, "implementation")


def test_nothing_said_is_not_stated():
    assert on(factories.beneficiary(since="2005"), "2018-12-31").phase == "unknown"


@pytest.mark.parametrize(
    ("fields", "day", "is_party"),
    [
        ({"is_party": True, "in_force_on": date(2009, 10, 29)}, "2009-10-28", False),
        ({"is_party": True, "in_force_on": date(2009, 10, 29)}, "2009-10-29", True),
        ({"is_party": True}, "2018-12-31", None),
        ({"is_party": False, "as_of": PartialDate(2018)}, "2018-12-31", False),
        (None, "2018-12-31", None),
    ],
)
def test_party_on_a_day(fields, day, is_party):
    country = factories.beneficiary(since="2005")
    if fields:
        PartyStatus.objects.create(country=country, **fields)
    found = on(country, day)
    assert found.is_party is is_party
    assert (found.party.as_of if found.party else None) == (fields or {}).get("as_of")


def test_many_countries_cost_no_more_queries_than_one():
    def counted():
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        with CaptureQueriesContext(connection) as queries:
            standings_on(date(2018, 12, 31))
        return len(queries)

    disputed(factories.beneficiary("Serbia"))
    few = counted()
    for name in ("Albania", "Armenia", "Georgia"):
        country = factories.beneficiary(name)
        disputed(country)
        factories.phase(country)
    assert counted() == few
