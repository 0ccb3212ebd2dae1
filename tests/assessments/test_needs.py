"""The overview of the assistance that countries need: what they published, and nothing else (PRODUCT E1, D12)."""

import csv
import io
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from assessments.needs import is_needed
from assessments.plans import carrying_out, publishing
from programme.models import WorkingArea
from tests import factories
from tests.assessments import making, planning

pytestmark = pytest.mark.django_db


def published(country, *parts, **values):
    return planning.published(planning.with_action(country, **values), parts=parts or ("needs",))


def page(client, language="en", **question):
    with translation.override(language):
        return client.get(reverse("programme-needs"), question)


def listed(response):
    """The country's name in the address and the action of each need; kept pages have no context to ask."""
    rows = re.compile(r'<th scope="row"><a href="/en/countries/([a-z]+)/plans/\d+/#action-\d+">([^<]+)</a>')
    return rows.findall(response.content.decode())


def counts(response):
    """Of each line of the counts the number of needs and that of countries."""
    return set(re.findall(r'<td class="number">(\d+)</td><td class="number">(\d+)</td>', response.content.decode()))


def table(client, **question):
    content = client.get(reverse("programme-needs-csv"), question).content.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(content)))


def test_without_any_published_need_the_page_says_so(client):
    response = page(client)
    assert "No country has published a need for assistance" in response.content.decode()
    assert table(client) == []


@pytest.mark.parametrize("state", ["draft", "approved", "published without needs", "withdrawn"])
def test_nothing_tells_of_a_plan_whose_needs_are_not_public(serbia, albania, client, state):
    published(albania, assistance_words="Two trainers.")
    plan = planning.with_action(serbia, assistance_words="Secret help.", assistance_kind="exercise")
    if state != "draft":
        plan = planning.approved(plan)
    if state == "published without needs":
        publishing.publish(plan.pk, by=None, parts=["actions", "progress"])
    if state == "withdrawn":
        publication = publishing.publish(plan.pk, by=None, parts=["needs"])
        assert len(listed(page(client))) == 2
        publishing.withdraw(publication, by=None, note="Being rewritten.")

    response = page(client)
    content = response.content.decode().split("<main")[1].split("</main>")[0]
    assert listed(response) == [("albania", "Train inspectors")]
    assert "Serbia" not in content
    assert "Secret help." not in content
    assert "1 country" in content
    assert counts(response) == {("1", "1")}
    assert [row["Country"] for row in table(client)] == ["Albania"]


def test_a_country_that_needs_no_assistance_is_not_listed(serbia, client):
    published(serbia, assistance="none", assistance_kind="", assistance_words="")
    assert listed(page(client)) == []


def test_what_is_done_is_left_out_where_that_is_published(serbia, client):
    plan = planning.approved(planning.with_action(serbia))
    publishing.publish(plan.pk, by=None, parts=["needs", "progress"])
    action = planning.action_of(plan)
    carrying_out.change_status(action, "under_way", by=None)
    assert "Not begun" in page(client).content.decode()
    publishing.publish(plan.pk, by=None, parts=["needs", "progress"])
    assert "Under way" in page(client).content.decode()
    carrying_out.change_status(action, "done", by=None)
    publishing.publish(plan.pk, by=None, parts=["needs"])
    assert len(listed(page(client))) == 1
    publishing.publish(plan.pk, by=None, parts=["needs", "progress"])
    assert listed(page(client)) == []


@pytest.mark.parametrize(
    ("entry", "needed"),
    [
        ({"assistance": "needed"}, True),
        ({"assistance": "none"}, False),
        ({"assistance": "needed", "status": "postponed"}, True),
        ({"assistance": "needed", "status": "dropped"}, False),
        ({"assistance": "needed", "status": "under_way", "decision": "continue"}, True),
        ({"assistance": "needed", "status": "under_way", "decision": "drop"}, False),
    ],
)
def test_needed_is_what_is_asked_for_and_not_finished(entry, needed):
    assert is_needed(entry) is needed


def test_the_latest_published_plan_of_a_country_counts(serbia, client):
    first = published(serbia)
    first.plan.cycle.end()
    assert len(listed(page(client))) == 1
    plan = planning.with_action(serbia, plan=planning.of(making.opened(serbia)), title="Rewrite the decree")
    making.submitted(making.read(plan.assessment))
    assert listed(page(client)) == [("serbia", "Train inspectors")]
    second = planning.published(plan, parts=("needs",))
    assert listed(page(client)) == [("serbia", "Rewrite the decree")]
    publishing.withdraw(second, by=None, note="Being rewritten.")
    assert listed(page(client)) == [("serbia", "Train inspectors")]


def test_the_filters_and_the_file_show_the_same(serbia, albania, client):
    balkans = factories.group(members=[serbia])
    published(serbia, assistance_kind="training")
    published(albania, assistance_kind="advisory", assistance_estimate="EUR 20,000", assistance_partner="A donor")

    assert listed(page(client)) == [("albania", "Train inspectors"), ("serbia", "Train inspectors")]
    assert listed(page(client, kind="advisory")) == [("albania", "Train inspectors")]
    assert listed(page(client, subregion=balkans.slug)) == [("serbia", "Train inspectors")]
    assert listed(page(client, kind="advisory", subregion=balkans.slug)) == []
    assert "No published need fits" in page(client, kind="exercise").content.decode()

    (row,) = table(client, kind="advisory")
    assert (row["Country"], row["Estimate"], row["Possible partner"]) == ("Albania", "EUR 20,000", "A donor")
    assert row["Plan"].endswith("/en/countries/albania/plans/1/")
    for question in ({}, {"kind": "training"}, {"subregion": balkans.slug}):
        rows = [(row["Country"].lower(), row["Action"]) for row in table(client, **question)]
        assert rows == listed(page(client, **question))
    assert f'href="{reverse("programme-needs-csv")}?kind=advisory"' in page(client, kind="advisory").content.decode()


def test_areas_are_counted_by_their_working_area(serbia, client):
    publication = published(serbia)
    area = publication.plan.instrument.areas.first()
    slug = area.working_area.slug if area.working_area else "none"
    assert f'href="?area={slug}"' in page(client).content.decode()
    assert listed(page(client, area=slug)) == [("serbia", "Train inspectors")]
    for other in WorkingArea.objects.exclude(slug=slug):
        assert listed(page(client, area=other.slug)) == []


def test_a_filter_that_does_not_exist_is_named(serbia, client):
    published(serbia)
    response = page(client, kind="miracles")
    assert response.status_code == 422
    assert 'class="error-summary' in response.content.decode()


@pytest.mark.parametrize("language", ["en", "fr", "ru"])
def test_the_page_leads_to_the_published_plan_in_every_language(serbia, client, language):
    published(serbia)
    links = re.findall(r'href="([^"]+)#action-1"', page(client, language).content.decode())
    assert links == [f"/{language}/countries/serbia/plans/1/"]
    assert client.get(links[0]).status_code == 200
    assert f"/{language}/programme/needs/" in client.get(f"/{language}/programme/areas/").content.decode()


def test_the_number_of_queries_does_not_grow_with_the_countries(serbia, albania, client):
    def queries():
        page(client)
        # A question that nobody asked yet, so that the page is made.
        with CaptureQueriesContext(connection) as found:
            page(client, unknown=1)
        return len(found)

    published(serbia)
    one = queries()
    published(albania)
    published(factories.beneficiary("Georgia", "GE", iso3="GEO"))
    assert len(listed(page(client))) == 3
    assert queries() == one
