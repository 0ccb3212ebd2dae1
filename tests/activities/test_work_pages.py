"""The pages of proposals and reports are as sound as the public ones, in every language."""

import pytest

from activities import proposing, reporting
from tests import factories
from tests.activities import making
from tests.conftest import signed_in
from tests.pages import LANGUAGES
from tests.test_own_pages import unsound

pytestmark = [pytest.mark.django_db, pytest.mark.long]


@pytest.fixture(autouse=True)
def since(settings):
    settings.ACTIVITY_REPORTS_SINCE = making.SINCE


@pytest.mark.parametrize("language", LANGUAGES)
def test_pages_of_proposals_are_sound(serbia, albania, focal_point, focal_point_client, editor, neighbour, language):
    proposal, staff = making.proposal(serbia, focal_point, areas=[factories.area()]), signed_in(editor)
    assert unsound(focal_point_client, ["proposals", "proposal-add"], language) == {}
    assert unsound(staff, ["proposals", "proposal-add"], language) == {}
    making.joined(proposal, albania, neighbour)
    proposing.comment(proposal, by=editor, text="When?")
    assert unsound(focal_point_client, ["proposal", "proposal-edit"], language, proposal.pk) == {}
    proposing.submit(proposal.pk, by=focal_point)
    assert unsound(staff, ["proposal", "proposal-accept", "proposal-decline"], language, proposal.pk) == {}
    proposing.decline(proposal.pk, by=editor, reason="No money.")
    step = proposal.steps.get(step="decline")
    assert unsound(focal_point_client, ["proposal-letter"], language, proposal.pk, step.pk) == {}
    assert unsound(focal_point_client, ["proposal"], language, proposal.pk) == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_pages_of_reports_are_sound(serbia, focal_point, focal_point_client, editor, language):
    activity, staff = making.ended(serbia), signed_in(editor)
    assert unsound(focal_point_client, ["activity-reports", "work"], language) == {}
    assert unsound(focal_point_client, ["activity-report-start"], language, activity.pk) == {}
    report = making.report(serbia, focal_point, activity=activity)
    making.with_evidence(report)
    pages = ["activity-report", "activity-report-edit", "activity-report-evidence-add"]
    assert unsound(focal_point_client, pages, language, report.pk) == {}
    reporting.submit(report.pk, by=focal_point)
    pages = ["activity-report", "activity-report-accept", "activity-report-return"]
    assert unsound(staff, pages, language, report.pk) == {}
    reporting.return_for_revision(report.pk, by=editor, note="More.")
    step = report.steps.get(step="return_for_revision")
    assert unsound(focal_point_client, ["activity-report-letter"], language, report.pk, step.pk) == {}
    assert unsound(staff, ["activity-reports", "work"], language) == {}
