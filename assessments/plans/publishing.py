"""What a country lets everybody see of its plan, part by part, and taking it back (PRODUCT D12)."""

from django.db import transaction

from assessments import plan_notifications
from assessments.models import PlanPublication, PlanWithdrawal
from assessments.plan_querysets import IN_FORCE
from assessments.plans.freezing import progress_now, published_part
from assessments.plans.reviewing import latest
from assessments.plans.writing import locked
from programme.history import acting, acting_now, raise_version
from programme.workflow import TransitionNotAllowed


def content_to_publish(plan, parts):
    """Exactly what a publication of these parts would hold now: the preview shows it and `publish` stores it."""
    return published_part(latest(plan).content, parts, progress_now(plan))


@transaction.atomic
def publish(plan_key, *, by, parts, on_behalf=False):
    """Stores the frozen copy that everybody sees from now on; returns the PlanPublication."""
    plan = locked(plan_key)
    if plan.status not in IN_FORCE:
        raise TransitionNotAllowed("publish", plan.status)
    with acting(on_behalf_of=plan.country.iso2 if on_behalf else ""):
        publication = PlanPublication.objects.create(
            plan=plan,
            parts=sorted(parts),
            content=content_to_publish(plan, parts),
            by=by,
            acted_as=acting_now(plan, by)["acted_as"],
            on_behalf=on_behalf,
        )
    raise_version(PlanPublication, publication)
    plan_notifications.published(publication)
    return publication


@transaction.atomic
def withdraw(publication, *, by, note, on_behalf=False):
    """Takes a publication back and leaves the note in its place; returns whether it was not withdrawn before."""
    plan = locked(publication.plan_id)
    with acting(on_behalf_of=plan.country.iso2 if on_behalf else ""):
        given = {"note": note, "by": by, "acted_as": acting_now(plan, by)["acted_as"], "on_behalf": on_behalf}
        _withdrawal, is_new = PlanWithdrawal.objects.get_or_create(publication=publication, defaults=given)
    if is_new:
        raise_version(PlanPublication, publication)
        plan_notifications.withdrawn(publication)
    return is_new
