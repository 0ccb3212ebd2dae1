"""Where a country stands in its cycle: of each area which of the three steps, since when, what is next (PRODUCT E4).

Two ways lead to the same picture. `in_work` reads the records, for who may read them; `in_published` reads published
copies alone, so that the picture tells the public nothing that the country did not publish.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.timezone import localdate
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from assessments.cycle_querysets import ACCEPTED, CORRECTION, DRAFT, REVISION, SUBMITTED, UNDER_REVIEW
from assessments.plan_querysets import CLOSED, DONE, DROPPED, EVALUATED, FINISHED, NOT_BEGUN
from programme import texts
from programme.date_format import date_format

ASSESS, CARRY_OUT, EVALUATE = 1, 2, 3
STEPS = (ASSESS, CARRY_OUT, EVALUATE)


def names_of_steps():
    """Number of a step → its name, the same as on the page that explains the cycle."""
    steps = texts.cycle((get_language() or "en")[:2])["steps"]
    return {number: step["name"] for number, step in zip(STEPS, steps, strict=True)}


@dataclass(frozen=True)
class AreaInCycle:
    """An area with its step; `state` says what of the step is reached, `following` what is next."""

    area: Any
    step: int
    state: str
    since: date | None
    following: str

    @property
    def step_name(self):
        return names_of_steps()[self.step]

    @property
    def places(self):
        """Each step with how it lies to the one where the area stands: passed, here or ahead."""
        return [(one, "passed" if one < self.step else "here" if one == self.step else "ahead") for one in STEPS]


@dataclass(frozen=True)
class CycleShown:
    number: int
    areas: list[AreaInCycle]
    # Of what was published it says how things stood then.
    published_on: date | None = None

    @property
    def steps(self):
        """Each step with its name and the number of areas in it."""
        return [(step, name, sum(one.step == step for one in self.areas)) for step, name in names_of_steps().items()]


@dataclass(frozen=True)
class Doing:
    """What the picture asks of an action, whether it is read from the record or from a copy."""

    area: str
    title: str
    status: str
    status_on: date | None
    due_on: date | None
    begun_on: date | None

    @classmethod
    def of_record(cls, action):
        begun = [one.on for one in action.changes.all() if one.status != NOT_BEGUN]
        title = f"{action.number}. {action.title}"
        return cls(action.area.code, title, action.status, action.status_on, action.due_on, min(begun, default=None))

    @classmethod
    def of_copy(cls, shown):
        entry = shown.entry
        begun = [date.fromisoformat(one["on"]) for one in entry.get("changes", ()) if one["status"] != NOT_BEGUN]
        title = f"{entry['number']}. {entry['title']}"
        status = entry.get("status", "")
        return cls(entry["area"], title, status, shown.status_on, shown.due_on, min(begun, default=None))


def in_work(assessment, areas, plan=None, actions=None, progress=None):
    """The cycle as it stands now.

    `actions` come with their area and changes, or are None where the reader sees none; `progress` says by the code of
    an area how much is answered, for who reads the answers.
    """
    cycle = assessment.cycle
    doings = None if actions is None else [Doing.of_record(one) for one in actions]
    found = [_area_in_work(area, assessment, plan, doings, (progress or {}).get(area.code)) for area in areas]
    if cycle.is_ended:
        found = [AreaInCycle(one.area, one.step, one.state, one.since, _("The next cycle")) for one in found]
    return CycleShown(cycle.number, found)


def _area_in_work(area, assessment, plan, doings, progress):
    if plan and plan.status in (EVALUATED, CLOSED):
        following = _("The plan is closed") if plan.status == EVALUATED else _("The next cycle")
        return AreaInCycle(area, EVALUATE, _plan_state(plan), localdate(plan.status_since), following)
    if plan and plan.is_in_force:
        if doings is None:
            following = _("The actions are carried out")
            return AreaInCycle(area, CARRY_OUT, _plan_state(plan), localdate(plan.status_since), following)
        mine = [one for one in doings if one.area == area.code]
        return _carried_out(area, mine, _("plan approved"), plan.approved_on)
    if plan and assessment.status == ACCEPTED:
        following = _by(_next_of_plan(plan), assessment.cycle.plan_due_on if plan.is_writable else None)
        return AreaInCycle(area, CARRY_OUT, _plan_state(plan), localdate(plan.status_since), following)
    state = assessment.get_status_display()
    if progress and assessment.is_writable:
        answered = _("answered: {done} of {total}").format(done=progress.done, total=progress.total)
        state = f"{state}, {answered}"
    return AreaInCycle(area, ASSESS, state, localdate(assessment.status_since), _next_of_assessment(assessment))


def _plan_state(plan):
    return _("plan: {state}").format(state=plan.get_status_display())


def _next_of_assessment(assessment):
    cycle = assessment.cycle
    return {
        DRAFT: _by(_("The country submits the self-assessment"), cycle.due_on),
        REVISION: _("The country revises what was reopened"),
        CORRECTION: _("The country submits the correction"),
        SUBMITTED: _("The secretariat begins the review"),
        UNDER_REVIEW: _("The secretariat accepts it or asks for changes"),
        ACCEPTED: _by(_("The country submits the action plan"), cycle.plan_due_on),
    }[assessment.status]


def _next_of_plan(plan):
    return {
        DRAFT: _("The country submits the action plan"),
        REVISION: _("The country revises what was reopened"),
        SUBMITTED: _("The secretariat begins the review"),
        UNDER_REVIEW: _("The approving body decides"),
    }[plan.status]


def _by(what, day):
    """What is next with the day by which it should be done, where there is one."""
    if day is None:
        return what
    return _("{what}, by {day}").format(what=what, day=date_format(day, "DATE_FORMAT"))


def _carried_out(area, doings, before, since):
    """An area whose actions are carried out; `before` says what is true, since that day, before any of them begins."""
    unfinished = [one for one in doings if one.status not in FINISHED]
    begun = [one.begun_on for one in doings if one.begun_on]
    if not doings:
        return AreaInCycle(area, CARRY_OUT, _("no action in this area"), since, _("The plan is evaluated"))
    said = [before, pgettext("actions", "none begun")]
    if not unfinished:
        said = [_("actions finished")]
        since = max((one.status_on for one in doings if one.status_on), default=None)
    elif begun:
        said, since = [_("actions under way")], min(begun)
    if begun or not unfinished:
        done = sum(one.status == DONE for one in doings)
        said.append(_("done: {done} of {total}").format(done=done, total=len(doings)))
    dropped = sum(one.status == DROPPED for one in doings)
    if dropped:
        said.append(_("dropped: {number}").format(number=dropped))
    first = min(unfinished, key=lambda one: one.due_on or date.max, default=None)
    following = _by(first.title, first.due_on) if first else _("The plan is evaluated")
    return AreaInCycle(area, CARRY_OUT, ", ".join(said), since, following)


def in_published(assessments, plans):
    """The latest cycle of which the country published something that it did not withdraw, or None."""
    assessments = [one for one in assessments if one.is_shown]
    plans = [one for one in plans if one.is_shown]
    latest = max((one.cycle.number for one in (*assessments, *plans)), default=None)
    if latest is None:
        return None
    assessment = next((one for one in assessments if one.cycle.number == latest), None)
    plan = next((one for one in plans if one.cycle.number == latest), None)
    newest = plan or assessment
    published_on = localdate(newest.publication.at)
    if plan is None:
        found = [
            AreaInCycle(one.part, ASSESS, _("self-assessment published"), published_on, _("The action plan"))
            for one in assessment.copy.areas
        ]
    else:
        found = [_area_published(plan, area, actions, published_on) for area, actions in plan.shown.by_area]
    return CycleShown(latest, found, published_on)


def _area_published(plan, area, actions, published_on):
    if not plan.has_progress:
        number = _("actions: {number}").format(number=len(actions))
        state = ", ".join([_("plan published"), number])
        return AreaInCycle(area, CARRY_OUT, state, published_on, _("The actions are carried out"))
    # Only an evaluation decides on actions, and it decides on every one.
    if any(one.entry.get("decision") for one in plan.shown.actions):
        return AreaInCycle(area, EVALUATE, _("actions evaluated"), published_on, _("The next cycle"))
    return _carried_out(area, [Doing.of_copy(one) for one in actions], _("plan published"), published_on)
