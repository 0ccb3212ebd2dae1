"""Saving a text that somebody else may have changed meanwhile: nothing is overwritten that was not seen.

A form says which version the person saw; what that version said is the common ancestor. A field that the person left
as it was keeps what it says now; one that both changed differently is a difference, which the person decides.
"""

from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils import timezone


@dataclass(frozen=True)
class Difference:
    """A field that two people changed from the same version."""

    name: str
    mine: Any
    theirs: Any


def plain(value):
    """What a form hands back, as `Versioned.values` tells it."""
    if isinstance(value, models.Model):
        return value.pk
    if isinstance(value, models.QuerySet | list | tuple | set):
        return frozenset(plain(one) for one in value)
    return value.replace("\r\n", "\n").strip() if isinstance(value, str) else value


def merge(record, seen, mine):
    """What the record would say with both changes, and the differences that only a person can settle.

    In the merged values a difference stands as I wrote it: the page that shows it lets me decide.
    """
    theirs, ancestor = record.values(), record.values_at(seen)
    merged, differences = dict(theirs), []
    for name, value in ((name, plain(value)) for name, value in mine.items()):
        if value == theirs[name] or (ancestor is not None and value == ancestor[name]):
            continue
        merged[name] = value
        if seen != record.version and (ancestor is None or theirs[name] != ancestor[name]):
            differences.append(Difference(name, value, theirs[name]))
    return merged, differences


def write(record, values, *, by):
    """Writes what changed as the next version; returns whether anything did. The record is locked by the caller."""
    now = record.values()
    changed = {name: value for name, value in values.items() if value != now[name]}
    if not changed:
        return False
    lists = {name: value for name, value in changed.items() if record._meta.get_field(name).many_to_many}
    for name, value in changed.items():
        if name not in lists:
            setattr(record, record._meta.get_field(name).attname, value)
    record.version += 1
    record.saved_at, record.saved_by = timezone.now(), by
    record.save()
    for name, keys in lists.items():
        getattr(record, name).set(keys)
    return True
