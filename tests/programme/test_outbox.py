"""Mail is written with what it tells of, sent afterwards, once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.urls import reverse
from django.utils import timezone

from countries import access
from countries.models import Invitation
from programme import outbox
from programme.matrix import Role
from programme.models import Message
from programme.models.messages import ATTEMPTS, KINDS, LINK

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def wait_for_the_command(settings):
    settings.SEND_MAIL_AT_ONCE = False
    settings.PORTAL_URL = "https://portal.example.org"


@pytest.fixture
def invited(serbia, editor):
    def invite(language="en"):
        return access.invite(
            country=serbia, email=f"{language}@example.org", role=Role.FOCAL_POINT, by=editor, language=language
        )

    return invite


def queued(**values):
    fields = {"kind": "invitation", "address": "a@example.org", "language": "en", "subject": "S", "text": "T"}
    return Message.objects.create(**fields | values)


@pytest.mark.parametrize(
    ("language", "said"), [("en", "works once"), ("fr", "une seule fois"), ("ru", "только один раз")]
)
def test_a_mail_is_in_the_language_of_whoever_gets_it(invited, language, said):
    invited(language)

    outbox.send_due()

    sent = mail.outbox[0]
    assert said in sent.body
    assert f"https://portal.example.org/{language}/invitation/" in sent.body
    assert sent.extra_headers["Content-Language"] == language
    html, kind = sent.alternatives[0]
    assert kind == "text/html"
    assert f'<html lang="{language}">' in html
    assert f'<a href="https://portal.example.org/{language}/invitation/' in html


def test_a_mail_is_gone_with_the_change_it_tells_of(invited):
    with transaction.atomic():
        invited()
        transaction.set_rollback(True)

    assert not Message.objects.exists()
    assert not Invitation.objects.exists()


def test_the_link_is_forgotten_once_it_is_sent_and_never_shown_to_staff(invited, editor_client):
    invited()
    message = Message.objects.get()
    assert LINK in message.text
    secret = message.link
    assert (
        secret not in editor_client.get(reverse("admin:programme_message_change", args=[message.pk])).content.decode()
    )

    outbox.send_due()

    message.refresh_from_db()
    assert (message.state, message.link) == ("sent", "")
    assert secret in mail.outbox[0].body


def test_two_runs_send_once(invited):
    invited()

    assert outbox.send_due() == (1, 0)
    assert outbox.send_due() == (0, 0)
    assert len(mail.outbox) == 1


def test_a_mail_that_fails_is_tried_again_later_and_given_up_in_the_end(invited, monkeypatch):
    invited()
    monkeypatch.setattr(outbox, "mail_of", lambda *_args: (_ for _ in ()).throw(OSError("no route")))

    assert outbox.send_due() == (0, 1)
    message = Message.objects.get()
    assert (message.state, message.note) == ("queued", "no route")
    assert message.next_attempt_at > timezone.now()
    assert outbox.send_due() == (0, 0)

    for _attempt in range(ATTEMPTS - 1):
        Message.objects.update(next_attempt_at=timezone.now())
        outbox.send_due()
    assert Message.objects.get().state == "failed"


def test_one_bad_mail_does_not_keep_back_the_others(monkeypatch):
    queued(address="bad@example.org")
    queued(address="good@example.org")
    real = outbox.mail_of

    def picky(message, connection):
        if message.address.startswith("bad"):
            raise OSError("refused")
        return real(message, connection)

    monkeypatch.setattr(outbox, "mail_of", picky)

    assert outbox.send_due() == (1, 1)
    assert [sent.to for sent in mail.outbox] == [["good@example.org"]]


def test_what_a_dead_sender_left_is_sent_after_its_time_under_the_same_identifier():
    message = queued()
    assert message.claim()
    assert outbox.send_due() == (0, 0)

    Message.objects.update(claimed_until=timezone.now() - timedelta(seconds=1))
    assert outbox.send_due() == (1, 0)

    assert mail.outbox[0].extra_headers["Message-ID"] == f"<{message.uid}@portal.example.org>"


def test_a_key_queues_once(editor):
    first = outbox.queue("mandate-ended", to=editor, key="once", context={"mandate": Mandated()})
    second = outbox.queue("mandate-ended", to=editor, key="once", context={"mandate": Mandated()})

    assert first == second
    assert Message.objects.count() == 1


class Mandated:
    country = "Serbia\nBcc: all@example.org"
    get_role_display = "Focal point"


def test_nothing_in_a_subject_becomes_a_header(editor):
    message = outbox.queue("mandate-ended", to=editor, context={"mandate": Mandated()})

    assert "\n" not in message.subject
    outbox.send_due()
    assert mail.outbox[0].message()["Bcc"] is None


def test_markup_in_a_name_stays_text(editor):
    message = queued(text="<script>alert(1)</script> & co")

    html = outbox.mail_of(message).alternatives[0][0]

    assert "<script>" not in html
    assert "&lt;script&gt;" in html


def test_who_cannot_sign_in_gets_no_mail(editor):
    editor.is_active = False
    editor.save()

    message = outbox.queue("mandate-ended", to=editor, context={"mandate": Mandated()})

    assert (message.state, message.note) == ("suppressed", "inactive")
    assert outbox.send_due() == (0, 0)


def test_command_says_what_it_would_do_and_does_it(capsys):
    queued()

    call_command("send_messages", "--dry-run")
    assert "invitation to a@example.org" in capsys.readouterr().out
    assert mail.outbox == []

    call_command("send_messages")
    assert "Sent: 1. Failed: 0." in capsys.readouterr().out


def test_where_the_mail_server_is_away_the_command_says_so_and_everything_waits(settings, monkeypatch):
    settings.EMAIL_HOST, settings.EMAIL_PORT = "mail.example.org", 25

    def away(*args, **kwargs):
        raise ConnectionRefusedError("Connection refused")

    monkeypatch.setattr("django.core.mail.backends.locmem.EmailBackend.open", away)
    call_command("send_messages")  # nothing waits, so nobody is asked
    message = queued()

    with pytest.raises(CommandError, match=r"all of it waits: the mail server mail\.example\.org:25 says Connection"):
        call_command("send_messages")

    message.refresh_from_db()
    assert (message.state, message.attempts) == ("queued", 0)


def test_staff_send_a_failed_mail_again_after_a_question(editor_client):
    message = queued(state="failed", note="no route")
    address = reverse("admin:programme_message_resend", args=[message.pk])
    assert "once more" in editor_client.get(address).content.decode()
    assert Message.objects.get().state == "failed"

    editor_client.post(address)

    assert Message.objects.get().state == "queued"


def test_a_mail_that_went_out_is_not_sent_again(editor_client):
    message = queued(state="sent", sent_at=timezone.now())

    assert editor_client.post(reverse("admin:programme_message_resend", args=[message.pk])).status_code == 403


def test_a_mail_whose_link_is_gone_is_not_sent_again(editor_client):
    message = queued(state="failed", text=f"Open {LINK}")

    page = editor_client.post(reverse("admin:programme_message_resend", args=[message.pk]), follow=True)

    assert "its one-time link is gone" in page.content.decode()
    assert Message.objects.get().state == "failed"


@pytest.mark.django_db(transaction=True)
def test_several_senders_at_once_send_each_mail_once():
    for number in range(6):
        queued(address=f"a{number}@example.org")

    def run(_number):
        try:
            return outbox.send_due()[0]
        finally:
            connection.close()

    with ThreadPoolExecutor(3) as pool:
        sent = sum(pool.map(run, range(3)))

    assert sent == 6
    assert sorted(one.to[0] for one in mail.outbox) == [f"a{number}@example.org" for number in range(6)]


def test_texts_are_forgotten_in_time_and_the_key_is_not(capsys, settings):
    settings.MAIL_KEPT_DAYS = 30
    long_ago = timezone.now() - timedelta(days=31)
    old = queued(state="sent", sent_at=long_ago, queued_at=long_ago, key="once")
    queued(state="failed", queued_at=long_ago, text=f"Open {LINK}", link="https://portal.example.org/secret")
    kept = [queued(state="sent", sent_at=timezone.now()), queued(queued_at=long_ago)]

    call_command("forget_messages", "--dry-run")
    assert capsys.readouterr().out == "To be forgotten: 2\n"
    call_command("forget_messages")

    assert list(Message.objects.exclude(text="").order_by("pk")) == kept
    old.refresh_from_db()
    assert (old.subject, old.address, old.state, old.key) == ("", "", "sent", "once")
    failed = Message.objects.get(state="failed")
    assert failed.link == ""
    assert not failed.queue_again()


def test_a_sender_whose_time_is_over_changes_nothing_any_more():
    queued()
    slow = Message.objects.get()
    assert slow.claim()
    Message.objects.update(claimed_until=timezone.now() - timedelta(seconds=1))
    assert Message.objects.get().claim()

    slow.mark_failed(OSError("too late"))

    assert Message.objects.get().state == "sending"


def test_every_kind_of_mail_has_a_name(settings):
    kinds = {path.stem for path in (settings.BASE_DIR / "templates" / "mail").glob("*.txt")} - {"layout"}
    assert set(KINDS) == kinds


def test_mails_are_found_by_their_kind_in_words(administrator_client, editor):
    outbox.queue("password-reset", to=editor, secret_path="/x/")
    outbox.queue("account-changed", to=editor)

    page = administrator_client.get("/fr/admin/programme/message/", {"kind": "password-reset"})

    assert [one.kind for one in page.context["cl"].result_list] == ["password-reset"]
    assert "nouveau mot de passe" in page.content.decode()
