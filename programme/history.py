"""Who changed what, when and from where: the record of changes that nobody can edit (PRODUCT A9, ADR 5)."""

from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

import simple_history
from django.apps import apps
from django.db import models
from django.dispatch import receiver
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords
from simple_history.signals import post_create_historical_record, pre_create_historical_record
from simple_history.utils import get_history_manager_for_model

from programme.fields import DerivedField


class Door(models.TextChoices):
    """From where a change came."""

    FORM = "form", _("a page of the portal")
    ADMIN = "admin", _("the admin")
    IMPORT = "import", _("an import")
    COMMAND = "command", _("a command")


@dataclass(frozen=True)
class Actor:
    door: str = Door.COMMAND
    request: Any = None
    user: Any = None

    def person(self):
        user = self.user or getattr(self.request, "user", None)
        return user if user is not None and user.is_authenticated else None


_actor: ContextVar[Actor] = ContextVar("actor", default=Actor())  # noqa: B039 (frozen)
_guard: ContextVar[bool] = ContextVar("guard", default=True)


@contextmanager
def acting(door, user=None):
    """Everything written inside is recorded as coming through this door, by this user (or by who is signed in)."""
    before = _actor.get()
    token = _actor.set(Actor(door=door, request=before.request, user=user or before.user))
    try:
        yield
    finally:
        _actor.reset(token)


@contextmanager
def unrecorded(reason):
    """Lets bulk writes through without history: for generated data in a scratch database only. Say why in `reason`."""
    if not reason:
        raise ValueError("Say why these writes need no history.")
    token = _guard.set(False)
    try:
        yield
    finally:
        _guard.reset(token)


def is_guarded():
    return _guard.get()


class HistoryMiddleware:
    """Remembers, while a request is answered, who is acting and through which door."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        door = Door.ADMIN if "/admin/" in request.path else Door.FORM
        token = _actor.set(Actor(door=door, request=request))
        try:
            return self.get_response(request)
        finally:
            _actor.reset(token)


class ChangeDetail(models.Model):
    """What a history row says beside simple-history's own columns."""

    door = models.CharField(_("from"), max_length=12, choices=Door.choices, default=Door.COMMAND)

    class Meta:
        abstract = True


class Records(HistoricalRecords):
    """Leaves no row for a save of nothing but columns that the history does not keep, such as the last sign-in."""

    def post_save(self, instance, created, using=None, update_fields=None, **kwargs):
        if not update_fields or not set(update_fields) <= set(self.excluded_fields):
            super().post_save(instance, created, using=using, **kwargs)


def record(model, m2m_fields=(), private=()):
    """Keep a history of this model, but for its `private` columns.

    Called in translation.py, after the translated columns exist (design trap 5).
    """
    derived = [field.name for field in model._meta.get_fields() if isinstance(field, DerivedField)]
    automatic = [field.name for field in model._meta.get_fields() if getattr(field, "auto_now", False)]
    simple_history.register(
        model,
        records_class=Records,
        bases=[ChangeDetail],
        excluded_fields=[*derived, *automatic, *private],
        m2m_fields=m2m_fields,
        history_change_reason_field=models.TextField(blank=True, null=True),
    )


@receiver(pre_create_historical_record)
def note_actor(sender, history_instance, **kwargs):
    actor = _actor.get()
    history_instance.door = actor.door
    if history_instance.history_user_id is None:
        history_instance.history_user = actor.person()


def record_changes(records):
    """Writes a history row for each of these records as it now stands."""
    actor = _actor.get()
    records = list(records)
    if records:
        get_history_manager_for_model(type(records[0])).bulk_history_create(
            records, update=True, default_user=actor.person(), custom_historical_attrs={"door": actor.door}
        )


@receiver(post_create_historical_record)
def raise_version(sender, **kwargs):
    """Whatever was computed from the record before this change is no longer true."""
    RecordVersion = apps.get_model("programme", "RecordVersion")
    changed = {"number": models.F("number") + 1, "changed_at": timezone.now()}
    if not RecordVersion.objects.filter(pk=1).update(**changed):
        RecordVersion.objects.get_or_create(pk=1, defaults={"number": 1, "changed_at": timezone.now()})
