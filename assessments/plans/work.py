"""What plans have to say on the signed-in home: the open plans, what waits for whom, actions that are due or late."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessments.cycle_querysets import REVISION, SUBMITTED, UNDER_REVIEW, WRITABLE
from assessments.models import Action, ActionPlan, ApprovingBody, SelfAssessment, role_of
from assessments.plan_querysets import CARRIED_OUT, EVALUATED, PLAN_WRITABLE
from assessments.recipients import WRITERS
from assessments.reviewing import with_unanswered
from programme.matrix import BODIES, COUNTRY_ROLES, FOCAL_POINTS, Role, countries_as, has_role
from programme.sections import Section, section
from programme.tasks import ComingDay, Task, coming_days, tasks
from programme.waiting import Waiting, waiting


def _open_ones(user, roles):
    keys = countries_as(user, roles)
    return list(ActionPlan.objects.open().for_work().filter(cycle__country__in=keys)) if keys else []


def _overdue(plans):
    """Plan key → how many of its actions are overdue."""
    found: dict[int, int] = {}
    for key in Action.objects.overdue().filter(plan__in=plans).values_list("plan_id", flat=True):
        found[key] = found.get(key, 0) + 1
    return found


@section("work", order=6)
def my_plans(_nothing, request):
    """The open plans of the reader's countries, and the way to all plans for who reads them."""
    found = _open_ones(request.user, COUNTRY_ROLES)
    is_reader = has_role(request.user, *BODIES, Role.EDITOR, Role.ADMINISTRATOR)
    if not found and not is_reader:
        return None
    late = _overdue(found)
    return Section(
        "assessments/plans/panel.html",
        {"plans": [(one, late.get(one.pk, 0)) for one in found], "is_reader": is_reader},
    )


@tasks
def to_write(user):
    """A plan to write is a task of who writes in it; a late action is one until its status says more."""
    plans = _open_ones(user, WRITERS)
    late = _overdue(plans)
    for one in plans:
        link = reverse("plan", args=[one.pk])
        if one.status in PLAN_WRITABLE:
            label = _("Revise the action plan") if one.status == REVISION else _("Write the action plan")
            yield Task(label, link, about=str(one), due=one.cycle.plan_due_on)
        if number := late.get(one.pk):
            label = ngettext("{number} action is overdue", "{number} actions are overdue", number)
            yield Task(label.format(number=number), f"{link}?view=table", about=str(one))


@tasks
def to_begin(user):
    """A plan that nobody began is a task of who writes in it as soon as the self-assessment is handed in."""
    for one in _without_plan(user, WRITERS):
        if one.status not in WRITABLE:
            link = f"{reverse('assessment', args=[one.pk])}#plan-title"
            yield Task(_("Begin the action plan"), link, about=str(one), due=one.cycle.plan_due_on)


@coming_days
def due_plans(user):
    """Until then the day on which it is due is one that matters."""
    for one in _without_plan(user, COUNTRY_ROLES):
        if one.status in WRITABLE and one.cycle.plan_due_on:
            label = _("Action plan due: {country}").format(country=one.country)
            yield ComingDay(one.cycle.plan_due_on, label, reverse("assessment", args=[one.pk]))


def _without_plan(user, roles):
    """The open self-assessments of the reader's countries for which no plan was begun."""
    keys = countries_as(user, roles)
    found = SelfAssessment.objects.open().for_work().filter(cycle__country__in=keys, cycle__plan=None) if keys else ()
    return list(found)


@tasks
def to_answer(user):
    """What reviewers asked and a focal point's country has not answered, until it is returned or approved."""
    for one, number in with_unanswered(_open_ones(user, FOCAL_POINTS)):
        label = ngettext(
            "Review of the action plan: {number} point to answer",
            "Review of the action plan: {number} points to answer",
            number,
        )
        yield Task(label.format(number=number), reverse("plan-review", args=[one.pk]), about=str(one))


@coming_days
def due_actions(user):
    plans = [one for one in _open_ones(user, COUNTRY_ROLES) if one.status in CARRIED_OUT]
    coming = Action.objects.unfinished().filter(plan__in=plans, due_on__gte=timezone.localdate()).order_by("due_on")
    for one in coming[:20]:
        label = _("Action due: {action}").format(action=one)
        yield ComingDay(one.due_on, label, reverse("plan-action", args=[one.plan_id, one.number]))


@tasks
def to_decide(user):
    """What is under review is a task of the members of the approving body, but for their own country's plan."""
    role = role_of(ApprovingBody.on())
    if role is not None and has_role(user, role):
        for one in ActionPlan.objects.visible_to(user).for_work().filter(status=UNDER_REVIEW):
            yield Task(_("Decide on the action plan"), reverse("plan-review", args=[one.pk]), str(one))


@waiting(order=6)
def reviews():
    """What waits for the secretariat: plans handed in, under review, and evaluated ones to be closed."""
    found = ActionPlan.objects.open()
    link = reverse("plans")
    return [
        Waiting(_("Action plans that wait for their review"), found.filter(status=SUBMITTED).count(), link),
        Waiting(_("Action plans under review"), found.filter(status=UNDER_REVIEW).count(), link),
        Waiting(_("Evaluated action plans to be closed"), found.filter(status=EVALUATED).count(), link),
    ]
