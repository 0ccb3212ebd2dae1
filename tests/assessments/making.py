"""Self-assessments in every state, made by the services that make them in life."""

from datetime import timedelta

from django.utils import timezone

from assessments import cycles, publishing, reviewing, saving, submitting
from assessments.models import (
    AreaAnswer,
    CriterionAnswer,
    Evidence,
    FacetAnswer,
    IndicatorAnswer,
    Instrument,
    SelfAssessment,
)
from assessments.sheet import sheets_of
from tests import factories
from tests.kept import kept


def read(assessment):
    return SelfAssessment.objects.for_work().get(pk=assessment.pk)


@kept
def opened(country, by=None, days=60, **size):
    """An empty assessment of a country in the implementation phase, on a small instrument."""
    if not country.phase_entries.exists():
        factories.phase(country)
    if not Instrument.objects.published().exists():
        factories.published_instrument(**size)
    cycle = cycles.open_cycle(country, by=by, due_on=timezone.localdate() + timedelta(days=days))
    return read(cycle.assessment)


@kept
def fill(assessment, by=None, stage=2, text="Because it is so."):
    """Answers every question."""
    for sheet in sheets_of(assessment):
        stages = {one.number: one.pk for one in sheet.version.stages.all()}
        values = {
            AreaAnswer: {},
            IndicatorAnswer: {"stage": stages[stage], "justification": text},
            CriterionAnswer: {"value": "met"},
            FacetAnswer: {"text": text},
        }
        for _part, answer in sheet.answers():
            if values[type(answer)]:
                saving.store(answer, values[type(answer)], by=by)


@kept
def submitted(assessment, by=None):
    fill(assessment, by)
    return submitting.submit(assessment.pk, by=by, name="Name", function="Function")


@kept
def under_review(assessment, by=None):
    submitted(assessment, by)
    return reviewing.start(assessment.pk, by=None)


@kept
def accepted(assessment, by=None, reviewer=None):
    under_review(assessment, by)
    return reviewing.accept(assessment.pk, by=reviewer, override="Nobody else is there.")


def published(assessment, by=None, parts=("stages", "texts", "evidence"), with_file=False):
    if with_file:
        Evidence.objects.create(
            assessment=assessment, title="Law", file=factories.stored_file(), visibility="public"
        ).answers.set(IndicatorAnswer.objects.filter(area_answer__assessment=assessment)[:1])
    accepted(assessment, by)
    return publishing.publish(assessment.pk, by=by, parts=list(parts))


def as_sent(assessment, code, **changes):
    """What a browser sends of an area's page: every field as it stands, but for the changes."""
    from assessments.answer_forms import forms_of

    (sheet,) = sheets_of(read(assessment), code)
    data = {}
    for form in forms_of(sheet).every():
        for name in form.fields:
            value = form[name].value()
            data[form.add_prefix(name)] = "" if value is None else str(value)
    return data | changes


def field(assessment, code, name, kind="i", number=0):
    """The name in the form of a field of the area's first (or that) answer of a kind."""
    from assessments.answer_forms import prefix_of

    (sheet,) = sheets_of(read(assessment), code)
    found = [one for _part, one in sheet.answers() if prefix_of(one).startswith(kind)]
    return f"{prefix_of(found[number])}-{name}"
