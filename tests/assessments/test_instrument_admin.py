"""The instrument in the workshop: who does what with a version, and that what is published is only read."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from assessments.models import Criterion, Erratum, Indicator, IndicatorLink, Instrument, ProgressStage
from tests import factories
from tests.programme.forms import open_form, send

pytestmark = pytest.mark.django_db
ROOM = "/en/admin/assessments/"


def door(version, name=""):
    return f"{ROOM}instrument/{version.pk}/{name}"


@pytest.fixture(autouse=True)
def kept_files(settings, tmp_path):
    settings.VAR_DIR = tmp_path


@pytest.fixture
def draft():
    return factories.instrument("DRAFT")


@pytest.fixture
def published():
    return factories.published_instrument("OUT", sureness="reconstructed")


DOORS = [
    "export/yaml/",
    "export/xlsx/",
    "copy/",
    "preview/",
    "preview/A1/",
    "mapping/",
    "errata/",
    "history/",
    "change/",
]
STEPS = ["publish/", "retire/"]


def test_every_door_checks_who_comes(draft, published, editor_client, administrator_client, outsider_client):
    answers = {}
    for name in [*DOORS, *STEPS, "errata/stage/1/label_fr/"]:
        people = (editor_client, administrator_client, outsider_client, Client())
        answers[name] = tuple(client.get(door(published, name)).status_code for client in people)
    assert {name: answers.pop(name) for name in (*STEPS, "errata/stage/1/label_fr/")} == {
        "publish/": (403, 200, 403, 302),
        "retire/": (403, 200, 403, 302),
        "errata/stage/1/label_fr/": (403, 200, 403, 302),
    }
    assert set(answers.values()) == {(200, 200, 403, 302)}


@pytest.mark.parametrize("address", ["999/preview/", "x/export/yaml/", "{pk}/export/pdf/", "{pk}/preview/NONE/"])
def test_what_is_not_there_is_not_found(published, editor_client, address):
    assert editor_client.get(f"{ROOM}instrument/{address.format(pk=published.pk)}").status_code == 404


def test_an_editor_edits_a_draft_from_area_to_criterion(draft, editor_client):
    indicator = draft.indicators.get(code="A1-1")
    page = editor_client.get(f"{ROOM}instrumentarea/{indicator.area_id}/change/").content.decode()
    assert f"{ROOM}indicator/{indicator.pk}/change/" in page

    url = f"{ROOM}indicator/{indicator.pk}/change/"
    data = open_form(editor_client, url, "indicator")
    response = send(editor_client, url, data, title_ru="Показатель", **{"criteria-0-text_en": "In other words"})

    assert response.status_code == 302
    indicator.refresh_from_db()
    assert indicator.title_ru == "Показатель"
    assert indicator.criteria.first().text_en == "In other words"


def test_a_code_that_stands_elsewhere_in_the_version_is_refused_with_a_message(draft, editor_client):
    indicator = draft.indicators.get(code="A1-1")
    url = f"{ROOM}indicator/{indicator.pk}/change/"
    data = open_form(editor_client, url, "indicator")
    response = send(editor_client, url, data, **{"criteria-0-code": "A2-1a"})
    assert response.status_code == 200
    assert "stands in this version already" in response.content.decode()


@pytest.mark.parametrize("person", ["editor_client", "administrator_client"])
def test_a_published_version_is_only_read_and_says_why(request, published, person):
    client = request.getfixturevalue(person)
    indicator = published.indicators.first()
    for url in (door(published, "change/"), f"{ROOM}indicator/{indicator.pk}/change/"):
        page = client.get(url).content.decode()
        assert "This version is published and does not change" in page
        assert 'name="_save"' not in page
        assert client.post(url, {"title_en": "Else", "_save": "1"}).status_code == 403
        assert client.post(url.replace("change", "delete"), {"post": "yes"}).status_code == 403
    chosen = {"action": "delete_selected", "_selected_action": [published.pk], "post": "yes"}
    client.post(f"{ROOM}instrument/", chosen)
    assert Instrument.objects.filter(pk=published.pk, title_en="Version en").exists()


def test_only_administrators_publish_and_only_what_is_complete(draft, editor_client, administrator_client):
    ProgressStage.objects.filter(instrument=draft).exclude(number=1).delete()
    assert editor_client.post(door(draft, "publish/")).status_code == 403
    page = administrator_client.post(door(draft, "publish/")).content.decode()
    assert "The scale needs at least two stages." in page
    ProgressStage.objects.create(instrument=draft, number=2, label_en="Two", label_fr="Deux", label_ru="Два")

    assert administrator_client.post(door(draft, "publish/")).status_code == 302
    draft.refresh_from_db()
    assert draft.status == "published"

    again = administrator_client.post(door(draft, "publish/"), follow=True).content.decode()
    assert "This version is no draft any more." in again


def test_a_version_is_retired_with_a_reason(published, administrator_client):
    assert administrator_client.post(door(published, "retire/"), {"note": ""}).status_code == 200
    assert administrator_client.post(door(published, "retire/"), {"note": "Out of use"}).status_code == 302
    published.refresh_from_db()
    assert (published.status, published.steps.last().note) == ("retired", "Out of use")


def test_a_copy_is_made_once(published, editor_client):
    assert editor_client.post(door(published, "copy/"), {"code": "NEXT"}).status_code == 302
    again = editor_client.post(door(published, "copy/"), {"code": "NEXT"})
    assert "There is a version with this code already." in again.content.decode()
    assert IndicatorLink.objects.filter(instrument__code="NEXT").count() == 3
    page = editor_client.get(door(Instrument.objects.get(code="NEXT"), "mapping/")).content.decode()
    assert page.count("fate-same") == 3


def test_an_import_is_shown_first_and_written_when_confirmed(draft, editor_client):
    content = editor_client.get(door(draft, "export/yaml/")).content.replace(b"Criterion A1-1a en", b"Reworded")
    preview = editor_client.post(f"{ROOM}instrument/import/", {"file": SimpleUploadedFile("d.yaml", content)})
    assert "Reworded" in preview.content.decode()
    assert not Criterion.objects.filter(text_en="Reworded").exists()

    token = preview.context["token"]
    assert editor_client.post(f"{ROOM}instrument/import/", {"token": token}).status_code == 302
    assert Criterion.objects.get(instrument=draft, code="A1-1a").text_en == "Reworded"
    assert Criterion.history.first().door == "import"

    gone = editor_client.post(f"{ROOM}instrument/import/", {"token": token}, follow=True)
    assert "no longer kept" in gone.content.decode()


def test_what_changed_after_the_preview_is_shown_anew(draft, editor_client):
    content = editor_client.get(door(draft, "export/xlsx/")).content
    Criterion.objects.filter(code="A1-1a").recorded_update(text_en="Else")
    preview = editor_client.post(f"{ROOM}instrument/import/", {"file": SimpleUploadedFile("d.xlsx", content)})
    Criterion.objects.filter(code="A1-1b").recorded_update(text_en="Meanwhile")

    answer = editor_client.post(f"{ROOM}instrument/import/", {"token": preview.context["token"]})

    assert "has changed since the preview" in answer.content.decode()
    assert Criterion.objects.filter(text_en="Meanwhile").exists()


def test_a_faulty_or_frozen_import_writes_nothing(published, editor_client):
    for content, said in (
        (b"code: X\ntext: {en: 'X'}\nareas: 7", "must be a list of entries"),
        (b"\xff\xfe\x00", "UTF-16"),
        (editor_client.get(door(published, "export/yaml/")).content.replace(b"Law en", b"Laws"), "does not change"),
    ):
        answer = editor_client.post(f"{ROOM}instrument/import/", {"file": SimpleUploadedFile("x.yaml", content)})
        assert said in answer.content.decode()
    assert Instrument.objects.count() == 1


def test_an_erratum_is_noted_by_an_administrator_and_seen_by_all(published, administrator_client, editor_client):
    url = door(published, "errata/criterion/A1-1a/text_en/")
    assert editor_client.post(url, {"text": "New", "reason": "Typo"}).status_code == 403
    assert administrator_client.post(url, {"text": "New", "reason": ""}).status_code == 200
    assert administrator_client.post(url, {"text": "Without the error", "reason": "Typo"}).status_code == 302
    assert Erratum.objects.get().by.email == "administrator@example.org"

    page = Client().get("/en/programme/indicators/").content.decode()
    assert "Without the error" in page
    assert "<del>Criterion A1-1a en</del>" in page


@pytest.mark.parametrize("language", ["en", "fr", "ru"])
def test_the_preview_shows_the_form_of_an_area_closed(published, editor_client, language):
    page = editor_client.get(f"/{language}/admin/assessments/instrument/{published.pk}/preview/A2/").content.decode()
    assert f"Criterion A2-1a {language}" in page
    assert f"Stage 4 {language}" in page
    assert "A1-1" not in page
    fields = re.findall(r"<(?:select|textarea|input type=\"radio\")[^>]*>", page)
    assert fields
    assert all(" disabled" in field for field in fields)
    assert "panel--open" in page  # reconstructed, said plainly


def test_forms_cost_the_same_number_of_queries_however_large(editor_client, django_assert_max_num_queries):
    small = factories.instrument("SMALL", areas=1, indicators=(1,))
    large = factories.instrument("LARGE", areas=3, indicators=(4, 4, 4), criteria=5)
    counts = []
    for version in (small, large):
        indicator = Indicator.objects.filter(instrument=version).first()
        for url in (door(version, "change/"), f"{ROOM}indicator/{indicator.pk}/change/", f"{ROOM}instrument/"):
            editor_client.get(url)  # what is read once in a process is read now
            with django_assert_max_num_queries(60) as captured:
                editor_client.get(url)
            counts.append(len(captured))
    assert counts[:3] == counts[3:]
