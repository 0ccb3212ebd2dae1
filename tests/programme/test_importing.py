"""Import and export in the admin, tried with documents: preview, confirmation, and what is kept between them."""

import io
import os
import time

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import load_workbook

from programme.importing import operation, progress, storage
from programme.importing.formats import FORMATS
from programme.importing.sheets import read_sheet
from programme.models import Document
from programme.resources import DocumentResource
from tests.factories import document, document_version

IMPORT = "/en/admin/programme/document/import/"
CONFIRM = "/en/admin/programme/document/process_import/"
EXPORT = "/en/admin/programme/document/export/"


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    settings.VAR_DIR = tmp_path


def upload(data, name="documents.csv"):
    data = data.encode() if isinstance(data, str) else data
    return {"file": SimpleUploadedFile(name, data)}


def faults_of(response):
    return [str(fault) for fault in response.context["outcome"].faults]


def token_of(response):
    return response.context["token"]


# The whole way


def records():
    report = document("progress-report-2018", symbol="ECE/CP.TEIA/38", kind="progress-report", date="2018-10")
    document_version(report, "en", url="https://example.org/report.pdf")
    document_version(report, "fr", "not-available")
    document("formula", title_en="=HYPERLINK(1)", note_en="two\r\nlines", source=report, source_text="- printed")
    return report


@pytest.mark.django_db
@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_import_of_an_export_changes_nothing(editor_client, ending):
    records()
    before = Document.history.count()
    file = editor_client.post(EXPORT, {"format": ending})
    assert "documents-" in file["Content-Disposition"]
    preview = editor_client.post(IMPORT, upload(file.content, f"x.{ending}"))
    outcome = preview.context["outcome"]
    assert (outcome.faults, outcome.writes, len(outcome.unchanged)) == ([], False, 2)
    assert "there is nothing to import" in preview.content.decode()
    assert Document.history.count() == before


@pytest.mark.django_db
def test_export_of_a_filtered_list_holds_what_the_list_shows(editor_client):
    records()
    page = editor_client.get(f"{EXPORT}?kind__exact=progress-report")
    assert page.context["said"] == "One record of the list will be exported."
    text = editor_client.post(f"{EXPORT}?kind__exact=progress-report", {"format": "csv"}).content.decode("utf-8-sig")
    assert [line.split(",")[0] for line in text.splitlines()] == ["slug", "progress-report-2018"]


@pytest.mark.django_db
def test_exported_formula_is_text_in_both_formats():
    records()
    table = DocumentResource().export(Document.objects.filter(slug="formula"))
    assert "'=HYPERLINK(1)" in FORMATS["csv"]().export_data(table).decode("utf-8-sig")
    sheet = load_workbook(io.BytesIO(FORMATS["xlsx"]().export_data(table))).active
    cell = next(cell for cell in sheet[2] if "HYPERLINK" in str(cell.value))
    assert (cell.value, cell.data_type, cell.number_format) == ("'=HYPERLINK(1)", "s", "@")


@pytest.mark.django_db
def test_preview_writes_nothing_and_confirmation_writes_through_the_import_door(editor, editor_client):
    report = records()
    data = "slug,title_en,availability_ru,url_en\nprogress-report-2018,Eighth report,available,\nnew,New one,,\n"
    # A new document needs its kind, so the first try is refused.
    assert faults_of(editor_client.post(IMPORT, upload(data)))[-1] == "Row 3, column “kind”: This cell cannot be empty."
    data = (
        data.replace("title_en", "title_en,kind")
        .replace("report,", "report,progress-report,")
        .replace("one,", "one,news,")
    )
    preview = editor_client.post(IMPORT, upload(data))
    text = preview.content.decode()
    assert "1 record would be added" in text
    assert "1 record would change" in text
    assert "<del>Title of progress-report-2018</del>" in text
    assert Document.objects.count() == 2

    done = editor_client.post(CONFIRM, {"token": token_of(preview)}, follow=True)
    assert "One record was added. One record was changed." in done.content.decode()
    report.refresh_from_db()
    assert report.title_en == "Eighth report"
    assert {one.language: one.availability for one in report.versions.all()} == {
        "en": "available",
        "fr": "not-available",
        "ru": "available",
    }
    for record in (report, Document.objects.get(slug="new")):
        last = record.history.first()
        assert (last.door, last.history_user) == ("import", editor)
    again = editor_client.post(CONFIRM, {"token": token_of(preview)}, follow=True)
    assert "no longer kept" in again.content.decode()


@pytest.mark.django_db
def test_record_that_changed_after_the_preview_is_not_overwritten(editor_client):
    report = records()
    preview = editor_client.post(IMPORT, upload("slug,title_en\nprogress-report-2018,Mine\n"))
    report.title_en = "Theirs"
    report.save()
    answer = editor_client.post(CONFIRM, {"token": token_of(preview)})
    text = answer.content.decode()
    assert "has changed since the preview, and nothing was written" in text
    assert "<del>Theirs</del>" in text
    report.refresh_from_db()
    assert report.title_en == "Theirs"
    editor_client.post(CONFIRM, {"token": token_of(answer)})
    report.refresh_from_db()
    assert report.title_en == "Mine"


