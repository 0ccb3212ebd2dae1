"""The pages on which a text is written that somebody else may change meanwhile (see `versions`)."""

from copy import copy
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from programme.kept_texts import Unsaved
from programme.versions import merge
from programme.work_requests import sent
from programme.workflow import TransitionNotAllowed


class VersionedForm(forms.ModelForm):
    """A text with the version that the person sees. Its values are saved by `versions`, not by the form."""

    version = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["version"] = kwargs.get("initial", {}).get("version", self.instance.version)

    @property
    def seen(self):
        """The version on which the person wrote; an impossible one counts as the first."""
        return self.cleaned_data.get("version") or 0

    def values(self):
        return {name: self.cleaned_data[name] for name in self.instance.written}


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
    def not_saved(self):
        """Whether what was sent was in order, and could not be saved all the same."""
        return bool(self.differences or self.is_closed)

    @property
    def status(self):
        return 409 if self.not_saved else 422 if self.form.errors else 200

    @property
    def context(self):
        return {
            "form": self.form,
            "differences": self.differences,
            "is_closed": self.is_closed,
            "not_saved": self.not_saved,
        }


def saving_of(request, record, form_class, save, data=None):
    """Shows the form of the record, or saves by `save` what was sent of it, or this data in its place."""
    form = form_class(data or sent(request), instance=record)
    if not form.is_valid():
        return Saving(record, form)
    try:
        now, merged, differences = save(form.values(), seen=form.seen, by=request.user)
    except TransitionNotAllowed:
        return Saving(record, form, is_closed=True)
    if not differences:
        return Saving(now, form, is_saved=True)
    return Saving(now, *form_after(form_class, now, merged, differences))


def form_after(form_class, record, merged, differences):
    """The form as it stands after both changes, on the newest version, and the differences as the page shows them."""
    form = form_class(instance=record, initial=merged | {"version": record.version})
    theirs = form_class(instance=record)
    return form, [ShownDifference(form[one.name], in_words(theirs[one.name])) for one in differences]


def unsaved_in(data, form_class, record):
    """What would be changed by these data, and what they say that cannot be understood: field by field, in words."""
    written, now = form_class(data, instance=copy(record)), form_class(instance=record)
    written.is_valid()
    values = {name: written.cleaned_data[name] for name in record.written if name in written.cleaned_data}
    merged, _differences = merge(record, written.seen, values)
    theirs = record.values()
    names = [name for name in record.written if name in written.errors or merged[name] != theirs[name]]
    return [Unsaved(written[name].label, in_words(written[name]), in_words(now[name])) for name in names]


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
