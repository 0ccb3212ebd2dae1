"""Writing the plan for the basic tasks, handing it in, and telling the Bureau that it is done (PRODUCT A3).

Each call locks the plan first, so that what is acknowledged before a step is part of it. A save says which version its
writer saw: an old one is refused, and the page shows both.
"""

from django.db import transaction

from countries.models import BasicTaskPlan, Country, PlannedTask
from programme.history import acting
from programme.workflow import TransitionNotAllowed


class Stale(Exception):
    """Somebody else saved the plan, or took a step with it, since this form was opened."""


class NotReady(Exception):
    """The plan lacks something for this step; `tasks` are the planned tasks concerned, none where there is no task."""

    def __init__(self, tasks):
        super().__init__(f"{len(tasks)} tasks")
        self.tasks = tasks


@transaction.atomic
def begin(country, mission, *, language, on_behalf=False):
    """The plan that follows this mission: a new one, or the one that was begun already (a second click)."""
    Country.objects.select_for_update().get(pk=country.pk)
    found = BasicTaskPlan.objects.filter(country=country, mission=mission).first()
    if found is not None:
        return found
    plan = BasicTaskPlan(country=country, mission=mission, language=language)
    with _in_name_of(plan, on_behalf):
        plan.save()
    return plan


@transaction.atomic
def write(plan_key, *, version, values, on_behalf=False):
    """Stores what the form says of each basic task: `values` by the task's key; a task of which it says nothing goes.

    Raises Stale where the form is older than the plan.
    """
    plan = _locked(plan_key, version)
    if not plan.is_open:
        raise TransitionNotAllowed("write", plan.status)
    there = {one.task_id: one for one in plan.tasks.all()}
    changed = False
    with _in_name_of(plan, on_behalf):
        for task_key, said in values.items():
            changed |= _put(plan, there.get(task_key), task_key, said)
        if changed:
            plan.version += 1
            plan.save()
    return plan


def _put(plan, one, task_key, said):
    """Writes what is said of one task; returns whether that changed anything."""
    is_new = one is None
    if is_new:
        if not any(said.values()):
            return False
        one = PlannedTask(plan=plan, task_id=task_key)
    elif plan.is_writable and not any(said.values()):
        one.delete()
        return True
    if not is_new and all(getattr(one, name) == value for name, value in said.items()):
        return False
    for name, value in said.items():
        setattr(one, name, value)
    one.full_clean()
    one.save()
    return True


@transaction.atomic
def submit(plan_key, *, version, by, on_behalf=False):
    """Hands the plan in; raises NotReady where a task lacks something, TransitionNotAllowed where it was handed in."""
    plan = _locked(plan_key, version, step="submit")
    tasks = list(plan.tasks.select_related("task"))
    lacking = [one for one in tasks if not one.is_complete]
    if lacking or not tasks:
        raise NotReady(lacking)
    with _in_name_of(plan, on_behalf):
        plan.submit(by=by)
    return plan


@transaction.atomic
def recall(plan_key, *, by, on_behalf=False):
    plan = _locked(plan_key, step="recall")
    with _in_name_of(plan, on_behalf):
        plan.recall(by=by)
    return plan


@transaction.atomic
def tell_done(plan_key, *, version, by, on_behalf=False):
    """Tells the Bureau; raises NotReady while a planned task is not carried out."""
    plan = _locked(plan_key, version, step="tell_done")
    lacking = [one for one in plan.tasks.select_related("task") if one.progress != PlannedTask.Progress.DONE]
    if lacking:
        raise NotReady(lacking)
    with _in_name_of(plan, on_behalf):
        plan.tell_done(by=by)
    return plan


def _locked(plan_key, version=None, *, step=None):
    plan = BasicTaskPlan.objects.select_for_update(of=("self",)).select_related("country").get(pk=plan_key)
    if step is not None and not plan.can(step):
        raise TransitionNotAllowed(step, plan.status)
    if version is not None and version != plan.version:
        raise Stale
    return plan


def _in_name_of(plan, on_behalf):
    """Whatever is written inside is recorded as written in the country's name, where staff write."""
    return acting(on_behalf_of=plan.country.iso2 if on_behalf else "")
