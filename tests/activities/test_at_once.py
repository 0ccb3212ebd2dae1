"""Two at once, on either database: one step of two is taken, and the other person gets a clear answer."""

from uuid import uuid4

import pytest

from activities import proposing, reporting
from activities.models import Activity, ActivityProposal, ActivityReport
from programme.workflow import StepTaken, TransitionNotAllowed
from tests import factories
from tests.activities import making
from tests.conftest import person
from tests.programme.test_concurrency import at_once

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def since(settings):
    settings.ACTIVITY_REPORTS_SINCE = making.SINCE


@pytest.fixture
def people(roles):
    return [person(f"person-{number}@example.org") for number in range(2)]


@pytest.fixture
def country(db):
    return factories.beneficiary("Serbia", "RS", iso3="SRB")


def outcome_of(work, *args, **kwargs):
    """What came of it, or the refusal."""
    try:
        return work(*args, **kwargs)
    except TransitionNotAllowed as refusal:
        return refusal


def refused(outcomes):
    return [one for one in outcomes if isinstance(one, TransitionNotAllowed)]


def test_two_who_submit_a_proposal_submit_once(country, people):
    made = making.proposal(country)

    outcomes = at_once(lambda number: outcome_of(proposing.submit, made.pk, by=people[number]))

    assert len(refused(outcomes)) == 1
    assert StepTaken.objects.filter(step="submit").count() == 1


def test_acceptance_and_recall_let_one_through(country, people):
    made = making.submitted(country, people[0])

    def act(number):
        if number:
            return outcome_of(proposing.recall, made.pk, by=people[0])
        return outcome_of(making.accepted, made, people[1])

    assert len(refused(at_once(act))) == 1
    status = making.read(made).status
    assert Activity.objects.count() == {"accepted": 1, "draft": 0}[status]


def test_two_who_decide_decide_once(country, people):
    made = making.submitted(country)

    def act(number):
        if number:
            return outcome_of(proposing.decline, made.pk, by=people[1], reason="No.")
        return outcome_of(making.accepted, made, people[0])

    assert len(refused(at_once(act))) == 1
    assert Activity.objects.count() == (making.read(made).status == "accepted")


def test_joining_and_acceptance_agree_on_the_beneficiaries(country, people):
    made, other = making.submitted(country), factories.beneficiary("Albania", "AL", iso3="ALB")
    proposing.invite(made.pk, other, by=None)
    partner = made.partners.get()

    def act(number):
        if number:
            return outcome_of(proposing.take_partner_step, made.pk, partner.pk, "join", by=people[1])
        return outcome_of(making.accepted, made, people[0])

    at_once(act)

    joined = {one.pk for one in making.read(made).countries}
    assert set(Activity.objects.get().participations.values_list("country", flat=True)) == joined


def test_two_who_save_one_field_make_one_difference(country, people):
    made = making.proposal(country)
    values = made.values()

    def save(number):
        return proposing.save(made.pk, values | {"need": f"Text {number}"}, seen=made.version, by=people[number])

    outcomes = at_once(save)

    assert sorted(len(differences) for _proposal, _merged, differences in outcomes) == [0, 1]
    winner = next(number for number, one in enumerate(outcomes) if not one[2])
    assert making.read(made).need == f"Text {winner}"


def test_two_who_begin_a_report_begin_one(country, people):
    activity = making.ended(country)

    begun = at_once(lambda _number: reporting.begin(activity, country))

    assert begun[0] == begun[1]
    assert ActivityReport.objects.count() == 1


def test_a_report_is_accepted_or_recalled(country, people):
    made = making.submitted_report(country, people[0])

    def act(number):
        work, by = ((reporting.accept, people[1]), (reporting.recall, people[0]))[number]
        return outcome_of(work, made.pk, by=by)

    assert len(refused(at_once(act))) == 1
    assert making.read(made).status in {"accepted", "draft"}


def test_a_double_click_begins_one_proposal(country, people):
    key = uuid4()
    made = at_once(lambda number: making.proposal(country, people[0], form_key=key))
    assert made[0] == made[1]
    assert ActivityProposal.objects.count() == 1


def test_a_draft_is_either_submitted_or_thrown_away(country, people):
    made = making.proposal(country)

    def act(number):
        try:
            return (
                outcome_of(proposing.throw_away, made.pk) if number else outcome_of(proposing.submit, made.pk, by=None)
            )
        except ActivityProposal.DoesNotExist as gone:
            return gone

    at_once(act)
    left = list(ActivityProposal.objects.values_list("status", flat=True))
    assert left == (["submitted"] if StepTaken.objects.exists() else [])


def test_a_comment_sent_twice_is_there_once(country, people):
    proposal = making.proposal(country, people[0])
    at_once(lambda _number: proposing.comment(proposal, by=people[0], text="When?"))
    proposing.comment(proposal, by=people[1], text="When?")
    proposing.comment(proposal, by=people[0], text="And where?")
    assert [one.text for one in proposal.comments.all()] == ["When?", "When?", "And where?"]
