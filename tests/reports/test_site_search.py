"""The search over the whole site: what it finds, in which order, and what it says when a word is misspelt."""

import random

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from countries.models import CountryName
from programme.models import User
from reports.near_names import NearNames, distance, tolerance
from reports.site_search import search
from tests import factories
from tests.kept import kept


@pytest.fixture
@kept
def record(db):
    """Georgia with a misspelling in print, a former name of North Macedonia, and what they took part in."""
    georgia = factories.beneficiary("Georgia", "GE", slug="georgia", name_fr="Géorgie", name_ru="Грузия")
    macedonia = factories.beneficiary("North Macedonia", "MK", slug="north-macedonia", name_ru="Северная Македония")
    CountryName.objects.create(country=macedonia, text="Former Republic of Testonia", kind="former")
    CountryName.objects.create(country=georgia, text="Goergya", kind="misspelling")
    factories.activity("Workshop on tailings", "2019-03-01", slug="tailings", countries=[georgia])
    factories.activity("Workshop in Georgia on safety reports", "2016-03-01", slug="in-georgia")
    factories.activity("Georgia’s secret Plan Zyxwvuty", slug="secret", is_published=False, city_en="Hiddentown")
    factories.document("report-38", symbol="ECE/CP.TEIA/38", title_en="Report of the Conference", date="2018-12-06")
    factories.document("report-381", symbol="ECE/CP.TEIA/381", title_en="Report on tailings", date="2020-01-01")
    factories.document("news", title_en="News of the Conference", kind="news", is_reference=True)
    factories.meeting()
    factories.meeting("cop-11", 11, "2020-12-07", "2020-12-09")


ANYBODY = User()  # not staff


def found(text, language="en", user=ANYBODY):
    return search(text, user, language)


def slugs(outcome, key):
    group = next((one for one in outcome.groups if one.key == key), None)
    return [] if group is None else [getattr(one, "country", one).slug for one in group.found]


# What is found


@pytest.mark.parametrize("text", ["Georgia", "GEORGIA", "géorgie", "Грузия", "грузии", "GE", "Goergya"])
def test_a_country_is_found_by_any_of_its_names(record, text):
    outcome = found(text)
    assert slugs(outcome, "countries")[0] == "georgia"
    assert not outcome.is_instead


def test_a_country_found_by_another_name_says_by_which(record):
    (group,) = [one for one in found("Testonia").groups if one.key == "countries"]
    assert [name.text for name in group.found[0].other_names] == ["Former Republic of Testonia"]


def test_the_exact_name_comes_before_what_holds_it(record):
    factories.country("South Georgia Islands", "GS", slug="a-south-georgia")
    assert slugs(found("Georgia"), "countries") == ["georgia", "a-south-georgia"]


def test_what_has_the_words_in_its_title_comes_before_what_reached_the_country(record):
    assert slugs(found("Georgia"), "activities") == ["in-georgia", "tailings"]


@pytest.mark.parametrize("text", ["ECE/CP.TEIA/38", "ece cp teia 38", "CP.TEIA/38", "cpteia38", "ECE CP.TEIA 38"])
def test_a_symbol_is_found_without_slashes_and_the_whole_one_first(record, text):
    assert slugs(found(text), "documents") == ["report-38", "report-381"]


def test_cited_sources_stand_apart_from_documents(record):
    outcome = found("Conference")
    assert slugs(outcome, "documents") == ["report-38"]
    assert slugs(outcome, "sources") == ["news"]


@pytest.mark.parametrize("text", ["cop 10", "COP10", "Conference of the Parties 10", "cop-10", "conference 2018"])
def test_a_meeting_is_found_by_body_number_and_year(record, text):
    assert slugs(found(text), "meetings") == ["cop-10"]


def test_a_meeting_is_found_by_another_name_of_its_city(record):
    factories.meeting("kyiv", 4, "2003-05-21", "2003-05-23", city_en="Kyiv", country_code="UA")

    assert slugs(found("Kiev"), "meetings") == slugs(found("Киев"), "meetings") == ["kyiv"]


def test_a_term_is_found_in_any_language_the_word_itself_first(record):
    for language, text in (("en", "self-assessment"), ("fr", "самостоятельная оценка"), ("ru", "self assessment")):
        (group,) = [one for one in found(text, language).groups if one.key == "terms"]
        assert group.found[0]["term"].key == "self-assessment"


