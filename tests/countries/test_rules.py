"""What can be true of a country: phases, Party status, periods, names."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from countries.models import BeneficiaryPeriod, Country, CountryName, GroupMembership, PartyStatus, PhaseEntry
from tests import factories

pytestmark = pytest.mark.django_db


def messages(record):
    with pytest.raises(ValidationError) as refusal:
        record.full_clean()
    return " ".join(refusal.value.messages)


def test_one_phase_is_current():
    serbia = factories.country()
    factories.phase(serbia, "preparatory")
    second = PhaseEntry(country=serbia, phase="implementation", is_current=True, requirements_met=True)

    assert "Another phase of this country is current" in messages(second)
    with pytest.raises(IntegrityError), transaction.atomic():
        second.save()


def test_the_implementation_phase_needs_its_requirements_or_a_reason():
    serbia = factories.country()
    entry = PhaseEntry(country=serbia, phase="implementation", is_current=True, sureness="unconfirmed")

    assert "preparatory requirements" in messages(entry)
    with pytest.raises(IntegrityError), transaction.atomic():
        entry.save()
    entry.reason = "Both pages name the country."
    entry.full_clean()
    entry.save()
    assert serbia.phase_entries.current().get() == entry


def test_a_phase_that_is_not_current_needs_no_requirements():
    PhaseEntry(country=factories.country(), phase="implementation", sureness="inferred").full_clean()


def test_sources_that_disagree_are_a_conflict_and_decide_nothing():
    kazakhstan = factories.country("Kazakhstan")
    factories.claim(kazakhstan, value="listed")
    factories.claim(kazakhstan, value="not-listed")
    factories.claim(kazakhstan, statement="other", value="x")

    assert kazakhstan.has_conflict
    assert kazakhstan.current_phase is None
    assert len(kazakhstan.phase_claims) == 2


def test_sources_that_agree_are_no_conflict():
    serbia = factories.country()
    factories.claim(serbia, value="listed")
    factories.claim(serbia, value="listed")

    assert not serbia.has_conflict


def test_that_a_country_no_longer_benefits_does_not_erase_its_phase():
    croatia = factories.country("Croatia")
    BeneficiaryPeriod.objects.create(country=croatia, since=factories.date("2005-12"), has_ended=True)
    factories.phase(croatia)

    assert not croatia.is_beneficiary
    assert croatia.current_phase.phase == "implementation"
    assert list(Country.objects.former_beneficiaries()) == [croatia]
    assert not Country.objects.beneficiaries().exists()


def test_a_country_that_came_back_is_a_beneficiary_again():
    croatia = factories.country("Croatia")
    BeneficiaryPeriod.objects.create(country=croatia, since=factories.date("2005"), has_ended=True)
    BeneficiaryPeriod.objects.create(country=croatia, since=factories.date("2020"))

    assert croatia.is_beneficiary
    assert list(Country.objects.beneficiaries()) == [croatia]
    assert not Country.objects.former_beneficiaries().exists()


@pytest.mark.parametrize(("day", "expected"), [(date(2022, 10, 3), False), (date(2022, 10, 4), True)])
def test_a_country_is_a_party_from_the_entry_into_force(day, expected):
    status = PartyStatus(country=factories.country("Ukraine"), is_party=True, in_force_on=date(2022, 10, 4))

    assert status.is_party_on(day) is expected


def test_a_party_without_a_date_is_unknown_and_a_non_party_is_not():
    ukraine = factories.country("Ukraine")

    assert PartyStatus(country=ukraine, is_party=True).is_party_on(date(2020, 1, 1)) is None
    assert PartyStatus(country=ukraine, is_party=False).is_party_on(date(2020, 1, 1)) is False
    assert factories.country("Georgia").party is None


def test_a_non_party_has_no_instrument_and_force_does_not_precede_deposit():
    georgia = factories.country("Georgia")

    assert "not a Party" in messages(PartyStatus(country=georgia, is_party=False, instrument="accession"))
    assert "cannot enter into force" in messages(
        PartyStatus(country=georgia, is_party=True, deposited_on=date(2010, 1, 1), in_force_on=date(2009, 1, 1))
    )


def test_an_end_means_that_it_ended():
    period = BeneficiaryPeriod(country=factories.country(), until=factories.date("2013"))

    assert "tick that it has ended" in messages(period)


@pytest.mark.parametrize(
    ("fields", "first", "last", "expected"),
    [
        ({}, date(2012, 1, 1), date(2012, 1, 2), True),
        ({"since": "2012-11"}, date(2012, 10, 30), date(2012, 10, 31), False),
        ({"since": "2012-11"}, date(2012, 11, 1), date(2012, 11, 1), True),
        ({"until": "2012-11", "has_ended": True}, date(2012, 11, 30), date(2013, 1, 1), True),
        ({"until": "2012-11", "has_ended": True}, date(2012, 12, 1), date(2013, 1, 1), False),
        ({"has_ended": True}, date(2021, 1, 1), date(2021, 1, 2), True),
        ({"has_ended": True, "ended_by": "2018"}, date(2019, 1, 1), date(2019, 1, 2), False),
        ({"since": "2012-11"}, None, None, True),
    ],
)
def test_a_membership_covers_days_in_the_widest_reading(fields, first, last, expected):
    dates = {name: factories.date(value) for name, value in fields.items() if name in ("since", "until", "ended_by")}
    membership = GroupMembership(group=factories.group(), country=factories.country(), **{**fields, **dates})
    membership.save()

    assert membership.covers(first, last) is expected


@pytest.mark.parametrize(
    "name",
    [
        "Молдавия",
        "молдавия",
        "Republic of Moldova",
        "République de Moldova",
        "the Republic of Moldova",
        "MOLDOVA",
        "md",
        "MDA",
    ],
)
def test_a_country_is_found_by_any_of_its_names(name):
    moldova = factories.country(
        "Republic of Moldova",
        "MD",
        iso3="MDA",
        name_fr="République de Moldova",
        name_ru="Республика Молдова",
        formal_name_en="the Republic of Moldova",
    )
    factories.country("Romania", "RO")
    for text in ("Moldova", "Молдавия"):
        CountryName.objects.create(country=moldova, text=text, kind="variant")

    assert list(Country.objects.known_as(name)) == [moldova]


def test_a_formal_name_is_found_without_its_article():
    serbia = factories.country(formal_name_en="the Republic of Serbia", formal_name_fr="la République de Serbie")

    assert list(Country.objects.known_as("Republic of Serbia")) == [serbia]
    assert list(Country.objects.known_as("république de serbie")) == [serbia]
    assert not Country.objects.known_as("Republic").exists()


def test_countries_stand_in_the_order_of_the_reader_s_names():
    armenia = factories.country("Armenia", name_fr="Arménie", name_ru="Армения")
    czechia = factories.country("Czechia", name_fr="Tchéquie", name_ru="Чехия")
    georgia = factories.country("Georgia", name_fr="Géorgie", name_ru="Грузия")

    assert list(Country.objects.in_order_of_names("en")) == [armenia, czechia, georgia]
    assert list(Country.objects.in_order_of_names("fr")) == [armenia, georgia, czechia]
    assert list(Country.objects.in_order_of_names("ru")) == [armenia, georgia, czechia]
