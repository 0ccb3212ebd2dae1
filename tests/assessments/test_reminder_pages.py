"""The pages of reminders: who edits, who switches, what a preview and a test show (PRODUCT E5)."""

from datetime import date

import pytest
from django.core import mail

from assessments import reminders
from assessments.models import Reminder, ReminderStep
from programme import outbox
from programme.models import Message
from tests.assessments import making
from tests.assessments.remind import step
from tests.assessments.test_reminders import days_before

pytestmark = pytest.mark.django_db
TEXTS = {f"{name}_{language}": "Text {country}" for name in ("subject", "text") for language in ("en", "fr", "ru")}
FORM = {"kind": "self-assessment", "offset_days": "-21", "audience": "focal-points", **TEXTS}
ADD = "/en/admin/assessments/reminderstep/add/"


def test_the_steps_are_read_by_staff_and_bodies(cast):
    step(-7)
    wanted = {"editor": 200, "administrator": 200, "working-group": 200, "bureau": 200, "visitor": 302}
    for part in cast.parts:
        expected = wanted.get(part.removesuffix("-of-serbia"), 403)
        assert cast.client(part).get("/en/work/reminders/").status_code == expected, part


def test_a_preview_fills_in_what_is_due_in_each_language(serbia, editor_client):
    serbia.name_ru = "Сербия"
    serbia.save()
    making.opened(serbia)
    page = editor_client.get(f"/en/work/reminders/{step(-7).pk}/").content.decode()
    assert "en Self-assessment, cycle 1: Serbia" in page
    assert ": Сербия" in page
    assert "{what}" not in page


def test_without_anything_due_the_texts_are_shown_as_written(editor_client):
    page = editor_client.get(f"/en/work/reminders/{step(-7).pk}/").content.decode()
    assert "en {what}: {country}" in page


def test_a_text_is_never_markup(serbia, editor_client):
    making.opened(serbia)
    made = step(-7, text_en="<script>alert(1)</script> {country}")
    page = editor_client.get(f"/en/work/reminders/{made.pk}/").content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;" in page


def test_a_test_goes_to_oneself_in_one_s_language_and_counts_for_nothing(serbia, editor, editor_client):
    making.opened(serbia)
    editor.language = "fr"
    editor.save()
    editor_client.post(f"/en/work/reminders/{step(-7).pk}/test/")
    outbox.send_due()
    message = Message.objects.get(kind="reminder-test")
    assert (message.recipient, message.language, message.state) == (editor, "fr", "sent")
    assert mail.outbox[-1].subject.endswith("Serbia")
    assert not Reminder.objects.exists()


def test_without_anything_due_there_is_nothing_to_test_with(editor_client):
    answer = editor_client.post(f"/en/work/reminders/{step(-7).pk}/test/", follow=True)
    assert "There is no deadline of this kind at present" in answer.content.decode()
    assert not Message.objects.exists()


def test_an_editor_writes_a_step_and_an_administrator_lets_it_send(editor_client, administrator_client):
    editor_client.post(ADD, FORM)
    made = ReminderStep.objects.get()
    here = f"/en/work/reminders/{made.pk}/"
    assert (made.is_active, made.history.count()) == (False, 1)
    assert editor_client.post(f"{here}activate/").status_code == 403
    administrator_client.post(f"{here}activate/")
    made.refresh_from_db()
    assert made.is_active

    change = f"/en/admin/assessments/reminderstep/{made.pk}/change/"
    assert editor_client.post(change, FORM | {"offset_days": "-20"}).status_code == 403
    assert editor_client.get(f"/en/admin/assessments/reminderstep/{made.pk}/delete/").status_code == 403
    administrator_client.post(f"{here}deactivate/")
    made.refresh_from_db()
    assert not made.is_active
    page = editor_client.get(change).content.decode()
    assert 'name="offset_days"' in page
    assert f"/en/work/reminders/{made.pk}/" in page


def test_an_unknown_placeholder_is_refused_beside_its_field(editor_client):
    answer = editor_client.post(ADD, FORM | {"text_ru": "Text {страна}"})
    assert "{страна} is no placeholder" in answer.content.decode()
    assert not ReminderStep.objects.exists()


def test_what_was_sent_is_read_with_its_state(serbia, focal_point, editor_client):
    with days_before(60):
        making.opened(serbia)
    focal_point.mandates.recorded_update(since=date(2026, 1, 1))
    step(-7)
    with days_before(7):
        reminders.send_due()
    page = editor_client.get("/en/admin/assessments/reminder/").content.decode()
    assert f"{focal_point}</td>" in page or f"{focal_point}</a>" in page
    assert "waiting to be sent" in page
