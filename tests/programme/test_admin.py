"""The workshop as the secretariat meets it: signing in, the landing page, lists, search, people."""

import re

import pytest
from django.contrib import admin
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from activities.models import Activity, Contribution, Partnership
from countries.models import BasicTaskResult, Commitment, CountryName, Mission, PartyStatus
from programme.history import Door, acting
from programme.models import BasicTask, Document, TextMark, User
from tests import factories
from tests.programme.forms import open_form, send

pytestmark = pytest.mark.django_db


def text(response):
    return response.content.decode()


def test_workshop_speaks_three_languages_and_leads_to_the_public_site(editor_client):
    page = text(editor_client.get("/fr/admin/countries/country/?q=x"))

    assert '<html lang="fr"' in page
    assert 'href="/ru/admin/countries/country/?q=x"' in page
    assert 'href="/fr/"' in page


@pytest.mark.parametrize("url", ["", "countries/country/", "countries/country/add/", "programme/user/add/", "login/"])
def test_pages_hold_no_inline_style_or_script(administrator_client, visitor, url):
    client = visitor if url == "login/" else administrator_client

    page = text(client.get(f"/en/admin/{url}"))

    assert not re.findall(r"<script(?![^>]*\bsrc=)[^>]*>|<style|\son\w+=|\sstyle=", page)


# The landing page


def test_landing_page_counts_what_waits_and_links_to_it(editor_client):
    one, two = factories.country("One"), factories.country("Two")
    for country in (one, two):
        factories.claim(country, value="listed")
        factories.claim(country, value="not-listed")
    factories.phase(two)
    factories.activity("Held", start="2012")
    factories.activity("No date", city_en="Minsk", outcome_en="A plan", title_fr="Titre", title_ru="Название")
    factories.document(sureness="unconfirmed", title_fr="Titre")

    page = editor_client.get(reverse("admin:index"))

    waits = {str(item.label): (item.count, item.url) for item in page.context["waiting"]}
    assert {label: count for label, (count, _url) in waits.items()} == {
        "Conflicts between sources, undecided": 1,
        "Activities without a place": 1,
        "Activities without a date": 1,
        "Held activities without an outcome": 1,
        "Activities without a title in French": 1,
        "Activities without a title in Russian": 1,
        "Documents without a title in Russian": 1,
        "Not confirmed: documents": 1,
    }
    for count, url in waits.values():
        assert f'href="{url.replace("&", "&amp;")}"' in text(page)
        assert editor_client.get(url).context["cl"].result_count == count, url


def test_landing_page_says_when_nothing_waits(editor_client):
    assert "Nothing waits." in text(editor_client.get(reverse("admin:index")))


def test_landing_page_tells_the_last_changes(editor, editor_client):
    country = factories.country()
    with acting(Door.ADMIN, editor):
        entry = factories.phase(country, phase="preparatory", requirements_met=False)
        entry.reason = "Both lists name it."
        entry.save()

    page = text(editor_client.get(reverse("admin:index")))

    assert "Reason without the requirements: nothing → <strong>Both lists name it.</strong>" in page
    assert f'<a href="{reverse("admin:countries_country_change", args=[country.pk])}">Serbia</a>' in page


def test_landing_page_shows_no_changes_of_people_to_editors(editor_client, administrator_client):
    User.objects.create_user("somebody@example.org", "a-long-test-password", name="Somebody Else")

    assert "Somebody Else" not in text(editor_client.get(reverse("admin:index")))
    assert "Somebody Else" in text(administrator_client.get(reverse("admin:index")))


def test_landing_page_groups_the_records(editor_client):
    groups = {group["name"]: [str(one["name"]) for one in group["models"]] for group in landing(editor_client)}

    assert list(groups) == [
        "Countries",
        "Activities",
        "Documents and sources",
        "The Programme",
        "Self-assessments",
        "Progress reports",
        "People and access",
    ]
    assert groups["Countries"][:3] == ["Countries", "Groups of countries", "Phases"]


def landing(client):
    return client.get(reverse("admin:index")).context["app_list"]


def test_landing_page_asks_as_much_for_few_as_for_many(editor_client):
    def queries():
        with CaptureQueriesContext(connection) as captured:
            editor_client.get(reverse("admin:index"))
        return len(captured)

    for number in range(3):
        factories.activity(f"Activity {number}", countries=[factories.country(f"Country {number}")])
    queries()
    few = queries()
    for number in range(3, 13):
        factories.activity(f"Activity {number}", countries=[factories.country(f"Country {number}")])

    assert queries() == few


# Search


