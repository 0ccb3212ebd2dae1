"""Partial dates and derived columns in the database and in forms."""

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from activities.models import Activity
from programme.dates import PartialDate
from programme.form_fields import PartialDateFormField
from programme.models import Meeting
from tests import factories


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("start", "end", "first", "last"),
    [
        ("2021-11-30", "2021-12-01", "2021-11-30", "2021-12-01"),
        ("2009-03", "2009-11", "2009-03-01", "2009-11-30"),
        ("2016", "2019", "2016-01-01", "2019-12-31"),
        ("2016-02", "2016-02", "2016-02-01", "2016-02-29"),
    ],
)
def test_a_partial_date_comes_back_as_written_and_spans_its_widest_days(start, end, first, last):
    made = factories.activity(start=start, end=end)

    found = Activity.objects.get(pk=made.pk)

    assert (str(found.start), str(found.end)) == (start, end)
    assert (found.first_day.isoformat(), found.last_day.isoformat()) == (first, last)


@pytest.mark.django_db
def test_an_unknown_date_stays_unknown():
    found = Activity.objects.get(pk=factories.activity().pk)

    assert (found.start, found.end, found.first_day, found.last_day, found.sort_day) == (None,) * 5


@pytest.mark.django_db
def test_the_database_refuses_dates_in_the_wrong_order():
    with pytest.raises(IntegrityError), transaction.atomic():
        factories.activity(start="2019-05-24", end="2019-05-22")
    with pytest.raises(IntegrityError), transaction.atomic():
        factories.meeting(start="2018-12-06", end="2018-12-04")


@pytest.mark.django_db
def test_a_month_within_the_year_of_the_end_is_no_wrong_order():
    assert factories.activity(start="2019-05", end="2019").pk


@pytest.mark.django_db
def test_nonsense_is_refused_before_it_reaches_the_database():
    with pytest.raises(ValidationError):
        Meeting(start="31.12.2018").clean_fields()
    with pytest.raises(ValidationError):
        Activity.objects.filter(start="2019-13").exists()


@pytest.mark.django_db
def test_the_folded_column_holds_all_languages_without_case_and_accents():
    made = factories.activity(title_en="Chișinău", title_fr="Évaluation", title_ru="Молдавия Ёлка", published_title="X")

    found = Activity.objects.get(pk=made.pk)

    for word in ("chisinau", "evaluation", "молдавия", "елка"):
        assert word in found.search_text


class DateForm(forms.Form):
    on = PartialDateFormField(required=False)


@pytest.mark.parametrize(
    ("year", "month", "day", "value"),
    [("2021", "11", "30", "2021-11-30"), ("2021", "11", "", "2021-11"), ("2021", "", "", "2021"), ("", "", "", None)],
)
def test_the_form_takes_what_is_known(year, month, day, value):
    form = DateForm({"on_year": year, "on_month": month, "on_day": day})

    assert form.is_valid(), form.errors
    assert form.cleaned_data["on"] == (PartialDate.parse(value) if value else None)


@pytest.mark.parametrize(
    ("year", "month", "day", "message"),
    [
        ("", "11", "", "Enter the year as well"),
        ("2021", "", "30", "Choose the month as well"),
        ("2021", "2", "30", "There is no such day"),
        ("20x1", "", "", "in digits"),
        ("21", "", "", "The year must be between"),
    ],
)
def test_the_form_says_what_to_do_about_an_impossible_date(year, month, day, message):
    form = DateForm({"on_year": year, "on_month": month, "on_day": day})

    assert message in form.errors["on"][0]


def test_the_form_shows_a_stored_date_in_its_parts_and_sees_no_change():
    form = DateForm({"on_year": "2017", "on_month": "12", "on_day": ""}, initial={"on": PartialDate.parse("2017-12")})

    assert not form.has_changed()
    assert [widget["value"] for widget in form["on"].subwidgets[0].data["subwidgets"]][:1] == ["2017"]
