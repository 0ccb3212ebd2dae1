"""What a country lets everybody see of its plan, part by part, and taking it back (PRODUCT D12)."""

from django.contrib.auth.models import AnonymousUser
from django.db import transaction

from assessments import plan_notifications
from assessments.certifying import signed
from assessments.models import PlanPublication, PlanWithdrawal
from assessments.plans.freezing import progress_now, published_part
from assessments.plans.published import PublishedPlan
from assessments.plans.writing import locked
from assessments.reviewing import latest
from programme.history import raise_version
from programme.workflow import TransitionNotAllowed


def content_to_publish(plan, parts):
    """Exactly what a publication of these parts would hold now: the preview shows it and `publish` stores it."""
    return published_part(latest(plan).content, parts, progress_now(plan))


def preview_of(plan, parts, on_behalf):
    """Just what the public page will show, made by what makes that page."""
    content = content_to_publish(plan, parts)
    preview = PublishedPlan(plan.cycle, content, sorted(parts), plan.is_carried_out, on_behalf=on_behalf)
    preview.shown.with_thread(AnonymousUser())
    return preview


@transaction.atomic
def publish(plan_key, *, by, parts, on_behalf=False):
    """Stores the frozen copy that everybody sees from now on; returns the PlanPublication."""
    plan = locked(plan_key)
    if not plan.can_be_published:
        raise TransitionNotAllowed("publish", plan.status)
    content = content_to_publish(plan, parts)
    with signed(plan, by, on_behalf) as signature:
        publication = PlanPublication.objects.create(plan=plan, parts=sorted(parts), content=content, **signature)
    raise_version(PlanPublication, publication)
    plan_notifications.published(publication)
    return publication


@transaction.atomic
def withdraw(publication, *, by, note, on_behalf=False):
    """Takes a publication back and leaves the note in its place; returns whether it was not withdrawn before."""
    with signed(locked(publication.plan_id), by, on_behalf) as signature:
        given = {"note": note} | signature
        _withdrawal, is_new = PlanWithdrawal.objects.get_or_create(publication=publication, defaults=given)
    if is_new:
        raise_version(PlanPublication, publication)
        plan_notifications.withdrawn(publication)
    return is_new
