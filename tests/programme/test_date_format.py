from datetime import date, datetime, time

import pytest
from django.template import Context, Template
from django.utils import timezone, translation
from hypothesis import given
from hypothesis import strategies as st

from countries.models import BeneficiaryPeriod, Country
from programme.date_format import date_format, format_date_range, format_partial_date
from programme.dates import PartialDate
from programme.models import Claim
from tests.programme.test_dates import PARTIAL_DATES


def plain(text):
    """With ordinary spaces, so that the cases below can be read."""
    return text.replace("\N{NO-BREAK SPACE}", " ")


def parse(text):
    return PartialDate.parse(text) if text else None


@pytest.mark.parametrize(
    ("text", "en", "fr", "ru"),
    [
        ("2018-06-06", "6 June 2018", "6 juin 2018", "6 июня 2018 года"),
        ("2021-12-01", "1 December 2021", "1er décembre 2021", "1 декабря 2021 года"),
        ("2007-12", "December 2007", "décembre 2007", "декабрь 2007 года"),
        ("2016", "2016", "2016", "2016 год"),
        ("", "", "", ""),
    ],
)
def test_date_in_words(text, en, fr, ru):
    written = [plain(format_partial_date(parse(text), language)) for language in ("en", "fr", "ru")]

    assert written == [en, fr, ru]


@pytest.mark.parametrize(
    ("start", "end", "en", "fr", "ru"),
    [
        ("2021-10-27", "2021-10-29", "27–29 October 2021", "27-29 octobre 2021", "27–29 октября 2021 года"),
        ("2021-12-01", "2021-12-03", "1–3 December 2021", "1er-3 décembre 2021", "1–3 декабря 2021 года"),
        (
            "2021-11-30", "2021-12-01",
            "30 November – 1 December 2021", "30 novembre – 1er décembre 2021", "30 ноября – 1 декабря 2021 года",
        ),
        (
            "2020-12-28", "2021-01-03",
            "28 December 2020 – 3 January 2021", "28 décembre 2020 – 3 janvier 2021",
            "28 декабря 2020 года – 3 января 2021 года",
        ),
        ("2009-03", "2009-11", "March–November 2009", "mars-novembre 2009", "март – ноябрь 2009 года"),
        (
            "2017-12", "2019-12",
            "December 2017 – December 2019", "décembre 2017 – décembre 2019", "декабрь 2017 года – декабрь 2019 года",
        ),
        ("2016", "2019", "2016–2019", "2016-2019", "2016–2019 годы"),
        ("2018-06-06", "2018-06-06", "6 June 2018", "6 juin 2018", "6 июня 2018 года"),
        ("2007-12", "2007-12", "December 2007", "décembre 2007", "декабрь 2007 года"),
        ("2016", "2016", "2016", "2016", "2016 год"),
        ("2017-12", "2019", "December 2017 – 2019", "décembre 2017 – 2019", "декабрь 2017 года – 2019 год"),
        (
            "2018-06-06", "2018-07",
            "6 June 2018 – July 2018", "6 juin 2018 – juillet 2018", "6 июня 2018 года – июль 2018 года",
        ),
        ("2021", "", "from 2021", "à partir de 2021", "с 2021 года"),
        ("2017-12", "", "from December 2017", "à partir de décembre 2017", "с декабря 2017 года"),
        ("2017-04", "", "from April 2017", "à partir d’avril 2017", "с апреля 2017 года"),
        ("2017-08", "", "from August 2017", "à partir d’août 2017", "с августа 2017 года"),
        ("2017-10", "", "from October 2017", "à partir d’octobre 2017", "с октября 2017 года"),
        ("2018-06-06", "", "from 6 June 2018", "à partir du 6 juin 2018", "с 6 июня 2018 года"),
        ("2018-06-02", "", "from 2 June 2018", "à partir du 2 juin 2018", "со 2 июня 2018 года"),
        ("", "2021", "until 2021", "jusqu’en 2021", "по 2021 год"),
        ("", "2015-11", "until November 2015", "jusqu’en novembre 2015", "по ноябрь 2015 года"),
        ("", "2018-06-06", "until 6 June 2018", "jusqu’au 6 juin 2018", "по 6 июня 2018 года"),
        ("", "", "", "", ""),
    ],
)  # fmt: skip
def test_interval_in_words(start, end, en, fr, ru):
    written = [plain(format_date_range(parse(start), parse(end), language)) for language in ("en", "fr", "ru")]

    assert written == [en, fr, ru]


def test_no_line_breaks_between_day_and_month():
    day = PartialDate(2018, 6, 6)

    assert format_partial_date(day, "fr") == "6\N{NO-BREAK SPACE}juin 2018"
    assert format_partial_date(day, "ru") == "6\N{NO-BREAK SPACE}июня 2018\N{NO-BREAK SPACE}года"


def test_regional_language_is_written_as_its_language():
    assert format_partial_date(PartialDate(2018, 6, 6), "en-gb") == "6 June 2018"


@given(st.none() | PARTIAL_DATES, st.none() | PARTIAL_DATES, st.sampled_from(["en", "fr", "ru"]))
def test_every_known_end_is_written_with_its_year(start, end, language):
    written = format_date_range(start, end, language)

    assert all(str(value.year) in written for value in (start, end) if value)
    assert "{" not in written
    assert "None" not in written


def test_a_date_in_a_record_s_name_is_in_the_reader_s_language():
    period = BeneficiaryPeriod(country=Country(name_en="Serbia"), since=PartialDate(2005, 12))
    claim = Claim(statement="accepted-into-implementation-phase", value="2006-11")

    assert str(period) == "Serbia: from December 2005"
    assert str(claim) == "acceptance into the implementation phase: November 2006"
    with translation.override("fr"):
        assert str(claim).endswith(" novembre 2006")


@pytest.mark.parametrize(
    ("language", "day", "moment"),
    [
        ("fr", "1er janvier 2027", "1er janvier 2027 10:05"),
        ("en", "1 January 2027", "1 January 2027, 10:05"),
        ("ru", "1 января 2027 г.", "1 января 2027 г. 10:05"),
    ],
)
def test_french_says_the_first_of_a_month_in_pages_and_in_code(language, day, moment):
    value = timezone.make_aware(datetime.combine(date(2027, 1, 1), time(10, 5)))
    page = Template('{{ value|date:"DATE_FORMAT" }}, {{ value|date:"DATETIME_FORMAT" }}, {{ value|date:"j" }}')

    with translation.override(language):
        assert page.render(Context({"value": value})) == f"{day}, {moment}, 1"
        assert (date_format(value.date()), date_format(value, "DATETIME_FORMAT")) == (day, moment)
        assert not date_format(date(2027, 1, 11)).startswith("1er")


def test_what_the_tag_of_today_says_is_said_like_any_other_day():
    page = Template('{{ "1 janvier 2027"|first_of_month }}, {{ "11 janvier 2027"|first_of_month }}')

    with translation.override("fr"):
        assert page.render(Context()) == "1er janvier 2027, 11 janvier 2027"
