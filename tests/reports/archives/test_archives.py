"""A country's complete file as one archive: what is in it, for whom, and how it is made."""

import csv
import io
import json
import re
import zipfile
from hashlib import sha256
from time import monotonic

import html5lib
import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext

from assessments.models import ColleagueNote, Evidence
from countries.models import BasicTaskPlan, ContactNote, Mandate
from programme.history import acting
from programme.matrix import COUNTRY_ROLES, Role, may
from programme.models import Download, User
from programme.stored_files import incoming_path
from reports.archives import turns, writing
from reports.paper.answers import FORMATS
from reports.paper.pdf import as_pdf
from reports.paper.word import as_docx
from tests import factories
from tests.activities import making as activities
from tests.assessments import making, planning
from tests.conftest import person

pytestmark = pytest.mark.django_db
PAGE = "/en/work/countries/serbia/archive/"
TAKERS = {role.value for role in COUNTRY_ROLES} | {"editor", "administrator"}


@pytest.fixture(autouse=True)
def quickly(monkeypatch, settings, tmp_path):
    """Papers are tried elsewhere: here they are their titles."""
    settings.VAR_DIR = tmp_path
    for format in FORMATS:
        monkeypatch.setitem(FORMATS, format, ("application/pdf", lambda paper: paper.title.encode()))


def archive_of(response):
    assert response.status_code == 200, response
    content = b"".join(response.streaming_content)
    return zipfile.ZipFile(io.BytesIO(content))


def status_of(response):
    response.getvalue()  # a file is closed when it has been read
    return response.status_code


def taken(client, address=PAGE):
    return archive_of(client.post(address))


def manifest_of(archive):
    return json.loads(archive.read("manifest.json"))


def text_of(archive):
    return "\n".join(archive.read(name).decode(errors="replace") for name in archive.namelist())


@pytest.fixture
def whole(serbia, albania, editor, settings):
    """Something of every kind that an archive holds, and of every kind that it must not."""
    settings.ACTIVITY_REPORTS_SINCE = activities.SINCE
    document = factories.document("mission-report")
    factories.document_version(document, file=factories.stored_file())
    serbia.documents.add(document)
    assessment = making.opened(serbia)
    Evidence.objects.create(assessment=assessment, title="Закон 7", file=factories.stored_file(), visibility="country")
    making.published(assessment, with_file=True)
    planning.published(planning.with_action(serbia, plan=planning.of(making.read(assessment))))
    report = activities.report(serbia, activity=activities.ended(serbia, slug="training"))
    activities.with_evidence(report)
    activities.submitted(serbia, title="Our own proposal")
    activities.joined(activities.proposal(albania, title="A joint proposal"), serbia)
    activities.proposal(albania, title="SECRET of the neighbour")
    BasicTaskPlan.objects.create(country=serbia)
    ContactNote.objects.create(country=serbia, kind="phone", about="SECRET of the staff", contacted_by=editor)
    ColleagueNote.objects.create(area_answer=assessment.areas.first(), text="SECRET among colleagues")
    nomination = factories.stored_file(name="SECRET-nomination.pdf")
    user = person("somebody.secret@example.org")
    with acting(user=user):
        Mandate.objects.create(user=user, country=serbia, role=Role.VIEWER, nomination=nomination)
    return assessment


# For whom


@pytest.mark.long
def test_archive_never_holds_more_than_the_pages_show_to_the_same_reader(cast, serbia, whole):
    """Whoever may take it opens, for each file in it, the page where the same stands; others find no archive."""
    for part in cast.parts:
        client = cast.client(part)
        response = client.post(PAGE)
        if part not in TAKERS:
            assert response.status_code in (302, 404), part
            continue
        archive = archive_of(response)
        lines = [line for line in manifest_of(archive)["files"] if "address" in line]
        shut = {
            (part, line["path"])
            for line in lines
            if status_of(client.get(line["address"].removeprefix("http://testserver"))) != 200
        }
        assert shut == set()
        assert len(lines) > 30
        said = text_of(archive)
        for secret in ("SECRET of the neighbour", "SECRET of the staff", "SECRET among colleagues"):
            assert secret not in said, (part, secret)
        assert not [line for line in lines if line.get("name") == "SECRET-nomination.pdf"]


def test_rows_of_the_matrix_decide(cast, serbia):
    allowed = {part for part, one in cast.people.items() if may(User.objects.get(pk=one.pk), "take-archive", serbia)}
    assert allowed == TAKERS


def test_people_are_named_to_those_who_read_them_on_the_history(cast, whole):
    named = {part: "somebody.secret" in text_of(taken(cast.client(part))) for part in ("deputy", "contributor")}
    assert named == {"deputy": True, "contributor": False}


