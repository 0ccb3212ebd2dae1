from datetime import date

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from programme.dates import Biennium, PartialDate

YEARS = st.integers(1900, 2199)
DAYS = st.dates(date(1900, 1, 1), date(2199, 12, 31)).map(PartialDate.of)
PARTIAL_DATES = st.one_of(st.builds(PartialDate, YEARS), st.builds(PartialDate, YEARS, st.integers(1, 12)), DAYS)


@pytest.mark.parametrize(
    ("text", "value", "precision", "earliest", "latest"),
    [
        ("2021-11-30", PartialDate(2021, 11, 30), "day", date(2021, 11, 30), date(2021, 11, 30)),
        ("2017-12", PartialDate(2017, 12), "month", date(2017, 12, 1), date(2017, 12, 31)),
        ("2016-02", PartialDate(2016, 2), "month", date(2016, 2, 1), date(2016, 2, 29)),
        ("2016", PartialDate(2016), "year", date(2016, 1, 1), date(2016, 12, 31)),
    ],
)
def test_partial_date_reads_each_precision(text, value, precision, earliest, latest):
    parsed = PartialDate.parse(text)

    assert parsed == value
    assert str(parsed) == text
    assert parsed.precision == precision
    assert (parsed.earliest, parsed.latest) == (earliest, latest)


@pytest.mark.parametrize(
    "text",
    ["", "21", "2021-1", "2021-01-1", "2021-13", "2021-00", "2021-02-30", "2021-02-29", "2021-01-00", "1899", "2200",
     " 2021", "2021 ", "2021\n", "2021-", "30.11.2021", "2021/11/30", "٢٠٢١", "2021-11-30T00:00", "-2021", "unknown"],
)  # fmt: skip
def test_partial_date_refuses_what_is_no_date(text):
    with pytest.raises(ValueError):
        PartialDate.parse(text)


@pytest.mark.parametrize(
    "parts", [(2021, None, 5), (2021, 0), (2021, 13), (2019, 2, 29), (2021, 4, 31), (0,), (2021, 1, 0)]
)
def test_partial_date_refuses_impossible_parts(parts):
    with pytest.raises(ValueError):
        PartialDate(*parts)


def test_refusal_says_what_is_wrong():
    with pytest.raises(ValueError, match="There is no such day: 2019-02-31"):
        PartialDate(2019, 2, 31)


def test_partial_dates_sort_by_earliest_then_latest_day():
    in_order = ["2015-12-31", "2016-01-01", "2016-01", "2016", "2016-01-02", "2016-02"]

    assert [str(value) for value in sorted(PartialDate.parse(text) for text in reversed(in_order))] == in_order
    assert PartialDate(2016) >= PartialDate(2016, 1)
    with pytest.raises(TypeError):
        assert PartialDate(2016) < date(2017, 1, 1)


def test_partial_date_of_a_day_and_as_a_key():
    assert PartialDate.of(date(2021, 11, 30)) == PartialDate(2021, 11, 30)
    assert len({PartialDate(2021), PartialDate.parse("2021"), PartialDate(2021, 1)}) == 2


@given(PARTIAL_DATES)
def test_partial_date_written_and_read_is_the_same(value):
    assert PartialDate.parse(str(value)) == value
    assert value.earliest <= value.latest


@given(PARTIAL_DATES, PARTIAL_DATES)
def test_partial_dates_have_one_order(one, other):
    assert [one < other, one == other, one > other].count(True) == 1


@pytest.mark.parametrize(("year", "text"), [(2009, "2009-2010"), (2010, "2009-2010"), (2021, "2021-2022")])
def test_biennium_of_a_year(year, text):
    assert str(Biennium.of(year)) == text


def test_biennium_knows_its_days():
    biennium = Biennium.parse("2009-2010")

    assert biennium == Biennium(2009)
    assert (biennium.first_day, biennium.last_day) == (date(2009, 1, 1), date(2010, 12, 31))
    assert biennium.display == "2009–2010"
    assert biennium < Biennium(2011)


def test_french_joins_the_years_of_a_biennium_by_a_hyphen():
    with override("fr"):
        assert Biennium(2009).display == "2009-2010"
    with override("ru"):
        assert Biennium(2009).display == "2009–2010"


@pytest.mark.parametrize("text", ["2010-2011", "2009", "2009-2011", "2010-2009", "2009-10", "", "2009-2010 "])
def test_biennium_refuses_other_years(text):
    with pytest.raises(ValueError):
        Biennium.parse(text)


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        (date(2008, 1, 1), date(2008, 12, 31), False),
        (date(2008, 1, 1), date(2009, 1, 1), True),
        (date(2010, 12, 31), date(2015, 1, 1), True),
        (date(2011, 1, 1), date(2011, 1, 1), False),
        (date(2008, 1, 1), date(2011, 1, 1), True),
    ],
)
def test_biennium_overlaps(first, last, expected):
    assert Biennium(2009).overlaps(first, last) is expected


@given(YEARS)
def test_every_year_is_in_its_biennium(year):
    biennium = Biennium.of(year)

    assert year in (biennium.first_year, biennium.last_year)
    assert Biennium.parse(str(biennium)) == biennium
