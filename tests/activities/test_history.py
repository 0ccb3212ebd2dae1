"""The country's history tells what was said of its proposals, who joined and left, what was decided (PRODUCT A9)."""

import csv
import io

import pytest

from activities import proposing, reporting
from programme.history import acting
from tests.activities import making
from tests.kept import kept

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def since(settings):
    settings.ACTIVITY_REPORTS_SINCE = making.SINCE


@pytest.fixture
@kept
def proposal(serbia, albania, focal_point, neighbour, editor):
    """Joined and left by Albania, spoken of by three, accepted."""
    made = making.proposal(serbia, focal_point)
    proposing.invite(made.pk, albania, by=focal_point)
    partner = made.partners.get()
    for step in ("join", "leave"):
        with acting(user=neighbour):
            proposing.take_partner_step(made.pk, partner.pk, step, by=neighbour)
    proposing.submit(made.pk, by=focal_point)
    for person, text in ((focal_point, "In spring, please."), (editor, "Who would come?")):
        proposing.comment(made, by=person, text=text)
    making.accepted(making.read(made), editor)
    return made


def told(client, country):
    """What the country's history tells was done: what, with which record, why, by whom in which role."""
    file = client.get(f"/en/work/countries/{country.slug}/history.csv").getvalue().decode("utf-8-sig")
    columns = ("What was done", "Record", "Reason or note", "Role")
    return [tuple(row[column] for column in columns) for row in csv.DictReader(io.StringIO(file))]


def test_who_proposed_reads_what_was_said_who_joined_and_left_and_the_decision(proposal, focal_point_client, serbia):
    rows = told(focal_point_client, serbia)

    own, theirs, staff = "Focal point: Serbia", "Focal point: Albania", "Secretariat editor"
    name, partner = "Training of inspectors", "Albania: Training of inspectors"
    expected = [
        ("accepted", name, "", staff),
        ("commented", name, "Who would come?", staff),
        ("commented", name, "In spring, please.", own),
        ("left", partner, "", theirs),
        ("joined", partner, "", theirs),
    ]
    assert [row for row in rows if row in expected] == expected
    assert any(row[:2] == ("Added", partner) for row in rows)


def test_who_left_reads_of_its_own_steps_alone(proposal, neighbour_client, albania):
    rows = told(neighbour_client, albania)

    assert {row[0] for row in rows if row[1] == "Albania: Training of inspectors"} >= {"joined", "left"}
    assert "Who would come?" not in {row[2] for row in rows}
    assert "Training of inspectors" not in {row[1] for row in rows}


def test_the_decisions_on_a_report_are_told(serbia, focal_point, focal_point_client, editor):
    made = making.submitted_report(serbia, focal_point)
    reporting.return_for_revision(made.pk, by=editor, note="How many came?")
    reporting.submit(made.pk, by=focal_point)
    reporting.accept(made.pk, by=editor, note="Thank you.")

    steps = [row[0::2] for row in told(focal_point_client, serbia) if row[0] in ("accepted", "returned for revision")]
    assert list(dict.fromkeys(steps)) == [("accepted", "Thank you."), ("returned for revision", "How many came?")]
