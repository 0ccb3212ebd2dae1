"""What the pages of proposals and reports share: saving a text that two people write, handing it in, recalling it."""

from dataclasses import dataclass, field
from typing import Any

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from activities.deciding import NotReady
from activities.work_access import too_late
from programme.work_requests import in_name_of, sent
from programme.workflow import TransitionNotAllowed


@dataclass(frozen=True)
class ShownDifference:
    """A field of the form that somebody else changed too, with what they wrote in words."""

    field: Any
    theirs: str


@dataclass
class Saving:
    """What came of a form that was shown or sent, with the record as it now is."""

    record: Any
    form: Any
    differences: list[ShownDifference] = field(default_factory=list)
    is_closed: bool = False
    is_saved: bool = False

    @property
    def status(self):
        return 409 if self.differences or self.is_closed else 422 if self.form.errors else 200

    @property
    def context(self):
        return {"form": self.form, "differences": self.differences, "is_closed": self.is_closed}


def saving_of(request, record, form_class, save):
    """Shows the form of the record, or saves what was sent of it by `save`."""
    form = form_class(sent(request), instance=record)
    if request.method != "POST" or not form.is_valid():
        return Saving(record, form)
    try:
        with in_name_of(request, record):
            now, merged, differences = save(record.pk, form.values(), seen=form.seen, by=request.user)
    except TransitionNotAllowed:
        return Saving(record, form, is_closed=True)
    if not differences:
        return Saving(now, form, is_saved=True)
    return Saving(now, *form_after(form_class, now, merged, differences))


def hand_in(request, record, submit, *, edit_page, already, done):
    """Takes the step by `submit` and leads to the record; where something is missing, to its form."""
    try:
        with in_name_of(request, record):
            submit(record.pk, by=request.user)
    except NotReady as error:
        messages.error(request, told_missing(error))
        return redirect(edit_page, record.pk)
    except TransitionNotAllowed:
        messages.info(request, already)
    else:
        messages.success(request, done)
    return redirect(record)


def take_back(request, record, recall, *, done):
    """Takes the step by `recall` and leads to the record."""
    try:
        recall(record.pk, by=request.user)
    except TransitionNotAllowed:
        return too_late(request, record)
    messages.success(request, done)
    return redirect(record)


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
