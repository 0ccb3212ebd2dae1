"""What a country lets everybody see of its assessment, part by part, and taking it back (PRODUCT D12)."""

from django.db import transaction

from assessments import notifications
from assessments.certifying import signed
from assessments.freezing import published_part
from assessments.models import Publication, ReviewedStage, Withdrawal
from assessments.published import PublishedAssessment, published_of
from assessments.reviewing import latest
from assessments.saving import locked
from programme.history import raise_version
from programme.workflow import TransitionNotAllowed


def content_to_publish(assessment, parts):
    """Exactly what a publication of these parts would hold now: the preview shows it and `publish` stores it."""
    submission = latest(assessment)
    content = published_part(submission.content, parts)
    if Publication.Part.STAGES in parts:
        agreed = agreed_stages(assessment)
        for area in content["areas"]:
            for entry in area["indicators"]:
                entry["reviewed_stage"] = agreed.get(entry["code"])
    return content


def agreed_stages(assessment):
    """Indicator → number of the stage that reviewers saw and the country agreed with; the last agreement counts."""
    agreed = ReviewedStage.objects.filter(assessment=assessment).exclude(agreed_at=None).order_by("agreed_at", "pk")
    return {one.indicator.code: one.stage.number for one in agreed.select_related("indicator", "stage")}


def preview_of(assessment, parts, on_behalf):
    """Just what the public page will show, made by what makes that page."""
    content = content_to_publish(assessment, parts)
    earlier = [one for one in published_of(assessment.country) if one.cycle.number < assessment.cycle.number]
    instrument = latest(assessment).instrument
    return PublishedAssessment(
        assessment.cycle, instrument, content, sorted(parts), on_behalf=on_behalf, before=earlier[:1]
    )


@transaction.atomic
def publish(assessment_key, *, by, parts, on_behalf=False):
    """Stores the frozen copy that everybody sees from now on; returns the Publication."""
    assessment = locked(assessment_key)
    if not assessment.can_be_published:
        raise TransitionNotAllowed("publish", assessment.status)
    content, submission = content_to_publish(assessment, parts), latest(assessment)
    with signed(assessment, by, on_behalf) as signature:
        publication = Publication.objects.create(
            submission=submission, parts=sorted(parts), content=content, **signature
        )
    raise_version(Publication, publication)
    notifications.published(publication)
    return publication


@transaction.atomic
def withdraw(publication, *, by, note, on_behalf=False):
    """Takes a publication back and leaves the note in its place; returns whether it was not withdrawn before."""
    assessment = locked(publication.submission.assessment_id)
    with signed(assessment, by, on_behalf) as signature:
        given = {"note": note} | signature
        _withdrawal, is_new = Withdrawal.objects.get_or_create(publication=publication, defaults=given)
    if is_new:
        raise_version(Publication, publication)
        notifications.withdrawn(publication)
    return is_new
