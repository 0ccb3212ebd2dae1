"""The permission matrix in words, drawn from its rows alone: for the page of staff and its file."""

from collections import defaultdict
from dataclasses import dataclass

from django.apps import apps
from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from programme.action_words import action_in_words
from programme.matrix import ROLE_NAMES, SCOPE_NAMES, Role, Scope, all_rights
from programme.punctuation import labelled


@dataclass(frozen=True)
class Grant:
    """That a role may: for whose records and in which states, both in words and empty where nothing limits it."""

    scope: str
    states: str


@dataclass(frozen=True)
class Line:
    """Actions on things that the same roles may take under the same conditions."""

    things: tuple[str, ...]
    actions: tuple[str, ...]
    cells: tuple[tuple[str, tuple[Grant, ...]], ...]  # the name of each role shown, what it may


def lines(only=None):
    """The lines of each room, by its name; with one role only what that role may."""
    shown = [only] if only else list(ROLE_NAMES)
    found = defaultdict(lambda: defaultdict(list))
    for right in all_rights():
        for role in right.roles:
            if role in shown:
                found[right.thing][right.action].append((role, right))
    rooms = defaultdict(lambda: defaultdict(list))
    for thing, actions in found.items():
        model = apps.get_model(thing)
        for told in _of_thing(model, actions, shown):
            rooms[_room_of(model)][told].append(capfirst(str(model._meta.verbose_name)))
    return [
        (
            room,
            sorted((Line(tuple(sorted(things)), *told) for told, things in some.items()), key=lambda one: one.things),
        )
        for room, some in sorted(rooms.items())
    ]


def _room_of(model):
    """What a library brings belongs to the room that all others use."""
    config = apps.get_app_config(model._meta.app_label)
    is_ours = not config.module.__name__.startswith("django.")
    return str(config.verbose_name if is_ours else apps.get_app_config("programme").verbose_name)


def _of_thing(model, actions, shown):
    """Actions with the same cells stand together."""
    alike = defaultdict(list)
    for action, held in actions.items():
        grants = defaultdict(list)
        for role, right in held:
            grants[role].append(Grant(_scope(right), states_in_words(model, right.states)))
        cells = tuple((str(ROLE_NAMES[role]), tuple(grants.get(role, ()))) for role in shown)
        alike[cells].append(action)
    return [(tuple(map(action_in_words, some)), cells) for cells, some in alike.items()]


def _scope(right):
    return "" if right.scope is Scope.ALL else str(SCOPE_NAMES[right.scope])


def states_in_words(model, states):
    """The states by the names that the record itself gives them."""
    if states is None:
        return ""
    field = _field_at(model, model.rights_state)
    if isinstance(field, models.BooleanField):
        return ", ".join(labelled(field.verbose_name, _("Yes") if state else _("No")) for state in sorted(states))
    words = dict(field.flatchoices)
    return ", ".join(sorted(str(words.get(state, state)) for state in states))


def _field_at(model, path):
    *steps, last = path.split("__")
    for step in steps:
        model = model._meta.get_field(step).related_model
    return model._meta.get_field(last)


def table(only=None):
    """The same without pictures: a row for each role, thing and action."""
    yield [_("Role"), _("Thing"), _("Action"), _("In which states"), _("Whose")]
    for right in all_rights():
        model = apps.get_model(right.thing)
        for role in sorted(right.roles, key=list(Role).index):
            if only in (None, role):
                yield [
                    str(ROLE_NAMES[role]),
                    capfirst(str(model._meta.verbose_name)),
                    action_in_words(right.action),
                    states_in_words(model, right.states) or _("any state"),
                    str(SCOPE_NAMES[right.scope]),
                ]
