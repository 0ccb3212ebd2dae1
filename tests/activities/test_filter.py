"""What each filter finds, and what it says of what it does not understand."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import QueryDict

from activities.filters import ActivityFilter
from activities.models import AreaTag
from countries.models import CountryName
from tests.factories import activity, area, country, document, group, kind
from tests.kept import kept

pytestmark = pytest.mark.django_db


def chosen(query, language="en"):
    return ActivityFilter(QueryDict(query), AnonymousUser(), language)


def found(query, language="en"):
    """Titles of what the filter finds, in its order."""
    return list(chosen(query, language).ordered().values_list("title_en", flat=True))


def errors(query):
    return {name: [str(one) for one in said] for name, said in chosen(query).form.errors.items()}


@pytest.fixture
@kept
def serbia():
    return country(
        "Serbia",
        "RS",
        name_fr="Serbie",
        name_ru="Сербия",
        formal_name_en="the Republic of Serbia",
        formal_name_ru="Республика Сербия",
    )


# Search


@pytest.fixture
@kept
def macedonia():
    made = country("North Macedonia", "MK", name_fr="Macédoine du Nord", name_ru="Северная Македония")
    for text, language in (
        ("the former Yugoslav Republic of Macedonia", "en"),
        ("FYROM", "en"),
        ("бывшая югославская Республика Македония", "ru"),
    ):
        CountryName.objects.create(country=made, text=text, language=language, kind="former")
    return made


@pytest.mark.parametrize(
    "words",
    ["сербия", "СЕРБИИ", "serbie", "SERBIA", "Serbia", "Republic of Serbia", "Республика Сербия", "rs", "serb", "RS "],
)
def test_a_country_is_found_by_its_name_in_three_languages_and_scripts(serbia, words):
    activity("Of Serbia", countries=[serbia])
    activity("In Serbia", place_country=serbia)
    activity("Through its group", groups=[group(members=[serbia])])
    activity("Elsewhere")
    assert sorted(found(f"q={words}")) == ["In Serbia", "Of Serbia", "Through its group"]


@pytest.mark.parametrize("words", ["югославская", "FYROM", "former yugoslav republic", "macédoine", "МАКЕДОНИЯ"])
def test_former_names_find_the_country_of_today(macedonia, words):
    activity("Skopje", countries=[macedonia])
    activity("Elsewhere")
    assert found(f"q={words}") == ["Skopje"]


@pytest.mark.parametrize(
    ("words", "city"),
    [
        *(
            (words, "Astana")
            for words in ("Nur-Sultan", "nur sultan 2015", "Нур-Султан", "Nour-Soultan", "Astana", "Астане")
        ),
        *((words, "Kyiv") for words in ("Kiev", "KYIV", "Kyïv", "Киев", "kiev meeting")),
        *((words, "Chisinau") for words in ("Chișinău", "Chisinau", "Кишинев", "Кишинёв")),
    ],
)
def test_other_names_of_a_city_find_what_was_held_there(words, city):
    activity("Workshop", "2015-05-26", city_en="Astana", city_ru="Астана", objectives_en="2015", published_title="2015")
    activity("Meeting", "2018-04-19", city_en="Kyiv", city_fr="Kyïv", city_ru="Киев")
    activity("Workshop", "2019-05-22", city_en="Chisinau", city_ru="Кишинев", place_text="Chisinau, Moldova")

    (held,) = chosen(f"q={words}").ordered()

    assert held.city_en == city


def test_today_s_name_of_a_city_finds_what_the_record_has_under_another():
    activity("Round table", "2021-05-26", city_en="Nur-Sultan")

    assert found("q=Astana") == found("q=Астана") == ["Round table"]
    assert found("q=Almaty") == []


def test_formal_names_find_the_country():
    kyrgyzstan = country("Kyrgyzstan", "KG", formal_name_en="the Kyrgyz Republic")
    activity("Bishkek", countries=[kyrgyzstan])
    assert found("q=Kyrgyz Republic") == ["Bishkek"]


def test_the_whole_name_of_a_country_means_that_country_alone(serbia):
    montenegro = country("Montenegro", "ME")
    for one in (serbia, montenegro):
        CountryName.objects.create(country=one, text="Serbia and Montenegro", language="en", kind="former")
    activity("Of Serbia", countries=[serbia])
    activity("Of Montenegro", countries=[montenegro])
    assert found("q=Serbia") == ["Of Serbia"]
    assert sorted(found("q=Serbia and Montenegro")) == ["Of Montenegro", "Of Serbia"]


def test_every_word_must_be_found_in_a_text_or_a_country(serbia):
    activity("Workshop on prevention", countries=[serbia])
    activity("Workshop on response", countries=[serbia])
    activity("Workshop on prevention, elsewhere")
    assert found("q=PREVENTION сербия") == ["Workshop on prevention"]


@pytest.mark.parametrize("words", ["chisinau", "Кишинев", "КИШИНЁВ", "Chișinău", "chişinău workshop"])
def test_case_and_accents_do_not_matter(words):
    activity("Workshop", city_en="Chisinau", city_fr="Chișinău", city_ru="Кишинёв")
    assert found(f"q={words}") == ["Workshop"]


@pytest.mark.parametrize("words", ["%", "_", "'", "!!!", "\\", "%00"])
def test_signs_find_nothing_and_break_nothing(words):
    activity("Workshop")
    assert found(f"q={words}") in ([], ["Workshop"])
    assert found("q=100%25") == []


def test_a_name_added_to_a_country_changes_no_activity(serbia):
    one = activity("Belgrade", countries=[serbia])
    before = one.updated_at
    CountryName.objects.create(country=serbia, text="Servia", language="en", kind="misspelling")
    assert found("q=servia") == ["Belgrade"]
    one.refresh_from_db()
    assert one.updated_at == before


# Within one filter any value will do, between filters all must hold


def test_values_of_one_filter_widen_and_filters_narrow(serbia):
    croatia = country("Croatia", "HR")
    activity("A", countries=[serbia], status="held")
    activity("B", countries=[croatia], status="held")
    activity("C", countries=[serbia, croatia], status="planned")
    assert sorted(found("country=RS&country=hr")) == ["A", "B", "C"]
    assert sorted(found("country=RS&country=HR&status=held")) == ["A", "B"]
    assert found("country=RS&country=HR&status=planned") == ["C"]


def test_each_filter_by_its_key(serbia):
    source, prevention = document("implementation-phase"), area()
    one = activity("One", kind=kind("mission"), phase="implementation", source=source, groups=[group()])
    AreaTag.objects.create(activity=one, area=prevention)
    activity("Other", kind=kind("workshop"), phase="preparatory", source=document("news"), status="cancelled")
    for query in (
        "kind=mission",
        "kind=MISSION",
        "phase=implementation",
        "status=held",
        "source=implementation-phase",
        "subregion=south-eastern-europe",
        "area=prevention",
    ):
        assert found(query) == ["One"], query


def test_a_project_finds_itself_its_phases_and_their_events():
    project = activity("Project", kind=kind("project"), slug="danube")
    activity("Event", parent=activity("Phase", parent=project))
    activity("Other")
    assert sorted(found("project=danube")) == ["Event", "Phase", "Project"]


# Time: the widest reading, and nothing undated


@pytest.mark.parametrize(
    ("query", "is_found"),
    [
        ("biennium=2015-2016", True),
        ("biennium=2017-2018", True),
        ("biennium=2019-2020", False),
        ("from=2017-12", True),
        ("from=2017-12-31", True),
        ("from=2018", False),
        ("to=2016", True),
        ("to=2015-12-31", False),
        ("to=2016-01-01", True),
        ("from=2016-05&to=2016-06", True),
    ],
)
def test_an_overlap_uses_the_widest_reading(query, is_found):
    activity("Project", start="2016", end="2017-12")
    activity("Undated")
    assert found(query) == (["Project"] if is_found else [])


def test_several_biennia_widen():
    activity("Early", start="2009-02-11")
    activity("Late", start="2021-11-30", end="2021-12-01")
    activity("Between", start="2015")
    assert found("biennium=2009-2010&biennium=2021-2022") == ["Late", "Early"]


# Order


def test_newest_first_by_custom_and_undated_last_in_both_orders():
    activity("Undated")
    activity("Old", start="2009")
    activity("New", start="2021-11")
    assert found("") == ["New", "Old", "Undated"]
    assert found("sort=oldest") == ["Old", "New", "Undated"]


def test_titles_sort_in_the_language_of_the_reader():
    activity("B", title_fr="Atelier", title_ru="Яблоко")
    activity("a", title_fr="Écluse", title_ru="Ёлка")
    activity("C", title_fr="Zone")
    assert found("sort=title") == ["a", "B", "C"]
    assert found("sort=title", "fr") == ["B", "a", "C"]
    assert found("sort=title", "ru") == ["C", "a", "B"]  # without a Russian title the published one sorts


# What is not understood


def test_unknown_values_are_named_and_the_known_ones_still_count(serbia):
    activity("A", countries=[serbia])
    activity("B")
    assert found("country=RS&country=XX") == ["A"]
    assert errors("country=RS&country=XX") == {"country": ["“XX” is not known here."]}
    assert errors("kind=a&kind=b") == {"kind": ["“a”, “b” are not known here."]}


@pytest.mark.parametrize(
    "query",
    [
        "country=SERBIA",
        "subregion=europe",
        "kind=x",
        "area=9",
        "project=none",
        "phase=third",
        "biennium=2018-2019",
        "biennium=2017",
        "status=done",
        "source=nobody",
        "from=31.12.2015",
        "from=2015-13",
        "to=2015-02-30",
        "to=%D9%A2%D9%A0%D9%A1%D9%A5",
        "sort=random",
        "country=%00",
        f"kind={'x' * 3000}",
        f"q={'x' * 201}",
    ],
)
def test_what_is_not_understood_is_said_and_left_out(query):
    activity("One", start="2015")
    assert list(errors(query)) == [query.split("=")[0]]
    assert found(query) == ["One"]


def test_an_end_before_the_beginning_is_said_and_left_out():
    activity("One", start="2016")
    assert list(errors("from=2016&to=2015")) == ["to"]
    assert found("from=2016&to=2015") == ["One"]


def test_empty_values_ask_for_nothing():
    activity("One")
    query = "q=&country=&kind=&from=&to=&biennium=&sort="
    assert errors(query) == {}
    assert found(query) == ["One"]


def test_the_group_is_filtered_and_what_nothing_says_of_too():
    for one in ("programme", "other", ""):
        activity(f"Group {one}", group=one)
    assert found("group=programme") == ["Group programme"]
    assert sorted(found("group=other&group=not-stated")) == ["Group ", "Group other"]
    assert errors("group=none") == {"group": ["“none” is not known here."]}
