"""The builder over HTTP: what staff do with a report from the list of bienniums to its public page (PRODUCT F1, F2)."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from programme.history_words import entries
from reports.models import ProgressReport
from reports.progress import writing
from reports.progress.parts import WRITTEN
from tests import factories
from tests.conftest import person
from tests.reports.progress import making

pytestmark = pytest.mark.django_db


def at(report, path=""):
    return f"/en/work/reports/{report.pk}/{path}"


def sent(report, key="introduction", **texts):
    """What the page of a part would send."""
    one = making.section(report, key)
    return {"version": one.version, **{name: getattr(one, name) for name in one.written}, **texts}


def test_biennium_is_chosen_and_its_draft_begun_once(editor_client):
    assert "Begin the report" in editor_client.get("/en/work/reports/").content.decode()

    first = editor_client.post("/en/work/reports/begin/", {"biennium": "2021-2022"})
    second = editor_client.post("/en/work/reports/begin/", {"biennium": "2021-2022"})

    report = ProgressReport.objects.get()
    assert first.url == second.url == at(report)
    page = editor_client.get(first.url).content.decode()
    assert "Progress report 2021–2022" in page
    assert page.count('class="report-part"') == len(WRITTEN) + 1


@pytest.mark.parametrize("biennium", ["2020-2021", "2031-2032", "yesterday", ""])
def test_no_draft_begins_of_what_is_no_biennium_yet(editor_client, biennium):
    editor_client.post("/en/work/reports/begin/", {"biennium": biennium})

    assert not ProgressReport.objects.exists()


@pytest.mark.parametrize("key", WRITTEN)
def test_each_part_has_its_page(editor, editor_client, key):
    factories.activity("Workshop", start="2021-05-01", title_en="Workshop")

    response = editor_client.get(at(making.draft(editor), f"parts/{key}/"))

    assert response.status_code == 200
    assert "What the record says" in response.content.decode()


def test_what_is_written_is_saved_in_each_language(editor, editor_client):
    report = making.draft(editor)

    response = editor_client.post(at(report, "parts/introduction/"), sent(report, **making.TEXT))

    assert response.url == f"{at(report)}#introduction"
    assert making.read(report).narrative()["introduction"]["ru"] == "Что мы сделали."
    assert making.section(report).saved_by == editor


def test_preview_shows_what_is_typed_and_saves_nothing(editor, editor_client):
    report = making.draft(editor)

    page = editor_client.post(
        at(report, "parts/needs/"), sent(report, "needs", text_en="Some **strong** words", preview="1")
    )

    assert "<strong>strong</strong>" in page.content.decode()
    assert "not saved yet" in page.content.decode()
    assert making.read(report).narrative() == {}


def test_a_form_that_is_behind_loses_neither_text(editor, editor_client):
    report = making.draft(editor)
    behind = sent(report, text_en="Mine", text_fr="À moi")
    other = person("colleague@example.org", "secretariat-editor")
    making.written(report, by=other, text_en="Theirs")

    response = editor_client.post(at(report, "parts/introduction/"), behind)

    page = response.content.decode()
    assert response.status_code == 409
    assert "Theirs" in page
    assert "Mine" in page
    assert "À moi" in page
    assert making.read(report).narrative()["introduction"] == {"en": "Theirs"}
    decided = {**behind, "version": making.section(report).version, "text_en": "Theirs and mine"}
    editor_client.post(at(report, "parts/introduction/"), decided)
    assert making.read(report).narrative()["introduction"] == {"en": "Theirs and mine", "fr": "À moi"}


def test_texts_in_two_languages_by_two_people_are_both_kept(editor, editor_client):
    report = making.draft(editor)
    behind = sent(report, text_fr="À moi")
    making.written(report, text_en="Theirs")

    editor_client.post(at(report, "parts/introduction/"), behind)

    assert making.read(report).narrative()["introduction"] == {"en": "Theirs", "fr": "À moi"}


def test_text_sent_after_the_freeze_is_shown_and_not_stored(editor, editor_client):
    report = making.draft(editor)
    behind = sent(report, text_en="Too late")
    writing.freeze(report.pk, by=editor)

    response = editor_client.post(at(report, "parts/introduction/"), behind)

    assert response.status_code == 409
    assert "Too late" in response.content.decode()
    assert making.read(report).narrative() == {}
    assert editor_client.get(at(report, "parts/introduction/")).status_code == 302


def test_hostile_text_stays_text(editor, editor_client, visitor):
    hostile = (
        '<script>alert(1)</script> [x](javascript:alert(1)) "><img src=x onerror=alert(1)> \u202e \x07 👩‍🚒'
        + "w" * 5000
    )
    report = making.written(making.draft(editor), text_en=hostile)
    for path in ("", "parts/introduction/", "preview/"):
        page = editor_client.get(at(report, path)).content.decode()
        assert "<script>alert" not in page
        assert "<img src=x" not in page
        assert 'href="javascript' not in page
    writing.freeze(report.pk, by=editor)
    writing.publish(report.pk, by=editor)

    page = visitor.get("/en/reports/2021-2022/").content.decode()

    assert "&lt;script&gt;alert(1)" in page
    assert "<script>alert" not in page
    assert 'href="javascript' not in page


# Steps


def test_freezing_and_publishing_ask_first(editor, editor_client, visitor):
    report = making.written(making.draft(editor))
    assert "Freeze it as of today" in editor_client.get(at(report, "freeze/")).content.decode()
    assert making.read(report).status == "draft"

    editor_client.post(at(report, "freeze/"))
    assert making.read(report).status == "frozen"
    assert visitor.get("/en/reports/2021-2022/").status_code == 404
    assert "Publish it" in editor_client.get(at(report, "publish/")).content.decode()
    response = editor_client.post(at(report, "publish/"))

    assert response.url == "/en/reports/2021-2022/"
    assert "What we did." in visitor.get(response.url).content.decode()
    assert "Ce que nous avons fait." in visitor.get("/fr/reports/2021-2022/").content.decode()


def test_a_double_click_is_told(editor, editor_client):
    report = making.draft(editor)
    editor_client.post(at(report, "freeze/"))

    page = editor_client.post(at(report, "freeze/"), follow=True)

    assert "This is not possible now. State: frozen." in page.content.decode()
    assert report.copies.count() == 1


def test_a_report_is_taken_back_with_a_reason(editor, editor_client):
    report = making.frozen(editor)

    assert editor_client.post(at(report, "take-back/"), {"reason": " "}).status_code == 422
    editor_client.post(at(report, "take-back/"), {"reason": "A figure is wrong."})

    page = editor_client.get(at(report)).content.decode()
    assert making.read(report).status == "draft"
    assert "A figure is wrong." in page
    assert "taken back for writing" in page


def test_a_corrigendum_and_what_it_corrects_tell_of_each_other(editor, editor_client, visitor):
    older = making.published(editor)
    editor_client.post(at(older, "corrigendum/"))
    corrigendum = older.corrected_by
    for answer in (editor_client.get(at(corrigendum, "freeze/")), editor_client.post(at(corrigendum, "freeze/"))):
        assert answer.url == at(corrigendum, "about/")
    assert "Say first what is corrected" in editor_client.get(at(corrigendum, "about/")).content.decode()
    about = {"version": corrigendum.version, "meeting": "", "correction_en": "A figure was wrong."}
    assert editor_client.post(at(corrigendum, "about/"), about).status_code == 302
    editor_client.post(at(corrigendum, "freeze/"))
    editor_client.post(at(corrigendum, "publish/"))

    new, old = (visitor.get(f"/en/reports/2021-2022/{path}") for path in ("", "editions/1/"))

    assert "Progress report 2021–2022, corrigendum 1" in new.content.decode()
    assert "/en/reports/2021-2022/editions/1/" in new.content.decode()
    assert "This report has been superseded." in old.content.decode()
    assert 'href="/en/reports/2021-2022/"' in old.content.decode()
    for page in (new, old):
        assert "A figure was wrong." in page.content.decode()
    assert at(corrigendum) in editor_client.get(at(older)).content.decode()
    assert visitor.get("/en/reports/2021-2022/editions/2/").url == "/en/reports/2021-2022/"
    assert visitor.get("/en/reports/2021-2022/editions/3/").status_code == 404


# Copies, comparing, files


def test_two_copies_compare_field_by_field(editor, editor_client):
    activity = factories.activity("Workshop", start="2021-05-01", title_en="Workshop")
    report = making.written(making.draft(editor), text_en="We held one workshop.")
    editor_client.post(at(report, "copies/"))
    activity.participants = 99
    activity.save()
    factories.activity("Seminar", start="2022-05-01", title_en="Seminar")
    making.written(report, text_en="We held two workshops.")

    page = editor_client.get(at(report, "compare/")).content.decode()

    assert "<del>one</del><ins>two</ins> <del>workshop.</del><ins>workshops.</ins>" in page
    assert "<ins>99</ins>" in page
    assert "Seminar" in page
    assert "<del>1</del>" in page
    assert "<ins>2</ins>" in page


def test_nothing_differs_from_a_copy_just_kept(editor, editor_client):
    report = making.draft(editor)
    editor_client.post(at(report, "copies/"))

    assert "Nothing differs." in editor_client.get(at(report, "compare/")).content.decode()
    assert editor_client.get(at(report, "copies/1/")).status_code == 200
    assert editor_client.get(at(report, "copies/2/")).status_code == 404
    assert editor_client.get(at(report, "compare/?earlier=999999")).status_code == 200


def test_a_kept_copy_stands_in_the_history(editor, editor_client):
    report = making.draft(editor)
    writing.keep(report.pk, by=editor)

    assert "copy kept" in " ".join(one.done for one in entries(report)[0])


@pytest.mark.parametrize("language", ["en", "fr", "ru"])
@pytest.mark.parametrize("format", ["docx", "pdf"])
def test_the_draft_is_handed_out_as_a_file_that_says_so(editor, editor_client, language, format):
    report = making.written(making.draft(editor))

    response = editor_client.get(f"/{language}/work/reports/{report.pk}/draft.{format}")

    assert response.status_code == 200
    assert f"-{language}.{format}" in response["Content-Disposition"]
    assert "draft" in response["Content-Disposition"]


def test_findings_lead_to_where_they_are_mended(editor, editor_client):
    activity = factories.activity("Workshop", start="2021", title_en="Workshop")
    report = making.written(making.draft(editor), text_en="Only English")

    page = editor_client.get(at(report)).content.decode()

    assert f"/en/admin/activities/activity/{activity.pk}/change/" in page
    assert "Texts that lack a language" in page
    assert "Activities without an outcome" in page


def test_pages_cost_the_same_whatever_the_record_holds(editor, editor_client, django_assert_max_num_queries):
    report = making.draft(editor)
    counts = []
    for number in range(3):
        factories.activity(f"Workshop {number}", start="2021-05-01", title_en=f"Workshop {number}")
        counts.append(queries(editor_client, at(report)))

    assert counts[1] == counts[2]


def queries(client, path):
    with CaptureQueriesContext(connection) as seen:
        assert client.get(path).status_code == 200
    return len(seen)


def test_nobody_else_builds(editor, focal_point_client, outsider_client, visitor):
    report = making.draft(editor)
    for client in (focal_point_client, outsider_client):
        assert client.get("/en/work/reports/").status_code == 404
        assert client.get(at(report)).status_code == 404
        assert client.post("/en/work/reports/begin/", {"biennium": "2019-2020"}).status_code == 404
    assert "/login/" in visitor.get(at(report)).url
