"""The review of a plan and the decision on it: remarks, return with open points, approval (PRODUCT D11, E1)."""

from django.db import transaction
from django.utils import timezone

from assessments import plan_notifications
from assessments.models import ApprovingBody, PlanComment, PlanThread, role_of
from assessments.plans.submitting import mark_asked
from assessments.plans.writing import locked
from assessments.reviewing import NothingAsked, latest
from programme.history import acting_now
from programme.matrix import has_role
from programme.permissions import may
from programme.sent_twice import said_a_moment_ago


class NoApprovingBody(Exception):
    """Nobody said which body approves plans: an administrator does so in the admin."""


class NoBasis(Exception):
    """The secretariat records a body's decision with the meeting or the document it stands in."""


@transaction.atomic
def start(plan_key, *, by):
    plan = locked(plan_key)
    plan.step("start_review", by=by)
    return plan


@transaction.atomic
def comment(plan, *, by, text, action=None, thread=None):
    """Says something in a thread, or opens one about the plan or one of its actions; returns the thread.

    A form that was sent twice says it once.
    """
    locked(plan.pk)
    place = {"thread": thread} if thread else {"thread__action": action}
    if said := said_a_moment_ago(PlanComment.objects.filter(thread__plan=plan, **place), by=by, text=text):
        return said.thread
    if thread is None:
        thread = PlanThread.objects.create(plan=plan, action=action, submission=latest(plan))
    PlanComment.objects.create(thread=thread, text=text, by=by, acted_as=acting_now(plan, by)["acted_as"])
    plan_notifications.commented(thread, by)
    return thread


def threads_of(plan):
    """The threads with their comments, for showing."""
    found = PlanThread.objects.filter(plan=plan).select_related("action", "submission", "resolved_by")
    return found.prefetch_related("comments__by")


@transaction.atomic
def return_for_revision(plan_key, *, by, note, actions=()):
    """Gives the plan back and reopens just these actions, by their keys; new ones can always be added."""
    if not actions:
        raise NothingAsked
    plan = locked(plan_key)
    plan.step("return_for_revision", by=by, note=note)
    mark_asked(plan, set(actions))
    return plan


def may_approve(user, plan):
    """Whether this person decides as a member of the body that approves plans now, never for the own country."""
    role = role_of(ApprovingBody.on())
    return role is not None and has_role(user, role) and may(user, "approve", plan)


@transaction.atomic
def approve(plan_key, *, by, note="", on=None, meeting=None, document=None, recorded=False):
    """Approves the latest version for the body that approves now, which is kept with the approval.

    `recorded` where the secretariat records what the body decided at a meeting. Raises NoApprovingBody, NoBasis.
    """
    body = ApprovingBody.on(on)
    if body is None:
        raise NoApprovingBody
    if recorded and meeting is None and document is None:
        raise NoBasis
    plan = locked(plan_key)
    plan.step(
        "approve",
        by=by,
        note=note,
        approved_by_body=body,
        approved_on=on or timezone.localdate(),
        approved_at_meeting=meeting,
        approved_in_document=document,
    )
    mark_asked(plan, set())
    return plan
