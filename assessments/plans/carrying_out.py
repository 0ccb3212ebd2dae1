"""Carrying a plan out: the status of its actions, its evaluation, what goes on afterwards (PRODUCT E1, E4)."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from assessments.models import Action, ActionPlan, ActionStatusChange
from assessments.plan_querysets import APPROVED, DONE, DROPPED, NOT_BEGUN
from assessments.plans.writing import locked
from assessments.saving import NotWritable
from programme.history import acting_now
from programme.workflow import TransitionNotAllowed

CARRIED = ("area", *Action.written)


class TooEarly(Exception):
    """The day of a change of status lies after today, or before the one that is known already."""


class Undecided(Exception):
    """The evaluation decides on every action; `actions` are those that it leaves open."""

    def __init__(self, actions):
        super().__init__(f"{len(actions)} actions")
        self.actions = actions


@transaction.atomic
def change_status(action, status, *, by, on: date | None = None, note=""):
    """Notes that an action came to a status on a day; the first that begins begins the plan. Returns the change.

    Raises NotWritable where the plan is not carried out now, TooEarly for an impossible day.
    """
    plan = locked(action.plan_id)
    if not plan.is_carried_out:
        raise NotWritable
    fresh = Action.objects.select_for_update().get(pk=action.pk)
    day = on or timezone.localdate()
    if day > timezone.localdate() or (fresh.status_on is not None and day < fresh.status_on):
        raise TooEarly
    change = _noted(plan, fresh, status, by, day, note)
    if plan.status == APPROVED and status != NOT_BEGUN:
        plan.step("begin", by=by)
    return change


def _noted(plan, action, status, by, day, note):
    acted = acting_now(plan, by)
    change = ActionStatusChange.objects.create(
        action=action,
        status=status,
        on=day,
        note=note.strip(),
        by=by,
        acted_as=acted["acted_as"],
        on_behalf=acted["on_behalf"],
    )
    action.status, action.status_on = status, day
    action.save()
    return change


@transaction.atomic
def evaluate(plan_key, decisions, *, by, words=""):
    """Says of every action what came of it; `decisions` is key → (decision, outcome, stage reached or None).

    Of an unfinished action it says whether it is done, goes on or is dropped; raises Undecided where one is left out.
    """
    plan = locked(plan_key)
    if not plan.is_carried_out:
        raise TransitionNotAllowed("evaluate", plan.status)
    actions = list(plan.actions.select_for_update())
    open_ones = [one for one in actions if not decisions.get(one.pk, ("",))[0]]
    if open_ones:
        raise Undecided(open_ones)
    for action in actions:
        decision, outcome, stage = decisions[action.pk]
        action.decision, action.outcome, action.stage_reached = decision, outcome.strip(), stage
        status = {"done": DONE, "drop": DROPPED}.get(decision, action.status)
        if status != action.status:
            _noted(plan, action, status, by, timezone.localdate(), outcome)
        else:
            action.save()
    plan.step("evaluate", by=by, evaluation=words.strip())
    return plan


@transaction.atomic
def close(plan_key, *, by):
    """Closes an evaluated plan: what goes on is carried over when the plan of the next cycle is begun."""
    plan = locked(plan_key)
    plan.step("close", by=by)
    return plan


def carry_over(plan, *, by):
    """Takes over what goes on from the plan before, each action to be confirmed; returns how many."""
    before = (
        ActionPlan.objects.filter(cycle__country=plan.cycle.country_id, cycle__number__lt=plan.cycle.number)
        .order_by("-cycle__number")
        .first()
    )
    if before is None:
        return 0
    going_on = before.actions.filter(decision=Action.Decision.CONTINUE).select_related("area", "stage_aimed")
    areas = {one.code: one for one in plan.instrument.areas.all()}
    indicators = {one.code: one for one in plan.instrument.indicators.all()}
    stages = {one.number: one for one in plan.instrument.stages.all()}
    number = 0
    for former in going_on:
        area = areas.get(former.area.code)
        if area is None:  # the version of the instrument changed, and this area is no more: it is added by hand
            continue
        number += 1
        values = {name: getattr(former, name) for name in CARRIED}
        values |= {"area": area, "stage_aimed": former.stage_aimed and stages.get(former.stage_aimed.number)}
        action = Action(
            plan=plan,
            number=number,
            continues=former,
            to_confirm=True,
            is_asked=True,
            version=1,
            saved_at=timezone.now(),
            saved_by=by,
            **values,
        )
        action.save()
        action.indicators.set([indicators[one.code] for one in former.indicators.all() if one.code in indicators])
        action.neighbours.set(former.neighbours.all())
    return number
