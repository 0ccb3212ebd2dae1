"""The country's decision on what everybody sees of its plan, and the public's page of it (PRODUCT D12)."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from assessments.models import PlanPublication
from assessments.plan_querysets import IN_FORCE
from assessments.plans import publishing, tables
from assessments.plans.access import plan_for
from assessments.plans.published import PublishedPlan, published_of
from assessments.plans.step_forms import PlanPublishForm
from assessments.work_forms import WithdrawForm
from countries.models import Country
from programme.permissions import may
from programme.work_requests import acts_on_behalf, sent
from programme.workflow import TransitionNotAllowed


def publications_of(plan):
    return PlanPublication.objects.filter(plan=plan).select_related("by", "withdrawal")


@never_cache
def publish(request, pk):
    """Chooses the parts; the first button shows exactly the future page, the second one publishes it."""
    plan = plan_for(request, pk)
    can_publish, can_withdraw = (may(request.user, action, plan) for action in ("publish", "withdraw"))
    if request.method == "POST" and not can_publish:
        raise PermissionDenied
    is_in_force = plan.status in IN_FORCE
    can_publish = can_publish and is_in_force
    current = publications_of(plan).in_force().first()
    initial = {"parts": current.parts if current else [PlanPublication.Part.ACTIONS]}
    chosen = request.POST if request.method == "POST" else request.GET if "parts" in request.GET else None
    form = PlanPublishForm(chosen, initial=initial)
    preview = None
    if request.method == "POST":
        if not can_publish:
            return _too_early(request, plan)
        if form.is_valid():
            try:
                publishing.publish(
                    pk, by=request.user, parts=form.cleaned_data["parts"], on_behalf=acts_on_behalf(request)
                )
            except TransitionNotAllowed:
                return _too_early(request, plan)
            messages.success(request, _("Published: everybody sees it now."))
            return redirect("plan-publish", pk)
    elif chosen is not None and can_publish and form.is_valid():
        preview = preview_of(plan, form.cleaned_data["parts"], acts_on_behalf(request))
    context = {
        "plan": plan,
        "assessment": plan.cycle.assessment,
        "form": form,
        "preview": preview,
        "parts": form.cleaned_data["parts"] if preview else [],
        "current": current,
        "publications": publications_of(plan),
        "is_in_force": is_in_force,
        "can_publish": can_publish,
        "can_withdraw": can_withdraw,
    }
    return render(request, "assessments/plans/publish.html", context, status=422 if form.errors else 200)


def preview_of(plan, parts, on_behalf):
    """Just what the public page will show, made by what makes that page."""
    content = publishing.content_to_publish(plan, parts)
    preview = PublishedPlan(plan.cycle, content, sorted(parts), plan.is_carried_out, on_behalf=on_behalf)
    preview.shown.with_thread(AnonymousUser())
    return preview


def _too_early(request, plan):
    messages.error(request, _("Only an approved plan can be published."))
    return redirect("plan-publish", plan.pk)


@never_cache
def withdraw(request, pk, key):
    plan = plan_for(request, pk, "withdraw")
    publication = get_object_or_404(publications_of(plan), pk=key)
    form = WithdrawForm(sent(request))
    if request.method == "POST" and form.is_valid():
        note, on_behalf = form.cleaned_data["note"], acts_on_behalf(request)
        if publishing.withdraw(publication, by=request.user, note=note, on_behalf=on_behalf):
            messages.success(request, _("Withdrawn. Your note stands in its place."))
        else:
            messages.info(request, _("It had been withdrawn already."))
        return redirect("plan-publish", pk)
    context = {"plan": plan, "assessment": plan.cycle.assessment, "publication": publication, "form": form}
    return render(request, "assessments/plans/withdraw.html", context, status=422 if form.errors else 200)


def published_for(slug, number):
    country = get_object_or_404(Country, slug=slug)
    found = [one for one in published_of(country) if one.cycle.number == number]
    if not found:
        raise Http404
    return country, found[0]


@login_not_required
@require_safe
def published(request, slug, number):
    """What a country published of the plan of one of its cycles, or the note in its place."""
    country, found = published_for(slug, number)
    if found.is_shown:
        found.shown.with_thread(AnonymousUser())
    return render(request, "assessments/plans/published.html", {"country": country, "published": found})


@login_not_required
@require_safe
def published_csv(request, slug, number):
    country, found = published_for(slug, number)
    if not found.is_shown:
        raise Http404
    return tables.as_csv(found.shown, f"action-plan-{country.slug}-{number}")
