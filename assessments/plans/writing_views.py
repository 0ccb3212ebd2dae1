"""The pages on which a country writes its plan: the plan as a whole, and a page for each action (PRODUCT E1, D4)."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from activities.models import ActivityProposal
from assessments.certified import PLAN
from assessments.models import Action, ActionPlan
from assessments.plans import thread, writing
from assessments.plans.access import (
    action_for,
    areas_to_write,
    may_read_actions,
    plan_for,
    possible,
    written_plan,
)
from assessments.plans.checking import findings_of
from assessments.plans.forms import ActionForm, LinksForm, NewActionForm, OverviewForm, ProposeForm, challenges_of
from assessments.plans.reviewing import threads_of
from assessments.plans.shown import shown_now
from assessments.plans.thread import answered_by, became_of
from assessments.saved_pages import conflict_page, tell_saved, told, unsaved_in
from assessments.saving import NotWritable, Saved
from assessments.signed_out import decided, shows_what_was_sent
from assessments.work_access import cycle_for
from programme import kept_texts
from programme.permissions import may
from programme.signed_out import keep_for_later, sent_or_kept, wants_json
from programme.step_pages import too_late
from programme.work_requests import acts_on_behalf, form_key_of, form_page, in_name_of, sent

VIEWS = ("areas", "table", "timeline")


@never_cache
@require_safe
def plans(request):
    """Every plan that the reader may see."""
    found = ActionPlan.objects.visible_to(request.user).for_work().order_by("-cycle__opens_on", "cycle__country__name")
    rows = [(one, one.actions.count(), one.actions.overdue().count()) for one in found]
    context = {
        "open": [row for row in rows if not row[0].cycle.is_ended],
        "ended": [row for row in rows if row[0].cycle.is_ended],
    }
    return render(request, "assessments/plans/board.html", context)


@require_POST
def begin(request, pk):
    """Begins the plan of a cycle, or leads to it where there is one already."""
    cycle = cycle_for(request, pk, "begin-plan")
    try:
        with in_name_of(request, cycle):
            plan = writing.begin(cycle, by=request.user)
    except NotWritable:
        messages.error(request, _("This cycle has ended: its plan can no longer be begun."))
        return redirect("assessment", cycle.assessment.pk)
    return redirect("plan", plan.pk)


@login_not_required  # what is sent when the session has ended is kept, see `signed_out`
@shows_what_was_sent
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def plan(request, pk):
    """The plan as a whole, in three views; its overview is written here."""
    if not request.user.is_authenticated:
        return keep_for_later(request, ActionPlan.objects.for_work().filter(pk=pk).first())
    found = plan_for(request, pk)
    if request.method == "POST":
        return _save_overview(request, found)
    return _show_plan(request, found)


def _show_plan(request, found, saved=None, status=200, *, not_taken=False):
    reads = may_read_actions(request.user, found)
    chosen = request.GET.get("view", "")
    can = possible(request.user, found)
    form = saved.forms.form if saved else OverviewForm(answer=found)
    threads = threads_of(found).filter(resolved_at=None).count()
    context = PLAN.context(found) | {
        "shown": shown_now(found).with_thread(request.user) if reads else None,
        "view": chosen if chosen in VIEWS else VIEWS[0],
        "can": can,
        "form": form,
        "saved": saved,
        "not_taken": not_taken,
        "may_write": can["change"] and found.is_writable,
        "may_propose": found.is_in_force and may(request.user, "add", ActivityProposal(country=found.country)),
        "may_add": bool(areas_to_write(request.user, found)),
        "submissions": found.submissions.select_related("by"),
        "open_threads": threads,
        "steps": found.steps,
        "on_behalf": acts_on_behalf(request),
        "writer": kept_texts.writer_mark(request.user),
    }
    if can["change"]:
        context |= _kept_for(request, found)
    return render(request, "assessments/plans/plan.html", context, status=status)


def _save_overview(request, found):
    if not may(request.user, "change", found):
        if found.is_writable or not may_read_actions(request.user, found):
            raise PermissionDenied
        return _overview_closed(request, found)
    data = sent_or_kept(request, found)
    if data is None:
        return redirect("plan", found.pk)
    try:
        with in_name_of(request, found):
            found, saved = writing.save_overview(found.pk, decided(data), by=request.user)
    except NotWritable:
        return _overview_closed(request, plan_for(request, found.pk))
    return _answered(request, found, saved, lambda status: _show_plan(request, found, saved, status), "plan", found.pk)


def _overview_closed(request, found):
    """As `_closed`, of the plan as a whole."""
    if wants_json(request):
        return JsonResponse({"closed": True}, status=409)
    return _show_plan(request, found, _as_sent(OverviewForm(request.POST, answer=found)), 409, not_taken=True)


def _as_sent(form):
    """A form that can no longer be saved, with what was sent in it to be read and copied."""
    for bound in form.fields.values():
        bound.disabled = False
        bound.widget.attrs["readonly"] = True
    return Saved(writing.One(form), timezone.now())


def _answered(request, record, saved, show, route, *keys):
    """The answer to a save: for the script what was stored, for a person the page, or both texts of a conflict."""
    if wants_json(request):
        return JsonResponse(told(saved) | {"fields": _seen(request, record)})
    if saved.conflicts:
        plan = record if isinstance(record, ActionPlan) else record.plan
        return conflict_page(request, saved, PLAN.context(plan), reverse(route, args=keys))
    kept_texts.forget(request.user, record)
    if saved.errors or saved.refused:
        return show(422)
    tell_saved(request, saved, has_changed=bool(saved.changed))
    return redirect(route, *keys)


def _kept_for(request, record):
    """The text that was kept here when the session had ended, and what it would change."""
    kept = kept_texts.offered(request.user, record)
    if kept is None:
        return {}
    data = decided(kept_texts.data_of(kept))
    is_action = isinstance(record, Action)
    form = ActionForm(data, answer=record) if is_action else OverviewForm(data, answer=record)
    links = LinksForm(data, action=record).unsaved() if is_action else ()
    return {"kept": kept, "unsaved": [*unsaved_in([form]), *links]}


def _seen(request, record):
    """What the page shows of an action's links now that they were sent, for the next save to be compared with.

    Not what is stored: what others added meanwhile this page does not show, so leaving it out takes nothing away.
    """
    if not isinstance(record, Action):
        return {}
    links = LinksForm(request.POST, action=record)
    return {links.add_prefix("seen"): links.shown()} if links.was_sent() else {}


@never_cache
def add_action(request, pk):
    """Begins an action; `area`, `challenge` and `indicator` in the address choose what it answers."""
    found = written_plan(request, pk)
    areas = areas_to_write(request.user, found)
    if not areas:
        raise PermissionDenied
    form = NewActionForm(sent(request), areas=areas, initial={"area": request.GET.get("area", "")})
    if form.is_valid():
        area = next(one for one in areas if one.pk == form.cleaned_data["area"])
        with in_name_of(request, found):
            try:
                action = writing.add(
                    pk,
                    by=request.user,
                    area=area,
                    title=form.cleaned_data["title"],
                    challenges=_named(request, "challenge", challenges_of(found, area.pk)),
                    indicators=_named(request, "indicator", area.indicators.all()),
                )
            except NotWritable:
                messages.error(request, _("The plan cannot be written now."))
                return redirect("plan", pk)
        messages.success(request, _("The action is there. Go on with what it is to achieve."))
        return redirect("plan-action", pk, action.number)
    return form_page(request, "assessments/plans/add_action.html", PLAN.context(found) | {"form": form})


def _named(request, name, records):
    keys = [int(key) for key in request.GET.getlist(name) if key.isdecimal()]
    return list(records.filter(pk__in=keys)) if keys else []


@login_not_required  # what is sent when the session has ended is kept, see `signed_out`
@shows_what_was_sent
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def action(request, pk, number):
    """The page of an action, where it is written."""
    if not request.user.is_authenticated:
        return keep_for_later(request, Action.objects.for_work().filter(plan=pk, number=number).first())
    record = action_for(request, pk, number)
    if request.method != "POST":
        return _show_action(request, record)
    if not may(request.user, "change", record):
        if record.plan.is_writable:
            raise PermissionDenied
        return _closed(request, record)
    data = sent_or_kept(request, record)
    if data is None:
        return redirect("plan-action", pk, number)
    data = decided(data)
    try:
        with in_name_of(request, record.plan):
            record, saved = writing.save_action(record.pk, data, by=request.user)
            if "confirm" in data:
                writing.confirm(record, by=request.user)
    except NotWritable:
        return _closed(request, record)

    def show(status):
        return _show_action(request, record, saved, status)

    return _answered(request, record, saved, show, "plan-action", pk, number)


def _closed(request, record):
    """The plan was submitted or decided on meanwhile: said, with what was sent still on the page."""
    if wants_json(request):
        return JsonResponse({"closed": True}, status=409)
    return _show_action(request, record, _as_sent(ActionForm(request.POST, answer=record)), 409, not_taken=True)


def _show_action(request, record, saved=None, status=200, *, not_taken=False):
    may_change = may(request.user, "change", record)
    may_write = may_change and record.is_open
    numbers = list(record.plan.actions.values_list("number", flat=True))
    here = numbers.index(record.number)
    context = PLAN.context(record.plan) | {
        "action": record,
        "form": saved.forms.form if saved else ActionForm(answer=record),
        "links": LinksForm(action=record),
        "shown": None if may_write else shown_now(record.plan, [record]),
        "may_write": may_write,
        "is_spoken_of": may_write and writing.is_spoken_of(record),
        "may_set_status": may(request.user, "set-status", record) and record.plan.is_carried_out,
        "findings": findings_of(record.plan, [record]) if "check" in request.GET else None,
        "changes": record.changes.select_related("by"),
        "answered": answered_by(record),
        "became": became_of([record.pk], request.user)[record.pk],
        "may_propose": record.plan.is_in_force
        and may(request.user, "add", ActivityProposal(country=record.plan.country)),
        "on_behalf": acts_on_behalf(request),
        "previous": numbers[here - 1] if here else None,
        "following": numbers[here + 1] if here + 1 < len(numbers) else None,
        "saved": saved,
        "not_taken": not_taken,
        "writer": kept_texts.writer_mark(request.user),
    }
    if may_change:
        context |= _kept_for(request, record)
    return render(request, "assessments/plans/action.html", context, status=status)


@never_cache
def propose(request, pk):
    """Begins a proposal of an activity for the actions chosen."""
    found = written_plan(request, pk)
    if not may(request.user, "add", ActivityProposal(country=found.country)):
        raise PermissionDenied
    if not found.is_in_force:
        return too_late(request, found)
    form = ProposeForm(sent(request), plan=found, initial={"actions": request.GET.getlist("action")})
    form_key = form_key_of(request)
    if form.is_valid():
        with in_name_of(request, found):
            proposal = thread.propose(pk, form.chosen(), by=request.user, form_key=form_key)
        messages.success(request, _("The draft of a proposal is there, with what the actions say. Go on with it."))
        return redirect("proposal-edit", proposal.pk)
    context = PLAN.context(found) | {"form": form, "form_key": form_key}
    return form_page(request, "assessments/plans/propose.html", context)


@require_POST
def remove_action(request, pk, number):
    record = action_for(request, pk, number, "change")
    try:
        with in_name_of(request, record.plan):
            writing.remove(record, by=request.user)
    except NotWritable:
        messages.error(request, _("The plan cannot be written now."))
    except writing.InUse:
        messages.error(request, _("Reviewers spoke of this action: it stays in the plan."))
        return redirect("plan-action", pk, number)
    else:
        messages.success(request, _("The action is removed. Submitted versions that hold it keep it."))
    return redirect("plan", pk)
