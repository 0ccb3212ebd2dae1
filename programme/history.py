"""Who changed what, when and from where: the record of changes that nobody can edit (PRODUCT A9, ADR 5)."""

from collections import defaultdict
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

import simple_history
from django.apps import apps
from django.db import models, transaction
from django.db.models import Q
from django.dispatch import receiver
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from simple_history.manager import HistoryManager
from simple_history.models import HistoricalRecords
from simple_history.signals import post_create_historical_record, pre_create_historical_record
from simple_history.utils import get_history_manager_for_model

from programme.fields import DerivedField
from programme.matrix import signature_of


class Door(models.TextChoices):
    """From where a change came."""

    FORM = "form", _("a page of the portal")
    ADMIN = "admin", _("the admin")
    IMPORT = "import", _("an import")
    COMMAND = "command", _("a command")


@dataclass(frozen=True)
class Actor:
    """Who writes: the person, through which door, and the country in whose name staff write (`on_behalf_of`)."""

    door: str = Door.COMMAND
    request: Any = None
    user: Any = None
    on_behalf_of: str = ""

    def person(self):
        user = self.user or getattr(self.request, "user", None)
        return user if user is not None and user.is_authenticated else None

    def details(self, record):
        """The columns of `ChangeDetail` for a change of this record by this actor."""
        role, country = signature_of(self.person(), record)
        return {
            "door": self.door,
            "acted_as": role,
            "acted_for": self.on_behalf_of or country,
            "on_behalf": bool(self.on_behalf_of),
        }


_actor: ContextVar[Actor] = ContextVar("actor", default=Actor())  # noqa: B039 (frozen)
_guard: ContextVar[bool] = ContextVar("guard", default=True)
_unpublished: set[type[models.Model]] = set()


@contextmanager
def acting(door=None, user=None, on_behalf_of=""):
    """Everything written inside is recorded as coming through this door, by this user (or by who is signed in).

    `on_behalf_of` is the ISO code of the country in whose name the secretariat writes.
    """
    before = _actor.get()
    token = _actor.set(
        Actor(
            door=door or before.door,
            request=before.request,
            user=user or before.user,
            on_behalf_of=on_behalf_of or before.on_behalf_of,
        )
    )
    try:
        yield
    finally:
        _actor.reset(token)


def acting_now(record, user=None):
    """Role, country and "on behalf" of whoever acts now on this record, as a history row would keep them."""
    actor = _actor.get()
    details = (replace(actor, user=user) if user else actor).details(record)
    del details["door"]
    return details


@contextmanager
def unrecorded(reason):
    """Lets bulk writes through without history: for generated data in a scratch database, and for erasing a person.

    Say why in `reason`.
    """
    if not reason:
        raise ValueError("Say why these writes need no history.")
    token = _guard.set(False)
    try:
        yield
    finally:
        _guard.reset(token)


def overwrite(model, condition, reason, **values):
    """Writes into records and into all that their history says of them, and leaves no row: for erasing a person only.

    The condition is asked of the history too, so that a record is found by what once stood in it.
    """
    history = get_history_manager_for_model(model)
    with transaction.atomic(), unrecorded(reason):
        keys = list(model._base_manager.filter(condition).values_list("pk", flat=True))
        model._base_manager.filter(pk__in=keys).update(**values)
        history.filter(Q(**{f"{model._meta.pk.attname}__in": keys}) | condition).update(**values)


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
    """What a history row says beside simple-history's own columns.

    Role and country are kept with the row: they still tell who it was when the person's mandate has ended or the
    name was erased (PRODUCT C2).
    """

    door = models.CharField(_("from"), max_length=12, choices=Door.choices, default=Door.COMMAND)
    acted_as = models.CharField(_("role"), max_length=32, blank=True, default="")
    acted_for = models.CharField(_("country"), max_length=2, blank=True, default="")  # ISO 3166 alpha-2
    on_behalf = models.BooleanField(_("on behalf of the country"), default=False)

    class Meta:
        abstract = True


class RecordsManager(HistoryManager):
    """Makes the class of its managers once: the library makes one each time that somebody asks for a history."""

    @classmethod
    @cache
    def from_queryset(cls, queryset_class, class_name=None):
        return super().from_queryset(queryset_class, class_name)


class Records(HistoricalRecords):
    """Leaves no row for a save of nothing but columns that the history does not keep, such as the last sign-in."""

    def post_save(self, instance, created, using=None, update_fields=None, **kwargs):
        if not update_fields or not set(update_fields) <= set(self.excluded_fields):
            super().post_save(instance, created, using=using, **kwargs)


_lists = Records()


def record(model, m2m_fields=(), private=(), published=True):
    """Keep a history of this model, but for its `private` columns.

    Called in translation.py, after the translated columns exist (design trap 5). What the public never sees is not
    `published`: its changes leave the kept pages and counts as they are.
    """
    if not published:
        _unpublished.add(model)
    derived = [field.name for field in model._meta.get_fields() if isinstance(field, DerivedField)]
    automatic = [field.name for field in model._meta.get_fields() if getattr(field, "auto_now", False)]
    simple_history.register(
        model,
        records_class=Records,
        history_manager=RecordsManager,
        bases=[ChangeDetail],
        excluded_fields=[*derived, *automatic, *private],
        m2m_fields=m2m_fields,
        history_change_reason_field=models.TextField(blank=True, null=True),
    )


@receiver(pre_create_historical_record)
def note_actor(sender, instance, history_instance, **kwargs):
    actor = _actor.get()
    for column, value in actor.details(instance).items():
        setattr(history_instance, column, value)
    if history_instance.history_user_id is None:
        history_instance.history_user = actor.person()


def record_changes(records, are_new=False):
    """Writes a history row for each of these records of one kind as it now stands."""
    actor = _actor.get()
    groups = defaultdict(list)
    for one in records:
        groups[tuple(actor.details(one).items())].append(one)
    for details, some in groups.items():
        rows = get_history_manager_for_model(type(some[0])).bulk_history_create(
            some, update=not are_new, default_user=actor.person(), custom_historical_attrs=dict(details)
        )
        for row, one in zip(rows, some, strict=True):
            _lists.create_historical_record_m2ms(row, one)  # in bulk the library leaves them out
        raise_version(type(some[0]), some[0])


@receiver(post_create_historical_record)
def raise_version(sender, instance, **kwargs):
    """Whatever was computed from the record before this change is no longer true."""
    if type(instance) in _unpublished:
        return
    RecordVersion = apps.get_model("programme", "RecordVersion")
    changed = {"number": models.F("number") + 1, "changed_at": timezone.now()}
    if not RecordVersion.objects.filter(pk=1).update(**changed):
        RecordVersion.objects.get_or_create(pk=1, defaults={"number": 1, "changed_at": timezone.now()})