@pytest.mark.django_db
def test_confirmation_that_became_faulty_writes_nothing(editor_client):
    report = records()
    preview = editor_client.post(IMPORT, upload("slug,title_en,source\nprogress-report-2018,Mine,formula\n"))
    Document.objects.get(slug="formula").delete()
    answer = editor_client.post(CONFIRM, {"token": token_of(preview)})
    assert faults_of(answer)[0] == "The record has changed since the preview. Nothing was written."
    assert "Row 2, column “source”: “formula” was not found (documents)." in faults_of(answer)
    report.refresh_from_db()
    assert report.title_en == "Title of progress-report-2018"


@pytest.mark.django_db
def test_every_fault_of_the_headings_is_said(editor_client):
    document("one")
    answer = editor_client.post(IMPORT, upload("title_en,titel_fr,title_en,,what\na,b,c,d,e,f\n"))
    assert faults_of(answer) == [
        "The file lacks the column “slug”, which says which record a row is.",
        "Column “titel_fr”: No such column is known. Do you mean “title_fr”?",
        "Column “title_en”: The file has this column twice.",
        "Column “what”: No such column is known. Take it away, or give it the name of a known one.",
        "Row 1, column “D”: This column has no heading.",
        "Row 2, column “F”: There is something in a column without a heading.",
    ]


@pytest.mark.django_db
def test_wrong_encoding_is_said_with_row_and_column(editor_client):
    document("one")
    data = "slug,title_en,title_ru\none,Report,Доклад\n".encode("cp1251")
    answer = editor_client.post(IMPORT, upload(data))
    advice = "This is not UTF-8 text. Save the file as “CSV UTF-8” and upload it again."
    assert faults_of(answer) == [f"Row 2, column “title_ru”: {advice}"]
    assert Document.objects.get().title_ru in (None, "")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("data", "said"),
    [(b"", "The file holds nothing."), (b"\0" * (10 * 1024 * 1024), "The file has 10.0 MB; at most 5 MB can be read.")],
)
def test_file_of_nothing_is_refused_on_the_page(editor_client, data, said):
    answer = editor_client.post(IMPORT, upload(data))
    assert said in answer.content.decode()
    assert Document.objects.count() == 0


@pytest.mark.django_db
def test_import_deletes_nothing(editor_client):
    records()
    answer = editor_client.post(IMPORT, upload("slug,availability_fr\nprogress-report-2018,\n"))
    assert "Row 2, column “availability_fr”: An import deletes nothing." in faults_of(answer)[0]


@pytest.mark.django_db
def test_link_of_a_version_that_is_not_available_is_refused_by_its_column(editor_client):
    records()
    answer = editor_client.post(IMPORT, upload("slug,url_fr\nprogress-report-2018,https://example.org/f\n"))
    said = "A version with a link or a file is available: say so."
    assert faults_of(answer) == [f"Row 2, column “url_fr”: {said}"]


@pytest.mark.django_db
def test_document_is_found_by_its_symbol_and_rows_may_name_each_other(editor_client):
    records()
    data = "slug,title_en,kind,source\nlater,L,news,first\nfirst,F,news,ece cp teia 38\n"
    preview = editor_client.post(IMPORT, upload(data))
    editor_client.post(CONFIRM, {"token": token_of(preview)})
    assert Document.objects.get(slug="later").source.slug == "first"
    assert Document.objects.get(slug="first").source.symbol == "ECE/CP.TEIA/38"


@pytest.mark.django_db
def test_rows_that_name_each_other_in_a_circle_are_refused(editor_client):
    answer = editor_client.post(IMPORT, upload("slug,title_en,kind,source\na,A,news,b\nb,B,news,a\n"))
    assert len(faults_of(answer)) >= 1
    assert all("was not found (documents)" in fault for fault in faults_of(answer))
    assert Document.objects.count() == 0


@pytest.mark.django_db
def test_text_of_the_file_is_never_markup(editor_client):
    document("one")
    name = "<img src=x>.csv"
    page = editor_client.post(IMPORT, upload("slug,title_en,kind\none,<script>x</script>,<b>\n", name)).content.decode()
    assert "<script>x" not in page
    assert "<b>" not in page
    assert "<img src=x" not in page
    assert "&lt;script&gt;x" in page


# Who may


@pytest.mark.django_db
@pytest.mark.parametrize("address", [IMPORT, EXPORT, CONFIRM])
def test_only_the_secretariat_imports_and_exports(visitor, outsider_client, editor_client, address):
    assert visitor.get(address).status_code == 302
    assert outsider_client.post(address).status_code == 403
    assert editor_client.get(address).status_code == (405 if address == CONFIRM else 200)


