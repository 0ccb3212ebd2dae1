"""What was typed into a form, beside what stands in the record: field by field, row by row."""

import re
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from simple_history.utils import get_history_model_for_model

from programme.history_words import in_words, label_of
from programme.keys import is_key


@dataclass(frozen=True)
class Difference:
    """A field whose value in the form is not the one in the record."""

    label: str
    before: str
    now: str
    typed: str
    taken_over: bool
    both: bool


@dataclass(frozen=True)
class RowNews:
    """What happened to a row that belongs to the record: added, deleted or changed meanwhile."""

    kind: str
    name: str
    happened: str
    differences: tuple[Difference, ...] = ()


@dataclass
class Comparison:
    last_change: Any
    differences: list[Difference] = field(default_factory=list)
    rows: list[RowNews] = field(default_factory=list)

    def compare_record(self, request, form_class, record, opened_id):
        before = _as_of(type(record), record.pk, opened_id)
        self.differences = list(_differences(request, form_class, None, before, record))

    def compare_rows(self, request, formset, opened, now, rows):
        """Compares the rows of one kind; those that are gone leave the form, unless they were being edited."""
        model, prefix = formset.model, formset.get_default_prefix()
        kind = capfirst(str(model._meta.verbose_name))
        current = {str(row.pk): row for row in rows}
        gone, sent = [], set()
        for index, key in _sent_rows(request.POST, prefix, model._meta.pk.name):
            sent.add(key)
            if key not in current:
                before = _as_of(model, key, opened.get(key), even_deleted=True)
                edited = before is not None and _is_edited(request, formset, f"{prefix}-{index}", before)
                gone.append((index, edited))
                kept = _("Deleted meanwhile. Yours is below as a new row: clear it if it should stay deleted.")
                happened = kept if edited else _("Deleted meanwhile.")
                self.rows.append(RowNews(kind, str(before) if before else kind, happened))
            elif now.get(key) != opened.get(key):
                before = _as_of(model, key, opened.get(key))
                found = _differences(request, formset.form, f"{prefix}-{index}", before, current[key])
                self.rows.append(RowNews(kind, str(current[key]), _("Changed meanwhile."), tuple(found)))
        for key, row in current.items():
            if key not in sent:
                happened = _("Added meanwhile. It stays; open the record anew to edit it.")
                self.rows.append(RowNews(kind, str(row), happened))
        if gone:
            _take_out(request.POST, prefix, dict(gone), model._meta.pk.name)


def _as_of(model, key, history_id, *, even_deleted=False):
    """The record as its reader saw it, or None where the form does not say."""
    if not isinstance(history_id, int):
        if not even_deleted:
            return None
        history_id = 0
    rows = get_history_model_for_model(model).objects.filter(id=key)
    row = rows.filter(history_id=history_id).first()
    if row is None and even_deleted:
        row = rows.order_by("-history_id").first()
    return row.instance if row else None


def _lists_as_of(form, before):
    """The lists (many-to-many) of the record as its reader saw it."""
    row = getattr(before, "_history", None)
    if row is None:
        return {}
    found = {}
    for listed in row._history_m2m_fields:
        if listed.name in form.base_fields:
            target = listed.m2m_reverse_field_name()
            found[listed.name] = list(getattr(row, listed.name).values_list(target, flat=True))
    return found


def _differences(request, form_class, prefix, before, record):
    form = form_class(request.POST, request.FILES, prefix=prefix, instance=record)
    mine = None
    if before is not None:
        opened = form_class(
            request.POST, request.FILES, prefix=prefix, instance=before, initial=_lists_as_of(form_class, before)
        )
        mine = set(opened.changed_data)
    for name in form.changed_data:
        theirs = before is None or _value(opened, name) != _value(form, name)
        taken_over = mine is not None and name not in mine
        difference = Difference(
            label=_label(form, name),
            before=_words(opened, name, _value(opened, name)) if before is not None else "",
            now=_words(form, name, _value(form, name)),
            typed=_typed(form, name),
            taken_over=taken_over,
            both=theirs and not taken_over,
        )
        if taken_over:
            _write(request.POST, form, name)
        yield difference


