"""The review: remarks in threads, the reviewers' own stages, return with open points, acceptance (PRODUCT D11)."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import OuterRef, Subquery
from django.utils import timezone

from assessments import notifications
from assessments.cycle_querysets import WITH_SECRETARIAT, WRITABLE
from assessments.models import ReviewComment, ReviewedStage, ReviewThread, SelfAssessment
from assessments.saving import locked
from assessments.submitting import mark_asked
from programme.history import acting_now
from programme.matrix import COUNTRY_ROLES
from programme.sent_twice import said_a_moment_ago
from programme.workflow import StepTaken


class NothingAsked(Exception):
    """A return for revision names at least one area or indicator."""


class OwnEntry(Exception):
    """Nobody accepts alone what they entered or submitted themselves."""


def latest(record):
    """The last submitted version of an assessment or a plan, or None."""
    return record.submissions.order_by("-number").first()


@transaction.atomic
def start(assessment_key, *, by):
    assessment = locked(assessment_key)
    assessment.step("start_review", by=by)
    return assessment


@transaction.atomic
def comment(assessment, *, by, text, area=None, indicator=None, thread=None):
    """Says something in a thread, or opens one about an area or one of its indicators; returns the thread.

    A form that was sent twice says it once.
    """
    locked(assessment.pk)
    place = {"thread": thread} if thread else {"thread__area": area, "thread__indicator": indicator}
    there = ReviewComment.objects.filter(thread__assessment=assessment, **place)
    if said := said_a_moment_ago(there, by=by, text=text):
        return said.thread
    if thread is None:
        thread = ReviewThread.objects.create(
            assessment=assessment, area=area, indicator=indicator, submission=latest(assessment)
        )
    ReviewComment.objects.create(thread=thread, text=text, by=by, acted_as=acting_now(assessment, by)["acted_as"])
    notifications.commented(thread, by)
    return thread


def resolve(thread, *, by):
    """Marks a thread of a review as settled; returns whether it was open."""
    here = type(thread).objects.filter(pk=thread.pk, resolved_at=None)
    return bool(here.recorded_update(resolved_at=timezone.now(), resolved_by=by))


def unanswered(threads):
    """Those of these threads, of a review of either kind, that are open and in which the country did not speak last."""
    comments = threads.model._meta.get_field("comments").related_model.objects.filter(thread=OuterRef("pk"))
    said_by = Subquery(comments.order_by("-at", "-pk").values("acted_as")[:1])
    return threads.filter(resolved_at=None).annotate(said_by=said_by).exclude(said_by__in=COUNTRY_ROLES)


def with_unanswered(records):
    """Those of these records under review in which points wait for the country's answer, each with how many."""
    for one in records:
        number = unanswered(one.threads.all()).count() if one.status in WITH_SECRETARIAT else 0
        if number:
            yield one, number


def open_again(thread):
    here = type(thread).objects.filter(pk=thread.pk).exclude(resolved_at=None)
    return bool(here.recorded_update(resolved_at=None, resolved_by=None))


@transaction.atomic
def propose_stage(assessment, indicator, stage, *, by, note=""):
    """Sets this reviewer's stage of an indicator; an agreement given to another stage before is void."""
    locked(assessment.pk)
    found = ReviewedStage.objects.filter(assessment=assessment, indicator=indicator, by=by).first()
    proposed = found or ReviewedStage(assessment=assessment, indicator=indicator, by=by)
    if found is None or found.stage_id != stage.pk:
        proposed.agreed_at = proposed.agreed_by = None
    proposed.stage, proposed.note, proposed.at = stage, note, timezone.now()
    proposed.submission = latest(assessment)
    proposed.acted_as = acting_now(assessment, by)["acted_as"]
    proposed.save()
    return proposed


def agree(reviewed, *, by):
    """The country agrees with a reviewed stage, which may then be published; returns whether it had not yet."""
    return bool(
        ReviewedStage.objects.filter(pk=reviewed.pk, agreed_at=None, stage=reviewed.stage_id).recorded_update(
            agreed_at=timezone.now(), agreed_by=by
        )
    )


@transaction.atomic
def return_for_revision(assessment_key, *, by, note, areas=(), indicators=()):
    """Gives the assessment back and reopens just these areas and indicators, by their codes."""
    if not areas and not indicators:
        raise NothingAsked
    assessment = locked(assessment_key)
    assessment.step("return_for_revision", by=by, note=note)
    mark_asked(assessment, set(areas), set(indicators))
    return assessment


def is_own_entry(assessment, user):
    """Whether this person submitted the latest version: somebody else must accept it."""
    submission = latest(assessment)
    return submission is not None and user is not None and submission.by_id == user.pk


@transaction.atomic
def accept(assessment_key, *, by, note="", override=""):
    """Accepts the latest version. Who submitted it cannot, but for an administrator who says why in `override`."""
    assessment = locked(assessment_key)
    if is_own_entry(assessment, by) and not override.strip():
        raise OwnEntry
    assessment.step("accept", by=by, note=override.strip() or note)
    mark_asked(assessment, set(), set())
    return assessment


@dataclass(frozen=True)
class Clock:
    """Days with the country and days with the secretariat since the cycle opened."""

    country: timedelta = timedelta()
    secretariat: timedelta = timedelta()

    @property
    def country_days(self):
        return self.country.days

    @property
    def secretariat_days(self):
        return self.secretariat.days


def steps_taken(assessments):
    """Assessment key → the steps that were taken, oldest first: in one query, and as plain rows, being many."""
    taken: dict[int, list] = {one.pk: [] for one in assessments}
    kind = ContentType.objects.get_for_model(SelfAssessment)
    found = StepTaken.objects.filter(record_type=kind, record_id__in=taken).order_by("at", "pk")
    for step in found.values_list("record_id", "step", "from_status", "to_status", "at", named=True):
        taken[step.record_id].append(step)
    return taken


def clocks(assessments: list[SelfAssessment], taken=None):
    """Assessment key → Clock, from the steps that were taken, where they were read already."""
    taken, now = steps_taken(assessments) if taken is None else taken, timezone.now()
    return {one.pk: _clock(one, taken[one.pk], now) for one in assessments}


def _clock(assessment, steps, now):
    began = timezone.make_aware(datetime.combine(assessment.cycle.opens_on, time.min))
    spent = {"country": timedelta(), "secretariat": timedelta()}
    status, since = "draft", began
    for step in [*steps, None]:
        until = step.at if step else min(now, assessment.cycle.ended_at or now)
        side = "country" if status in WRITABLE else "secretariat" if status in WITH_SECRETARIAT else None
        if side and until > since:
            spent[side] += until - since
        if step:
            status, since = step.to_status, step.at
    return Clock(spent["country"], spent["secretariat"])


def threads_of(assessment):
    """The threads with their comments, for showing."""
    return (
        ReviewThread.objects.filter(assessment=assessment)
        .select_related("area", "indicator", "submission", "resolved_by")
        .prefetch_related("comments__by")
    )
