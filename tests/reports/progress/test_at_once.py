"""Two at once, on either database: one report, one step, one version; the other person gets a clear answer."""

import pytest

from programme.workflow import StepTaken, TransitionNotAllowed
from reports.models import ProgressReport, ReportCopy
from reports.progress import writing
from tests.conftest import person
from tests.programme.test_concurrency import at_once
from tests.reports.progress import making

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def people(roles):
    return [person(f"person-{number}@example.org") for number in range(2)]


def outcome_of(work, *args, **kwargs):
    try:
        return work(*args, **kwargs)
    except TransitionNotAllowed as refusal:
        return refusal


def refused(outcomes):
    return [one for one in outcomes if isinstance(one, TransitionNotAllowed)]


def test_two_who_begin_begin_one(people):
    begun = at_once(lambda number: making.draft(people[number]))

    assert begun[0] == begun[1]
    assert ProgressReport.objects.count() == 1


def test_two_who_begin_a_corrigendum_begin_one(people):
    report = making.published()

    begun = at_once(lambda number: writing.begin_corrigendum(report.pk, by=people[number]))

    assert begun[0] == begun[1]
    assert ProgressReport.objects.open().count() == 1


@pytest.mark.parametrize("step", ["freeze", "publish"])
def test_two_who_take_a_step_take_one(people, step):
    report = making.draft() if step == "freeze" else making.frozen()
    work = getattr(writing, step)

    outcomes = at_once(lambda number: outcome_of(work, report.pk, by=people[number]))

    assert len(refused(outcomes)) == 1
    assert StepTaken.objects.filter(step=step).count() == 1
    assert ReportCopy.objects.count() == 1


def test_publication_and_taking_back_let_one_through(people):
    report = making.frozen()

    def act(number):
        if number:
            return outcome_of(writing.take_back, report.pk, by=people[1], reason="Wrong")
        return outcome_of(writing.publish, report.pk, by=people[0])

    assert len(refused(at_once(act))) == 1
    assert making.read(report).status in ("published", "draft")


def test_two_who_keep_keep_two_numbers(people):
    report = making.draft()

    at_once(lambda number: writing.keep(report.pk, by=people[number]))

    assert sorted(report.copies.values_list("number", flat=True)) == [1, 2]


def test_two_who_save_one_text_make_one_difference(people):
    report = making.draft()
    section = making.section(report)

    def save(number):
        values = section.values() | {"text_en": f"Text {number}"}
        return writing.save_section(section, values, seen=section.version, by=people[number])

    outcomes = at_once(save)

    assert sorted(len(differences) for _section, _merged, differences in outcomes) == [0, 1]
    winner = next(number for number, one in enumerate(outcomes) if not one[2])
    assert making.section(report).text_en == f"Text {winner}"


def test_what_is_saved_before_the_freeze_is_in_it(people):
    report = making.draft()
    section = making.section(report)

    def act(number):
        if number:
            return outcome_of(writing.freeze, report.pk, by=people[1])
        values = section.values() | {"text_en": "Just before"}
        return outcome_of(writing.save_section, section, values, seen=section.version, by=people[0])

    saved, _frozen = at_once(act)

    frozen = making.read(report).frozen_copy.content["narrative"]
    assert frozen == ({} if isinstance(saved, TransitionNotAllowed) else {"introduction": {"en": "Just before"}})
