"""Who gets which answer from every address: a table, and a test that no address is missing from it."""

from datetime import date

import pytest
from django.contrib.admin import site as admin_site
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.urls import get_resolver, path

from programme.models import RecordVersion
from reports.open_data.bundle import make_bundle
from tests import factories

OPEN, SIGN_IN, REFUSED, MISSING = 200, 302, 403, 404

# Address name → path. All of these are public: every person of the cast gets the page.
PUBLIC = {
    "home": "/en/",
    "search": "/en/search/?q=secret+plan",
    "countries": "/en/countries/",
    "country": "/en/countries/serbia/",
    "activities": "/en/activities/",
    "activity": "/en/activities/workshop/",
    "activities-csv": "/en/activities.csv",
    "activities-xlsx": "/en/activities.xlsx",
    "activities-json": "/en/activities.json",
    "activities-ics": "/en/activities.ics",
    "activities-atom": "/en/activities.atom",
    "calendar": "/en/calendar/",
    "documents-atom": "/en/documents.atom",
    "documents": "/en/documents/",
    "document": "/en/documents/report/",
    "programme": "/en/programme/",
    "programme-phases": "/en/programme/phases/",
    "programme-approach": "/en/programme/strategic-approach/",
    "programme-areas": "/en/programme/areas/",
    "programme-history": "/en/programme/history/",
    "programme-terms": "/en/programme/terms/",
    "about": "/en/about/",
    "about-record": "/en/about/record/",
    "about-use": "/en/about/use/",
    "about-contact": "/en/about/contact/",
    "about-privacy": "/en/about/privacy/",
    "about-accessibility": "/en/about/accessibility/",
    "data": "/en/data/",
    "data-iati": "/en/data/iati/",
    "data-bundle": "/en/data/bundles/programme-record-2026-11-24.zip.sha256",
    "style-guide": "/en/style-guide/",
    "api-index": "/api/v1/",
    "api-countries": "/api/v1/countries/",
    "api-country": "/api/v1/countries/rs/",
    "api-activities": "/api/v1/activities/",
    "api-activity": "/api/v1/activities/workshop/",
    "api-groups": "/api/v1/groups/",
    "api-documents": "/api/v1/documents/",
    "api-document": "/api/v1/documents/report/",
    "api-meetings": "/api/v1/meetings/",
    "api-claims": "/api/v1/claims/",
    "api-countries-csv": "/api/v1/countries.csv",
    "api-groups-csv": "/api/v1/groups.csv",
    "api-activities-csv": "/api/v1/activities.csv",
    "api-documents-csv": "/api/v1/documents.csv",
    "api-meetings-csv": "/api/v1/meetings.csv",
    "api-claims-csv": "/api/v1/claims.csv",
    "api-openapi": "/api/v1/openapi.json",
    "api-iati": "/api/v1/iati.xml",
    "robots": "/robots.txt",
    "sitemap": "/sitemap.xml",
    "sitemap-section": "/sitemap-activities.xml",
    "health-live": "/health/live",
    "health-ready": "/health/ready",
}
# Redirects to the reader's language; tests/programme/test_ground.py says where to.
REDIRECTS = {"root", None}


@pytest.fixture
def record(db, settings, tmp_path):
    settings.VAR_DIR, settings.IATI_ORGANISATION_REF = tmp_path, "XM-EXAMPLE-1"
    serbia = factories.beneficiary("Serbia", "RS", iso3="SRB")
    factories.document("report")
    factories.activity(slug="workshop", countries=[serbia])
    factories.activity("Secret plan", slug="hidden", is_published=False)
    project = {"slug": "project", "kind": factories.kind("project"), "group": "programme"}
    factories.activity("Project", "2016", "2019", countries=[serbia], objectives_en="Safer sites", **project)
    make_bundle("http://testserver/", date(2026, 11, 24))


def addresses(resolver=None):
    """The names of all addresses but the admin's own, which has a table below."""
    for pattern in (resolver or get_resolver()).url_patterns:
        if getattr(pattern, "app_name", None) == "admin":
            continue
        if hasattr(pattern, "url_patterns"):
            yield from addresses(pattern)
        else:
            yield pattern.name


def test_every_address_is_in_the_table():
    assert set(addresses()) - REDIRECTS == set(PUBLIC)


# A person walks all addresses in one test: making the record anew for each would take most of the suite's time.
@pytest.mark.parametrize("person", ["visitor", "outsider_client", "editor_client", "administrator_client"])
def test_the_public_record_is_open_to_everybody(request, record, person):
    client = request.getfixturevalue(person)
    answers = {path: client.get(path).status_code for path in PUBLIC.values()}
    assert {path: answer for path, answer in answers.items() if answer != OPEN} == {}


def test_a_public_address_changes_nothing_when_posted_to(record, visitor):
    before = RecordVersion.current()
    answers = {path: visitor.post(path, {"slug": "x"}).status_code for path in PUBLIC.values()}
    assert {path: answer for path, answer in answers.items() if answer not in {OPEN, 405}} == {}
    assert RecordVersion.current() == before


@pytest.mark.parametrize(
    ("person", "expected"),
    [("visitor", MISSING), ("outsider_client", MISSING), ("editor_client", OPEN), ("administrator_client", OPEN)],
)
def test_what_is_not_published_is_there_for_the_secretariat_alone(request, record, person, expected):
    assert request.getfixturevalue(person).get("/en/activities/hidden/").status_code == expected


@pytest.mark.parametrize("person", ["visitor", "outsider_client"])
def test_what_is_not_published_is_nowhere_to_be_seen(request, record, person):
    client = request.getfixturevalue(person)
    pages = {path: client.get(path).getvalue().decode(errors="replace") for path in PUBLIC.values()}
    assert [path for path, page in pages.items() if "Secret plan" in page] == []


def admin_lists():
    return [f"/en/admin/{model._meta.app_label}/{model._meta.model_name}/" for model in admin_site._registry]


ADMINISTRATORS_ONLY = {"/en/admin/programme/user/", "/en/admin/programme/programmename/", "/en/admin/auth/group/"}


@pytest.mark.parametrize(
    ("person", "expected"),
    [
        ("visitor", {SIGN_IN}),
        ("outsider_client", {SIGN_IN, REFUSED}),
        ("editor_client", {OPEN}),
        ("administrator_client", {OPEN}),
    ],
)
def test_the_admin_is_the_secretariat_s(request, record, person, expected):
    client = request.getfixturevalue(person)
    answers = {path: client.get(path).status_code for path in ["/en/admin/", *admin_lists()]}
    if person == "editor_client":
        assert {answers.pop(path) for path in ADMINISTRATORS_ONLY} == {REFUSED}
    assert {path: answer for path, answer in answers.items() if answer not in expected} == {}


@login_not_required
def said_to_be_open(request):
    return HttpResponse("open")


def of_which_nothing_is_said(request):
    return HttpResponse("should not be seen")


urlpatterns = [
    path("open/", said_to_be_open),
    path("closed/", of_which_nothing_is_said),
    path("admin/", admin_site.urls),
]


def test_a_view_is_closed_unless_it_says_that_it_is_open(visitor, settings):
    settings.ROOT_URLCONF = __name__

    assert visitor.get("/open/").content == b"open"
    assert visitor.get("/closed/")["Location"] == "/admin/login/?next=/closed/"