def test_counts_agree_with_the_full_lists(record, visitor):
    for number in range(7):
        factories.activity(f"Tailings training {number}", "2020")
    outcome = found("tailings")
    for group in outcome.groups:
        if group.key in {"activities", "documents"}:
            html = visitor.get(group.url).content.decode()
            assert (f"{group.count} activities" if group.key == "activities" else f">{group.count}</span>") in html
    activities = next(one for one in outcome.groups if one.key == "activities")
    assert (activities.count, len(activities.found)) == (8, 5)


# Errors of typing


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("Goergia", "Georgia"),
        ("Georgai", "Georgia"),
        ("Gorgia", "Georgia"),
        ("North Macdonia", "North Macedonia"),
        ("Северная Макдония", "Северная Македония"),
        ("self-asessment", "self-assessment"),
        ("wrokshop on taillings", "workshop on tailings"),
        ("ECE/CP.TIEA/38", "ECE/CP.TEIA/38"),
    ],
)
def test_a_misspelt_name_is_answered_with_the_nearest_and_says_so(record, visitor, text, meant):
    outcome = found(text)
    assert outcome.is_instead
    assert outcome.query.lower().endswith(meant.lower())
    html = visitor.get("/en/search/", {"q": text}).content.decode()
    assert f"Nothing was found for “{text}”." in html
    assert f"nearest known name, “{outcome.query}”" in html


def test_numbers_are_never_corrected(record):
    assert found("ECE/CP.TEIA/39").groups == []
    assert found("2031").suggestions == []


def test_what_is_found_is_never_replaced(record):
    """A word inside another one finds something; the name that may have been meant is only offered."""
    outcome = found("eorgia")
    assert not outcome.is_instead
    assert slugs(outcome, "countries") == ["georgia"]
    assert [words for words, _url in outcome.suggestions] == ["Georgia"]


@pytest.mark.parametrize("text", ["Zyxwvutx", "Zyxwvuty", "Hiddentwon", "Hiddentown"])
def test_what_is_not_published_is_neither_found_nor_suggested(record, editor, text):
    outcome = found(text)
    assert outcome.groups == []
    assert outcome.suggestions == []
    assert [words for words, _url in found(text, user=editor).suggestions] == []


def test_the_secretariat_finds_what_is_not_published(record, editor):
    assert slugs(found("secret plan", user=editor), "activities") == ["secret"]
    assert slugs(found("secret plan"), "activities") == []


def test_a_new_name_is_known_at_once(record):
    assert found("Ruritannia").groups == []
    factories.country("Ruritania", "RU", slug="ruritania")
    assert slugs(found("Ruritannia"), "countries") == ["ruritania"]


def test_distance_counts_letters_wrong_missing_too_many_and_swapped():
    assert distance("serbia", "serbia", 2) == 0
    assert distance("sebria", "serbia", 2) == 1
    assert distance("serba", "serbia", 2) == 1
    assert distance("serbbia", "serbia", 2) == 1
    assert distance("zerbja", "serbia", 2) == 2
    assert distance("abcdef", "ghijkl", 2) == 3
    assert [tolerance(length) for length in (3, 4, 6, 11)] == [0, 1, 2, 3]


def full_distance(one, other):
    """The same without a band, as the textbook has it."""
    table = [
        [row + column if not row * column else 0 for column in range(len(other) + 1)] for row in range(len(one) + 1)
    ]
    for row in range(1, len(one) + 1):
        for column in range(1, len(other) + 1):
            same = one[row - 1] == other[column - 1]
            table[row][column] = min(
                table[row - 1][column] + 1, table[row][column - 1] + 1, table[row - 1][column - 1] + (not same)
            )
            if row > 1 and column > 1 and one[row - 2 : row] == other[column - 2 : column][::-1]:
                table[row][column] = min(table[row][column], table[row - 2][column - 2] + 1)
    return table[-1][-1]


def test_distance_is_the_textbook_s_up_to_where_it_stops():
    dice = random.Random(3)
    for _time in range(3000):
        one, other = ("".join(dice.choices("abc", k=dice.randint(1, 8))) for _text in range(2))
        most = dice.randint(0, 3)
        assert distance(one, other, most) == min(full_distance(one, other), most + 1), (one, other, most)


