"""The plan for the basic tasks in the work area: reading, writing, handing in, telling the Bureau (PRODUCT A3)."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from countries import basic_task_plans as plans
from countries import recipients
from countries.models import BasicTaskPlan, Mission
from countries.people_views import country_for
from countries.plan_forms import BeginForm, MeasuresForm, ProgressForm
from programme.action_words import step_in_words
from programme.matrix import Role
from programme.permissions import may
from programme.signatures import Signatures
from programme.work_requests import acts_on_behalf, possible_actions, record_for
from programme.workflow import TransitionNotAllowed

STEPS = ("submit", "recall", "tell_done")


def plan_for(request, pk, action="read"):
    return record_for(request, BasicTaskPlan.objects.for_listing(), action, pk=pk)


@never_cache
def overview(request, slug):
    """The plans of a country, and beginning one."""
    country = country_for(request, slug, "read-basic-tasks")
    missions = country.missions.filter(kind=Mission.Kind.AWARENESS_RAISING).select_related("country")
    without = missions.exclude(pk__in=country.basic_task_plans.exclude(mission=None).values("mission"))
    may_begin = may(request.user, "add", BasicTaskPlan(country=country))
    if request.method == "POST" and not may_begin:
        raise PermissionDenied
    form = BeginForm(
        request.POST if request.method == "POST" else None,
        missions=missions if request.method == "POST" else without,
        initial={"language": request.LANGUAGE_CODE},
    )
    if request.method == "POST" and form.is_valid():
        plan = plans.begin(country, on_behalf=acts_on_behalf(request), **form.cleaned_data)
        return redirect("basic-task-plan-write", plan.pk)
    context = {
        "country": country,
        "plans": country.basic_task_plans.for_listing().prefetch_related("tasks"),
        "has_missions": missions.exists(),
        "form": form if may_begin and without.exists() else None,
    }
    return render(request, "countries/work/plans.html", context)


@never_cache
@require_safe
def page(request, pk):
    plan = plan_for(request, pk)
    tasks = list(plan.tasks.select_related("task"))
    context = {
        "plan": plan,
        "country": plan.country,
        "tasks": tasks,
        "lacking": [one for one in tasks if not one.is_complete],
        "unfinished": [one for one in tasks if one.progress != one.Progress.DONE],
        "steps": _steps(plan, may(request.user, "read-people", plan.country)),
        "can": possible_actions(request.user, plan, STEPS),
        "may_write": plan.is_open and may(request.user, "change", plan),
        "may_read_country": may(request.user, "read-basic-tasks", plan.country),
    }
    return render(request, "countries/work/plan.html", context)


def _steps(plan, names_people):
    """What was done with the plan, oldest first, in words; names only for who may know them."""
    taken = list(plan.steps)
    signatures = Signatures(taken, names_people)
    return [(step, step_in_words(step.step), signatures.of(step, step.by)) for step in taken]


@never_cache
def write(request, pk):
    """The form of the plan while it is written, and of how far it is once it is submitted."""
    plan = plan_for(request, pk, "change")
    if not plan.is_open:
        messages.info(request, _("The plan is done: it stays as it is."))
        return redirect("basic-task-plan", pk)
    # Which form was sent is told by the form itself: the plan may have been submitted or recalled meanwhile.
    sent = request.POST.get("form") if request.method == "POST" else None
    kind = "measures" if (plan.is_writable if sent is None else sent == "measures") else "progress"
    form_of = MeasuresForm if kind == "measures" else ProgressForm
    form, status = form_of(request.POST or None, plan=plan), 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                if plan.is_writable != (kind == "measures"):
                    raise plans.Stale
                plans.write(
                    pk,
                    version=form.cleaned_data["version"],
                    values=form.values(),
                    on_behalf=acts_on_behalf(request),
                )
            except (plans.Stale, TransitionNotAllowed):
                plan, status = plan_for(request, pk), 409
                form = form.beside(plan)
            else:
                messages.success(request, _("The plan is saved."))
                return redirect("basic-task-plan", pk)
    context = {"plan": plan, "country": plan.country, "form": form, "kind": kind}
    # The form cannot be saved at all now: its text is there to be copied.
    context["is_mistimed"] = form.is_stale and plan.is_writable != (kind == "measures")
    return render(request, "countries/work/plan_form.html", context, status=status)


def _version(request):
    """Which version of the plan the page showed on which the button stood."""
    sent = request.POST.get("version", "")
    return int(sent) if sent.isdecimal() and len(sent) < 10 else 0


def _changed(request):
    messages.error(request, _("The plan was changed since you opened the page. Look at it again, then go on."))


@require_POST
def submit(request, pk):
    plan_for(request, pk, "submit")
    try:
        plans.submit(pk, version=_version(request), by=request.user, on_behalf=acts_on_behalf(request))
    except plans.NotReady as error:
        messages.error(request, _not_ready(error.tasks))
    except plans.Stale:
        _changed(request)
    except TransitionNotAllowed:
        messages.info(request, _("The plan has been submitted already."))
    else:
        messages.success(
            request,
            _("The plan is submitted. Note how far each task is, and tell the Bureau when all are carried out."),
        )
    return redirect("basic-task-plan", pk)


def _not_ready(tasks):
    if not tasks:
        return _("The plan names no basic task yet: write down what will be done for at least one.")
    words = _(
        "Say what will be done, who is responsible and until when for each task. Something is missing at: {tasks}"
    )
    return words.format(tasks=", ".join(one.task.letter for one in tasks))


@require_POST
def recall(request, pk):
    plan_for(request, pk, "recall")
    try:
        plans.recall(pk, by=request.user, on_behalf=acts_on_behalf(request))
    except TransitionNotAllowed:
        messages.error(request, _("This is not possible now: the plan is not submitted, or it is done."))
    else:
        messages.success(request, _("The plan is with you again. What was noted of each task is kept."))
    return redirect("basic-task-plan", pk)


@require_POST
def tell_done(request, pk):
    plan_for(request, pk, "tell-done")
    try:
        plans.tell_done(pk, version=_version(request), by=request.user, on_behalf=acts_on_behalf(request))
    except plans.NotReady as error:
        words = _("The Bureau is told when every planned task is carried out. Still to do: {tasks}")
        messages.error(request, words.format(tasks=", ".join(one.task.letter for one in error.tasks)))
    except plans.Stale:
        _changed(request)
    except TransitionNotAllowed:
        messages.info(
            request, _("This is not possible now: the plan is not submitted, or the Bureau was told already.")
        )
    else:
        number = len(recipients.members_of(Role.BUREAU))
        if number:
            messages.success(request, _("The Bureau is told. Messages to its members: {number}").format(number=number))
        else:
            messages.warning(
                request,
                _("It is recorded that the plan is done. No member of the Bureau has an account: tell them by letter."),
            )
    return redirect("basic-task-plan", pk)
