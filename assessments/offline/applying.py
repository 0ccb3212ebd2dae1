"""Takes over what a file says anew: everything that somebody looked at, in one transaction, or nothing."""

from dataclasses import dataclass, replace
from itertools import groupby

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from assessments import beside
from assessments.models import Challenge
from assessments.offline.base import base_of
from assessments.offline.comparing import compare
from assessments.offline.contents import contents_of
from assessments.saving import NotWritable, locked, store
from programme.history import Door, acting

MINE, THEIRS, OWN = "mine", "theirs", "own"


@dataclass(frozen=True)
class Decisions:
    """What somebody decided of each conflict, by its key: which text stays, and what they typed as one of their own."""

    choices: dict[str, str]
    texts: dict[str, str]

    @classmethod
    def of(cls, data):
        def named(prefix):
            return {name.removeprefix(prefix): value for name, value in data.items() if name.startswith(prefix)}

        return cls(named("choice-"), named("text-"))

    def typed(self):
        """Key → text, wherever a text of one's own is to stay."""
        return {key: text for key, text in self.texts.items() if self.choices.get(key) == OWN and text.strip()}


NOTHING_DECIDED = Decisions({}, {})


class ComparisonChanged(Exception):
    """What would be written is not what somebody looked at: nothing was written."""

    def __init__(self, comparison):
        super().__init__("the comparison has changed")
        self.comparison = comparison


class Undecided(ComparisonChanged):
    """Somebody has still to choose, in a conflict, which text stays, or typed one that cannot be taken.

    `errors` says what, by the key of the conflict.
    """

    def __init__(self, comparison, errors):
        super().__init__(comparison)
        self.errors = errors


def looked_at(assessment, filled, user):
    """What the file would change now."""
    return compare(contents_of(assessment, user), base_of(assessment, filled.identity), filled)


@transaction.atomic
def take_over(assessment_key, filled, *, by, agreed, decisions):
    """Writes every difference; returns how many.

    `agreed` is the digest of the comparison that somebody looked at. Raises ComparisonChanged, Undecided or
    NotWritable, and writes nothing then.
    """
    assessment = locked(assessment_key)
    if not assessment.is_writable:
        raise NotWritable
    found = looked_at(assessment, filled, by)
    if found.digest != agreed or not found.can_be_taken_over:
        raise ComparisonChanged(found)
    typed = _typed(found, decisions)
    choices, now = decisions.choices, timezone.now()
    from_file = [one for one in found.differences if not one.is_conflict or choices[one.key] == MINE]
    with acting(Door.IMPORT):
        _write_all(from_file, by, now, filled.kind)
    with acting(Door.FORM):
        _write_all(typed, by, now)
    return len(from_file) + len(typed)


def _typed(found, decisions):
    """The conflicts that a text of one's own settles, with it, where it is another one than what stands there."""
    typed, errors = [], {}
    for one in found.conflicts:
        chosen = decisions.choices.get(one.key)
        if chosen == OWN and one.is_text:
            try:
                text = one.place.meant(decisions.texts.get(one.key, ""))
            except ValidationError as error:
                errors[one.key] = " ".join(error.messages)
            else:
                typed.append(replace(one, values={one.place.name: text}))
        elif chosen not in (MINE, THEIRS):
            errors[one.key] = _("Choose which text stays.")
    if errors:
        raise Undecided(found, errors)
    return [one for one in typed if one.values[one.place.name] != one.place.theirs]


def _write_all(differences, by, now, kind=None):
    for _record, several in groupby(differences, key=lambda one: id(one.place.record)):
        _write(list(several), by, now, kind)


def _write(differences, by, now, kind):
    """Writes what changed in one answer, as one version of it; its history says in what file it came, if in one."""
    record = differences[0].place.record
    values = {name: value for one in differences for name, value in one.values.items()}
    record._change_reason = kind
    if not isinstance(record, Challenge):
        store(record, values, by=by, at=now)
        return
    for name, value in values.items():
        setattr(record, record._meta.get_field(name).attname, value)
    beside.save_challenge(record)
