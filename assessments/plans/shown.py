"""A plan as pages show it: read from a copy, whether frozen, published or made just now, so that all look the same."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from typing import Any

from django.utils import timezone

from assessments.models import Action
from assessments.plan_querysets import FINISHED
from assessments.plans.freezing import content_of, in_words, progress_now
from assessments.plans.thread import became_of
from countries.models import Country


@dataclass
class ShownAction:
    """An action of a copy. `entry` holds what the copy says; what was not published is not in it."""

    entry: dict
    area: Any
    indicators: list = field(default_factory=list)
    stage_aimed: Any = None
    stage_reached: Any = None
    stages_now: list[tuple[Any, Any]] = field(default_factory=list)
    neighbours: list = field(default_factory=list)
    today: date = field(default_factory=timezone.localdate)
    became: Any = None
    # Whether the plan is carried out: only then anything can be overdue.
    is_running: bool = False

    def __getattr__(self, name):
        # What a copy holds as words of a choice: `kind_words` is the word for its `kind`.
        if name.endswith("_words"):
            name = name.removesuffix("_words")
            return in_words(name, self.entry.get(name, ""))
        raise AttributeError(name)

    @property
    def has_texts(self):
        return "objective" in self.entry

    @property
    def has_needs(self):
        return "assistance" in self.entry

    @property
    def needs_assistance(self):
        return self.entry.get("assistance") == Action.Assistance.NEEDED

    @property
    def has_progress(self):
        return "status" in self.entry

    @cached_property
    def starts_on(self):
        return _day(self.entry.get("starts_on"))

    @cached_property
    def due_on(self):
        return _day(self.entry.get("due_on"))

    @cached_property
    def status_on(self):
        return _day(self.entry.get("status_on"))

    @property
    def is_finished(self):
        return self.entry.get("status") in FINISHED

    @property
    def is_overdue(self):
        is_late = self.due_on is not None and self.due_on < self.today
        return self.is_running and self.has_progress and is_late and not self.is_finished

    @property
    def chip(self):
        """The look of its status, which the word beside it says."""
        if self.is_overdue:
            return "postponed"
        return {"done": "held", "under_way": "ongoing", "dropped": "cancelled", "postponed": "postponed"}.get(
            self.entry.get("status", ""), "planned"
        )

    @property
    def changes(self):
        return [
            {"words": in_words("status", one["status"]), "on": _day(one["on"]), "note": one["note"]}
            for one in self.entry.get("changes", ())
        ]


def _day(text):
    return date.fromisoformat(text) if text else None


@dataclass
class ShownPlan:
    version: Any
    content: dict
    actions: list[ShownAction]
    is_approved: bool = True

    @property
    def overview(self):
        return self.content.get("overview", "")

    @cached_property
    def by_area(self):
        """Each area in the order of the instrument with its actions; areas without any are there too."""
        found: dict[int, list] = {area.pk: [] for area in self.version.areas.all()}
        for one in self.actions:
            found[one.area.pk].append(one)
        return [(area, found[area.pk]) for area in self.version.areas.all()]

    def with_thread(self, user):
        """The same plan, with what became of each action as far as the reader may see it."""
        became = became_of([one.entry["key"] for one in self.actions], user)
        for one in self.actions:
            one.became = became[one.entry["key"]]
        return self

    @property
    def overdue(self):
        return [one for one in self.actions if one.is_overdue]

    @property
    def done(self):
        return sum(one.entry.get("status") == "done" for one in self.actions)

    @cached_property
    def timeline(self):
        return Gantt.of(self.actions)


def shown(content, instrument, *, is_running=False, is_approved=True):
    """The copy beside the texts of the version of the instrument that it names."""
    version = instrument.read()
    areas = {one.code: one for one in version.areas.all()}
    indicators = {one.code: one for area in version.areas.all() for one in area.indicators.all()}
    stages = {one.number: one for one in version.stages.all()}
    codes = {code for one in content["actions"] for code in one.get("neighbours", ())}
    countries = {one.iso2: one for one in Country.objects.filter(iso2__in=codes)} if codes else {}
    actions = []
    for one in content["actions"]:
        now = one.get("stages_now", {})
        actions.append(
            ShownAction(
                one,
                areas[one["area"]],
                indicators=[indicators[code] for code in one["indicators"] if code in indicators],
                stage_aimed=stages.get(one.get("stage_aimed")),
                stage_reached=stages.get(one.get("stage_reached")),
                stages_now=[(indicators[code], stages.get(now[code])) for code in now if code in indicators],
                neighbours=[countries[code] for code in one.get("neighbours", ()) if code in countries],
                is_running=is_running,
            )
        )
    return ShownPlan(version, content, actions, is_approved)


def shown_now(plan, actions=None):
    """The plan as it stands; how far its actions are is asked of an approved one only: before nothing can begin."""
    content = content_of(plan, actions)
    is_approved = plan.is_in_force
    progress = progress_now(plan) if is_approved else {}
    for one in content["actions"]:
        one |= progress.get(one["key"], {})
    return shown(content, plan.instrument, is_running=plan.is_carried_out, is_approved=is_approved)


def _in_time(action):
    return action.starts_on or action.due_on, action.due_on


@dataclass(frozen=True)
class Gantt:
    """The actions as bars on a line of time; those without a due day stand apart."""

    ticks: list[dict]
    dated: list[tuple[ShownAction, dict]]
    undated: list[ShownAction]

    @classmethod
    def of(cls, actions):
        dated = sorted((one for one in actions if one.due_on), key=_in_time)
        undated = [one for one in actions if not one.due_on]
        if not dated:
            return cls([], [], undated)
        first = date(min((one.starts_on or one.due_on) for one in dated).year, 1, 1)
        last = date(max(one.due_on for one in dated).year, 12, 31)
        days = (last - first).days + 1

        def place(day):
            return f"{100 * min(max((day - first).days, 0), days) / days:.2f}%"

        years = last.year - first.year + 1
        step = next(step for step in (1, 2, 5, 10, 50) if years <= 6 * step)
        ticks = [{"year": year, "x": place(date(year, 1, 1))} for year in range(first.year, last.year + 1, step)]
        bars = []
        for one in dated:
            since = one.starts_on if one.starts_on and one.starts_on <= one.due_on else one.due_on
            until = one.due_on + timedelta(days=1) if one.due_on > since else one.due_on
            bars.append((one, {"x1": place(since), "x2": place(until)}))
        return cls(ticks, bars, undated)
