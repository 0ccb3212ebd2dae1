"""Saving answers field by field: nothing is acknowledged that is not stored, nothing overwritten that was not seen.

A form says of each answer which version the person saw. What that version said is the common ancestor: a field that the
person left as it was is left alone, one that nobody else changed is stored, and one that both changed is a conflict,
shown with mine, theirs and the ancestor (PRODUCT D4).
"""

from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum, auto
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from assessments.answer_forms import forms_of
from assessments.models import SelfAssessment
from assessments.sheet import is_open, sheets_of


class NotWritable(Exception):
    """The assessment, or this answer of it, cannot be written now."""


class Fate(Enum):
    """What becomes of a field that somebody sent."""

    LEFT = auto()
    STORED = auto()
    CONFLICT = auto()


def fate_of(mine, theirs, ancestors):
    """The one rule: `theirs` stands now, `ancestors` holds what the person saw, or nothing where nobody knows it."""
    if mine == theirs or mine in ancestors:
        return Fate.LEFT
    return Fate.STORED if theirs in ancestors else Fate.CONFLICT


@dataclass(frozen=True)
class Sent:
    """A field as it was sent (`bound`), and what it said before, says now and should say."""

    bound: Any
    ancestor: Any
    mine: Any
    theirs: Any
    answer: Any


@dataclass
class Saved:
    """What became of a save. `forms` are the bound forms, with the errors of what could not be understood."""

    forms: Any
    at: datetime
    changed: list[Any] = field(default_factory=list)
    conflicts: list[Sent] = field(default_factory=list)
    refused: list[Any] = field(default_factory=list)

    @property
    def errors(self):
        return self.forms.errors


@transaction.atomic
def save_area(area_answer, data, *, by):
    """Stores what the person changed in an area; raises NotWritable where the country cannot write now at all.

    The assessment is locked meanwhile: what is acknowledged before a submission is part of it.
    """
    assessment = locked(area_answer.assessment_id)
    if not assessment.is_writable:
        raise NotWritable
    (sheet,) = sheets_of(assessment, area_answer.area.code)
    saved = Saved(forms_of(sheet, data), timezone.now())
    for form in saved.forms.every():
        if form.sent("version"):
            save_answer(form, saved, by, is_open)
    return saved


def locked(assessment_key):
    """The assessment, locked until the transaction ends."""
    found = SelfAssessment._base_manager.select_for_update(of=("self",)).for_work()
    return found.get(pk=assessment_key)


def save_answer(form, saved, by, is_open):
    """Stores what the person changed in one answer, which is locked; notes in `saved` what became of each field."""
    answer, values = form.answer, {}
    for fate, sent in fates(form):
        if fate is Fate.LEFT:
            continue
        if not is_open(answer):
            saved.refused.append(sent.bound)
        elif fate is Fate.STORED:
            values[sent.bound.name] = sent.mine
        else:
            saved.conflicts.append(sent)
    if values:
        store(answer, values, by=by, at=saved.at)
        saved.changed.append(answer)


def fates(form):
    """What becomes of each field that was sent and understood, with what it, the record and both once said."""
    form.is_valid()
    base = form.cleaned_data.get("version")
    if base is None:
        return
    current, seen = form.answer.values(), form.answer.values_at(base)
    for name in form.answered():
        if not form.sent(name) or name in form.errors:
            continue
        mine, theirs = _told(form, name), current[name]
        fate = fate_of(mine, theirs, () if seen is None else (seen[name],))
        yield fate, Sent(form[name], seen[name] if seen else None, mine, theirs, form.answer)


def _told(form, name):
    """What the person entered; a closed field would tell its old value, so the sent one is read again."""
    bound = form.fields[name]
    if not bound.disabled:
        value = form.cleaned_data.get(name)
    else:
        value = bound.widget.value_from_datadict(form.data, form.files, form.add_prefix(name))
        with suppress(ValidationError):
            value = bound.clean(value)
    return value.replace("\r\n", "\n").strip() if isinstance(value, str) else value


def store(answer, values, *, by, at=None):
    """Writes the fields into the answer as its next version; whoever writes has looked at the text."""
    for name, value in values.items():
        setattr(answer, answer._meta.get_field(name).attname, value)
    if hasattr(answer, "to_confirm"):
        answer.to_confirm = False
    answer.version += 1
    answer.saved_at, answer.saved_by = at or timezone.now(), by
    answer.save()


@transaction.atomic
def confirm(answer, *, by):
    """Says that a text copied from the cycle before still holds; returns whether it waited for that."""
    area = answer.area_answer
    answer.area_answer.assessment = locked(area.assessment_id)
    fresh = type(answer)._base_manager.select_for_update().get(pk=answer.pk)
    fresh.area_answer = area
    if not is_open(fresh):
        raise NotWritable
    if not fresh.to_confirm:
        return False
    store(fresh, {}, by=by)
    return True
