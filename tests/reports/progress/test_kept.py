"""What is written of a report when the session ends meanwhile (PRODUCT D4)."""

import pytest
from django.urls import reverse

from programme import kept_texts
from programme.models import Body
from reports.models import KeptReportText
from tests import factories
from tests.offers import offered
from tests.reports.progress import making

pytestmark = pytest.mark.django_db


@pytest.fixture
def report(editor):
    return making.draft(editor)


@pytest.fixture
def sent(report, editor):
    return {
        "text_en": "Written on the train",
        "version": making.section(report).version,
        "writer": kept_texts.writer_mark(editor),
    }


def test_a_part_sent_without_a_session_is_kept_for_who_wrote_it(report, sent, client, editor_client):
    path = making.section(report).get_absolute_url()

    answer = client.post(path, sent)

    assert answer["Location"].startswith("/en/account/login/?next=")
    assert making.section(report).texts() == {}
    assert "English You wrote Written on the train What stands there now empty" in offered(editor_client, path)
    editor_client.post(path, {"take_kept": "1"})
    assert making.section(report).texts() == {"en": "Written on the train"}
    assert not KeptReportText.objects.exists()


def test_the_form_says_whose_it_is(report, sent, editor_client):
    pages = (making.section(report).get_absolute_url(), reverse("report-about", args=[report.pk]))

    for path in pages:
        assert f'name="writer" value="{sent["writer"]}"' in editor_client.get(path).content.decode()


def test_what_a_report_is_about_is_kept_too(report, editor, client, editor_client):
    path = reverse("report-about", args=[report.pk])

    meeting = factories.meeting("cop-11", 11, "2020-12-07", "2020-12-09")
    Body.objects.filter(pk=meeting.body_id).recorded_update(slug="conference-of-the-parties")

    client.post(path, {"version": report.version, "meeting": meeting.pk, "writer": kept_texts.writer_mark(editor)})

    assert KeptReportText.objects.get().place == report
    assert f"You wrote {meeting} What stands there now" in offered(editor_client, path)
    assert editor_client.post(path, {"take_kept": "1"})["Location"] == report.get_absolute_url()
    assert not KeptReportText.objects.exists()


def test_what_is_kept_meets_what_somebody_else_wrote_meanwhile(report, sent, client, editor_client):
    path = making.section(report).get_absolute_url()
    client.post(path, sent)
    making.written(report, text_en="Written at the desk")
    assert "You wrote Written on the train What stands there now Written at the desk" in offered(editor_client, path)

    answer = editor_client.post(path, {"take_kept": "1"})

    assert answer.status_code == 409
    for words in ("Written on the train", "Written at the desk"):
        assert words in answer.content.decode()
    assert making.section(report).texts() == {"en": "Written at the desk"}
    assert KeptReportText.objects.exists()


def test_what_is_kept_can_be_thrown_away(report, sent, client, editor_client):
    path = making.section(report).get_absolute_url()
    client.post(path, sent)

    assert editor_client.post(path, {"throw_away": "1"})["Location"] == path
    assert not KeptReportText.objects.exists()
    assert making.section(report).texts() == {}


def test_nothing_is_kept_for_who_may_not_write_or_a_forged_mark(report, sent, client, focal_point):
    path = making.section(report).get_absolute_url()

    for mark in ("", "7", "7:forged", kept_texts.writer_mark(focal_point)):
        client.post(path, sent | {"writer": mark})

    assert not KeptReportText.objects.exists()


def test_without_a_session_nobody_learns_which_reports_there_are(report, client):
    there, not_there = (reverse("report-part", args=[pk, "introduction"]) for pk in (report.pk, report.pk + 1000))

    assert client.get(there).status_code == client.get(not_there).status_code == 302
    assert client.post(there, {}).status_code == client.post(not_there, {}).status_code == 302
