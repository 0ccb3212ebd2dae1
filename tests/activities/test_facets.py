"""Counts beside the filters, against counting one by one."""

import random
from collections import Counter
from urllib.parse import urlencode

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.cache import caches
from django.http import QueryDict

from activities.facets import counts, facets
from activities.filters import ActivityFilter
from activities.models import Activity
from tests.activities.record_by_chance import BIENNIA, fits, make, read
from tests.factories import activity, country, document, kind

pytestmark = pytest.mark.django_db

COUNTED = ("country", "subregion", "kind", "status", "phase", "area", "project", "biennium")
LAST_BIENNIUM = str(BIENNIA[-1])


def chosen(query="", user=None):
    return ActivityFilter(QueryDict(query), user or AnonymousUser())


def shown(query="", user=None):
    """{facet: {value: count}} as the page shows them, and the total."""
    asked = chosen(query, user)
    found = counts(asked)
    return {
        facet.name: {option.value: option.count for option in facet.options} for facet in facets(asked, found)
    }, found["total"]


def expected(everything, asked, name):
    numbers = Counter(value for plain in everything if fits(plain, asked, without=name) for value in plain.values[name])
    return {value: number for value, number in numbers.items() if number}


def ask_by_chance(chance, everything):
    values = {
        name: sorted({value for plain in everything for value in plain.values[name]}) for name in (*COUNTED, "source")
    }
    asked = {}
    for name in chance.sample(sorted(values), chance.choice((0, 1, 1, 2, 2, 3))):
        asked[name] = chance.sample(values[name], min(len(values[name]), chance.choice((1, 1, 2))))
    if chance.random() < 0.2:
        asked["from"] = [chance.choice(("2009", "2013-06"))]
    if chance.random() < 0.2:
        asked["to"] = [chance.choice(("2013-06", "2018-12-31"))]
    return asked


@pytest.mark.long
@pytest.mark.parametrize("seed", [1, 2])
def test_every_count_is_right_in_every_combination(seed):
    chance = random.Random(seed)
    make(chance, 30)
    public = [plain for plain in read() if plain.activity.is_published]
    visible = {plain.activity.slug for plain in public}
    for _time in range(40):
        asked = ask_by_chance(chance, public)
        asked["project"] = [value for value in asked.get("project", ()) if value in visible]
        asked = {name: values for name, values in asked.items() if values}
        query = urlencode(asked, doseq=True)
        found, total = shown(query)
        wanted = {plain.activity.pk for plain in public if fits(plain, asked)}
        assert set(chosen(query).ordered().values_list("pk", flat=True)) == wanted, query
        assert total == len(wanted), query
        for name in COUNTED:
            right = expected(public, asked, name)
            if name == "project":
                right = {value: number for value, number in right.items() if value in visible}
            if name == "biennium":  # an open end counts to this day only, an open beginning from the first year known
                got = found.get(name, {})
                assert {value: right.get(value, 0) for value in got if value <= LAST_BIENNIUM} == {
                    value: number for value, number in got.items() if value <= LAST_BIENNIUM
                }, query
                continue
            got = {value: number for value, number in found.get(name, {}).items() if number}
            assert got == right, (query, name)


def test_every_value_of_a_closed_interval_of_years_is_offered():
    activity("Project", start="2016", end="2019")
    found, _total = shown()
    assert found["biennium"] == {"2019-2020": 1, "2017-2018": 1, "2015-2016": 1}


def test_an_unknown_end_counts_up_to_this_day_and_finds_later_ones_when_asked():
    one = activity("Project", start="2023-03")
    one.end = None
    one.save()
    found, _total = shown()
    assert min(found["biennium"]) == "2023-2024"
    assert shown("biennium=2041-2042")[1] == 1
    assert shown("biennium=2021-2022")[1] == 0


def test_a_value_without_any_activity_is_shown_only_if_it_is_chosen():
    kind("mission")
    activity("Workshop", kind=kind("workshop"))
    assert shown()[0]["kind"] == {"workshop": 1}
    assert shown("kind=mission")[0]["kind"] == {"workshop": 1, "mission": 0}


def test_counts_follow_a_change_at_once():
    serbia = country("Serbia", "RS")
    assert shown()[1] == 0
    one = activity("Workshop", countries=[serbia])
    found, total = shown()
    assert (found["country"], total) == ({"RS": 1}, 1)
    one.participations.get().delete()
    assert "country" not in shown()[0]


def test_counts_are_kept_while_nothing_changes(django_assert_num_queries):
    activity("Workshop", countries=[country("Serbia", "RS")])
    shown("country=RS")
    with django_assert_num_queries(2):  # the record's version and the country; no counting
        counts(chosen("country=rs&page=2"))


def test_the_order_of_an_address_does_not_matter_to_what_is_kept(django_assert_num_queries):
    country("Serbia", "RS"), country("Croatia", "HR")
    counts(chosen("country=RS&country=HR&q=Ateliér"))
    with django_assert_num_queries(2):
        counts(chosen("q=atelier&country=HR&country=RS"))


def test_counts_of_the_secretariat_never_reach_the_public(editor):
    activity("Draft", is_published=False, kind=kind("mission"))
    assert shown(user=editor)[1] == 1
    assert shown()[1] == 0
    assert "kind" not in shown()[0]


def test_an_unpublished_project_is_named_nowhere_to_the_public(editor):
    project = activity("Secret project", kind=kind("project"), is_published=False)
    activity("Its workshop", parent=project)
    assert "project" not in shown()[0]
    assert shown(user=editor)[0]["project"] == {project.slug: 2}
    hidden = chosen(f"project={project.slug}")
    assert "project" in hidden.form.errors
    assert hidden.narrowed().count() == 1


def test_counting_asks_the_same_number_of_questions_whatever_there_is(django_assert_max_num_queries):
    for _time in range(5):
        activity("Workshop", source=document(f"list-{_time}"))
    caches["process"].clear()
    with django_assert_max_num_queries(5):
        counts(chosen())
    assert Activity.objects.count() == 5
