"""What a country said in the cycle before, from the version that it last submitted then (PRODUCT D6)."""

from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from django.db import transaction

from assessments.models import Action, FacetAnswer, IndicatorAnswer, IndicatorLink, ReviewComment, Submission
from assessments.saving import NotWritable, locked
from assessments.sheet import is_open, sheets_of

COPIED = ("justification", "legal_references", "authorities")


@dataclass(frozen=True)
class EarlierAnswer:
    """What was said of an indicator, with the stage as it was named then and what reviewers remarked."""

    entry: dict
    stage: Any
    code: str
    number: int
    submitted_at: Any
    is_same_scale: bool
    remarks: tuple = ()
    # What the plan of that cycle did about it.
    actions: tuple = ()

    def stage_moved(self, answer):
        """Whether the country is at another stage now. On another scale nobody can tell, so it counts as moved."""
        if answer.stage_id is None or self.stage is None:
            return False
        return not self.is_same_scale or answer.stage_id != self.stage.pk


@dataclass
class Earlier:
    submission: Submission
    stages: dict[int, Any]
    entries: dict[str, dict]
    facets: dict[tuple[str, str], dict]
    remarks: dict[str, list]
    # Code of an indicator today → its code in the version of that time.
    codes: dict[str, str]
    is_same_version: bool

    def with_actions(self, indicator):
        """The same as `of`, with what the plan of that cycle did about it: for the page where one writes."""
        found = self.of(indicator)
        return found and replace(found, actions=tuple(self.actions.get(found.code, ())))

    def of(self, indicator):
        code = self.codes.get(indicator.code, "")
        entry = self.entries.get(code)
        if entry is None:
            return None
        return EarlierAnswer(
            entry,
            self.stages.get(entry["stage"]),
            code,
            self.submission.assessment.cycle.number,
            self.submission.at,
            self.is_same_version,
            tuple(self.remarks.get(code, ())),
        )

    @cached_property
    def actions(self):
        """Code of an indicator then → the actions of that cycle's plan which answered it or a challenge to it."""
        found: dict[str, list] = {}
        plan = Action.objects.filter(plan__cycle=self.submission.assessment.cycle_id)
        for action in plan.select_related("plan").prefetch_related("indicators", "challenges__indicator"):
            named = [*action.indicators.all(), *(one.indicator for one in action.challenges.all() if one.indicator)]
            for code in {one.code for one in named}:
                found.setdefault(code, []).append(action)
        return found

    def of_facet(self, area, facet):
        return self.facets.get((area.code, facet.code))


def earlier_of(assessment):
    """What the cycle before holds for this one, or None where nothing was submitted before."""
    submission = (
        Submission.objects.filter(assessment__cycle__country=assessment.cycle.country_id)
        .filter(assessment__cycle__number__lt=assessment.cycle.number)
        .select_related("assessment__cycle", "instrument")
        .order_by("-assessment__cycle__number", "-number")
        .first()
    )
    if submission is None:
        return None
    is_same = submission.instrument_id == assessment.instrument.pk
    areas = submission.content["areas"]
    entries = {one["code"]: one for area in areas for one in area["indicators"]}
    remarks: dict[str, list] = {}
    comments = ReviewComment.objects.filter(thread__assessment=submission.assessment_id)
    for comment in comments.exclude(thread__indicator=None).select_related("thread__indicator"):
        remarks.setdefault(comment.thread.indicator.code, []).append(comment)
    instrument = assessment.instrument if is_same else submission.instrument
    return Earlier(
        submission=submission,
        stages={stage.number: stage for stage in instrument.stages.all()},
        entries=entries,
        facets={(area["code"], one["code"]): one for area in areas for one in area["facets"]},
        remarks=remarks,
        codes={code: code for code in entries} if is_same else _codes(assessment, submission),
        is_same_version=is_same,
    )


def _codes(assessment, submission):
    links = IndicatorLink.objects.filter(
        instrument=assessment.instrument.pk, earlier__instrument=submission.instrument_id
    ).select_related("indicator", "earlier")
    return {link.indicator.code: link.earlier.code for link in links}


@transaction.atomic
def start_from_last(assessment_key, *, by, codes=None):
    """Copies the texts of the cycle before into what is still empty, each to be confirmed; returns how many answers.

    `codes` are those of the areas in which this person writes; None for all. Stages are never copied: where the
    country stands now is for it to say anew.
    """
    assessment = locked(assessment_key)
    if not assessment.is_writable:
        raise NotWritable
    earlier, filled = earlier_of(assessment), 0
    if earlier is None:
        return 0
    for sheet in sheets_of(assessment):
        if codes is not None and sheet.area.code not in codes:
            continue
        for item in sheet.indicators:
            found = earlier.of(item.indicator)
            if found is not None:
                filled += _fill(item.answer, {name: found.entry[name] for name in COPIED}, by)
        for facet in sheet.facets:
            entry = earlier.of_facet(sheet.area, facet.facet)
            if entry is not None:
                filled += _fill(facet.answer, {"text": entry["text"]}, by)
    return filled


def _fill(answer: IndicatorAnswer | FacetAnswer, texts, by):
    values = {name: text for name, text in texts.items() if text and not getattr(answer, name)}
    if not values or not is_open(answer):
        return 0
    for name, value in values.items():
        setattr(answer, name, value)
    answer.to_confirm = True
    answer.version += 1
    answer.saved_by = by
    answer.save()
    return 1
