"""Who takes a self-assessment away to fill it in offline, and who brings it back (PRODUCT G1)."""

import io

import pytest
from openpyxl import load_workbook

from assessments import reviewing
from assessments.models import IndicatorAnswer
from assessments.offline import cells
from programme.history import Door
from programme.matrix import Role
from tests import factories
from tests.assessments import making
from tests.assessments.offline import confirmed, filled, page_of, problems_of, taken_away, told, uploaded
from tests.conftest import acting_for, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def writes_in_the_second_area(serbia, editor, contributor):
    """An assessment of which the contributor writes one area of two."""
    draft = factories.instrument()
    second = draft.areas.get(code="A2")
    second.working_area = factories.area()
    second.save()
    draft.publish(by=None)
    contributor.mandates.get().areas.add(second.working_area)
    return making.opened(serbia, editor)


def test_a_contributor_fills_in_the_own_areas_only(writes_in_the_second_area, contributor, focal_point_client):
    assessment, client = writes_in_the_second_area, signed_in(contributor)
    page = uploaded(client, assessment, filled(taken_away(client, assessment), assessment, "A2", i0_authorities="Mine"))
    assert told(page) == [("authorities", "", "Mine")]

    of_all = taken_away(focal_point_client, assessment)
    page = uploaded(client, assessment, filled(of_all, assessment, i0_authorities="Not mine"))
    assert problems_of(page) == [("This was changed. Others write in this area.", "A1 Area A1 en", "D8")]
    assert "Take over</button>" not in page.content.decode()


def test_what_a_contributor_does_not_write_is_locked(writes_in_the_second_area, contributor):
    data = taken_away(signed_in(contributor), writes_in_the_second_area)
    book = load_workbook(io.BytesIO(data))
    closed = {
        sheet.title: {cell.protection.locked for cell in sheet[cells.ANSWER] if is_place(sheet, cell.row)}
        for sheet in book.worksheets[1:3]
    }
    assert closed == {"A1 Area A1 en": {True}, "A2 Area A2 en": {False}}
    assert all(sheet.protection.sheet for sheet in book.worksheets)


def is_place(sheet, row):
    return not str(sheet[f"{cells.KEY}{row}"].value).startswith(cells.NO_PLACE)


def test_a_viewer_takes_it_away_and_uploads_nothing(assessment, workbook, serbia):
    client = signed_in(acting_for(serbia, Role.VIEWER, "viewer@example.org"))
    taken_away(client, assessment)
    page = client.get(page_of(assessment)).content.decode()
    assert "cannot be uploaded by you" in page
    assert 'type="file"' not in page
    assert uploaded(client, assessment, filled(workbook, assessment, i0_justification="Mine")).status_code == 403


def test_a_submitted_one_is_taken_away_and_not_read_back(assessment, workbook, focal_point_client):
    making.submitted(assessment)
    taken_away(focal_point_client, assessment)
    assert "can be downloaded, but not taken over" in focal_point_client.get(page_of(assessment)).content.decode()
    page = uploaded(focal_point_client, assessment, workbook)
    assert "cannot be written now" in page.content.decode()


def test_the_secretariat_writes_on_behalf_of_the_country(assessment, workbook, editor_client):
    page = uploaded(editor_client, assessment, filled(workbook, assessment, i0_justification="By letter"))
    confirmed(editor_client, page)
    row = IndicatorAnswer.objects.filter(area_answer__assessment=assessment).first().history.first()
    assert (row.on_behalf, row.acted_for, row.door) == (True, "RS", Door.IMPORT)


def test_there_is_nothing_of_it_for_the_neighbour(assessment, neighbour_client):
    token = "0" * 32
    for path in ("", "self-assessment.xlsx", f"{token}/"):
        assert neighbour_client.get(f"{page_of(assessment)}{path}").status_code == 404
    assert neighbour_client.post(page_of(assessment), {}).status_code == 404


def test_in_a_revision_only_what_was_asked_is_open(assessment, focal_point_client, editor):
    making.under_review(assessment)
    reviewing.return_for_revision(assessment.pk, by=editor, note="More", indicators=["A1-2"])
    workbook = taken_away(focal_point_client, assessment)
    assert told(uploaded(focal_point_client, assessment, filled(workbook, assessment, i1_justification="New"))) == [
        ("justification", "Because it is so.", "New")
    ]
    page = uploaded(focal_point_client, assessment, filled(workbook, assessment, i0_justification="New"))
    ((message, *_where),) = problems_of(page)
    assert "Not asked again" in message


def test_it_is_offered_as_long_as_answers_are_written(assessment, focal_point_client):
    pages = [focal_point_client.get(assessment.get_absolute_url()).content.decode()]
    making.submitted(assessment)
    pages.append(focal_point_client.get(assessment.get_absolute_url()).content.decode())

    assert ["Fill it in offline" in page for page in pages] == [True, False]
