"""Deadlines: what is still to be done for a country by a day. Reminders, calendar and board read them from here.

A kind of deadline is one function. It stands in the module of what it is about, is imported in `apps.py`, and is handed
a queryset of its model; it yields a `Deadline` for each record that is still to be filed, and nothing for the others:

    @deadlines("action-plan", _("Action plan due"), of="assessments.ActionPlan", roles=FOCAL_POINTS)
    def plans_due(plans):
        for plan in plans.filter(status__in=WRITABLE).select_related("cycle__country"):
            yield Deadline(
                record=plan,
                country=plan.cycle.country,
                due_on=plan.due_on,
                since=plan.opened_on,
                what=format_lazy(_("Action plan, cycle {number}"), number=plan.cycle.number),
                route="action-plan",
            )

The model names its country by `rights_country`. `roles` are those who may know of it at all. Nothing else is needed:
steps for the new kind can be made at once (`data/reminders.yaml` brings the first ones), and calendars show it.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.apps import apps
from django.db.models import Model
from django.urls import reverse
from django.utils import translation

from programme.matrix import COUNTRY_ROLES, Role


@dataclass(frozen=True)
class Deadline:
    """That something is to be filed by a day, the day included, and is not yet.

    `since` is the day from which it stands like this: when it was opened, extended or given back. `what` names it in
    the reader's language and names no person. `sequence` rises with every move of the day, for calendars.
    """

    record: Model
    country: Any
    due_on: date
    since: date
    what: Any
    route: str
    sequence: int = 0
    # What stands in the address of the page where it is filed; None for the record's own key.
    key: Any = None

    def path(self, language):
        """Where its people can act."""
        with translation.override(language):
            return self.url

    @property
    def url(self):
        """The same, in the language of the page."""
        return reverse(self.route, args=[self.record.pk if self.key is None else self.key])


@dataclass(frozen=True)
class Kind:
    """A kind of deadline. `ends_when_due`: once the day is over there is nothing left to do, nor to remind of."""

    key: str
    name: Any
    label: str
    find: Callable[..., Iterable[Deadline]]
    roles: frozenset[Role]
    ends_when_due: bool

    @cached_property
    def model(self):
        return apps.get_model(self.label)

    def open(self, countries=None):
        """All that are still to be filed; of these countries only, where any are named."""
        records = self.model._default_manager.all()
        if countries is not None:
            records = records.filter(**{f"{self.model.rights_country}__in": countries})
        return list(self.find(records))

    def still_open(self, record):
        """The deadline of this record as it stands now, or None."""
        return next(iter(self.find(self.model._default_manager.filter(pk=record.pk))), None)


_kinds: dict[str, Kind] = {}


def deadlines(key, name, *, of, roles=COUNTRY_ROLES, ends_when_due=False):
    """Registers the function below as the kind of deadline of this key; see above."""

    def register(function):
        _kinds[key] = Kind(key, name, of, function, frozenset(roles), ends_when_due)
        return function

    return register


def kinds():
    return list(_kinds.values())


def kind_of(key):
    return _kinds[key]


def kind_choices():
    """Key and name of each kind, for the choices of a field."""
    return [(kind.key, kind.name) for kind in _kinds.values()]