def _is_edited(request, formset, prefix, before):
    form = formset.form(request.POST, request.FILES, prefix=prefix, instance=before)
    return bool(form.changed_data) and f"{prefix}-DELETE" not in request.POST


def _value(form, name):
    value = form.get_initial_for_field(form.fields[name], name)
    if isinstance(value, list):
        return sorted(getattr(one, "pk", one) for one in value)
    return value


def _model_field(form, name):
    try:
        return form._meta.model._meta.get_field(name)
    except FieldDoesNotExist:
        return None


def _label(form, name):
    model_field = _model_field(form, name)
    return capfirst(label_of(model_field) if model_field else str(form.fields[name].label))


def _words(form, name, value):
    model_field = _model_field(form, name)
    return in_words(model_field, value) if model_field else shown(value)


def _typed(form, name):
    """What was typed, in words where it can be understood and as it stands where not."""
    form_field, bound = form.fields[name], form[name]
    raw = bound.data
    try:
        value = (
            form_field.clean(raw, bound.initial) if isinstance(form_field, forms.FileField) else form_field.clean(raw)
        )
    except ValidationError:
        return " ".join(part for part in raw if part) if isinstance(raw, list) else shown(raw)
    return _words(form, name, list(value) if hasattr(value, "model") else value)


def typed_values(form):
    """Every field with something in it, as label and words."""
    for name in form.fields:
        if form[name].data not in (None, "", [], False) and (words := _typed(form, name)):
            yield _label(form, name), words


def shown(value):
    return "" if value is None else str(value)


def _write(data, form, name):
    """Puts the record's own value into the data of the form."""
    form_field, key = form.fields[name], form.add_prefix(name)
    widget = getattr(form_field.widget, "widget", form_field.widget)
    value = form_field.prepare_value(form.get_initial_for_field(form_field, name))
    if isinstance(widget, forms.FileInput):
        return
    if isinstance(widget, forms.MultiWidget):
        for suffix, part in zip(widget.widgets_names, widget.decompress(value), strict=True):
            data[key + suffix] = shown(part)
    elif isinstance(widget, forms.CheckboxInput):
        if value:
            data[key] = "on"
        else:
            data.pop(key, None)
    elif isinstance(widget, forms.SelectMultiple):
        data.setlist(key, [str(one) for one in value or ()])
    elif isinstance(widget, forms.Select):
        data[key] = shown(value)
    else:
        data[key] = shown(widget.format_value(value))


def _sent_rows(data, prefix, pk_name):
    """The place and the key of each existing row that was sent."""
    try:
        count = int(data.get(f"{prefix}-INITIAL_FORMS", 0))
    except ValueError:
        return []
    keys = ((index, data.get(f"{prefix}-{index}-{pk_name}", "")) for index in range(min(count, 1000)))
    return [(index, key) for index, key in keys if is_key(key)]


def _take_out(data, prefix, gone, pk_name):
    """Takes rows out of a formset's data and numbers the rest anew; an edited one stays, as a new row at the end."""
    numbered = re.compile(rf"{re.escape(prefix)}-(\d+)-(.+)")
    rows: dict[int, dict[str, list]] = {}
    for key in [key for key in data if numbered.fullmatch(key)]:
        number, name = numbered.fullmatch(key).groups()
        rows.setdefault(int(number), {})[name] = data.pop(key)
    initial = int(data[f"{prefix}-INITIAL_FORMS"])
    existing = [row for number, row in sorted(rows.items()) if number < initial and number not in gone]
    new = [row for number, row in sorted(rows.items()) if number >= initial]
    for number, edited in gone.items():
        if edited and number in rows:
            rows[number][pk_name] = [""]
            new.append(rows[number])
    for number, row in enumerate([*existing, *new]):
        for name, values in row.items():
            data.setlist(f"{prefix}-{number}-{name}", values)
    data[f"{prefix}-INITIAL_FORMS"] = str(len(existing))
    data[f"{prefix}-TOTAL_FORMS"] = str(len(existing) + len(new))
