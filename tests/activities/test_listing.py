"""The page with the list of activities."""

import re
from html import unescape

import pytest
from django.core.cache import caches
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from activities.models import Participation
from tests.factories import activity, area, country, document, group, kind

pytestmark = pytest.mark.django_db
LIST = "/en/activities/"


def text(response):
    """What a reader sees, without markup."""
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", response.content.decode())))


def titles(response):
    return [row.activity.title_en for row in response.context["rows"]]


def fits(response):
    return {row.activity.title_en: row.fits for row in response.context["rows"]}


def test_everybody_may_read_the_list_in_three_languages(visitor):
    activity("Workshop", title_fr="Atelier", title_ru="Совещание")
    for language, title in (("en", "Workshop"), ("fr", "Atelier"), ("ru", "Совещание")):
        response = visitor.get(f"/{language}/activities/")
        assert response.status_code == 200
        assert title in text(response)


def test_the_number_of_activities_is_said_in_words(visitor):
    activity("One")
    assert " 1 activity " in text(visitor.get(LIST))
    activity("Two")
    assert " 2 activities " in text(visitor.get(LIST))


def test_a_country_filter_says_of_each_activity_how_it_fits(visitor):
    serbia = country("Serbia", "RS")
    see = group(members=[serbia])
    activity("Named", countries=[serbia])
    activity("Through the group", groups=[see])
    activity("Held", place_country=serbia)
    no_role = activity("Without a role")
    Participation.objects.create(activity=no_role, country=serbia)
    activity("Elsewhere")
    assert fits(visitor.get(f"{LIST}?country=rs")) == {
        "Named": ["Serbia: named (beneficiary)"],
        "Through the group": ["Serbia: through its group (South-Eastern Europe)"],
        "Held": ["Serbia: only held there"],
        "Without a role": ["Serbia: named"],
    }
    assert fits(visitor.get(LIST))["Named"] == []


def test_a_row_tells_what_is_known_of_the_activity(visitor):
    serbia = country("Serbia", "RS")
    project = activity("Danube project", kind=kind("project"))
    activity(
        "Training",
        start="2021-11-30",
        end="2021-12-01",
        kind=kind("training"),
        city_en="Belgrade",
        place_country=serbia,
        countries=[country("Croatia", "HR")],
        groups=[group()],
        parent=project,
        status="cancelled",
    )
    said = text(visitor.get(f"{LIST}?kind=training"))
    for words in (
        "30 November – 1 December 2021",
        "Belgrade, Serbia",
        "Croatia",
        "South-Eastern Europe",
        "Part of: Danube project",
        "Cancelled",
    ):
        assert words in said, words


def test_a_month_is_never_shown_as_its_first_day(visitor):
    activity("Workshop", start="2007-12")
    said = text(visitor.get(LIST))
    assert "December 2007" in said
    assert "1 December 2007" not in said


def test_what_is_unknown_is_said_and_not_filled_in(visitor):
    activity("Project", status="")
    said = text(visitor.get(LIST))
    assert "date not stated" in said
    assert "Status not stated" in said


def test_a_title_without_a_translation_is_shown_in_its_language_with_a_mark(visitor):
    activity("Workshop", published_language="en")
    with translation.override("fr"):
        html = visitor.get("/fr/activities/").content.decode()
    assert '<span lang="en">Workshop</span>' in html


def test_chips_take_away_one_value_each(visitor):
    country("Serbia", "RS"), country("Croatia", "HR")
    response = visitor.get(f"{LIST}?country=rs&country=HR&status=held&q=x&page=3")
    assert [label for label, _url in response.context["chips"]] == [
        "Words, a place or a country: x",
        "Country: Serbia",
        "Country: Croatia",
        "Status: Held",
    ]
    addresses = dict(response.context["chips"])
    assert addresses["Country: Serbia"] == "?country=HR&status=held&q=x"
    assert addresses["Status: Held"] == "?country=rs&country=HR&q=x"


def test_every_filter_in_force_has_its_chip(visitor):
    serbia = country("Serbia", "RS")
    area()
    document("list")
    activity("Project", slug="danube", kind=kind("project"), countries=[serbia], groups=[group()])
    query = (
        "q=a&country=RS&subregion=south-eastern-europe&kind=project&area=prevention&project=danube"
        "&phase=implementation&biennium=2017-2018&status=held&source=list&from=2015&to=2019-12"
    )
    chips = [label for label, _url in visitor.get(f"{LIST}?{query}").context["chips"]]
    assert len(chips) == 12
    assert "Biennium: 2017–2018" in chips
    assert "Project: Project" in chips
    assert "Source: Title of list" in chips
    assert "From: 2015" in chips


