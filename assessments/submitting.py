"""Handing an assessment in: the certified, numbered copy, taking it back, and correcting it afterwards (PRODUCT D9)."""

from django.db import transaction

from assessments.before import earlier_of
from assessments.certifying import certify
from assessments.check import can_be_submitted, findings_of
from assessments.freezing import content_of
from assessments.models import AreaAnswer, FacetAnswer, IndicatorAnswer
from assessments.saving import NotWritable, locked
from assessments.sheet import sheets_of
from programme.workflow import TransitionNotAllowed


class NotReady(Exception):
    """The check found errors; `findings` are all that it found."""

    def __init__(self, findings):
        super().__init__(f"{len(findings)} findings")
        self.findings = findings


@transaction.atomic
def submit(assessment_key, *, by, name, function, original=None, on_behalf=False):
    """Freezes the assessment as its next version and hands it over; returns the Submission.

    Raises NotReady where the check finds errors, TransitionNotAllowed where it was submitted meanwhile, NotWritable
    where the cycle takes no answers. `original` is the CheckedUpload that the country signed, needed `on_behalf`.
    """
    assessment = locked(assessment_key)
    if not assessment.can("submit"):
        raise TransitionNotAllowed("submit", assessment.status)
    if not assessment.cycle.takes_answers():
        raise NotWritable
    sheets = sheets_of(assessment)
    findings = findings_of(assessment, sheets, earlier_of(assessment))
    if not can_be_submitted(findings):
        raise NotReady(findings)
    return certify(
        assessment,
        content_of(assessment, sheets),
        instrument=assessment.instrument,
        by=by,
        name=name,
        function=function,
        original=original,
        on_behalf=on_behalf,
    )


@transaction.atomic
def recall(assessment_key, *, by):
    """Takes a submitted assessment back to where the country wrote before. The submitted version stays on record."""
    assessment = locked(assessment_key)
    assessment.recall(by=by)
    return assessment


@transaction.atomic
def reopen(assessment_key, *, by, note):
    """Opens an accepted assessment for correction; what is submitted then supersedes the version before."""
    assessment = locked(assessment_key)
    assessment.step("reopen", by=by, note=note)
    return assessment


def mark_asked(assessment, area_codes, indicator_codes):
    """Reopens just these parts: an area with its questions, or single indicators. Locked by the caller."""
    for area in AreaAnswer.objects.filter(assessment=assessment).select_related("area"):
        _mark(area, area.area.code in area_codes)
        for facet in FacetAnswer.objects.filter(area_answer=area):
            _mark(facet, area.area.code in area_codes)
        for answer in IndicatorAnswer.objects.filter(area_answer=area).select_related("indicator"):
            _mark(answer, area.area.code in area_codes or answer.indicator.code in indicator_codes)


def _mark(answer, is_asked):
    if answer.is_asked != is_asked:
        answer.is_asked = is_asked
        answer.save()
