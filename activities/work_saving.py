"""What the pages that save a text share: the form that shows what two people wrote, and what is still missing."""

from dataclasses import dataclass
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _


@dataclass(frozen=True)
class ShownDifference:
    """A field of the form that somebody else changed too, with what they wrote in words."""

    field: Any
    theirs: str


def form_after(form_class, record, merged, differences):
    """The form as it stands after both changes, on the newest version, and the differences as the page shows them."""
    form = form_class(instance=record, initial=merged | {"version": record.version})
    theirs = form_class(instance=record)
    return form, [ShownDifference(form[one.name], in_words(theirs[one.name])) for one in differences]


def in_words(bound):
    """What a field of an unbound form says, as a person would read it."""
    value = bound.value()
    choices = dict(getattr(bound.field, "choices", ()) or ())
    if isinstance(value, list | tuple | set | frozenset):
        keys = {getattr(one, "pk", one) for one in value}
        return ", ".join(str(name) for key, name in choices.items() if getattr(key, "value", key) in keys)
    if choices:
        named = {str(getattr(key, "value", key)): str(name) for key, name in choices.items()}
        return named.get(str("" if value is None else value), "")
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    return "" if value is None else str(value)


def told_missing(error):
    names = ", ".join(str(capfirst(name)) for name in error.missing)
    return _("Not submitted: still empty are {fields}.").format(fields=names)
