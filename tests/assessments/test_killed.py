"""The server is killed, the line is cut: nothing acknowledged is lost, nothing is half done (PRODUCT D4, D9)."""

import http.client

import pytest

from assessments.models import IndicatorAnswer, SelfAssessment, Submission
from programme.matrix import Role
from programme.models import Message
from programme.workflow import StepTaken
from tests import factories
from tests.assessments import making
from tests.assessments.serving import FORMS, Portal, held_at
from tests.conftest import acting_for, signed_in

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.long]
CERTIFIED = {"name": "A. Name", "function": "Director", "is_certified": "on"}


@pytest.fixture
def assessment(roles):
    country = factories.beneficiary("Serbia", "RS", iso3="SRB")
    return making.opened(country, areas=1, indicators=(2,), criteria=1)


@pytest.fixture
def writer(assessment):
    return acting_for(assessment.country, Role.FOCAL_POINT, "focal-point@example.org")


@pytest.fixture
def portal(assessment):
    served = Portal()
    served.start()
    yield served
    served.close()


@pytest.fixture
def tab(portal, writer):
    return portal.browser(signed_in(writer))


@pytest.fixture
def here(assessment):
    return f"/en/work/assessments/{assessment.pk}/"


def both_written(assessment, text):
    """A form in which two answers are changed."""
    names = [making.field(assessment, "A1", "justification", number=number) for number in range(2)]
    return making.as_sent(assessment, "A1", **dict.fromkeys(names, text))


def answers():
    """What stands of both answers, and how often the history says that they were changed to it."""
    found = list(IndicatorAnswer.objects.order_by("pk"))
    told = [one.history.filter(version=one.version).count() for one in found]
    return [(one.justification, one.version) for one in found], told


def facts(assessment):
    """What a submission leaves behind: they come together or not at all."""
    return {
        "status": SelfAssessment.objects.get(pk=assessment.pk).status,
        "copies": Submission.objects.count(),
        "steps": StepTaken.objects.filter(step="submit").count(),
        "history": SelfAssessment.history.filter(status="submitted").count(),
        "mails": Message.objects.filter(subject__contains="received").count(),
    }


NOTHING_DONE = {"status": "draft", "copies": 0, "steps": 0, "history": 0, "mails": 0}
SUBMITTED = {"status": "submitted", "copies": 1, "steps": 1, "history": 1, "mails": 1}


def test_what_was_acknowledged_outlives_the_server(portal, tab, assessment, here):
    status, _page = tab.ask(f"{here}areas/A1/", both_written(assessment, "Acknowledged"))
    portal.restart()

    assert status == 302
    assert answers() == ([("Acknowledged", 1), ("Acknowledged", 1)], [1, 1])
    status, page = tab.ask(f"{here}areas/A1/")
    assert (status, page.count("Acknowledged</textarea>")) == (200, 2)


@pytest.mark.parametrize("table", ["assessments_historicalindicatoranswer"])
def test_a_save_that_is_killed_in_the_middle_saved_nothing(portal, tab, assessment, here, table):
    before, form = answers(), both_written(assessment, "Half")

    with held_at(table) as wait_until_there:
        line = tab.begin(f"{here}areas/A1/", form)
        wait_until_there()
        portal.kill()
        with pytest.raises((ConnectionError, http.client.HTTPException)):
            line.getresponse()
    portal.start()

    assert tab.ask(f"{here}areas/A1/")[0] == 200
    assert answers() == before
    assert tab.ask(f"{here}areas/A1/", form)[0] == 302
    assert answers() == ([("Half", 1), ("Half", 1)], [1, 1])


@pytest.mark.parametrize("table", ["programme_steptaken", "programme_message"])
def test_a_submission_that_is_killed_in_the_middle_is_none(portal, tab, assessment, here, table):
    making.fill(assessment)
    tab.ask(here)  # what else is written for somebody who comes is written

    with held_at(table) as wait_until_there:
        line = tab.begin(f"{here}submit/", CERTIFIED)
        wait_until_there()
        portal.kill()
        with pytest.raises((ConnectionError, http.client.HTTPException)):
            line.getresponse()
    portal.start()

    assert tab.ask(here)[0] == 200
    assert facts(assessment) == NOTHING_DONE
    assert tab.ask(f"{here}submit/", CERTIFIED)[0] == 302
    assert facts(assessment) == SUBMITTED


def test_a_submission_stands_though_its_page_never_came(portal, tab, assessment, here):
    making.fill(assessment)

    status, _page = tab.ask(f"{here}submit/", CERTIFIED)
    portal.restart()

    assert (status, facts(assessment)) == (302, SUBMITTED)
    assert "Nothing was submitted yet" not in tab.ask(here)[1]
    tab.ask(f"{here}submit/", CERTIFIED)  # whoever saw no page sends it again
    assert facts(assessment) == SUBMITTED


@pytest.mark.parametrize("form", FORMS)
def test_a_line_that_is_cut_leaves_a_save_whole_or_none(portal, tab, assessment, here, form):
    page, part, whole = f"{here}areas/A1/", "Half of the form. " * 100, "The whole form"

    tab.cut_off(page, both_written(assessment, part), share=0.7, form=form)
    shown = tab.ask(page)[1]
    assert answers() == ([("", 0), ("", 0)], [1, 1])
    assert "Half of the form" not in shown

    tab.cut_off(page, both_written(assessment, whole), share=1, form=form)
    shown = tab.ask(page)[1]
    assert answers() == ([(whole, 1), (whole, 1)], [1, 1])
    assert shown.count(f"{whole}</textarea>") == 2


def test_a_line_that_is_cut_leaves_a_submission_whole(portal, tab, assessment, here):
    making.fill(assessment)

    tab.cut_off(f"{here}submit/", CERTIFIED, share=1)
    shown = tab.ask(here)[1]

    assert facts(assessment) == SUBMITTED
    assert "Version 1" in shown
