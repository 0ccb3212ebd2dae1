"""The column of published self-assessments in the table of countries."""

import csv
import io

import pytest
from django.utils import timezone

from assessments import publishing
from assessments.models import Publication
from countries.models import Country
from tests.assessments import making
from tests.factories import beneficiary, country

pytestmark = pytest.mark.django_db
PAGE = "/en/countries/"


def days_in_file(client):
    rows = csv.DictReader(io.StringIO(client.get("/en/countries.csv").content.decode("utf-8-sig")))
    return {row["iso2"]: row["self_assessment"] for row in rows}


def test_table_names_the_latest_self_assessment_that_a_country_shows(visitor):
    serbia = beneficiary("Serbia", "RS")
    beneficiary("Georgia", "GE")
    country("Sweden", "SE")
    making.published(making.opened(serbia))
    page = visitor.get(PAGE).content.decode()
    assert 'data-label="Published self-assessment"><a href="/en/countries/serbia/assessments/1/">Cycle 1, ' in page
    assert page.count('data-label="Published self-assessment">None published<') == 1  # Georgia's
    assert days_in_file(visitor) == {"GE": "", "RS": timezone.localdate().isoformat(), "SE": ""}


def test_what_is_not_published_or_was_withdrawn_is_not_named(visitor, editor):
    serbia, albania = beneficiary("Serbia", "RS"), beneficiary("Albania", "AL")
    making.accepted(making.opened(albania))
    making.published(making.opened(serbia))
    publishing.withdraw(Publication.objects.get(), by=editor, note="A mistake.")
    assert days_in_file(visitor) == {"AL": "", "RS": ""}


def test_column_costs_the_same_for_every_number_of_countries(visitor, django_assert_num_queries):
    from assessments.columns import latest_published_assessment

    for one in (beneficiary("Serbia", "RS"), beneficiary("Albania", "AL")):
        making.published(making.opened(one))
    countries = list(Country.objects.for_listing())
    with django_assert_num_queries(1):
        found = latest_published_assessment(countries, None)
    assert [bool(found.cell(one).url) for one in countries] == [True, True]
