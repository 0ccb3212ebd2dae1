"""Writing an action plan: beginning it, adding and removing actions, saving them field by field (see `saving`)."""

from django.db import transaction
from django.utils import timezone

from assessments.models import Action, ActionPlan
from assessments.plans.forms import ActionForm, LinksForm, OverviewForm
from assessments.saving import NotWritable, Saved, save_answer


class One:
    """The one form of a page, as `Saved` wants forms."""

    def __init__(self, form):
        self.form = form

    def every(self):
        yield self.form

    @property
    def errors(self):
        """What is wrong with what was sent: a script sends only the part that was changed."""
        form = self.form
        return [(form[name], message) for name, said in form.errors.items() if form.sent(name) for message in said]


def locked(plan_key):
    """The plan, locked until the transaction ends."""
    return ActionPlan._base_manager.select_for_update(of=("self",)).for_work().get(pk=plan_key)


@transaction.atomic
def begin(cycle, *, by):
    """The plan of the cycle, made if there is none yet; unfinished actions of the plan before are carried over."""
    from assessments.plans.carrying_out import carry_over

    if cycle.is_ended:
        raise NotWritable
    plan, is_new = ActionPlan.objects.get_or_create(cycle=cycle)
    plan = locked(plan.pk)
    if is_new:
        carry_over(plan, by=by)
    return plan


@transaction.atomic
def add(plan_key, *, by, area, title, challenges=(), indicators=(), **values):
    """Adds an action; in a revision what is added is open. Raises NotWritable.

    A form that is sent twice adds one: what the same person began with the same words, if nobody wrote in it since.
    """
    plan = locked(plan_key)
    if not plan.is_writable:
        raise NotWritable
    for one in plan.actions.filter(area=area, title=title.strip(), saved_by=by, version=1) if not values else ():
        if set(one.challenges.all()) == set(challenges) and set(one.indicators.all()) == set(indicators):
            return one
    action = Action(
        plan=plan,
        area=area,
        number=Action.objects.next_number(plan),
        title=title.strip(),
        is_asked=True,
        saved_at=timezone.now(),
        saved_by=by,
        version=1,
        **values,
    )
    action.save()
    action.challenges.set(challenges)
    action.indicators.set(indicators)
    return action


@transaction.atomic
def remove(action, *, by):
    """Takes an action out of a plan that is being written. What versions hold of it stays there."""
    plan = locked(action.plan_id)
    fresh = Action.objects.select_for_update().filter(pk=action.pk).first()
    if fresh is None:
        return False
    fresh.plan = plan
    if not fresh.is_open:
        raise NotWritable
    if is_spoken_of(fresh):
        raise InUse
    fresh.delete()
    return True


def is_spoken_of(action):
    """Whether reviewers spoke of the action, or a later plan goes on with it: then it stays."""
    return action.threads.exists() or action.continued_by.exists()


class InUse(Exception):
    """Reviewers spoke of the action: it stays, and can be dropped once the plan is carried out."""


@transaction.atomic
def save_action(action_key, data, *, by):
    """Stores what the person changed in an action; raises NotWritable where the plan cannot be written."""
    found = Action._base_manager.select_related("plan__cycle__country", "plan__cycle__instrument", "area")
    plan = locked(found.get(pk=action_key).plan_id)
    action = found.get(pk=action_key)
    action.plan = plan
    if not plan.is_writable:
        raise NotWritable
    form, links = ActionForm(data, answer=action), LinksForm(data, action=action)
    saved = Saved(One(form), timezone.now())
    if form.sent("version"):
        save_answer(form, saved, by, lambda answer: answer.is_open)
    if links.was_sent() and action.is_open and links.is_valid():
        _link(action, links, saved, by)
    return action, saved


def _link(action, links, saved, by):
    """Adds and takes away what this person chose; what others chose meanwhile stays."""
    changed = {name: wanted for name, _now, wanted in links.wanted()}
    for name, wanted in changed.items():
        getattr(action, name).set(wanted)
    if changed:
        if action not in saved.changed:
            action.version += 1
            action.saved_at, action.saved_by, action.to_confirm = saved.at, by, False
            saved.changed.append(action)
        action.save()


@transaction.atomic
def save_overview(plan_key, data, *, by):
    plan = locked(plan_key)
    if not plan.is_writable:
        raise NotWritable
    form = OverviewForm(data, answer=plan)
    saved = Saved(One(form), timezone.now())
    if form.sent("version"):
        save_answer(form, saved, by, lambda answer: answer.is_open)
    return plan, saved


@transaction.atomic
def confirm(action, *, by):
    """Says that an action carried over from the plan before still holds; returns whether it waited for that."""
    plan = locked(action.plan_id)
    fresh = Action.objects.select_for_update().get(pk=action.pk)
    fresh.plan = plan
    if not fresh.is_open:
        raise NotWritable
    if not fresh.to_confirm:
        return False
    fresh.to_confirm, fresh.saved_at, fresh.saved_by = False, timezone.now(), by
    fresh.version += 1
    fresh.save()
    return True
