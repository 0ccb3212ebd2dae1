"""What a country lets everybody see of its assessment, part by part, and taking it back (PRODUCT D12)."""

from django.db import transaction

from assessments import notifications
from assessments.cycle_querysets import ACCEPTED
from assessments.freezing import published_part
from assessments.models import Publication, ReviewedStage, Withdrawal
from assessments.reviewing import latest
from assessments.saving import locked
from programme.history import acting, acting_now, raise_version
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


@transaction.atomic
def publish(assessment_key, *, by, parts, on_behalf=False):
    """Stores the frozen copy that everybody sees from now on; returns the Publication."""
    assessment = locked(assessment_key)
    if assessment.status != ACCEPTED:
        raise TransitionNotAllowed("publish", assessment.status)
    with acting(on_behalf_of=assessment.country.iso2 if on_behalf else ""):
        publication = Publication.objects.create(
            submission=latest(assessment),
            parts=sorted(parts),
            content=content_to_publish(assessment, parts),
            by=by,
            acted_as=acting_now(assessment, by)["acted_as"],
            on_behalf=on_behalf,
        )
    raise_version(Publication, publication)
    notifications.published(publication)
    return publication


@transaction.atomic
def withdraw(publication, *, by, note, on_behalf=False):
    """Takes a publication back and leaves the note in its place; returns whether it was not withdrawn before."""
    assessment = locked(publication.submission.assessment_id)
    with acting(on_behalf_of=assessment.country.iso2 if on_behalf else ""):
        given = {"note": note, "by": by, "acted_as": acting_now(assessment, by)["acted_as"], "on_behalf": on_behalf}
        _withdrawal, is_new = Withdrawal.objects.get_or_create(publication=publication, defaults=given)
    if is_new:
        raise_version(Publication, publication)
        notifications.withdrawn(publication)
    return is_new
