"""Handing a plan in: the certified, numbered copy, and taking it back until the review begins (PRODUCT D9, E1)."""

from django.db import transaction

from assessments.certifying import certify
from assessments.check import can_be_submitted
from assessments.plans.checking import findings_of
from assessments.plans.freezing import content_of
from assessments.plans.writing import locked
from assessments.saving import NotWritable
from assessments.submitting import NotReady
from programme.workflow import TransitionNotAllowed


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
    actions = list(plan.actions.for_plan())
    findings = findings_of(plan, actions)
    if not can_be_submitted(findings):
        raise NotReady(findings)
    return certify(
        plan,
        content_of(plan, actions),
        by=by,
        name=name,
        function=function,
        original=original,
        on_behalf=on_behalf,
    )


@transaction.atomic
def recall(plan_key, *, by):
    """Takes a submitted plan back to where the country wrote before. The submitted version stays on record."""
    plan = locked(plan_key)
    plan.recall(by=by)
    return plan


def mark_asked(plan, keys):
    """Reopens just these actions. Locked by the caller."""
    for action in plan.actions.all():
        if action.is_asked != (action.pk in keys):
            action.is_asked = action.pk in keys
            action.save()