@pytest.mark.parametrize("query", ["сербия", "SERBIE", "serbia", "yugoslav", "  serbia "])
def test_quick_search_finds_a_country_by_any_name(editor_client, query):
    serbia = factories.country("Serbia", name_fr="Serbie", name_ru="Сербия")
    CountryName.objects.create(country=serbia, text="Yugoslavia", kind="former")
    factories.country("Croatia")

    page = text(editor_client.get(reverse("admin:search"), {"q": query}))

    assert reverse("admin:countries_country_change", args=[serbia.pk]) in page
    assert "Croatia" not in page


def test_quick_search_says_when_it_found_nothing(editor_client):
    factories.country()

    assert "Nothing was found." in text(editor_client.get(reverse("admin:search"), {"q": "Atlantis"}))
    assert "Nothing was found." in text(editor_client.get(reverse("admin:search"), {"q": "…"}))


@pytest.mark.parametrize(
    ("model", "query"),
    [
        ("activities_activity", "ВЕНГРИЯ"),
        ("activities_organisation", "economiques"),
        ("programme_document", "ececpteia38"),
        ("programme_meeting", "geneve"),
    ],
)
def test_lists_are_searched_without_case_and_accents(editor_client, model, query):
    factories.activity("Unlike")
    factories.activity("Workshop", title_ru="Семинар в Венгрии")
    factories.organisation("other", "Other")
    factories.organisation("oecd", "Coopération et développement économiques")
    factories.document("other")
    factories.document("cop", symbol="ECE/CP.TEIA/38")
    factories.meeting("other", number=1, city_en="Minsk")
    factories.meeting("cop-10", city_fr="Genève")

    page = editor_client.get(reverse(f"admin:{model}_changelist"), {"q": query})

    assert page.context["cl"].result_count == 1


def test_autocomplete_offers_what_the_search_finds(editor_client):
    factories.country("Serbia", name_ru="Сербия")
    factories.country("Croatia")
    asked = {"app_label": "activities", "model_name": "participation", "field_name": "country", "term": "сербия"}

    found = editor_client.get(reverse("admin:autocomplete"), asked).json()

    assert [one["text"] for one in found["results"]] == ["Serbia"]


# Lists and forms


def fill(start, count):
    """As many of every kind of record as asked for."""
    task = BasicTask.objects.get_or_create(letter="A", defaults={"title_en": "Task"})[0]
    for number in range(start, start + count):
        country = factories.beneficiary(
            f"Country {number:03}", iso3=f"{number:03}", m49=f"{number:03}", iso2=f"{number:02}"
        )
        source = factories.document(f"source-{number}", meeting=factories.meeting(f"m-{number}", number=number))
        facts = {"country": country, "source": source}
        factories.phase(country, source=source, meeting=source.meeting)
        PartyStatus.objects.create(is_party=True, **facts)
        mission = Mission.objects.create(kind="fact-finding", report=source, **facts)
        BasicTaskResult.objects.create(task=task, mission=mission, **facts)
        commitment = Commitment.objects.create(signatory=f"S {number}", meeting=source.meeting, source=source)
        commitment.countries.add(country)
        group = factories.group(f"group-{number}", f"Group {number}", members=[country])
        organisation = factories.organisation(f"o-{number}", f"O {number}")
        activity = factories.activity(
            f"Activity {number}",
            start="2012",
            countries=[country],
            groups=[group],
            place_country=country,
            source=source,
        )
        Partnership.objects.create(activity=activity, organisation=organisation)
        Contribution.objects.create(activity=activity, organisation=organisation, source=source)
        factories.claim(country, source=source)
        factories.claim(activity, statement="end", source=source)
        TextMark.objects.create(subject=activity, field="title", language="fr", mark="translation")
        factories.document_version(source)


LISTS = [
    "countries_country",
    "countries_phaseentry",
    "countries_mission",
    "countries_basictaskresult",
    "countries_partystatus",
    "countries_beneficiaryperiod",
    "countries_commitment",
    "activities_activity",
    "activities_participation",
    "activities_organisation",
    "activities_contribution",
    "programme_document",
    "programme_meeting",
    "programme_claim",
    "programme_textmark",
]


@pytest.mark.long
def test_lists_ask_as_much_for_three_records_as_for_thirty(editor_client):
    def queries(name):
        with CaptureQueriesContext(connection) as captured:
            page = editor_client.get(reverse(f"admin:{name}_changelist"))
        return len(captured), page.context["cl"].result_count

    fill(1, 3)
    few = {name: queries(name) for name in LISTS}  # the first request of all warms what is kept in memory
    few = {name: queries(name) for name in LISTS}
    fill(10, 27)
    many = {name: queries(name) for name in LISTS}

    assert {name: many[name][0] for name in LISTS} == {name: few[name][0] for name in LISTS}
    assert all(many[name][1] >= 30 > few[name][1] for name in LISTS)