@pytest.mark.django_db
def test_staff_without_the_right_are_refused(editor_client, without_right):
    document("one")
    without_right("programme.document", "change", "read")
    assert editor_client.post(IMPORT, upload("slug\none\n")).status_code == 403
    assert editor_client.post(CONFIRM, {"token": "x"}).status_code == 403
    assert editor_client.post(EXPORT, {"format": "csv"}).status_code == 403


# Between preview and confirmation


@pytest.mark.django_db
def test_kept_file_belongs_to_its_session_and_its_kind_of_record(editor_client, administrator_client):
    records()
    preview = editor_client.post(IMPORT, upload("slug,title_en\nprogress-report-2018,Mine\n"))
    token = token_of(preview)
    for client, address in (
        (administrator_client, CONFIRM),
        (editor_client, "/en/admin/countries/country/process_import/"),
    ):
        answer = client.post(address, {"token": token}, follow=True)
        assert "no longer kept" in answer.content.decode()
    assert not Document.objects.filter(title_en="Mine").exists()


@pytest.mark.django_db
@pytest.mark.parametrize("token", ["../portal.sqlite3", "/etc/passwd", "", "0" * 32, "x" * 5000])
def test_what_is_no_token_finds_no_file(editor_client, token):
    answer = editor_client.post(CONFIRM, {"token": token}, follow=True)
    assert "no longer kept" in answer.content.decode()


@pytest.mark.django_db
def test_old_files_are_not_kept(editor_client):
    records()
    editor_client.post(IMPORT, upload("slug,title_en\nprogress-report-2018,Mine\n"))
    (kept,) = storage.folder().iterdir()
    assert kept.stat().st_mode & 0o077 == 0
    os.utime(kept, (time.time() - 2 * 24 * 3600,) * 2)
    editor_client.post(IMPORT, upload("slug,title_en\nprogress-report-2018,Yours\n"))
    assert kept not in storage.folder().iterdir()


def test_what_nobody_confirmed_is_removed_when_files_are_cleaned(tmp_path, settings):
    settings.VAR_DIR = tmp_path
    storage.folder().mkdir()
    for name, age in (("old", 2 * storage.KEPT_SECONDS), ("new", 0)):
        (storage.folder() / name).touch()
        os.utime(storage.folder() / name, (time.time() - age,) * 2)
    assert storage.forget_old(dry_run=True) == ["old"]
    assert storage.forget_old() == ["old"]
    assert [path.name for path in storage.folder().iterdir()] == ["new"]


@pytest.mark.django_db
def test_digest_tells_apart_what_would_be_written(editor):
    records()
    first, second = (
        operation.preview(DocumentResource, read_sheet(f"slug,title_en\nformula,{title}\n".encode(), "x.csv"), editor)
        for title in ("A", "B")
    )
    assert first.digest != second.digest
    assert not first.written


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["en", "fr", "ru"])
def test_pages_hold_no_script_or_style_of_their_own(editor_client, language):
    records()
    pages = [
        editor_client.get(IMPORT.replace("/en/", f"/{language}/")),
        editor_client.get(EXPORT.replace("/en/", f"/{language}/")),
        editor_client.post(IMPORT.replace("/en/", f"/{language}/"), upload("slug,title_en\nformula,x\n")),
        editor_client.post(IMPORT.replace("/en/", f"/{language}/"), upload("slug,x\nformula,x\n")),
    ]
    for page in pages:
        assert page.status_code == 200
        text = page.content.decode()
        assert "<style" not in text
        assert "style=" not in text
        assert "onclick" not in text


# How far it is


def progress_address(name):
    return f"{IMPORT}progress/{name}/"


@pytest.mark.django_db
def test_whoever_waits_is_told_how_far_the_import_is(editor_client, monkeypatch):
    name = editor_client.get(IMPORT).context["progress"]
    told, as_it_is = [], DocumentResource.import_instance

    def looking(*args, **kwargs):
        told.append(editor_client.get(progress_address(name)).json())
        return as_it_is(*args, **kwargs)

    monkeypatch.setattr(DocumentResource, "import_instance", looking)
    monkeypatch.setattr(progress, "_BETWEEN", 0)
    editor_client.post(IMPORT, upload("slug,title_en,kind\na,A,other\nb,B,other\n") | {"progress": name})

    assert told == [
        {"done": 0, "total": 2, "words": "0 of 2 rows"},
        {"done": 1, "total": 2, "words": "1 of 2 rows"},
    ]
    assert editor_client.get(progress_address(name)).json() == {}, "it is over"
    assert list(progress.folder().iterdir()) == []


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["", "..", "x" * 32, "../documents"])
def test_an_import_with_a_made_up_name_tells_nobody_and_goes_on(editor_client, name):
    preview = editor_client.post(IMPORT, upload("slug,title_en,kind\na,A,other\n") | {"progress": name})
    assert [row.name for row in preview.context["outcome"].created] == ["A"]
    assert not progress.folder().exists()
    assert progress.how_far(name) is None


@pytest.mark.django_db
def test_only_who_may_import_is_told_how_far_it_is(editor_client, without_right):
    without_right("programme.document", "add")
    assert editor_client.get(progress_address("a" * 32)).status_code == 403