def test_draft_is_there_for_the_country_and_the_secretariat(cast, serbia):
    making.fill(making.opened(serbia), text="Still a thought.")
    for part in ("country-viewer", "editor"):
        archive = taken(cast.client(part))
        assert "Still a thought." in archive.read("self-assessments/cycle-1/draft.json").decode()
        assert not [name for name in archive.namelist() if "version-1" in name or "review" in name]


def test_link_stands_on_the_pages_of_those_who_may_take_it(cast, serbia):
    for part, page in (("country-viewer", "/en/work/"), ("editor", "/en/work/countries/serbia/")):
        assert f'href="{PAGE}"' in cast.client(part).get(page).content.decode()
    for part in ("neighbour", "bureau", "outsider"):
        assert PAGE not in cast.client(part).get("/en/work/").content.decode()


# What


def test_archive_holds_every_kind(focal_point_client, whole):
    names = taken(focal_point_client).namelist()
    kinds = {re.sub(r"\d+", "N", name) for name in names}
    assert {
        "contents.html",
        "manifest.json",
        "history.csv",
        "record/profile-en.pdf",
        "record/profile-en.docx",
        *(
            f"record/{name}.{format}"
            for name in ("countries", "claims", "activities", "plans")
            for format in ("json", "csv")
        ),
        "published/self-assessment-N-en.pdf",
        "documents/N-mission-report-en.pdf",
        "self-assessments/cycle-N/version-N.json",
        "self-assessments/cycle-N/version-N-en.pdf",
        "self-assessments/cycle-N/review.json",
        "evidence/cycle-N/N-law.pdf",
        "evidence/cycle-N/N-N.pdf",
        "action-plans/cycle-N/version-N.json",
        "action-plans/cycle-N/now.json",
        "action-plans/cycle-N/now.csv",
        "action-plans/cycle-N/review.json",
        "proposals/N.json",
        "activity-reports/N.json",
        "activity-reports/N-evidence/N-programme.pdf",
        "basic-tasks/plan-N.json",
    } <= kinds
    assert sum(name.startswith("proposals/") for name in names) == 2


def test_manifest_tells_of_every_file_what_it_is(focal_point_client, whole):
    archive = taken(focal_point_client)
    assert archive.testzip() is None
    manifest = manifest_of(archive)
    lines = {line["path"]: line for line in manifest["files"]}
    assert set(lines) == set(archive.namelist()) - {"manifest.json"}
    for path, line in lines.items():
        content = archive.read(path)
        assert (line["size"], line["sha256"]) == (len(content), sha256(content).hexdigest())
    assert (manifest["country"], manifest["language"], manifest["left_out"]) == ("RS", "en", [])


def test_names_are_safe_everywhere(focal_point_client, whole):
    response = focal_point_client.post(PAGE)
    assert re.fullmatch(r'attachment; filename="serbia-\d{4}-\d\d-\d\d\.zip"', response["Content-Disposition"])
    names = archive_of(response).namelist()
    assert len({name.lower() for name in names}) == len(names)
    for name in names:
        assert re.fullmatch(r"([a-z0-9][a-z0-9-]*/)*[a-z0-9][a-z0-9.-]*\.[a-z0-9]{1,5}", name), name
        assert len(name) < 120


def test_contents_lead_to_every_file_in_the_reader_s_language(focal_point_client, whole):
    archive = taken(focal_point_client, PAGE.replace("/en/", "/fr/"))
    page = archive.read("contents.html").decode()
    links = set(re.findall(r'href="([^"]+)"', page))
    assert set(archive.namelist()) - {"contents.html"} <= links
    assert '<html lang="fr">' in page
    parser = html5lib.HTMLParser(strict=True)
    parser.parse(page)
    assert "<script" not in page
    assert "record/profile-fr.pdf" in links


def test_open_data_in_it_is_that_of_the_portal(client, focal_point_client, whole, serbia):
    archive = taken(focal_point_client)
    (given,) = json.loads(archive.read("record/countries.json"))["results"]
    assert given == client.get("/api/v1/countries/RS/").json()
    assert {one["slug"] for one in json.loads(archive.read("record/activities.json"))["results"]} == {"training"}


def test_frozen_copy_is_told_with_its_checksum(focal_point_client, whole):
    copy = json.loads(taken(focal_point_client).read("self-assessments/cycle-1/version-1.json"))
    submission = whole.submissions.get()
    assert (copy["content"], copy["checksum_of_content"]) == (submission.content, submission.checksum)


def test_text_that_looks_like_a_formula_is_none_in_tables(focal_point_client, serbia):
    factories.activity("=HYPERLINK(1)", "2015-05", slug="formula", countries=[serbia])
    planning.with_action(serbia, title="=1+1")
    archive = taken(focal_point_client)
    for name in ("record/activities.csv", "action-plans/cycle-1/now.csv"):
        cells = [cell for row in csv.reader(io.StringIO(archive.read(name).decode("utf-8-sig"))) for cell in row]
        assert [cell for cell in cells if cell.startswith("=")] == []
        assert [cell for cell in cells if cell.startswith("'=")]


