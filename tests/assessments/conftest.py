"""A self-assessment that Serbia has just begun, and the files in which it is filled in offline."""

import pytest

from tests.assessments import making
from tests.assessments.offline import taken_away
from tests.assessments.offline_documents import form_of


@pytest.fixture
def assessment(serbia, editor):
    return making.opened(serbia, editor)


@pytest.fixture
def workbook(assessment, focal_point_client):
    return taken_away(focal_point_client, assessment)


@pytest.fixture
def form(assessment, focal_point_client):
    return form_of(focal_point_client, assessment)
