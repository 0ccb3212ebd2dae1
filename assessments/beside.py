"""What a country puts beside its answers: challenges, notes among colleagues, evidence (PRODUCT D3, D7).

Challenges and evidence are part of what is submitted: the assessment is locked meanwhile, as for a save.
"""

from contextlib import contextmanager

from django.db import transaction
from django.utils import timezone

from assessments.cycle_querysets import REVISION
from assessments.models import ColleagueNote, Evidence
from assessments.saving import NotWritable, locked
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
    with writing(challenge.area_answer.assessment):
        challenge.save()


def remove_challenge(area_answer, key):
    """Removes it where it is still there."""
    with writing(area_answer.assessment):
        found = area_answer.challenges.filter(pk=key).first()
        if found is not None:
            found.delete()


def add_note(area_answer, *, by, text):
    return ColleagueNote.objects.create(area_answer=area_answer, text=text, by=by)


def remove_note(area_answer, key, *, by):
    """Only who wrote it takes it away; returns whether there was such a note."""
    removed, _kinds = area_answer.notes.filter(pk=key, by=by).delete()
    return bool(removed)


def give_evidence(evidence, *, by, answers, upload=None, former=None):
    """Stores the evidence for these answers, with the file uploaded; in the place of `former` where that is given.

    A revision without a file or link of its own keeps the file. Answers that whoever revises does not write in
    are to be handed over too, or they lose the evidence.
    """
    with writing(evidence.assessment):
        evidence.added_by, evidence.revises = by, former
        if upload:
            evidence.file = store(upload, by=by)
        elif former is not None and not evidence.url:
            evidence.file = former.file
        evidence.save()
        evidence.answers.set(answers)
    return evidence


def remove_evidence(assessment, key):
    """Takes it out of the assessment; returns whether it was there. Submitted versions that name it keep it."""
    with writing(assessment):
        found = Evidence.objects.filter(pk=key, assessment=assessment, removed_at=None)
        return bool(found.recorded_update(removed_at=timezone.now()))
