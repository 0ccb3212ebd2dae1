"""What a filled-in file says anew: its differences, its conflicts, its problems, before anything is written."""

from collections.abc import Callable
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from assessments.offline.base import Identity
from assessments.offline.places import NEW_CHALLENGE, AreaContents, Part, Place
from assessments.saving import Fate, fate_of


@dataclass(frozen=True)
class Spot:
    """Where something stands in a file, as whoever fills it in can find it."""

    sheet: str
    cell: str = ""
    is_the_question: ClassVar[bool] = False  # whether it says nothing beyond what is asked there

    def __str__(self):
        if not self.cell:
            return _("sheet “{sheet}”").format(sheet=self.sheet)
        return _("sheet “{sheet}”, cell {cell}").format(sheet=self.sheet, cell=self.cell)


@dataclass(frozen=True)
class Problem:
    message: str
    spot: Spot | None = None


@dataclass
class Filled:
    """What was read from a file: the text of each place and where it stands; problems and notes of the file itself.

    `kind` is one of `FROM_FILES`, by which the history says where a change came from. `carried` gives a text as it
    comes back out of a file of this kind when nobody touched it.
    """

    kind: str
    identity: Identity
    carried: Callable[[str], str]
    texts: dict[str, str] = field(default_factory=dict)
    spots: dict[str, Spot] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    # Places of which a problem says already that they cannot be read.
    unread: set[str] = field(default_factory=set)


@dataclass
class Difference:
    """A place that the file says anew. `values` are to be stored, by field; a new challenge has several."""

    area: AreaContents
    part: Part
    place: Place
    spot: Spot | None
    ancestor: str
    theirs: str
    mine: str
    values: dict[str, Any]
    is_conflict: bool = False

    @property
    def key(self):
        return self.place.key

    @property
    def is_text(self):
        return not self.place.choices


@dataclass
class Comparison:
    differences: list[Difference] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    unchanged: int = 0

    @property
    def conflicts(self):
        return [one for one in self.differences if one.is_conflict]

    @property
    def changes(self):
        return [one for one in self.differences if not one.is_conflict]

    @property
    def can_be_taken_over(self):
        return bool(self.differences) and not self.problems

    @property
    def digest(self):
        """Tells two comparisons apart: what somebody looked at, and what would be written now."""
        told = [(one.key, one.ancestor, one.theirs, one.mine, one.is_conflict) for one in self.differences]
        return sha256(repr(told).encode()).hexdigest()


_UNKNOWN = object()


def compare(contents, base, filled):
    """Everything that the file says anew, beside what stands now and what the file was made from."""
    made = Comparison(problems=list(filled.problems), notes=list(filled.notes))
    said = filled.texts.keys() | filled.unread
    for area in contents.areas:
        if said.isdisjoint(place.key for part in area.parts for place in part.places):
            made.problems.append(_missing(area))
            continue
        for part in area.parts:
            if part.kind == NEW_CHALLENGE:
                _compare_new(made, area, part, filled)
                continue
            for place in part.places:
                _compare_place(made, area, part, place, base.get(place.key, _UNKNOWN), filled)
    kinds = {place.name: place for area in contents.areas for place in area.parts[-1].places}
    for key in sorted(filled.texts.keys() - contents.keys()):
        _compare_gone(made, key, base.get(key, _UNKNOWN), kinds, filled)
    return made


def _compare_place(made, area, part, place, ancestor, filled):
    if place.key not in filled.texts:
        if (
            ancestor is not _UNKNOWN and place.key not in filled.unread
        ):  # what was added since the file was made is not in it
            made.problems.append(_missing(f"{area.code}, {part.code} {part.title[:60]}, {place.label}"))
        return
    text, spot = filled.texts[place.key], filled.spots.get(place.key)
    if _says(place, text, ancestor, filled.carried) or _says(place, text, place.theirs, filled.carried):
        made.unchanged += 1
        return
    if place.closed:
        made.problems.append(Problem(_("This was changed. {why}").format(why=place.closed), spot))
        return
    try:
        mine = place.meant(text)
    except ValidationError as error:
        made.problems += [Problem(message, spot) for message in error.messages]
        return
    fate = fate_of(mine, place.theirs, () if ancestor is _UNKNOWN else (ancestor,))
    if fate is Fate.LEFT:
        made.unchanged += 1
        return
    made.differences.append(
        Difference(
            area,
            part,
            place,
            spot,
            "" if ancestor is _UNKNOWN else place.words(ancestor),
            place.words(place.theirs),
            place.words(mine),
            {place.name: mine},
            fate is Fate.CONFLICT,
        )
    )


def _missing(what):
    return Problem(_("Missing in the file: {place}.").format(place=what))


def _says(place, text, value, carried):
    """Whether a text in a file says this value. A choice may be said in any language; a text as a file carries it."""
    if value is _UNKNOWN:
        return False
    if not place.choices:
        return carried(text) == carried(place.words(value))
    try:
        return place.meant(text) == value
    except ValidationError:
        return False


def _compare_new(made, area, part, filled):
    """A challenge that was added in the file; one that says the very same as one that is there is no news."""
    values, places = {}, part.places
    first, problems = places[0], []
    for place in places:
        try:
            values[place.name] = place.meant(filled.texts.get(place.key, ""))
        except ValidationError as error:
            problems += [Problem(message, filled.spots.get(place.key)) for message in error.messages]
    if not problems and all(values[place.name] == place.empty for place in places):
        return
    spot = filled.spots.get(first.key)
    if first.closed:
        problems = [Problem(_("This was changed. {why}").format(why=first.closed), spot)]
    elif not problems and not values["text"]:
        problems = [Problem(_("Say what stands in the way, or leave the whole challenge empty."), spot)]
    if problems:
        made.problems += problems
        return
    there = [other.places for other in area.parts if other.places[0].record.pk and "needs_assistance" in values]
    if any({place.name: place.theirs for place in others} == values for others in there):
        made.unchanged += 1
        return
    beside = [f"{place.label}: {place.words(values[place.name])}" for place in places[1:] if values[place.name]]
    mine = "\n".join([values["text"], *beside])
    made.differences.append(Difference(area, part, first, spot, "", "", mine, values))


def _compare_gone(made, key, ancestor, kinds, filled):
    """A challenge that was removed on its page since the file was made; `kinds` are the places that one has."""
    text, spot = filled.texts[key], filled.spots.get(key)
    if ancestor is _UNKNOWN:
        made.problems.append(Problem(_("This belongs to no question of the self-assessment."), spot))
        return
    place = kinds[key.rpartition("-")[2]]
    if place.name != "indicator" and not _says(place, text, ancestor, filled.carried):
        message = _("This challenge was removed in the portal meanwhile. If it still holds, write it as a new one.")
        made.problems.append(Problem(message, spot))
