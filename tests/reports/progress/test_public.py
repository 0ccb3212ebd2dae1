"""What everybody reads of progress reports: pages, files and data, from what was frozen alone (PRODUCT F2)."""

import hashlib
import json
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from reports.models import ReportCopy
from reports.progress import writing
from tests import factories
from tests.reports.progress import making

pytestmark = pytest.mark.django_db

PAGE = "/en/reports/2021-2022/"


def test_a_draft_is_nobodys_and_a_frozen_one_is_not_public(visitor, editor_client):
    making.frozen()

    for client in (visitor, editor_client):
        for path in (PAGE, "/en/reports/2021-2022.pdf", "/reports/2021-2022.json", f"{PAGE}editions/1/"):
            assert client.get(path, follow=True).status_code == 404
    assert "2021–2022" not in visitor.get("/en/reports/").content.decode()


def test_an_edit_after_the_freeze_changes_no_byte_of_what_is_public(visitor):
    activity = factories.activity("Workshop", start="2021-05-01", title_en="Workshop", countries=[])
    making.published()
    paths = (PAGE, "/reports/2021-2022.json", f"{PAGE}tables/main-figures.csv")
    before = [main_of(visitor.get(path)) for path in paths]

    activity.title_en, activity.participants, activity.start = "Other", 99, activity.start
    activity.save()
    factories.activity("Seminar", start="2022-05-01", title_en="Seminar")

    assert [main_of(visitor.get(path)) for path in paths] == before


def main_of(response):
    """What stands between header and footer, which say as of when the whole record stands."""
    assert response.status_code == 200
    content = response.getvalue()
    return content.split(b"<main")[-1].split(b"</main>")[0]


def test_an_activity_leads_to_what_was_reported_of_it(visitor, editor_client):
    told = factories.activity("Workshop", start="2021-05-01", group="programme")
    later = factories.activity("Seminar", start="2023-05-01")
    report = making.frozen()
    link = f'href="{PAGE}#activity-{told.slug}"'
    assert link not in visitor.get(told.get_absolute_url()).content.decode()

    writing.publish(report.pk, by=None)

    assert link in visitor.get(told.get_absolute_url()).content.decode()
    assert f'id="activity-{told.slug}"' in visitor.get(PAGE).content.decode()
    assert "In progress reports" not in visitor.get(later.get_absolute_url()).content.decode()


def test_every_table_that_the_page_offers_is_there(visitor):
    """The numbers behind each chart."""
    factories.activity("Workshop", start="2021-05-01", kind=factories.kind())
    making.published()
    offered = re.findall(r'href="([^"]*/tables/[^"]*)"', visitor.get(PAGE).content.decode())

    assert {visitor.get(path).status_code for path in offered} == {200}
    assert f"{PAGE}tables/activities-by-kind.csv" in offered


def test_data_are_the_bytes_of_which_the_checksum_is_told(visitor):
    report = making.published()

    response = visitor.get("/reports/2021-2022.json")

    assert hashlib.sha256(response.content).hexdigest() == report.frozen_copy.checksum
    assert json.loads(response.content)["first_year"] == 2021
    assert report.frozen_copy.checksum in visitor.get(PAGE).content.decode()


def test_unsound_copy_would_be_noticed():
    copy = making.published().frozen_copy
    copy.content = copy.content | {"first_year": 2019}

    assert not copy.is_sound


@pytest.mark.parametrize("language", ["en", "fr", "ru"])
def test_the_page_says_when_it_was_frozen_and_how_to_cite_it(visitor, language):
    making.published()

    page = visitor.get(f"/{language}/reports/2021-2022/").content.decode()

    assert f"/{language}/reports/2021-2022/editions/1/" in page
    assert f"/{language}/reports/2021-2022.docx" in page
    assert f"/{language}/reports/2021-2022.pdf" in page
    assert f'hreflang="{language}"' in page


def test_the_page_offers_its_files_below_its_title_in_each_language(visitor):
    making.published()

    page = visitor.get("/fr/reports/2021-2022/").content.decode()
    listed = visitor.get("/fr/reports/").content.decode()

    for language in ("en", "fr", "ru"):
        for format in ("docx", "pdf"):
            assert page.index("<h1>") < page.index(f'href="/{language}/reports/2021-2022.{format}"')
    assert 'href="/fr/reports/2021-2022.docx"' in listed
    assert 'href="/fr/reports/2021-2022.pdf"' in listed


def test_a_report_tells_machines_what_its_page_tells_people(visitor):
    making.published()

    page = visitor.get("/fr/reports/2021-2022/").content.decode()
    found = [json.loads(text) for text in re.findall(r'<script type="application/ld\+json">(.*?)</script>', page)]
    report = next(one for one in found if one["@type"] == "Report")

    assert (report["url"], report["inLanguage"]) == ("http://testserver/fr/reports/2021-2022/", "fr")
    assert report["temporalCoverage"] == "2021-01-01/2022-12-31"
    assert len(report["encoding"]) == 6
    assert {"http://testserver/ru/reports/2021-2022.pdf"} <= {one["contentUrl"] for one in report["encoding"]}


@pytest.mark.parametrize("format", ["docx", "pdf"])
def test_published_files_are_handed_out(visitor, format):
    making.published()

    response = visitor.get(f"/fr/reports/2021-2022.{format}")

    assert response.status_code == 200
    assert f"progress-report-2021-2022-fr.{format}" in response["Content-Disposition"]
    assert visitor.get("/fr/reports/2021-2022.exe").status_code == 404


@pytest.mark.parametrize("path", ["2020-2021/", "2021-2023/", "1-2/", "2021-2022/editions/0/", "2021-2022.zip"])
def test_there_is_no_such_report(visitor, path):
    making.published()

    assert visitor.get(f"/en/reports/{path}").status_code == 404


def test_the_list_tells_of_reports_and_of_past_ones_as_documents(visitor):
    page = visitor.get("/en/reports/").content.decode()
    assert "No report has been published on this portal yet." in page
    assert "The record holds no progress report as a document." in page
    factories.document("old", title_en="Progress report 2005–2006", kind="progress-report")
    making.published()

    page = visitor.get("/en/reports/").content.decode()

    assert "Progress report 2005–2006" in page
    assert 'href="/en/reports/2021-2022/"' in page


def test_the_portal_tells_of_its_latest_report(visitor):
    making.published()

    assert 'href="/en/reports/2021-2022/"' in visitor.get("/en/").content.decode()
    assert "/en/reports/2021-2022/" in visitor.get("/sitemap-reports.xml").content.decode()
    for query in ("progress report 2021", "2021"):
        assert 'href="/en/reports/2021-2022/"' in visitor.get("/en/search/", {"q": query}).content.decode()


def test_public_pages_cost_the_same_whatever_was_frozen(visitor, client):
    counts, report = [], None
    for number in range(2):
        for one in range(3):
            factories.activity(f"Workshop {number}-{one}", start="2021-05-01", title_en=f"Workshop {number}-{one}")
        report = making.correct(report) if report else making.published()
        with CaptureQueriesContext(connection) as seen:
            assert client.get(f"{PAGE}?{number}").status_code == 200
        counts.append(len(seen))

    assert ReportCopy.objects.count() == 2
    assert counts[1] <= counts[0] + 1  # the report that it corrects