def test_the_form_keeps_what_was_asked(visitor):
    activity("Workshop", countries=[country("Serbia", "RS")], source=document("list"))
    html = visitor.get(f"{LIST}?country=RS&q=work&from=2015&sort=title&page_size=50&source=list").content.decode()
    assert re.search(r'name="country" value="RS"[^>]* checked', html)
    assert re.search(r'name="q" value="work"', html)
    assert re.search(r'name="from" value="2015"', html)
    assert '<option value="title" selected>' in html
    assert '<option value="50" selected>' in html
    assert '<input type="hidden" name="source" value="list">' in html


def test_pages_of_the_size_asked_for(visitor):
    for _time in range(27):
        activity("Workshop")
    assert len(visitor.get(LIST).context["rows"]) == 25
    assert len(visitor.get(f"{LIST}?page=2").context["rows"]) == 2
    assert len(visitor.get(f"{LIST}?page_size=50").context["rows"]) == 27
    assert len(visitor.get(f"{LIST}?page=999").context["rows"]) == 2
    assert len(visitor.get(f"{LIST}?page=x").context["rows"]) == 25
    assert 'href="?page=2"' in visitor.get(LIST).content.decode()


@pytest.mark.parametrize("size", ["7", "x", "-1", "0", "٢٥", "9" * 400])
def test_a_size_that_there_is_not_is_said_and_left_out(visitor, size):
    response = visitor.get(LIST, {"page_size": size})
    assert response.context["page_size"] == 25
    assert "Activities a page: " in text(response)


def test_unknown_values_are_said_on_the_page(visitor):
    activity("Workshop")
    page = visitor.get(f"{LIST}?kind=quizz&from=yesterday")
    said = text(page)
    assert "Some of what was asked for is left out" in said
    assert "Kind: “quizz” is not known here." in said
    assert "From: " in said
    assert titles(page) == ["Workshop"]


def test_an_empty_list_says_which_filter_to_leave_out(visitor):
    activity("Held", status="held", kind=kind("mission"))
    activity("Held too", status="held", kind=kind("mission"))
    kind("workshop")
    response = visitor.get(f"{LIST}?status=held&kind=workshop")
    assert "No activity fits all of this" in text(response)
    assert response.context["ways_out"] == [("Without the filter “Kind”: 2 activities", "?status=held")]
    assert visitor.get(f"{LIST}?status=planned&kind=workshop").context["ways_out"] == []


def test_an_empty_record_says_so(visitor):
    assert "The record holds no activity yet" in text(visitor.get(LIST))


def test_what_is_searched_for_is_marked(visitor):
    activity("Workshop on Safety Reports")
    html = visitor.get(f"{LIST}?q=safety").content.decode()
    assert "<mark>Safety</mark>" in html


def test_what_is_typed_is_never_markup(visitor):
    attack = '"><script>alert(1)</script>'
    activity(f"Workshop {attack}")
    names = ("q", "country", "kind", "from", "page_size", "biennium", "sort", "page", "other")
    for path in (LIST, "/fr/activities/"):
        html = visitor.get(path, dict.fromkeys(names, attack)).content.decode()
        assert "<script>alert" not in html
    assert "<script>alert" not in visitor.get(f"{LIST}?q=script").content.decode()


def test_the_unpublished_is_seen_by_the_secretariat_only(visitor, outsider_client, editor_client):
    activity("Draft", is_published=False)
    for reader in (visitor, outsider_client):
        response = reader.get(LIST)
        assert "Draft" not in text(response)
        assert response.context["total"] == 0
        assert reader.get(f"{LIST}?q=draft").context["total"] == 0
    response = editor_client.get(LIST)
    assert titles(response) == ["Draft"]
    assert "Not public" in text(response)


def test_an_unpublished_project_is_not_named_beside_its_parts(visitor):
    activity("Event", parent=activity("Secret project", kind=kind("project"), is_published=False))
    assert "Secret" not in visitor.get(LIST).content.decode()


@pytest.mark.parametrize("query", ["", "?country=RS&q=workshop&kind=training&sort=title"])
def test_the_list_costs_the_same_questions_whatever_it_holds(visitor, query):
    serbia, see = country("Serbia", "RS"), group()
    project, training = activity("Workshop", kind=kind("project")), kind("training")

    def write(number):
        for _time in range(number):
            activity(
                "Workshop",
                start="2019",
                kind=training,
                countries=[serbia],
                groups=[see],
                parent=project,
                place_country=serbia,
            )

    def questions():
        caches["process"].clear()
        with CaptureQueriesContext(connection) as asked:
            assert visitor.get(f"{LIST}{query}").status_code == 200
        return len(asked)

    write(1)
    first = questions()
    write(2)
    assert questions() == first
    write(20)
    assert questions() == first
    assert first <= 22


def test_a_group_that_came_with_a_link_is_named_and_kept(visitor):
    activity("Ours", group="programme")
    activity("Of others", group="other")
    page = visitor.get("/en/activities/?group=programme").content.decode()
    assert "Group: Programme" in page
    assert '<input type="hidden" name="group" value="programme">' in page
    assert "Of others" not in page
