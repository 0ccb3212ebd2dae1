"""The page of one activity, and what this room says on a country's page."""

import re
from html import unescape

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test.utils import CaptureQueriesContext

from activities.models import Activity, AreaTag, Contribution, Participation, Partnership
from programme.models import OldAddress, TextMark
from tests.factories import (
    activity,
    area,
    claim,
    country,
    document,
    document_version,
    group,
    kind,
    organisation,
    programme_names,
)
from tests.kept import kept

pytestmark = pytest.mark.django_db


def text(response):
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", response.content.decode())))


def read(client, one, language="en"):
    response = client.get(f"/{language}/activities/{one.slug}/")
    assert response.status_code == 200
    return text(response)


def facts(client, one):
    """{term: description} of the page, as a reader sees them."""
    html = client.get(f"/en/activities/{one.slug}/").content.decode()
    html = html[html.index('id="facts"') : html.index('id="source"')]
    pairs = re.findall(r"<dt>(.*?)</dt>\s*<dd>(.*?)</dd>", html, re.DOTALL)
    plain = [[re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", part))).strip() for part in pair] for pair in pairs]
    return dict(plain)


@pytest.fixture
@kept
def full():
    """An activity with everything that can be known of one."""
    source, news = document("implementation-phase"), document("news")
    serbia, croatia, france = country("Serbia", "RS"), country("Croatia", "HR"), country("France", "FR")
    see = group(members=[serbia, croatia])
    project = activity("Danube project", kind=kind("project"))
    one = activity(
        "Training on safety reports",
        start="2021-10-27",
        end="2021-10-29",
        slug="training-2021",
        published_title="Training on Safety Reports (as printed)",
        published_language="en",
        title_fr="Formation aux rapports de sécurité",
        kind=kind("training"),
        phase="implementation",
        group="programme",
        city_en="Split",
        place_country=croatia,
        place_text="Split, Croatia",
        parent=project,
        follows=activity("First training"),
        objectives_en="To train inspectors.",
        outcome_en="Inspectors were trained.",
        workplan_item="1.2 (b)",
        participants=40,
        women=18,
        men=22,
        source=source,
        source_locator="line 42",
        source_text="Training on Safety Reports (27-29 October 2021), Split",
        countries=[serbia],
        groups=[see],
    )
    Participation.objects.create(
        activity=one, country=france, role="expert-provider", source=news, sureness="secondary", source_locator="page 2"
    )
    AreaTag.objects.create(activity=one, area=area(), sureness="inferred")
    Partnership.objects.create(activity=one, organisation=organisation(), source=news)
    Contribution.objects.create(
        activity=one, country=france, kind="earmarked", amount="1000.00", currency="EUR", note_en="For the venue."
    )
    claim(one, "end", "2021-10-30", news, note_en="Another page has one day more.", sureness="secondary")
    claim(one, "status", "held", sureness="inferred", note_en="The date is past.")
    report = document("training-report")
    document_version(report, "en", url="https://example.org/report.pdf")
    one.documents.add(report)
    TextMark.objects.create(subject=one, field="title", language="fr", mark="translation")
    activity("A part of it", parent=one)
    activity("What came next", follows=one)
    return one


def test_the_page_tells_all_that_is_known(visitor, full):
    programme_names()
    found = facts(visitor, full)
    assert found["Dates"].startswith("27–29 October 2021")
    assert found["Place"] == "Split, Croatia As printed: Split, Croatia"
    assert found["Status"] == "Held How sure: inferred"
    assert found["Part of"] == "Danube project"
    assert found["Follows"] == "First training"
    assert found["For the group"] == "South-Eastern Europe Countries that belonged to it then: Croatia"
    assert found["Working areas"] == "Prevention (our tag) How sure: inferred"
    assert found["Partners"] == "OSCE – partner Source: Title of news"
    assert found["Contributions"] == "France – earmarked, 1000.00 EUR For the venue."
    assert found["Participants"] == "40 people Women: 18 Men: 22"
    assert found["Phase of the Programme"] == "Implementation phase"
    assert found["Counted under"] == "Programme"
    assert found["Workplan item"] == "1.2 (b)"
    assert found["Name of the Programme then"].startswith("Assistance and Cooperation Programme")
    said = read(visitor, full)
    for words in (
        "To train inspectors.",
        "Inspectors were trained.",
        "A part of it",
        "What came next",
        "Title of training-report",
        "How to cite",
        "Training on Safety Reports (as printed) (27–29 October 2021). Assistance and Cooperation Programme,",
        "http://testserver/en/activities/training-2021/",
    ):
        assert words in said, words


def test_each_country_has_its_role_sureness_and_source(visitor, full):
    countries = facts(visitor, full)["Countries"]
    assert (
        countries == "France – expert provider How sure: from a secondary source Source: Title of news , page 2 "
        "Serbia – beneficiary"
    )


def test_the_published_line_is_shown_as_the_source(visitor, full):
    html = visitor.get(full.get_absolute_url()).content.decode()
    source = html[html.index('id="source"') : html.index('id="claims"')]
    assert "Title of implementation-phase" in source
    assert "line 42" in source
    assert "Training on Safety Reports (27-29 October 2021), Split" in source


def test_what_other_sources_say_is_kept_apart(visitor, full):
    html = visitor.get(full.get_absolute_url()).content.decode()
    said = re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", html[html.index('id="claims"') :])))
    assert "Last day: 30 October 2021" in said
    assert "Another page has one day more." in said
    assert "Title of news" in said
    assert "Status: Held" in said
    # Beside the date itself stands what the other source has.
    assert "30 October 2021" in facts(visitor, full)["Dates"]


def test_our_translation_stands_beside_the_published_title(visitor, full):
    said = read(visitor, full, "fr")
    assert "Formation aux rapports de sécurité" in said
    html = visitor.get("/fr/activities/training-2021/").content.decode()
    assert '<span lang="en">Training on Safety Reports (as printed)</span>' in html
    assert '<span class="remark">(' in html[html.index("<h1>") : html.index("</h1>")]


def test_what_nothing_says_is_left_out_or_said_to_be_unknown(visitor):
    found = facts(visitor, activity("Project", status=""))
    assert found["Dates"] == "date not stated"
    assert found["Place"] == "Not stated"
    assert found["Status"] == "Status not stated"
    assert set(found) == {"Dates", "Place", "Status"}


def test_an_online_activity_has_no_town(visitor):
    assert facts(visitor, activity("Meeting", is_online=True, place_text="online"))["Place"].startswith("Online")


# The Programme's name (PRODUCT A6)


@pytest.mark.parametrize(
    ("start", "end", "name"),
    [
        ("2018-12", "2018-12", "assistance"),
        ("2018-12-31", "2019-01-02", "assistance"),
        ("2019-01", "2019-01", "assistance-and-cooperation"),
        ("2019-01-01", "2019-01-01", "assistance-and-cooperation"),
        ("2016", "2019", "assistance"),
        ("2017-12", "2019-12", "assistance"),
        (None, None, "assistance-and-cooperation"),
    ],
)
def test_the_day_it_began_decides_the_programme_s_name(visitor, start, end, name):
    programme_names()
    one = activity("Workshop", start=start, end=end)
    assert visitor.get(f"/api/v1/activities/{one.slug}/").json()["programme_name"] == name
    shown = facts(visitor, one)["Name of the Programme then"]
    assert shown.startswith("Assistance Programme" if name == "assistance" else "Assistance and Cooperation Programme")
    why = "The day on which an activity began decides" if start else "Its dates are not known"
    assert why in shown


def test_an_editor_can_override_the_programme_s_name(visitor):
    old, _new = programme_names()
    one = activity("Workshop", start="2021", programme_name=old)
    assert visitor.get(f"/api/v1/activities/{one.slug}/").json()["programme_name"] == "assistance"
    assert "Chosen by the secretariat" in facts(visitor, one)["Name of the Programme then"]


# Who may see what


def test_an_unpublished_activity_is_not_found_by_the_public(visitor, outsider_client, editor_client):
    one = activity("Draft", is_published=False)
    assert visitor.get(one.get_absolute_url()).status_code == 404
    assert outsider_client.get(one.get_absolute_url()).status_code == 404
    assert "Not public: only the secretariat sees this page." in read(editor_client, one)


def test_unpublished_relatives_are_not_named(visitor, editor_client):
    one = activity(
        "Event",
        parent=activity("Secret project", is_published=False),
        follows=activity("Secret event", is_published=False),
    )
    activity("Secret part", parent=one, is_published=False)
    activity("Secret follower", follows=one, is_published=False)
    assert "Secret" not in visitor.get(one.get_absolute_url()).content.decode()
    assert read(editor_client, one).count("Secret") >= 4


def test_an_old_address_leads_to_the_record_it_was_merged_into(visitor, outsider_client):
    one = activity("Workshop", slug="workshop")
    kept = {"record_type": ContentType.objects.get_for_model(Activity), "record_id": one.pk}
    OldAddress.objects.create(slug="the-same-workshop", **kept)
    response = visitor.get("/fr/activities/the-same-workshop/")
    assert (response.status_code, response.url) == (301, "/fr/activities/workshop/")
    assert visitor.get("/fr/activities/the-same-workshop/?from=home").url == "/fr/activities/workshop/?from=home"
    assert visitor.get("/api/v1/activities/the-same-workshop/").json()["slug"] == "workshop"
    one.is_published = False
    one.save()
    assert visitor.get("/fr/activities/the-same-workshop/").status_code == 404
    assert visitor.get("/fr/activities/nobody/").status_code == 404


def test_nothing_typed_is_markup(visitor):
    attack = "<script>alert(1)</script>"
    one = activity(attack, outcome_en=attack, place_text=attack, source_text=attack, workplan_item=attack)
    claim(one, "outcome", attack, note_en=attack)
    assert "<script>alert" not in visitor.get(one.get_absolute_url()).content.decode()


def test_the_page_costs_the_same_questions_whatever_it_holds(visitor, full):
    def questions(time):
        with CaptureQueriesContext(connection) as asked:  # each time under an address that nobody has kept
            assert visitor.get(full.get_absolute_url(), {"time": time}).status_code == 200
        return len(asked)

    questions("before all")
    first = questions("first")
    for number in range(5):
        extra = country(f"Country {number}")
        Participation.objects.create(activity=full, country=extra, source=document(f"page-{number}"))
        Contribution.objects.create(activity=full, country=extra)
        claim(full, "outcome", f"claim {number}", document(f"claim-{number}"))
        activity(f"Part {number}", parent=full, place_country=extra, start="2020")
        report = document(f"report-{number}")
        document_version(report)
        full.documents.add(report)
    assert questions("second") == first


# On a country's page


def test_a_country_s_page_groups_its_activities_by_how_they_reached_it(visitor):
    serbia = country("Serbia", "RS")
    see = group(members=[serbia])
    activity("Older", start="2010", countries=[serbia])
    activity("Newer", start="2020", countries=[serbia])
    activity("Through the group", groups=[see])
    activity("Held there", place_country=serbia)
    activity("Draft", countries=[serbia], is_published=False)
    response = visitor.get("/en/countries/serbia/")
    said = text(response)
    said = said[said.index("activities in all") :]  # the timeline above names them too
    order = [
        "Activities that name the country 2",
        "Newer",
        "Older",
        "Activities for a group that it belonged to 1",
        "Through the group",
        "Activities that were only held there 1",
        "Held there",
    ]
    places = [said.index(words) for words in order]
    assert places == sorted(places)
    assert "4 activities in all" in text(response)
    assert 'href="/en/activities/?country=RS"' in response.content.decode()
    assert "Draft" not in said


def test_a_country_without_activities_says_nothing_of_them(visitor):
    country("Serbia", "RS")
    assert "activities in all" not in text(visitor.get("/en/countries/serbia/"))
