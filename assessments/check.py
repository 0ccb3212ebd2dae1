"""The check before submission: everything at once, graded, each finding a link to its field (PRODUCT D8)."""

from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from assessments.answer_forms import prefix_of
from assessments.before import earlier_of
from assessments.models import AreaFacet, CriterionAnswer, Standing
from assessments.progress import Condition, is_criterion_answered
from assessments.sheet import sheets_of


class Grade(StrEnum):
    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


GRADE_NAMES = {
    Grade.ERROR: pgettext_lazy("grade", "Error"),
    Grade.WARNING: pgettext_lazy("grade", "Warning"),
    Grade.NOTE: pgettext_lazy("grade", "Note"),
}
GRADE_MEANINGS = {
    Grade.ERROR: pgettext_lazy("grade", "Must be mended before the assessment can be submitted."),
    Grade.WARNING: pgettext_lazy("grade", "Reviewers would ask. Mend it or leave it."),
    Grade.NOTE: pgettext_lazy("grade", "Worth a thought."),
}


@dataclass(frozen=True)
class Finding:
    """`area` and `anchor` say where: the area's page and the field on it. `place` says it in words."""

    grade: Grade
    message: str
    area: str
    code: str
    anchor: str
    place: str

    @property
    def grade_name(self):
        return GRADE_NAMES[self.grade]


def findings_of(assessment, sheets=None, earlier=None):
    """All findings of an assessment, in the order of the form; `sheets` and `earlier` where they were read already."""
    sheets = sheets_of(assessment) if sheets is None else sheets
    earlier = earlier_of(assessment) if earlier is None else earlier
    found = []
    for sheet in sheets:
        for item in sheet.indicators:
            found += _of_indicator(sheet, item, earlier)
        for facet in sheet.facets:
            found += _of_facet(sheet, facet)
        found += _of_area(sheet)
    return found


def can_be_submitted(findings):
    return not any(finding.grade == Grade.ERROR for finding in findings)


def _finding(grade, message, sheet, part, answer, name):
    # Questions to every area are known by their name; their code is for machines.
    place = f"{sheet.area.code} – {part.name}" if isinstance(part, AreaFacet) else part.code
    return Finding(grade, message, sheet.area.code, part.code, f"id_{prefix_of(answer)}-{name}", place)


def _of_indicator(sheet, item, earlier):
    answer, part = item.answer, item.indicator

    def found(grade, message, name, about=answer):
        return _finding(grade, message, sheet, part, about, name)

    if answer.standing == Standing.NOT_APPLICABLE and not answer.standing_reason:
        yield found(Grade.ERROR, _("Say why the question does not apply."), "standing_reason")
    elif not answer.standing:
        yield from _unanswered(item, found)
    if answer.to_confirm:
        yield found(
            Grade.ERROR, _("The text comes from the cycle before: confirm that it still holds."), "justification"
        )
    for criterion, given in item.criteria:
        if given.value == CriterionAnswer.Value.NOT_APPLICABLE and not given.reason:
            message = _("Criterion {code}: say why it does not apply.").format(code=criterion.code)
            yield found(Grade.ERROR, message, "reason", given)
    before = earlier.of(part) if earlier else None
    if before is not None and before.stage_moved(answer) and not answer.stage_reason:
        yield found(Grade.ERROR, _("The stage is another one than in the cycle before: say why."), "stage_reason")
    if item.condition == Condition.ANSWERED:
        yield from _doubts(sheet, item, found)


def _unconfirmed():
    return _("The text comes from the cycle before: confirm that it still holds.")


def _unanswered(item, found):
    answer = item.answer
    missing = [criterion.code for criterion, given in item.criteria if not given.value]
    if item.condition == Condition.NOT_STARTED:
        yield found(Grade.ERROR, _("Not answered yet."), "stage_0")
        return
    if answer.stage_id is None:
        yield found(Grade.ERROR, _("Choose the stage of progress."), "stage_0")
    if not answer.justification:
        yield found(Grade.ERROR, _("Give a justification for the stage."), "justification")
    if missing:
        first = next(given for _criterion, given in item.criteria if not given.value)
        message = _("Criteria without an answer: {codes}.").format(codes=", ".join(missing))
        yield found(Grade.ERROR, message, "value", first)


def _doubts(sheet, item, found):
    answer = item.answer
    stages = list(sheet.version.stages.all())
    is_last = stages and answer.stage_id == stages[-1].pk
    values = [given.value for _criterion, given in item.criteria if is_criterion_answered(given)]
    if is_last and CriterionAnswer.Value.NOT_MET in values:
        yield found(Grade.WARNING, _("The last stage is chosen, yet a criterion is not met."), "stage_0")
    if not item.evidence:
        yield found(Grade.WARNING, _("No evidence is given for this answer."), "justification")
    for one in item.evidence:
        if one.is_expired():
            message = _("The evidence “{title}” is no longer valid.").format(title=one.title)
            yield found(Grade.WARNING, message, "justification")
    if not answer.legal_references:
        yield found(Grade.NOTE, _("No legal reference is given."), "legal_references")


def _of_facet(sheet, item):
    answer = item.answer

    def found(grade, message, name):
        return _finding(grade, message, sheet, item.facet, answer, name)

    if answer.standing == Standing.NOT_APPLICABLE and not answer.standing_reason:
        yield found(Grade.ERROR, _("Say why the question does not apply."), "standing_reason")
    elif not answer.standing and not answer.text:
        yield found(Grade.ERROR, _("Not answered yet."), "text")
    if answer.to_confirm:
        yield found(Grade.ERROR, _unconfirmed(), "text")


def _of_area(sheet):
    stages = list(sheet.version.stages.all())
    last = stages[-1].pk if stages else None
    is_below = any(item.answer.stage_id not in (None, last) for item in sheet.indicators)
    if is_below and not sheet.challenges:
        message = _("No challenge is named, though not every indicator is at the last stage.")
        yield Finding(Grade.NOTE, message, sheet.area.code, sheet.area.code, "challenges", sheet.area.code)