def test_form_asks_little_more_for_many_rows(editor_client):
    country = factories.country()
    source = factories.document()

    def queries():
        with CaptureQueriesContext(connection) as captured:
            editor_client.get(reverse("admin:countries_country_change", args=[country.pk]))
        return len(captured)

    factories.claim(country, source=source)
    queries()
    few = queries()
    for number in range(20):
        factories.claim(country, statement=f"s-{number}", source=source)

    assert queries() == few


def test_every_list_sorts_by_every_column(rf, administrator):
    fill(1, 2)
    for model, model_admin in admin.site._registry.items():
        for column in range(len(model_admin.get_list_display(rf.get("/"))) + 1):
            request = rf.get("/", {"o": f"-{column}"})
            request.user = administrator
            shown = model_admin.get_changelist_instance(request)
            assert len(shown.result_list) == min(shown.result_count, shown.list_per_page), (model, column)


def test_titles_sort_in_the_readers_language(editor_client):
    factories.activity("B", title_fr="A")
    factories.activity("A", title_fr="B")
    factories.activity("C", title_fr=None)

    def titles(language):
        page = editor_client.get(f"/{language}/admin/activities/activity/?o=1")
        return [one.title_en for one in page.context["cl"].queryset]

    assert titles("en") == ["A", "B", "C"]
    assert titles("fr") == ["B", "A", "C"]


def test_missing_translation_filter(editor_client):
    factories.document("no-french", title_ru="Название")
    factories.document("whole", title_fr="Titre", title_ru="Название")

    page = editor_client.get(reverse("admin:programme_document_changelist"), {"missing": "fr"})

    assert [one.slug for one in page.context["cl"].queryset] == ["no-french"]


def test_claims_are_found_by_their_statement_in_words(editor_client):
    factories.claim(factories.country())
    factories.claim(factories.activity(), statement="end", value="2012")

    page = editor_client.get("/en/admin/programme/claim/", {"statement": "end"})

    assert [one.statement for one in page.context["cl"].result_list] == ["end"]
    assert "entry into the implementation phase" in text(page)


def test_odd_values_of_filters_are_ignored(editor_client):
    factories.document()

    for query in ({"missing": "xx"}, {"sourced": "perhaps"}):
        page = editor_client.get(reverse("admin:programme_document_changelist"), query)
        assert page.context["cl"].result_count == 1


def test_form_labels_say_their_language(editor_client):
    page = text(editor_client.get(reverse("admin:programme_document_add")))

    assert "Title (French):" in page
    assert "Title (Russian):" in page


def test_record_leads_to_its_public_page(editor_client):
    document = factories.document()

    page = text(editor_client.get(reverse("admin:programme_document_change", args=[document.pk])))

    assert "View on site" in page


def test_impossible_date_is_refused_in_words(editor_client):
    url = reverse("admin:programme_document_add")
    form = open_form(editor_client, url, "document")

    answer = send(
        editor_client, url, form, title_en="T", slug="t", kind="other", date_year="2021", date_month="2", date_day="30"
    )

    assert answer.status_code == 200
    assert "There is no such day: 2021-02-30." in text(answer)
    assert not Document.objects.exists()


def test_nonsense_in_an_autocomplete_is_an_error_of_the_form(editor_client):
    document = factories.document()
    url = reverse("admin:programme_document_change", args=[document.pk])

    answer = send(editor_client, url, open_form(editor_client, url, "document"), meeting="nonsense", source="99999")

    assert answer.status_code == 200
    assert set(answer.context["adminform"].form.errors) == {"meeting", "source"}


def test_bare_admin_address_leads_to_the_readers_language(editor_client):
    answer = editor_client.get("/admin/", headers={"accept-language": "fr"})

    assert answer.headers["Location"] == "/fr/admin/"


def test_deleting_names_what_goes_too_but_not_what_is_derived(editor_client):
    activity = factories.activity(countries=[factories.country()])
    url = reverse("admin:activities_activity_delete", args=[activity.pk])

    page = text(editor_client.get(url))
    assert "Participation: " in page
    assert "Reach" not in page
    editor_client.post(url, {"post": "yes"})

    assert not Activity.objects.exists()
    assert Activity.history.filter(id=activity.pk).first().history_type == "-"


def test_fact_marked_official_without_a_source_is_an_error_of_the_form(editor_client):
    url = reverse("admin:activities_organisation_add")
    form = open_form(editor_client, url, "organisation")

    answer = send(editor_client, url, form, name_en="OSCE", slug="osce", sureness="official")

    assert list(answer.context["adminform"].form.errors) == ["sureness"]
    assert send(editor_client, url, form, name_en="OSCE", slug="osce", sureness="unconfirmed").status_code == 302
