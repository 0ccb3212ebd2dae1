"""The column of published self-assessments in the table of countries."""

import csv
import io

import pytest
from django.utils import timezone

from assessments import publishing
from assessments.models import Publication
from tests.assessments import making
from tests.factories import beneficiary

pytestmark = pytest.mark.django_db
PAGE = "/en/countries/"


def days_in_file(client):
    rows = csv.DictReader(io.StringIO(client.get("/en/countries.csv").content.decode("utf-8-sig")))
    return {row["iso2"]: row["self-assessment"] for row in rows}


def test_table_names_the_latest_self_assessment_that_a_country_shows(visitor):
    serbia = beneficiary("Serbia", "RS")
    beneficiary("Georgia", "GE")
    making.published(making.opened(serbia))
    page = visitor.get(PAGE).content.decode()
    assert 'data-label="Published self-assessment"><a href="/en/countries/serbia/assessments/1/">Cycle 1, ' in page
    assert 'data-label="Published self-assessment">None published<' in page
    assert days_in_file(visitor) == {"GE": "", "RS": timezone.localdate().isoformat()}


def test_what_is_not_published_or_was_withdrawn_is_not_named(visitor, editor):
    serbia, albania = beneficiary("Serbia", "RS"), beneficiary("Albania", "AL")
    making.accepted(making.opened(albania))
    making.published(making.opened(serbia))
    publishing.withdraw(Publication.objects.get(), by=editor, note="A mistake.")
    assert days_in_file(visitor) == {"AL": "", "RS": ""}


def test_column_costs_the_same_for_every_number_of_countries(visitor, django_assert_num_queries):
    from assessments.columns import latest_published_assessment

    countries = [beneficiary("Serbia", "RS"), beneficiary("Albania", "AL")]
    for country in countries:
        making.published(making.opened(country))
    with django_assert_num_queries(1):
        found = latest_published_assessment(countries, None)
    assert [bool(found.cell(country).url) for country in countries] == [True, True]
