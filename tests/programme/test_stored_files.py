"""Files are put away with the record that holds them and handed out after a permission check."""

import hashlib
import os
from datetime import timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.db.models import ProtectedError
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from programme import stored_files
from programme.models import Document, DocumentVersion, Download, StoredFile
from programme.querysets import UnrecordedWrite
from programme.stored_files import clean_files, final_path, incoming_path, open_stored, remove, serve, store
from programme.uploads import check_upload
from tests import factories
from tests.programme.forms import fields_of
from tests.programme.upload_samples import docx, named, pdf

pytestmark = pytest.mark.django_db


def files_in(settings):
    root = Path(settings.MEDIA_ROOT)
    return sorted(str(one.relative_to(root)) for one in root.rglob("*") if one.is_file())


def content_of(response):
    """The bytes; closing the whole response would close the test's connection to the database too."""
    content = b"".join(response.streaming_content)
    if response.file_to_stream is not None:  # the client's answers close their file themselves
        response.file_to_stream.close()
    return content


# Keeping


def test_a_kept_file_has_a_name_of_its_own(settings, django_capture_on_commit_callbacks, editor):
    with django_capture_on_commit_callbacks(execute=True):
        stored = store(check_upload(named("Отчёт.pdf", pdf())), by=editor)

    assert (stored.name, stored.content_type, stored.uploaded_by) == ("Отчёт.pdf", "application/pdf", editor)
    assert stored.sha256 == hashlib.sha256(pdf()).hexdigest()
    assert files_in(settings) == [stored.path]
    assert "pdf" not in stored.path
    assert final_path(stored.path).stat().st_mode & 0o777 == 0o640
    with open_stored(stored) as file:
        assert file.read() == pdf()


@pytest.mark.django_db(transaction=True)
def test_what_is_undone_leaves_no_file_in_place(settings):
    with transaction.atomic():
        stored = factories.stored_file()
        transaction.set_rollback(True)

    assert not StoredFile.objects.exists()
    assert files_in(settings) == [f"incoming/{incoming_path(stored.path).name}"]

    assert clean_files() == []  # it may belong to a transaction that still goes on
    assert clean_files(now=timezone.now() + timedelta(days=2)) == files_in_incoming(stored)
    assert files_in(settings) == []


def files_in_incoming(stored):
    return [f"incoming/{incoming_path(stored.path).name}"]


@pytest.mark.django_db(transaction=True)
def test_a_file_cut_off_between_commit_and_move_is_read_and_put_in_place(settings, monkeypatch):
    monkeypatch.setattr(stored_files, "put_in_place", lambda path: None)
    stored = factories.stored_file()
    monkeypatch.undo()
    with open_stored(stored) as file:
        assert file.read() == pdf()

    assert clean_files() == []

    assert files_in(settings) == [stored.path]


