"""Two at once, on either database: nothing acknowledged is lost, nothing half done, each gets a clear answer."""

import pytest

from assessments import beside, reviewing, saving, submitting
from assessments.cycles import CycleRefused, open_cycle
from assessments.models import AreaAnswer, Challenge, Cycle, Evidence, IndicatorAnswer, ReviewThread, Submission
from assessments.offline.applying import NOTHING_DECIDED, ComparisonChanged, looked_at, take_over
from assessments.offline.base import identity_of
from assessments.offline.contents import contents_of
from assessments.offline.workbook_reading import read_workbook
from assessments.offline.workbook_writing import workbook_of
from assessments.saving import NotWritable
from programme.matrix import Role
from programme.workflow import StepTaken, TransitionNotAllowed
from tests import factories
from tests.assessments import making
from tests.assessments.offline import filled
from tests.conftest import acting_for, person
from tests.programme.test_concurrency import at_once

pytestmark = pytest.mark.django_db(transaction=True)
LOST_RACE = (TransitionNotAllowed, NotWritable, CycleRefused, ComparisonChanged)


@pytest.fixture
def people(roles):
    return [person(f"person-{number}@example.org") for number in range(2)]


@pytest.fixture
def assessment(people):
    country = factories.beneficiary("Serbia", "RS", iso3="SRB")
    return making.opened(country, people[0], areas=1, indicators=(2,), criteria=1)


def outcome_of(work, *args, **kwargs):
    """What came of it, or the refusal."""
    try:
        return work(*args, **kwargs)
    except LOST_RACE as refusal:
        return refusal


def refused(outcomes):
    return [one for one in outcomes if isinstance(one, LOST_RACE)]


def area_of(assessment):
    return AreaAnswer.objects.select_related("area").get(assessment=assessment)


def test_two_who_save_different_fields_lose_nothing(assessment, people):
    names = [making.field(assessment, "A1", name) for name in ("justification", "authorities")]
    sent = making.as_sent(assessment, "A1")

    at_once(lambda number: saving.save_area(area_of(assessment), sent | {names[number]: "Text"}, by=people[number]))

    answer = IndicatorAnswer.objects.order_by("pk").first()
    assert (answer.justification, answer.authorities, answer.version) == ("Text", "Text", 2)


def test_two_who_save_one_field_make_one_conflict(assessment, people):
    name, sent = making.field(assessment, "A1", "justification"), making.as_sent(assessment, "A1")

    def save(number):
        return saving.save_area(area_of(assessment), sent | {name: f"Text {number}"}, by=people[number])

    outcomes = at_once(save)

    assert sorted(len(one.conflicts) for one in outcomes) == [0, 1]
    winner = next(number for number, one in enumerate(outcomes) if one.changed)
    assert IndicatorAnswer.objects.order_by("pk").first().justification == f"Text {winner}"


def test_a_file_taken_over_twice_at_once_is_written_once(assessment):
    writers = [acting_for(assessment.country, Role.FOCAL_POINT, f"writer-{number}@example.org") for number in range(2)]
    made = workbook_of(contents_of(assessment, writers[0]), identity_of(assessment))
    file = read_workbook(filled(made, assessment, i0_justification="Text", new=["No staff"]))
    agreed = looked_at(making.read(assessment), file, writers[0]).digest

    outcomes = at_once(
        lambda number: outcome_of(
            take_over, assessment.pk, file, by=writers[number], agreed=agreed, decisions=NOTHING_DECIDED
        )
    )

    assert sorted(map(str, outcomes)) == ["2", "the comparison has changed"]
    assert IndicatorAnswer.objects.order_by("pk").first().version == Challenge.objects.count() == 1


def test_two_who_submit_make_one_version(assessment, people):
    making.fill(assessment)

    outcomes = at_once(
        lambda number: outcome_of(submitting.submit, assessment.pk, by=people[number], name="N", function="F")
    )

    assert len(refused(outcomes)) == 1
    assert Submission.objects.count() == StepTaken.objects.filter(step="submit").count() == 1


