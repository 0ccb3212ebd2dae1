"""Columns of an activity that lists and counts use, each derived from what stands elsewhere; never edited or shown."""

from django.db import models

from programme.fields import DerivedField, FoldedTextField
from programme.folding import fold


class TitleKeyField(FoldedTextField):
    """What a list sorts titles by: the first of its sources that is there, folded."""

    def derive(self, record):
        return next((key for source in self.sources if (key := fold(getattr(record, source) or ""))), "")


class EdgeYearField(DerivedField, models.PositiveSmallIntegerField):
    """The year of a day column that stands above it."""

    def __init__(self, *args, day="", **kwargs):
        self.day = day
        super().__init__(*args, **kwargs | {"null": True, "blank": True, "editable": False})

    def deconstruct(self):
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, kwargs | {"day": self.day}

    def derive(self, record):
        day = getattr(record, self.day)
        return day.year if day else None


class KeysField(DerivedField, models.TextField):
    """The keys of related records in one text, such as ",3,17,": `activities.reach` keeps it.

    So all counts of a list come from one index of one table, however many countries an activity has (ADR 7).
    """

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs | {"blank": True, "editable": False, "default": ""})

    def derive(self, record):
        return getattr(record, self.attname)


def as_keys(numbers):
    return f",{','.join(map(str, sorted(numbers)))}," if numbers else ""


def read_keys(text):
    """The keys as texts, since whoever counts them by the thousand has no use for numbers."""
    return text[1:-1].split(",") if text else []


def key_pattern(number):
    """What a text of keys contains if this one is among them."""
    return f",{number},"


class SequenceField(DerivedField, models.PositiveIntegerField):
    """How often one of its sources has changed: calendars take the higher number of an event for the newer (RFC 5545).

    It compares with the stored record, so it says the same however often it is asked before the record is saved.
    """

    def __init__(self, *args, sources=(), **kwargs):
        self.sources = tuple(sources)
        super().__init__(*args, **kwargs | {"default": 0, "editable": False})

    def deconstruct(self):
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, kwargs | {"sources": self.sources}

    def derive(self, record):
        stored = type(record)._base_manager.filter(pk=record.pk).first() if record.pk else None
        if stored is None:
            return getattr(record, self.attname)
        before = getattr(stored, self.attname)
        is_same = all(self._value(record, source) == self._value(stored, source) for source in self.sources)
        return before if is_same else before + 1

    def _value(self, record, source):
        """As it is stored: a date may have been given as text, and no text as None."""
        field = record._meta.get_field(source)
        return field.get_prep_value(getattr(record, field.attname)) or ""
