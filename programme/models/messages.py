"""The outbox: every mail is a row, written together with what it tells of (ADR 11)."""

import uuid
from datetime import timedelta

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

# Stands in the text for a link that opens something; the link itself is forgotten once the mail is sent.
LINK = "[[link]]"
# What each kind of mail is about; the text of a kind is `templates/mail/<kind>.txt`.
KINDS = {
    "account-changed": _("change to an account"),
    "activity-report": _("report after an activity"),
    "assessment": _("self-assessment"),
    "basic-task-plan": _("action plan for the basic tasks"),
    "email-change-new": _("change of address, to the new one"),
    "email-change-old": _("change of address, to the old one"),
    "invitation": _("invitation"),
    "mandate-ended": _("end of a mandate"),
    "password-reset": _("new password"),
    "plan": _("action plan"),
    "proposal": _("proposal of an activity"),
    "reminder": _("reminder"),
    "reminder-test": _("reminder, as a test"),
}
LEASE = timedelta(minutes=5)
ATTEMPTS = 8


class MessageQuerySet(models.QuerySet):
    def due(self, now=None):
        """Those to be sent now, and those whose sender died while sending, oldest first."""
        now = now or timezone.now()
        waits = Q(state=Message.State.QUEUED, next_attempt_at__lte=now)
        left_behind = Q(state=Message.State.SENDING, claimed_until__lt=now)
        return self.filter(waits | left_behind).order_by("next_attempt_at", "pk")

    def waiting(self):
        """Those not yet sent, whether or not somebody is about to."""
        return self.filter(state__in=(Message.State.QUEUED, Message.State.SENDING))

    def over_before(self, moment):
        """What was sent, withheld or given up and written before this moment, and still has its text."""
        is_over = Q(state__in=(Message.State.SENT, Message.State.FAILED, Message.State.SUPPRESSED))
        return self.filter(is_over, queued_at__lt=moment).exclude(text="")

    def forget(self):
        """Takes away text and address; that something was sent, and what about, stays. Returns how many."""
        return self.update(subject="", text="", address="", link="")


class Message(models.Model):
    """A mail to one person in that person's language, with what became of it."""

    class State(models.TextChoices):
        QUEUED = "queued", _("waiting to be sent")
        SENDING = "sending", _("being sent")
        SENT = "sent", pgettext_lazy("mail", "sent")
        FAILED = "failed", _("could not be sent")
        SUPPRESSED = "suppressed", _("not sent on purpose")

    kind = models.CharField(_("kind"), max_length=40)
    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="messages_received",
        verbose_name=_("recipient"),
    )
    address = models.EmailField(_("e-mail address"))
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES)
    subject = models.CharField(_("subject"), max_length=250)
    text = models.TextField(_("text"))
    link = models.TextField(_("one-time link"), blank=True)
    about_type = models.ForeignKey(ContentType, on_delete=models.PROTECT, null=True, related_name="+")
    about_id = models.PositiveBigIntegerField(null=True)
    about = GenericForeignKey("about_type", "about_id")
    key = models.CharField(_("key"), max_length=200, null=True, unique=True)
    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    state = models.CharField(_("state"), max_length=12, choices=State.choices, default=State.QUEUED)
    note = models.TextField(_("what happened"), blank=True)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    queued_at = models.DateTimeField(_("queued at"), default=timezone.now)
    next_attempt_at = models.DateTimeField(_("next attempt"), default=timezone.now)
    claimed_until = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(_("sent at"), null=True)

    rights_state = "state"

    objects = MessageQuerySet.as_manager()

    class Meta:
        verbose_name = _("mail")
        verbose_name_plural = _("mails")
        ordering = ("-queued_at", "-pk")
        indexes = (models.Index(fields=("state", "next_attempt_at"), name="message_due"),)
        constraints = (
            models.CheckConstraint(
                condition=~Q(state="sent") | Q(sent_at__isnull=False, link=""), name="message_sent_keeps_no_link"
            ),
        )

    def __str__(self):
        return f"{self.subject} → {self.address}"

    @property
    def kind_in_words(self):
        return KINDS.get(self.kind, self.kind)

    def claim(self, now=None):
        """Takes it for sending, for one sender at a time; returns whether it was still to be had."""
        now = now or timezone.now()
        mine = Message.objects.due(now).filter(pk=self.pk, attempts=self.attempts)
        taken = mine.order_by().update(state=self.State.SENDING, claimed_until=now + LEASE, attempts=F("attempts") + 1)
        if taken:
            self.refresh_from_db()
        return bool(taken)

    def _still_mine(self):
        """A sender whose time is over changes nothing of what another one has done since."""
        return Message.objects.filter(pk=self.pk, state=self.State.SENDING, attempts=self.attempts)

    def mark_sent(self):
        now = timezone.now()
        self._still_mine().update(state=self.State.SENT, sent_at=now, link="", note="", claimed_until=None)

    def mark_suppressed(self, reason):
        """Not to be sent after all."""
        self._still_mine().update(state=self.State.SUPPRESSED, note=reason, link="", claimed_until=None)

    def mark_failed(self, error):
        """To be tried again later, each time after a longer pause, and given up after the last attempt."""
        is_last = self.attempts >= ATTEMPTS
        self._still_mine().update(
            state=self.State.FAILED if is_last else self.State.QUEUED,
            next_attempt_at=timezone.now() + timedelta(minutes=2**self.attempts),
            note=str(error)[:500],
            claimed_until=None,
        )

    def queue_again(self):
        """Puts a failed or suppressed mail back into the queue; returns whether it was one. A used link is gone."""
        again = Message.objects.filter(pk=self.pk, state__in=(self.State.FAILED, self.State.SUPPRESSED)).exclude(
            Q(text__contains=LINK, link="") | Q(text="")
        )
        return bool(again.update(state=self.State.QUEUED, next_attempt_at=timezone.now(), attempts=0, note=""))