def test_what_was_acknowledged_before_a_submission_is_in_it(assessment, people):
    making.fill(assessment)
    name = making.field(assessment, "A1", "justification")
    sent = making.as_sent(assessment, "A1", **{name: "At the last minute"})

    def act(number):
        if number:
            return outcome_of(submitting.submit, assessment.pk, by=people[0], name="N", function="F")
        return outcome_of(saving.save_area, area_of(assessment), sent, by=people[1])

    saved, submission = at_once(act)

    held = submission.content["areas"][0]["indicators"][0]["justification"]
    assert (held == "At the last minute") == (not isinstance(saved, NotWritable))
    assert held == IndicatorAnswer.objects.order_by("pk").first().justification


def test_a_recall_and_the_begin_of_the_review_let_one_through(assessment, people):
    making.submitted(assessment, people[0])

    def act(number):
        return outcome_of((submitting.recall, reviewing.start)[number], assessment.pk, by=people[number])

    assert len(refused(at_once(act))) == 1
    assert making.read(assessment).status in {"draft", "under_review"}


def test_two_reviewers_decide_once(assessment, people):
    making.under_review(assessment)

    def act(number):
        if number:
            return outcome_of(reviewing.accept, assessment.pk, by=people[0])
        return outcome_of(reviewing.return_for_revision, assessment.pk, by=people[1], note="Why", areas=["A1"])

    assert len(refused(at_once(act))) == 1
    asked = IndicatorAnswer.objects.filter(is_asked=True).count()
    assert {"accepted": 0, "revision_requested": 2}[making.read(assessment).status] == asked


def test_two_who_open_a_cycle_open_one(assessment, people):
    assessment.cycle.end()
    due = assessment.cycle.due_on

    outcomes = at_once(lambda number: outcome_of(open_cycle, assessment.country, by=people[number], due_on=due))

    assert len(refused(outcomes)) == 1
    assert Cycle.objects.open().count() == 1


def given(assessment, by, **values):
    """Evidence as a form makes it anew for each request."""
    answers = list(IndicatorAnswer.objects.filter(area_answer__assessment=assessment)[:1])
    made = Evidence(assessment=assessment, title="Law", url="https://example.org/law", **values)
    return beside.give_evidence(made, by=by, answers=answers)


def test_evidence_sent_twice_is_given_once(assessment, people):
    first, second = at_once(lambda _number: given(assessment, people[0]))
    assert first == second == Evidence.objects.get()
    assert given(assessment, people[1]) != first  # somebody else's own


def test_two_who_revise_one_piece_of_evidence_make_one_revision(assessment, people):
    former = given(assessment, people[0])

    def revise(number):
        made = Evidence(assessment=assessment, title=f"Law, version {number}", url="https://example.org/law")
        return outcome_of(beside.give_evidence, made, by=people[number], answers=[], former=former)

    assert len(refused(at_once(revise))) == 1
    assert Evidence.objects.filter(revises=former).count() == 1


def test_a_challenge_and_a_note_sent_twice_are_there_once(assessment, people):
    answer = AreaAnswer.objects.get()
    at_once(lambda _number: beside.save_challenge(Challenge(area_answer=answer, text="No staff.")))
    at_once(lambda _number: beside.add_note(answer, by=people[0], text="Ask the ministry."))
    beside.add_note(answer, by=people[1], text="Ask the ministry.")
    assert Challenge.objects.count() == 1
    assert [note.by for note in answer.notes.order_by("pk")] == people


def test_a_remark_of_a_review_sent_twice_is_made_once(assessment, people):
    making.under_review(assessment)
    area = assessment.instrument.areas.get()
    first, second = at_once(lambda _number: reviewing.comment(assessment, by=people[0], text="Which law?", area=area))
    assert first == second == ReviewThread.objects.get()
    at_once(lambda _number: reviewing.comment(assessment, by=people[1], text="The new one.", thread=first))
    reviewing.comment(assessment, by=people[0], text="The new one.", thread=first)  # somebody else's own
    assert [one.by for one in first.comments.order_by("pk")] == [people[0], people[1], people[0]]