def test_orphans_are_named_and_removed(settings, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        kept = factories.stored_file()
    orphan = final_path("uploads/ab/abandoned")
    orphan.parent.mkdir(parents=True, exist_ok=True)
    orphan.write_bytes(b"x")
    long_ago = (timezone.now() - timedelta(days=3)).timestamp()
    for path in (orphan, final_path(kept.path)):
        os.utime(path, (long_ago, long_ago))

    said = StringIO()
    call_command("clean_files", "--dry-run", stdout=said)
    assert said.getvalue() == "would remove uploads/ab/abandoned\n"
    assert orphan.exists()

    call_command("clean_files", stdout=StringIO())
    assert files_in(settings) == [kept.path]


def test_a_kept_file_never_changes():
    stored = factories.stored_file()

    stored.name = "other.pdf"
    with pytest.raises(UnrecordedWrite):
        stored.save()
    with pytest.raises(UnrecordedWrite):
        StoredFile.objects.filter(pk=stored.pk).update(name="other.pdf")
    with pytest.raises(UnrecordedWrite):
        StoredFile.objects.filter(pk=stored.pk).recorded_update(name="other.pdf")


def test_a_file_that_a_record_holds_is_not_removed(settings, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        stored = factories.stored_file()
    version = factories.document_version(factories.document(), file=stored)
    with pytest.raises(ProtectedError):
        remove(stored)

    version.file = None
    version.save()
    with django_capture_on_commit_callbacks(execute=True):
        remove(stored)

    assert files_in(settings) == []


# Handing out


@pytest.fixture
def request_of(editor):
    def make(method="get", **headers):
        request = getattr(RequestFactory(headers=headers), method)("/")
        request.user = editor
        return request

    return make


def test_a_file_is_handed_out_as_what_it_is_and_opens_nothing(request_of):
    stored = factories.stored_file("Отчёт «2026».pdf")

    response = serve(stored, request_of(), about=stored)

    assert content_of(response) == pdf()
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Length"] == str(len(pdf()))
    assert response["Content-Disposition"].startswith("attachment; filename*=utf-8''%D0%9E")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert response["Cache-Control"] == "private, no-store"
    assert response["ETag"] == f'"{stored.sha256}"'


def test_who_takes_away_what_is_not_public_is_noted(request_of, editor):
    stored = factories.stored_file()

    for method, is_public in (("get", False), ("head", False), ("get", True)):
        content_of(serve(stored, request_of(method), about=stored, is_public=is_public))

    noted = Download.objects.get()
    assert (noted.by, noted.name, noted.acted_as, noted.about) == (editor, "report.pdf", "secretariat-editor", stored)
    assert noted.sha256 == stored.sha256
    with pytest.raises(UnrecordedWrite):
        noted.delete()
    with pytest.raises(UnrecordedWrite):
        Download.objects.all().delete()
    with pytest.raises(UnrecordedWrite):
        Download.objects.update(name="x")


# Documents


@pytest.fixture
def report():
    document = factories.document("report")
    factories.document_version(document, "fr", file=factories.stored_file("rapport.pdf"))
    return document


FILE = "/en/documents/report/fr/"


def test_the_file_of_a_document_is_public(report, visitor):
    response = visitor.get(FILE)

    assert content_of(response) == pdf()
    assert response["Cache-Control"] == "public, no-cache"
    assert not Download.objects.exists()
    assert visitor.get(FILE, headers={"If-None-Match": response["ETag"]}).status_code == 304
    assert visitor.post(FILE).status_code == 405
    assert visitor.get("/en/documents/report/ru/").status_code == 404


def test_the_file_of_what_is_only_cited_is_the_secretariat_s(report, visitor, outsider_client, editor_client):
    report.is_reference = True
    report.save()

    assert {client.get(FILE).status_code for client in (visitor, outsider_client)} == {404}
    response = editor_client.get(FILE)
    assert content_of(response) == pdf()
    assert response["Cache-Control"] == "private, no-store"
    assert Download.objects.get().about == DocumentVersion.objects.get()


def test_the_page_links_the_file_with_its_size(report, visitor):
    page = visitor.get("/en/documents/report/").content.decode()

    assert f'<a href="{FILE}" hreflang="fr">' in page
    assert "(PDF, " in page
    assert FILE in visitor.get("/en/documents/").content.decode()


def test_open_data_tell_address_size_and_checksum(report, visitor):
    stored = StoredFile.objects.get()

    (version,) = visitor.get("/api/v1/documents/report/").json()["languages"]

    assert version == {
        "language": "fr",
        "availability": "available",
        "url": f"http://testserver{FILE}",
        "file_type": "application/pdf",
        "file_size": stored.size,
        "sha256": stored.sha256,
    }


def test_lists_of_documents_ask_no_more_for_more_files(visitor):
    counts = []
    for number in (1, 4):
        while Document.objects.count() < number:
            made = factories.document(f"report-{Document.objects.count()}")
            factories.document_version(made, file=factories.stored_file())
        visitor.get("/en/documents/?order=oldest")
        with CaptureQueriesContext(connection) as seen:
            visitor.get(f"/en/documents/?page=1&x={number}")
        counts.append(len(seen))
    assert counts[0] == counts[1]


# The admin


def test_staff_upload_a_file_into_a_document_s_form(editor_client, editor, django_capture_on_commit_callbacks):
    document = factories.document("report")
    address = reverse("admin:programme_document_change", args=[document.pk])
    data = fields_of(editor_client.get(address), "document_form")
    data |= {"versions-0-language": "en", "versions-0-availability": "available"}

    data["versions-0-upload"] = SimpleUploadedFile("report.docx", pdf())
    page = editor_client.post(address, data)
    assert "does not fit its name" in page.content.decode()
    assert not StoredFile.objects.exists()

    data["versions-0-upload"] = SimpleUploadedFile("report.docx", docx())
    with django_capture_on_commit_callbacks(execute=True):
        editor_client.post(address, data)

    version = DocumentVersion.objects.get()
    assert (version.file.name, version.file.uploaded_by) == ("report.docx", editor)
    assert content_of(editor_client.get("/en/documents/report/en/")) == docx()
    assert 'href="/en/documents/report/en/"' in editor_client.get(address).content.decode()


def test_staff_take_a_file_away_and_the_file_stays_known(editor_client, report):
    address = reverse("admin:programme_document_change", args=[report.pk])
    data = fields_of(editor_client.get(address), "document_form") | {"versions-0-remove_file": "on"}

    editor_client.post(address, data)

    assert DocumentVersion.objects.get().file is None
    assert StoredFile.objects.count() == 1


def test_a_file_needs_a_version_that_is_available(report):
    with pytest.raises(IntegrityError), transaction.atomic():
        DocumentVersion.objects.create(
            document=report, language="en", availability="unknown", file=StoredFile.objects.get()
        )
