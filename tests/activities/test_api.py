"""Activities as open data."""

from datetime import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from activities.models import AreaTag, Participation
from tests.factories import activity, area, country, document, group, kind, programme_names

pytestmark = pytest.mark.django_db
ALL = "/api/v1/activities/"


def results(client, query=""):
    response = client.get(f"{ALL}{query}")
    assert response.status_code == 200
    return response.json()["results"]


def slugs(client, query=""):
    return sorted(one["slug"] for one in results(client, query))


def test_an_activity_field_by_field(visitor):
    programme_names()
    source, news = document("implementation-phase"), document("news")
    serbia, croatia = country("Serbia", "RS"), country("Croatia", "HR")
    project = activity("Danube project", slug="danube", kind=kind("project"))
    one = activity(
        "Our title",
        "2021-11-30",
        "2021-12-01",
        slug="training",
        published_title="The printed title",
        title_fr="Le titre",
        kind=kind("training"),
        city_en="Split",
        place_country=croatia,
        place_text="Split (Croatia)",
        parent=project,
        source=source,
        source_locator="line 42",
        source_text="The printed line",
        countries=[serbia],
        groups=[group()],
    )
    Participation.objects.create(activity=one, country=croatia, source=news, sureness="secondary")
    AreaTag.objects.create(activity=one, area=area(), sureness="inferred")
    found = visitor.get(f"{ALL}training/").json()
    updated = found.pop("updated")
    assert datetime.fromisoformat(updated).utcoffset() is not None
    assert found == {
        "id": one.pk,
        "slug": "training",
        "title": "The printed title",
        "titles": {"en": "Our title", "fr": "Le titre", "ru": None},
        "kind": "training",
        "status": "held",
        "start": "2021-11-30",
        "end": "2021-12-01",
        "place": {"city": "Split", "country": "HR", "online": False},
        "countries": [
            {"iso2": "HR", "role": None, "sureness": "secondary", "source": "news"},
            {"iso2": "RS", "role": "beneficiary", "sureness": "official", "source": None},
        ],
        "groups": ["south-eastern-europe"],
        "parent": "danube",
        "working_areas": ["prevention"],
        "programme_name": "assistance-and-cooperation",
        "source": {"document": "implementation-phase", "locator": "line 42", "text": "The printed line"},
        "url": "http://testserver/en/activities/training/",
    }
    assert results(visitor, "?kind=training") == [found | {"updated": updated}]


def test_what_nothing_says_is_null(visitor):
    activity("Project", slug="project", status="", published_title="")
    found = results(visitor)[0]
    assert found["title"] == "Project"
    for name in ("kind", "status", "start", "end", "parent", "programme_name"):
        assert found[name] is None, name
    assert found["place"] == {"city": None, "country": None, "online": False}
    assert found["source"] == {"document": None, "locator": None, "text": None}
    assert (found["countries"], found["groups"], found["working_areas"]) == ([], [], [])


@pytest.mark.parametrize("start", ["2021-11-30", "2017-12", "2016"])
def test_dates_are_as_exact_as_the_source(visitor, start):
    activity("Workshop", start)
    assert [(one["start"], one["end"]) for one in results(visitor)] == [(start, start)]


def test_the_same_parameters_as_the_page(visitor):
    serbia = country("Serbia", "RS")
    activity("A", "2017", slug="a", countries=[serbia], source=document("implementation-phase"))
    activity("B", "2021", slug="b", place_country=serbia, kind=kind("mission"), status="planned")
    activity("C", slug="c", groups=[group(members=[serbia])], phase="preparatory")
    for query, found in {
        "?source=implementation-phase": ["a"],
        "?country=rs": ["a", "b", "c"],
        "?country=RS&status=held": ["a", "c"],
        "?subregion=south-eastern-europe": ["a", "c"],
        "?kind=mission&kind=project": ["b"] if kind("project") else [],
        "?phase=preparatory": ["c"],
        "?biennium=2017-2018&biennium=2021-2022": ["a", "b"],
        "?from=2018": ["b"],
        "?to=2018-06": ["a"],
        "?q=serbia": ["a", "b", "c"],
    }.items():
        assert slugs(visitor, query) == found, query
    assert [one["slug"] for one in results(visitor, "?sort=oldest")] == ["a", "b", "c"]


def test_wrong_values_are_refused_by_name(visitor):
    kind("mission")
    response = visitor.get(f"{ALL}?kind=zzz&country=XX&from=soon&coutry=RS")
    assert response.status_code == 400
    wrong = response.json()["parameters"]
    assert set(wrong) == {"kind", "country", "from", "coutry"}
    assert wrong["kind"]["allowed"] == ["mission"]
    assert "“XX”" in wrong["country"]["message"]


def test_pages_are_counted_and_linked(visitor):
    for number in range(3):
        activity(f"Workshop {number}", start="2019")
    first = visitor.get(f"{ALL}?page_size=2").json()
    assert (first["count"], first["previous"], len(first["results"])) == (3, None, 2)
    second = visitor.get(first["next"]).json()
    assert (second["next"], len(second["results"])) == (None, 1)
    assert visitor.get(f"{ALL}?page_size=200").status_code == 200
    assert visitor.get(f"{ALL}?page_size=201").status_code == 400
    assert visitor.get(f"{ALL}?page=9").status_code == 404


def test_open_data_is_what_is_published_for_everybody(visitor, editor_client):
    hidden = activity("Secret project", kind=kind("project"), is_published=False)
    activity("Event", slug="event", parent=hidden)
    for reader in (visitor, editor_client):
        assert slugs(reader) == ["event"]
        assert results(reader)[0]["parent"] is None
        assert slugs(reader, "?q=secret") == []
        assert reader.get(f"{ALL}{hidden.slug}/").status_code == 404
        assert reader.get(f"{ALL}?project={hidden.slug}").status_code == 400


def test_the_answer_is_the_same_in_every_language(visitor):
    activity("Workshop", title_fr="Atelier")
    english = visitor.get(ALL, headers={"accept-language": "en"}).json()
    assert visitor.get(ALL, headers={"accept-language": "fr"}).json() == english


def test_the_list_costs_the_same_questions_whatever_it_holds(visitor):
    old, _new = programme_names()
    serbia, see, source = country("Serbia", "RS"), group(), document("list")
    project = activity("Project", kind=kind("project"))

    def write(number):
        for _time in range(number):
            one = activity("Workshop", "2019", countries=[serbia], groups=[see], parent=project, programme_name=old)
            one.source = source
            one.save()

    def questions():
        with CaptureQueriesContext(connection) as asked:
            assert visitor.get(f"{ALL}?page_size=100").status_code == 200
        return len(asked)

    write(1)
    first = questions()
    write(2)
    assert questions() == first
    write(27)
    assert questions() == first


def test_what_is_refused_is_not_said_to_be_left_out(visitor):
    for query, words in (
        ("country=XX", "“XX” is not known here."),
        ("from=2019&to=2018", "The end of the time lies before its beginning."),
    ):
        answer = visitor.get(f"{ALL}?{query}")
        assert answer.status_code == 400
        assert [one["message"] for one in answer.json()["parameters"].values()] == [words]