# How


def test_files_that_are_not_public_are_noted_as_taken(focal_point, focal_point_client, whole):
    taken(focal_point_client)
    noted = Download.objects.all()
    assert {one.by for one in noted} == {focal_point}
    assert {type(one.about).__name__ for one in noted} == {"Evidence", "ReportEvidence"}
    assert {(one.acted_as, one.acted_for) for one in noted} == {("focal-point", "RS")}


def test_looking_at_the_page_takes_nothing(focal_point_client, whole):
    response = focal_point_client.get(PAGE)
    page = response.content.decode()
    assert "What is inside for you" in page
    assert not Download.objects.exists()
    assert "no-store" in response["Cache-Control"]


def test_the_page_of_contents_is_dressed_as_the_portal_and_needs_nothing_from_elsewhere(focal_point_client, serbia):
    archive = taken(focal_point_client)
    page, style = (archive.read(f"contents.{ending}").decode() for ending in ("html", "css"))

    assert (settings.BASE_DIR / "static/css/base.css").read_text() in style
    assert "url(" not in style
    assert "@import" not in style
    assert all(f".{name}" in style for name in re.findall(r'class="([^"]+)"', page))
    assert re.findall(r'(?:src|<link[^>]* href)="([^"]+)"', page) == ["contents.css"]


def test_what_cannot_be_had_is_left_out_and_said(focal_point_client, whole, monkeypatch):
    incoming_path(Evidence.objects.get(title="Law").file.path).unlink()
    monkeypatch.setattr(writing, "SECONDS_FOR_PAPERS", -1)
    archive = taken(focal_point_client)
    left_out = {one["path"].rpartition("/")[2] for one in manifest_of(archive)["left_out"]}
    assert {"profile-en.pdf", "version-1-en.pdf"} <= left_out
    assert [name for name in left_out if name.endswith("-law.pdf")]
    assert "version-1-en.pdf" in archive.read("contents.html").decode()
    assert "self-assessments/cycle-1/version-1.json" in archive.namelist()


def test_second_request_of_one_person_is_refused_at_once_and_in_words_while_the_first_is_made(
    focal_point, focal_point_client
):
    with turns.a_turn(focal_point):
        before = monotonic()
        response = focal_point_client.post(PAGE)
        assert monotonic() - before < 5
    assert (response.status_code, response["Retry-After"]) == (503, "30")
    assert "One is being made for you already." in response.content.decode()
    assert archive_of(focal_point_client.post(PAGE))


def test_who_is_refused_takes_no_place_from_others(focal_point, focal_point_client, editor_client, editor):
    with turns.a_turn(focal_point):
        focal_point_client.post(PAGE)
        assert status_of(editor_client.post(PAGE)) == 200


def test_no_more_are_made_at_once_than_there_are_places(focal_point_client, editor, administrator):
    with turns.a_turn(editor), turns.a_turn(administrator):
        response = focal_point_client.post(PAGE)
    assert response.status_code == 503
    assert "Archives are being made for others." in response.content.decode()
    assert status_of(focal_point_client.post(PAGE)) == 200


def test_full_disk_is_told(focal_point_client, serbia, monkeypatch):
    def full(**_kwargs):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(writing.tempfile, "TemporaryFile", full)
    assert focal_point_client.post(PAGE).status_code == 503


def test_number_of_queries_of_the_page_does_not_grow(focal_point_client, serbia, albania, settings):
    settings.ACTIVITY_REPORTS_SINCE = activities.SINCE
    assessment = making.opened(serbia)
    making.submitted(assessment)
    planning.submitted(planning.with_action(serbia, plan=planning.of(making.read(assessment))))

    def grow():
        for _time in range(2):
            Evidence.objects.create(assessment=assessment, title="Law", file=factories.stored_file())
            activities.with_evidence(activities.report(serbia))
            activities.proposal(serbia)
            BasicTaskPlan.objects.create(country=serbia)

    def queries():
        with CaptureQueriesContext(connection) as seen:
            focal_point_client.get(PAGE)
        return len(seen)

    grow()
    queries()
    before = queries()
    grow()
    assert queries() == before


@pytest.mark.long
def test_papers_in_it_are_papers(focal_point_client, serbia, monkeypatch):
    monkeypatch.setitem(FORMATS, "pdf", ("application/pdf", as_pdf))
    monkeypatch.setitem(FORMATS, "docx", ("application/msword", as_docx))
    making.submitted(making.opened(serbia))
    archive = taken(focal_point_client)
    for name in archive.namelist():
        if name.endswith(".pdf"):
            assert archive.read(name).startswith(b"%PDF-"), name
    assert archive.read("record/profile-en.docx").startswith(b"PK")
