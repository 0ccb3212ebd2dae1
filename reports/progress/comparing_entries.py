"""Missions, published assessments and needs of two contents: which came, which went, and what of which changed."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from assessments.models import Action
from countries.models import Mission
from programme.punctuation import labelled
from reports.progress.comparing_fields import (
    Fields,
    Titled,
    choice,
    day,
    differing,
    in_each_language,
    number,
    source,
)
from reports.progress.contents import AreaStage, AssessmentEntry, MissionEntry, NeedEntry
from reports.progress.pen import Pen


@dataclass(frozen=True)
class Entries:
    """What differs among the entries of one kind."""

    key: str
    title: str
    added: tuple[Titled, ...]
    removed: tuple[Titled, ...]
    changed: tuple[Titled, ...]

    @property
    def table_id(self):
        """The pattern of the identifiers of its tables on the page."""
        return f"{self.key}-%d"


@dataclass(frozen=True)
class Kind:
    """How entries of one kind are told apart (`same`), called, and compared field by field."""

    key: str
    title: Any
    same: Callable[[Any], Any]
    called: Callable[[Pen, Any], str]
    fields: Callable[[Pen, Any, Any], Iterable]


def entries_compared(was: Pen, now: Pen) -> Iterator[Entries]:
    for kind in KINDS:
        before, after = (pen.sorted_by_country(getattr(pen.contents, kind.key)) for pen in (was, now))
        both, gone, new = _paired(before, after, kind.same)
        changed = []
        for earlier, later in both:
            found = tuple(differing(kind.fields(now, earlier, later), was, now, earlier, later))
            if found:
                changed.append(_titled(now, kind, later, found))
        added = tuple(_titled(now, kind, one) for one in new)
        removed = tuple(_titled(was, kind, one) for one in gone)
        if added or removed or changed:
            yield Entries(kind.key, str(kind.title), added, removed, tuple(changed))


def _paired(before, after, same):
    """The entries of both, paired, then those of the one and of the other only.

    Entries have no key of their own. Those that are alike in every field are the same; of the others that `same`
    cannot tell apart, such as two missions of one kind to a country, the first is paired with the first.
    """
    left: dict[Any, list] = defaultdict(list)
    for one in before:
        left[same(one)].append(one)
    both, rest, new = [], [], []
    for one in after:
        alike = left[same(one)]
        if one in alike:
            alike.remove(one)
        else:
            rest.append(one)
    for one in rest:
        alike = left[same(one)]
        if alike:
            both.append((alike.pop(0), one))
        else:
            new.append(one)
    gone = [one for some in left.values() for one in some]
    return both, gone, new


def _titled(pen, kind, entry, changed=()):
    return Titled(kind.called(pen, entry), "", pen.address(getattr(entry, "page", "")), changed)


# Missions


def _mission(pen: Pen, entry: MissionEntry) -> str:
    words = labelled(pen.name("country", entry.country), pen.choice(Mission.Kind, entry.kind))
    return f"{words}, {pen.dates(entry.start, entry.end)}" if entry.start or entry.end else words


MISSION: Fields = (
    (gettext_lazy("Dates"), lambda pen, entry: pen.dates(entry.start, entry.end) if entry.start or entry.end else ""),
    (gettext_lazy("Took place by"), day("took_place_by")),
    (gettext_lazy("Report"), source("report")),
    (gettext_lazy("Source"), source("source")),
)


# Published self-assessments and action plans: of each country one, its latest


def _assessment(pen: Pen, entry: AssessmentEntry) -> str:
    words = _("{country}, cycle {number}")
    return words.format(country=pen.name("country", entry.country), number=entry.cycle)


ASSESSMENT: Fields = (
    (gettext_lazy("Cycle"), number("cycle")),
    (gettext_lazy("Self-assessment published on"), day("published_on")),
    (gettext_lazy("Action plan published on"), day("plan_published_on")),
    (gettext_lazy("Actions in the plan"), number("actions")),
)


def _assessment_fields(pen, earlier: AssessmentEntry, later: AssessmentEntry):
    yield from ASSESSMENT
    places = {_place(one): one for entry in (earlier, later) for one in entry.stages}
    for place, stage in places.items():
        area = pen.text_in(stage.name)[0]
        yield f"{area}, {stage.indicator}" if stage.indicator else area, _stage_at(place)


def _place(stage: AreaStage):
    return stage.area, stage.indicator


def _stage_at(place):
    def words(_pen, entry):
        stage = next((one for one in entry.stages if _place(one) == place), None)
        if stage is None:
            return ""
        if stage.stage is None:
            return pgettext("stage", "not stated")
        said = _("Stage {number}").format(number=stage.stage)
        if stage.before is None:
            return said
        return _("{stage} (in the cycle before: {before})").format(stage=said, before=stage.before)

    return words


# Needs: an action of a plan


def _need(pen: Pen, entry: NeedEntry) -> str:
    return labelled(pen.name("country", entry.country), entry.title)


NEED: Fields = (
    (gettext_lazy("Working area"), lambda pen, entry: pen.text_in(entry.area)[0]),
    (gettext_lazy("Kind of assistance"), choice(Action.Kind, "kind")),
    (gettext_lazy("What is needed"), lambda pen, entry: entry.words),
)

KINDS = (
    Kind(
        "missions",
        gettext_lazy("Missions"),
        lambda one: (one.country, one.kind),
        _mission,
        lambda _pen, _earlier, _later: (*in_each_language("outcome", _("Outcome")), *MISSION),
    ),
    Kind(
        "assessments",
        gettext_lazy("Published self-assessments and action plans"),
        lambda one: one.country,
        _assessment,
        _assessment_fields,
    ),
    Kind(
        "needs",
        gettext_lazy("Needs for assistance"),
        lambda one: (one.country, one.title),
        _need,
        lambda _pen, _earlier, _later: NEED,
    ),
)
