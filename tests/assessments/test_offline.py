"""A self-assessment filled in offline: what the pages say of an uploaded workbook, and what is written (PRODUCT G1)."""

import pytest

from assessments.models import IndicatorAnswer
from programme.history import Door
from tests.assessments import making
from tests.assessments.offline import confirmed, filled, taken_away, uploaded

pytestmark = pytest.mark.django_db


@pytest.fixture
def assessment(serbia, editor):
    return making.opened(serbia, editor)


def first_answer(assessment):
    return IndicatorAnswer.objects.filter(area_answer__assessment=assessment, area_answer__area__code="A1").first()


def test_what_was_filled_in_is_shown_and_taken_over(assessment, focal_point, focal_point_client):
    data = filled(taken_away(focal_point_client, assessment), assessment, i0_justification="By law.", i0_stage="2")

    page = uploaded(focal_point_client, assessment, data)

    assert [(one.place.name, one.theirs, one.mine) for one in page.context["comparison"].differences] == [
        ("stage", "", "2. Stage 2 en"),
        ("justification", "", "By law."),
    ]
    assert not first_answer(assessment).justification
    after = confirmed(focal_point_client, page)
    assert "2 answers were taken over." in after.content.decode()
    answer = first_answer(assessment)
    assert (answer.justification, answer.stage.number, answer.version) == ("By law.", 2, 1)
    row = answer.history.first()
    assert (row.door, row.history_user, answer.saved_by) == (Door.IMPORT, focal_point, focal_point)


def test_a_workbook_that_nobody_touched_changes_nothing(assessment, focal_point_client):
    page = uploaded(focal_point_client, assessment, taken_away(focal_point_client, assessment))
    assert "There is nothing to take over" in page.content.decode()
    assert "Take over</button>" not in page.content.decode()
