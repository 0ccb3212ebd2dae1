"""Mail: queued in the transaction of what it tells of, sent afterwards, at least once and hardly ever twice (ADR 11).

The text of a kind stands in `templates/mail/<kind>.txt`, its first line is the subject. Plain text and HTML are made
from the same text, in the language of whoever receives it.
"""

import logging
from collections.abc import Callable
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import timedelta

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone, translation

from programme.models import User
from programme.models.messages import LINK, Message

log = logging.getLogger(__name__)
HELD_BACK = "held back after a restore"  # what waited in a backup may have been sent since it was made
_withheld: ContextVar[str] = ContextVar("withheld", default="")
_checks: dict[str, Callable[[Message], str]] = {}


def sent_only_if(kind):
    """Registers a function that is asked just before a mail of this kind leaves: why not any more, or nothing."""

    def register(function):
        _checks[kind] = function
        return function

    return register


@contextmanager
def withheld(reason):
    """What is queued inside is written and never sent; the reason stands beside it."""
    token = _withheld.set(reason)
    try:
        yield
    finally:
        _withheld.reset(token)


def queue(kind, *, to, language="", about=None, context=None, key=None, path="", secret_path=""):
    """Writes a mail for a person or an address into the outbox and returns it.

    `path` is where the reader can act; `secret_path` the same for a link that opens something by itself. `key` makes
    a mail that is queued once only, whoever asks a second time gets the first.
    """
    recipient = to if isinstance(to, User) else User.objects.filter(email__iexact=to).first()
    address = recipient.email if recipient is not None else to
    language = language or (recipient.language if recipient is not None else settings.LANGUAGE_CODE)
    link = f"{settings.PORTAL_URL}{secret_path or path}" if secret_path or path else ""
    with translation.override(language):
        shown = LINK if secret_path else link
        rendered = render_to_string(f"mail/{kind}.txt", {**(context or {}), "recipient": recipient, "link": shown})
    subject, _newline, text = rendered.strip().partition("\n")
    values = {
        "kind": kind,
        "recipient": recipient,
        "address": address,
        "language": language,
        "subject": " ".join(subject.split())[:250],
        "text": text.strip(),
        "link": link if secret_path else "",
        "about": about,
    }
    if recipient is not None and not recipient.is_active:
        values |= {"state": Message.State.SUPPRESSED, "note": "inactive", "link": ""}
    elif reason := _withheld.get():
        values |= {"state": Message.State.SUPPRESSED, "note": reason, "link": ""}
    if key is not None:
        message, created = Message.objects.get_or_create(key=key, defaults=values)
    else:
        message, created = Message.objects.create(**values), True
    if created and message.state == Message.State.QUEUED and settings.SEND_MAIL_AT_ONCE:
        transaction.on_commit(send_due)
    return message


class MailServerAway(Exception):
    """No mail was tried: the server that takes them does not answer or refuses us. All that is due waits on."""


def send_due(limit=200):
    """Sends what is due, one by one; returns how many were sent and how many failed.

    Several processes may run at once: each mail is claimed first. A process that dies while sending leaves a mail
    that is sent again after a while under the same Message-ID.
    """
    due = list(Message.objects.due()[:limit])
    if not due:
        return 0, 0
    connection = get_connection()
    try:
        connection.open()
    except OSError as error:  # smtplib's own errors are such too
        raise MailServerAway(str(error)) from error
    try:
        return _send(due, connection)
    finally:
        connection.close()


def _send(messages, connection):
    sent = failed = 0
    for message in messages:
        if not message.claim():
            continue
        try:
            if reason := reason_against(message):
                message.mark_suppressed(reason)
                continue
            mail_of(message, connection).send()
        except Exception as error:  # whatever goes wrong with one mail must not keep back the others
            message.mark_failed(error)
            log.warning("Mail %s could not be sent: %s", message.uid, error)
            failed += 1
        else:
            message.mark_sent()
            sent += 1
    return sent, failed


def reason_against(message):
    """Why a mail that waited is not to be sent any more, or nothing."""
    check = _checks.get(message.kind)
    return str(check(message)) if check else ""


def hold_back(reason):
    """Nothing of what waits is sent before somebody says so; returns how many."""
    return Message.objects.waiting().update(state=Message.State.SUPPRESSED, note=reason, claimed_until=None)


def release(*, dry_run=False):
    """Puts the mails back into the queue that a restore held back; returns them."""
    held = list(Message.objects.filter(state=Message.State.SUPPRESSED, note=HELD_BACK).order_by("queued_at", "pk"))
    return held if dry_run else [message for message in held if message.queue_again()]


def forget_old(*, dry_run=False):
    """Takes away the texts of mails that were over long ago; returns how many."""
    old = Message.objects.over_before(timezone.now() - timedelta(days=settings.MAIL_KEPT_DAYS))
    return old.count() if dry_run else old.forget()


def mail_of(message, connection=None):
    text = message.text.replace(LINK, message.link)
    host = settings.PORTAL_URL.split("//", 1)[1].split(":")[0]
    with translation.override(message.language):
        body = render_to_string("mail/layout.txt", {"text": text, "portal": settings.PORTAL_URL})
        html = render_to_string("mail/layout.html", {"text": text, "message": message, "portal": settings.PORTAL_URL})
    mail = EmailMultiAlternatives(
        message.subject,
        body,
        to=[message.address],
        headers={
            "Message-ID": f"<{message.uid}@{host}>",
            "Auto-Submitted": "auto-generated",
            "Content-Language": message.language,
            "Date": timezone.localtime(message.queued_at).strftime("%a, %d %b %Y %H:%M:%S %z"),
        },
        connection=connection,
    )
    mail.attach_alternative(html, "text/html")
    return mail
