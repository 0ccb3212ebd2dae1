"""Who gets which answer from every address: a table, and a test that no address is missing from it."""

from datetime import date

import pytest
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.urls import get_resolver, path

from assessments.models import Evidence
from programme.models import RecordVersion
from reports.open_data.bundle import make_bundle
from tests import factories
from tests.activities import making as reporting
from tests.addresses import BY_SECRET, ELSEWHERE, GUARDED, PUBLIC, SIGNED_IN, STEPS_OF_SIGNING_IN
from tests.assessments import making, planning
from tests.reports.progress import making as progress

OPEN, SIGN_IN, REFUSED, MISSING = 200, 302, 403, 404

# Redirects to the reader's language; tests/programme/test_ground.py says where to.
REDIRECTS = {"root", None}


@pytest.fixture
def record(db, settings, tmp_path):
    settings.VAR_DIR, settings.IATI_ORGANISATION_REF = tmp_path, "XM-EXAMPLE-1"
    serbia = factories.beneficiary("Serbia", "RS", iso3="SRB")
    report = factories.document("report")
    factories.document_version(report, file=factories.stored_file())
    factories.activity(slug="workshop", countries=[serbia])
    factories.activity("Secret plan", slug="hidden", is_published=False)
    project = {"slug": "project", "kind": factories.kind("project"), "group": "programme"}
    factories.activity("Project", "2016", "2019", countries=[serbia], objectives_en="Safer sites", **project)
    assessed = making.opened(serbia)
    making.published(assessed, with_file=True)
    planning.published(planning.with_action(serbia, plan=planning.of(making.read(assessed))))
    settings.ACTIVITY_REPORTS_SINCE = reporting.SINCE
    training = reporting.ended(serbia, slug="training")
    report = reporting.report(serbia, activity=training, is_publishable=True)
    file = reporting.with_evidence(report, is_public=True)
    reporting.handed_in_and_accepted(report)
    PUBLIC["published-report-evidence"] = f"/en/activities/training/evidence/{file.pk}/"
    key = Evidence.objects.get().pk
    PUBLIC["published-evidence-file"] = f"/en/countries/serbia/assessments/1/evidence/{key}/"
    progress.corrected()
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
    assert set(addresses()) - REDIRECTS == {
        *PUBLIC,
        *SIGNED_IN,
        *STEPS_OF_SIGNING_IN,
        *BY_SECRET,
        *GUARDED,
        *ELSEWHERE,
    }


def status_of(response):
    response.getvalue()  # a file is closed when it has been read
    return response.status_code


# A person walks all addresses in one test: making the record anew for each would take most of the suite's time.
@pytest.mark.long
@pytest.mark.parametrize("person", ["visitor", "outsider_client", "editor_client", "neighbour_client"])
def test_the_public_record_is_open_to_everybody(request, record, person):
    client = request.getfixturevalue(person)
    answers = {path: status_of(client.get(path)) for path in PUBLIC.values()}
    assert {path: answer for path, answer in answers.items() if answer != OPEN} == {}


@pytest.mark.long
def test_what_is_one_s_own_needs_a_sign_in(request, record):
    visitor, neighbour = (request.getfixturevalue(name) for name in ("visitor", "neighbour_client"))
    for address in SIGNED_IN.values():
        assert visitor.get(address)["Location"].startswith("/en/account/login/"), address
        assert neighbour.get(address).status_code in (200, 302), address


def test_a_link_without_its_secret_opens_nothing(visitor):
    assert {visitor.get(path).status_code for path in BY_SECRET.values()} == {404}


@pytest.mark.long
def test_a_table_that_the_reader_has_is_not_sent_again(record, visitor):
    """Whoever takes one away for a chart or a study of their own asks again and again."""
    tables = [path for path in PUBLIC.values() if path.endswith((".csv", ".json", ".ics", ".atom"))]
    assert len(tables) > 10
    for table in tables:
        first = visitor.get(table)
        first.getvalue()
        again = visitor.get(table, headers={"if-none-match": first["ETag"]})
        assert "public" in first["Cache-Control"], table
        assert (again.status_code, again["ETag"]) == (304, first["ETag"]), table


@pytest.mark.long
def test_a_public_address_changes_nothing_when_posted_to(record, visitor):
    before = RecordVersion.current()
    answers = {path: visitor.post(path, {"slug": "x"}).status_code for path in PUBLIC.values()}
    assert {path: answer for path, answer in answers.items() if answer not in {OPEN, 405}} == {}
    assert RecordVersion.current() == before


@pytest.mark.parametrize(
    ("person", "expected"),
    [("visitor", MISSING), ("outsider_client", MISSING), ("editor_client", OPEN), ("administrator_client", OPEN)],
)
def test_what_is_not_published_is_there_for_the_secretariat_alone(request, db, person, expected):
    factories.activity("Secret plan", slug="hidden", is_published=False)

    assert request.getfixturevalue(person).get("/en/activities/hidden/").status_code == expected


@pytest.mark.long
@pytest.mark.parametrize("person", ["visitor", "neighbour_client"])
def test_what_is_not_published_is_nowhere_to_be_seen(request, record, person):
    client = request.getfixturevalue(person)
    pages = {path: client.get(path).getvalue().decode(errors="replace") for path in PUBLIC.values()}
    assert [path for path, page in pages.items() if "Secret plan" in page] == []


@login_not_required
def said_to_be_open(request):
    return HttpResponse("open")


def of_which_nothing_is_said(request):
    return HttpResponse("should not be seen")


urlpatterns = [
    path("open/", said_to_be_open),
    path("closed/", of_which_nothing_is_said),
    path("login/", said_to_be_open, name="account_login"),
]


def test_a_view_is_closed_unless_it_says_that_it_is_open(visitor, settings):
    settings.ROOT_URLCONF = __name__

    assert visitor.get("/open/").content == b"open"
    assert visitor.get("/closed/")["Location"] == "/login/?next=/closed/"
