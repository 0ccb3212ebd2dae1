"""What a country puts beside its answers: challenges, notes among colleagues, evidence (PRODUCT D3, D7).

Challenges and evidence are part of what is submitted: the assessment is locked meanwhile, as for a save.
"""

from contextlib import contextmanager

from django.db import transaction
from django.utils import timezone

from assessments.cycle_querysets import REVISION
from assessments.models import ColleagueNote, Evidence
from assessments.saving import NotWritable, locked
from assessments.sheet import active_evidence
from programme.sent_twice import said_a_moment_ago
from programme.stored_files import store


@contextmanager
def writing(assessment):
    """Locks the assessment; raises NotWritable where it cannot be written now."""
    with transaction.atomic():
        if not locked(assessment.pk).is_writable:
            raise NotWritable
        yield


def is_area_open(answer):
    """In a revision, challenges and evidence can change in areas of which something was reopened."""
    if answer.assessment.status != REVISION:
        return answer.assessment.is_writable
    asked = answer.is_asked or answer.indicators.filter(is_asked=True).exists()
    return answer.assessment.is_writable and asked


def save_challenge(challenge):
    """Saves it; a new one that says the very same as one that is there was sent twice and is not added again."""
    with writing(challenge.area_answer.assessment):
        same = {name: getattr(challenge, name) for name in ("text", "indicator", "priority", "needs_assistance")}
        if challenge.pk is None and challenge.area_answer.challenges.filter(**same).exists():
            return
        challenge.save()


def remove_challenge(area_answer, key):
    """Removes it where it is still there."""
    with writing(area_answer.assessment):
        found = area_answer.challenges.filter(pk=key).first()
        if found is not None:
            found.delete()


@transaction.atomic
def add_note(area_answer, *, by, text):
    """Adds it, once though it is sent twice."""
    locked(area_answer.assessment_id)
    last = said_a_moment_ago(area_answer.notes, by=by, text=text)
    return last or ColleagueNote.objects.create(area_answer=area_answer, text=text, by=by)


def remove_note(area_answer, key, *, by):
    """Only who wrote it takes it away; returns whether there was such a note."""
    removed, _kinds = area_answer.notes.filter(pk=key, by=by).delete()
    return bool(removed)


def give_evidence(evidence, *, by, answers, upload=None, former=None):
    """Stores the evidence for these answers, with the file uploaded; in the place of `former` where that is given.

    A revision without a file or link of its own keeps the file. Answers that whoever revises does not write in
    are to be handed over too, or they lose the evidence. The same evidence, sent twice, is given once; who revises
    what was revised or removed meanwhile is refused.
    """
    with writing(evidence.assessment):
        given = _given_already(evidence, by, answers, upload, former)
        if given is not None:
            return given
        if former is not None and not active_evidence().filter(pk=former.pk).exists():
            raise NotWritable
        evidence.added_by, evidence.revises = by, former
        if upload:
            evidence.file = store(upload, by=by)
        elif former is not None and not evidence.url:
            evidence.file = former.file
        evidence.save()
        evidence.answers.set(answers)
    return evidence


def _given_already(evidence, by, answers, upload, former):
    """What the same person gave in the very same words for the same answers, and nobody changed since."""
    same = {
        name: getattr(evidence, name) for name in ("title", "url", "language", "dated", "valid_until", "visibility")
    }
    checksum = {"file__sha256": upload.sha256} if upload else {}
    found = active_evidence().filter(assessment=evidence.assessment, added_by=by, revises=former, **same, **checksum)
    wanted = {answer.pk for answer in answers}
    return next((one for one in found if {answer.pk for answer in one.answers.all()} == wanted), None)


def remove_evidence(assessment, key):
    """Takes it out of the assessment; returns whether it was there. Submitted versions that name it keep it."""
    with writing(assessment):
        found = Evidence.objects.filter(pk=key, assessment=assessment, removed_at=None)
        return bool(found.recorded_update(removed_at=timezone.now()))
