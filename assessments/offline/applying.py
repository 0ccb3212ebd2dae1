"""Takes over what a file says anew: everything that somebody looked at, in one transaction, or nothing."""

from itertools import groupby

from django.db import transaction
from django.utils import timezone

from assessments import beside
from assessments.models import Challenge
from assessments.offline.base import base_of
from assessments.offline.comparing import compare
from assessments.offline.contents import contents_of
from assessments.saving import NotWritable, locked, store

MINE, THEIRS = "mine", "theirs"


class ComparisonChanged(Exception):
    """What would be written is not what somebody looked at: nothing was written."""

    def __init__(self, comparison):
        super().__init__("the comparison has changed")
        self.comparison = comparison


class Undecided(ComparisonChanged):
    """Somebody has still to choose, in a conflict, which of the two texts stays."""


def looked_at(assessment, filled, user):
    """What the file would change now."""
    return compare(contents_of(assessment, user), base_of(assessment, filled.identity), filled)


@transaction.atomic
def take_over(assessment_key, filled, *, by, agreed, decisions):
    """Writes every difference; returns how many.

    `agreed` is the digest of the comparison that somebody looked at, `decisions` for each conflict by its key whether
    `mine` or `theirs` stays. Raises ComparisonChanged, Undecided or NotWritable, and writes nothing then.
    """
    assessment = locked(assessment_key)
    if not assessment.is_writable:
        raise NotWritable
    found = looked_at(assessment, filled, by)
    if found.digest != agreed or not found.can_be_taken_over:
        raise ComparisonChanged(found)
    if any(decisions.get(one.key) not in (MINE, THEIRS) for one in found.conflicts):
        raise Undecided(found)
    taken = [one for one in found.differences if not one.is_conflict or decisions[one.key] == MINE]
    now = timezone.now()
    for _record, several in groupby(taken, key=lambda one: id(one.place.record)):
        _write(list(several), by, now, filled.kind)
    return len(taken)


def _write(differences, by, now, kind):
    """Writes what changed in one answer, as one version of it; its history says in what kind of file it came."""
    record = differences[0].place.record
    values = {name: value for one in differences for name, value in one.values.items()}
    record._change_reason = kind
    if not isinstance(record, Challenge):
        store(record, values, by=by, at=now)
        return
    for name, value in values.items():
        setattr(record, record._meta.get_field(name).attname, value)
    beside.save_challenge(record)
