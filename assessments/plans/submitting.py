"""Handing a plan in: the certified, numbered copy, and taking it back until the review begins (PRODUCT D9, E1)."""

from django.db import transaction
from django.db.models import Max

from assessments.cycle_querysets import REVISION, SUBMITTED
from assessments.models import PlanSubmission
from assessments.plans.checking import can_be_submitted, findings_of
from assessments.plans.freezing import content_of
from assessments.plans.writing import locked
from assessments.saving import NotWritable
from assessments.submitting import NotReady
from programme.history import acting, acting_now
from programme.stored_files import store
from programme.workflow import StepTaken, TransitionNotAllowed


@transaction.atomic
def submit(plan_key, *, by, name, function, original=None, on_behalf=False):
    """Freezes the plan as its next version and hands it over; returns the PlanSubmission.

    Raises NotReady where the check finds errors, TransitionNotAllowed where it was submitted meanwhile, NotWritable
    where its cycle has ended. `original` is the CheckedUpload that the country signed, needed `on_behalf`.
    """
    plan = locked(plan_key)
    if not plan.can("submit"):
        raise TransitionNotAllowed("submit", plan.status)
    if plan.cycle.is_ended:
        raise NotWritable
    if on_behalf and original is None:
        raise ValueError("What is submitted on a country's behalf has its original attached.")
    actions = list(plan.actions.for_plan())
    findings = findings_of(plan, actions)
    if not can_be_submitted(findings):
        raise NotReady(findings)
    with acting(on_behalf_of=plan.country.iso2 if on_behalf else ""):
        number = (plan.submissions.aggregate(last=Max("number"))["last"] or 0) + 1
        submission = PlanSubmission.objects.create(
            plan=plan,
            number=number,
            content=content_of(plan, actions),
            by=by,
            acted_as=acting_now(plan, by)["acted_as"],
            on_behalf=on_behalf,
            certified_name=name,
            certified_function=function,
            original=store(original, by=by) if original else None,
        )
        plan.step("submit", by=by, note=str(number))
    return submission


@transaction.atomic
def recall(plan_key, *, by):
    """Takes a submitted plan back to where the country wrote before. The submitted version stays on record."""
    plan = locked(plan_key)
    if plan.status != SUBMITTED:
        raise TransitionNotAllowed("recall", plan.status)
    last = StepTaken.objects.about(plan).filter(step="submit").order_by("-at", "-pk").first()
    plan.step("recall_revision" if last and last.from_status == REVISION else "recall", by=by)
    return plan


def mark_asked(plan, keys):
    """Reopens just these actions. Locked by the caller."""
    for action in plan.actions.all():
        if action.is_asked != (action.pk in keys):
            action.is_asked = action.pk in keys
            action.save()