def test_looking_for_near_names_is_bounded():
    letters = "abcdefghijklmnopqrstuvwxyz"
    dice = random.Random(1)
    words = [("".join(dice.choices(letters, k=9)), 4, number) for number in range(20_000)]
    near = NearNames([], words)
    near.suggestions(" ".join("".join(dice.choices(letters, k=9)) for _word in range(60)))
    assert len(near.suggestions("x" * 200)) == 0


# The page


def test_an_empty_question_gets_help(record, visitor):
    html = visitor.get("/en/search/").content.decode()
    assert "What you can search for" in html
    assert 'href="/en/search/?q=ECE%2FCP.TEIA%2F38"' in html


def test_a_question_without_a_word_is_told_so(record, visitor):
    assert (
        "There is no word or number in what you searched for."
        in visitor.get("/en/search/", {"q": "?!"}).content.decode()
    )


def test_a_hopeless_question_gets_ways_out(record, visitor):
    html = visitor.get("/en/search/", {"q": "qqqqqqqqqqqq"}).content.decode()
    assert "Nothing was found for “qqqqqqqqqqqq”" in html
    assert "Did you mean" not in html
    assert 'href="/en/activities/">All activities</a>' in html


def test_a_question_that_is_too_long_is_refused_in_words(record, visitor):
    html = visitor.get("/en/search/", {"q": "a" * 201}).content.decode()
    assert "at most 200 characters" in html
    assert "Shown instead" not in html


@pytest.mark.parametrize("text", ["<script>alert(1)</script>", 'a" onload="x', "a\x00b", "%", "_", "\\"])
def test_a_hostile_question_stays_words(record, visitor, text):
    response = visitor.get("/en/search/", {"q": text})
    assert response.status_code == 200
    assert "<script>alert" not in response.content.decode()


def test_found_words_are_marked(record, visitor):
    html = visitor.get("/en/search/", {"q": "georgia tailings"}).content.decode()
    assert "Workshop on <mark>tailings</mark>" in html
    assert "<mark>Georgia</mark>" in html


def test_the_page_is_not_for_other_search_machines(record, visitor):
    assert '<meta name="robots" content="noindex">' in visitor.get("/ru/search/", {"q": "Грузия"}).content.decode()


def test_every_page_has_the_search_field(record, visitor):
    html = visitor.get("/fr/countries/").content.decode()
    assert 'action="/fr/search/"' in html
    assert '<label class="visually-hidden" for="site-search">' in html


def test_the_number_of_questions_to_the_database_does_not_grow_with_the_record(record):
    found("tailings")
    with CaptureQueriesContext(connection) as few:
        found("tailings")
    for number in range(12):
        factories.activity(f"Tailings {number}", "2020", countries=[factories.country(f"Tailingsland {number}")])
        factories.document(f"tailings-{number}", title_en="Tailings")
    found("tailings")
    with CaptureQueriesContext(connection) as many:
        found("tailings")
    assert abs(len(many) - len(few)) <= 6  # groups that were empty before have related rows to read now
    for number in range(12, 24):
        factories.activity(f"Tailings {number}", "2020", countries=[factories.country(f"Tailingsland {number}")])
    found("tailings")
    with CaptureQueriesContext(connection) as more:
        found("tailings")
    assert len(more) == len(many)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("language", "asked"), [("en", "needs"), ("en", "assistance needed"), ("fr", "BESOINS"), ("ru", "потребности")]
)
def test_the_page_of_needs_is_found_by_its_words_in_any_language(visitor, language, asked):
    page = visitor.get(f"/{language}/search/", {"q": asked}).content.decode()
    assert f'href="/{language}/programme/needs/"' in page.partition("<main")[2].partition("</main>")[0]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("language", "asked", "path"),
    [
        ("en", "state of the programme", "status/"),
        ("fr", "état du programme", "status/"),
        ("ru", "состояние программы", "status/"),
        ("en", "biennium report", "reports/"),
        ("ru", "доклады о ходе", "reports/"),
    ],
)
def test_pages_of_reports_are_found_by_their_words_in_any_language(visitor, language, asked, path):
    page = visitor.get(f"/{language}/search/", {"q": asked}).content.decode()
    assert f'href="/{language}/{path}"' in page.partition("<main")[2].partition("</main>")[0]


def test_the_page_of_needs_is_not_found_by_what_it_is_not_about(visitor):
    page = visitor.get("/en/search/", {"q": "helicopter"}).content.decode()
    assert "/en/programme/needs/" not in page.partition("<main")[2].partition("</main>")[0]
