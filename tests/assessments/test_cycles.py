"""Opening, extending and ending cycles, and what hangs on an area beside its answers (PRODUCT D2, D3)."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from assessments import cycles, submitting
from assessments.models import Challenge, ColleagueNote, Cycle, Evidence, SelfAssessment
from programme.models import Message
from tests import factories
from tests.assessments import making
from tests.conftest import signed_in

pytestmark = pytest.mark.django_db


def days(number):
    return (timezone.localdate() + timedelta(days=number)).isoformat()


@pytest.fixture
def instrument(db):
    return factories.published_instrument()


def opening(*countries, **values):
    fields = {"countries": [one.pk for one in countries], "opens_on": days(0), "due_on": days(60), "reason": ""}
    return fields | values


def test_staff_open_cycles_for_many_countries_at_once(instrument, serbia, albania, focal_point, editor_client):
    factories.phase(serbia)
    factories.phase(albania)
    editor_client.post("/en/work/assessments/open/", opening(serbia, albania))
    assert SelfAssessment.objects.count() == 2
    assert Message.objects.filter(recipient=focal_point, kind="assessment").count() == 1
    assert "Write the self-assessment" in signed_in(focal_point).get("/en/work/").content.decode()


@pytest.mark.parametrize("day", ["0026-12-31", "9999-12-31"])
def test_a_day_in_a_year_that_nobody_means_is_refused(instrument, serbia, editor_client, day):
    """Browsers send the year 26 where "26" was typed; a day after the last one there is stopped every page of it."""
    factories.phase(serbia)

    answer = editor_client.post("/en/work/assessments/open/", opening(serbia) | {"closes_on": day})

    assert "The year must be between 1900 and 2199." in answer.content.decode()
    assert not Cycle.objects.exists()


def test_outside_the_implementation_phase_a_reason_is_needed(instrument, serbia, albania, editor_client):
    factories.phase(serbia)
    answer = editor_client.post("/en/work/assessments/open/", opening(serbia, albania))
    assert answer.status_code == 422
    assert "Albania" in answer.content.decode()
    assert not Cycle.objects.exists()  # none is opened where one cannot be

    editor_client.post("/en/work/assessments/open/", opening(serbia, albania, reason="A pilot."))
    assert {cycle.country.iso2: cycle.reason for cycle in Cycle.objects.all()} == {"RS": "", "AL": "A pilot."}


def test_a_country_has_one_open_cycle(instrument, serbia, editor):
    making.opened(serbia, editor)
    with pytest.raises(cycles.CycleRefused):
        cycles.open_cycle(serbia, by=editor, due_on=timezone.localdate())
    assert Cycle.objects.count() == 1


@pytest.mark.parametrize("values", [{"due_on": days(-1)}, {"closes_on": days(30)}, {"due_on": "soon"}])
def test_impossible_days_are_refused(instrument, serbia, editor_client, values):
    factories.phase(serbia)
    assert editor_client.post("/en/work/assessments/open/", opening(serbia, **values)).status_code == 422
    assert not Cycle.objects.exists()


def test_an_extension_has_a_reason_and_stays_on_record(serbia, editor, editor_client, focal_point_client):
    assessment = making.opened(serbia, editor)
    path = f"/en/work/cycles/{assessment.cycle.pk}/extend/"
    assert editor_client.post(path, {"due_on": days(90)}).status_code == 422
    assert editor_client.post(path, {"due_on": days(10), "reason": "x"}).status_code == 422
    editor_client.post(path, {"due_on": days(90), "reason": "Elections."})
    assert making.read(assessment).cycle.due_on.isoformat() == days(90)
    assert "Elections." in focal_point_client.get(f"/en/work/assessments/{assessment.pk}/").content.decode()


def test_an_unfinished_cycle_ends_only_with_a_word_why(serbia, editor, editor_client):
    assessment = making.opened(serbia, editor)
    path = f"/en/work/cycles/{assessment.cycle.pk}/end/"
    assert editor_client.post(path, {}).status_code == 422
    editor_client.post(path, {"note": "The country asked for it."})
    assert making.read(assessment).cycle.is_ended
    assert making.opened(serbia, editor).cycle.number == 2


def test_cycles_are_opened_by_staff(focal_point_client, editor_client, outsider_client, visitor):
    path = "/en/work/assessments/open/"
    assert editor_client.get(path).status_code == 200
    assert focal_point_client.get(path).status_code == 403
    assert outsider_client.get(path).status_code == 403
    assert visitor.get(path)["Location"].startswith("/en/account/login/")


def test_challenges_are_named_changed_and_removed(serbia, editor, focal_point_client):
    assessment = making.opened(serbia, editor)
    here = f"/en/work/assessments/{assessment.pk}/areas/A1/challenges/"
    focal_point_client.post(f"{here}add/", {"text": "No inspectors", "priority": "high"})
    challenge = Challenge.objects.get()
    focal_point_client.post(f"{here}{challenge.pk}/", {"text": "Few inspectors", "priority": "low"})
    challenge.refresh_from_db()
    assert (challenge.text, challenge.priority) == ("Few inspectors", "low")
    focal_point_client.post(f"{here}{challenge.pk}/remove/")
    assert not Challenge.objects.exists()


def test_notes_among_colleagues_stay_in_the_country(serbia, editor, editor_client, contributor, focal_point_client):
    assessment = making.opened(serbia, editor)
    here = f"/en/work/assessments/{assessment.pk}/areas/A1/"
    colleague = signed_in(contributor)
    colleague.post(f"{here}notes/", {"text": "Ask the ministry first"})

    assert "Ask the ministry first" in focal_point_client.get(here).content.decode()
    assert "Ask the ministry first" not in editor_client.get(here).content.decode()
    note = ColleagueNote.objects.get()
    assert focal_point_client.post(f"{here}notes/{note.pk}/remove/").status_code == 404
    colleague.post(f"{here}notes/{note.pk}/remove/")
    assert not ColleagueNote.objects.exists()


def test_evidence_is_added_revised_and_kept(serbia, editor, focal_point_client):
    assessment = making.opened(serbia, editor)
    here = f"/en/work/assessments/{assessment.pk}/evidence/"
    values = {"title": "Law", "url": "https://example.org/law", "visibility": "reviewers"}
    assert focal_point_client.post(f"{here}add/", values | {"url": ""}).status_code == 422
    focal_point_client.post(f"{here}add/", values)
    first = Evidence.objects.get()
    focal_point_client.post(f"{here}{first.pk}/", values | {"title": "Law, amended"})

    latest = Evidence.objects.get(title="Law, amended")
    assert latest.revises == first
    page = focal_point_client.get(here).content.decode()
    assert page.count("Law, amended") >= 1
    focal_point_client.post(f"{here}{latest.pk}/remove/")
    assert Evidence.objects.count() == 2  # nothing is lost
    assert "No evidence yet" in focal_point_client.get(here).content.decode()


@pytest.mark.parametrize("size", [{"areas": 2, "indicators": (2, 1), "stages": 4}, {"areas": 1, "indicators": (3,)}])
def test_an_instrument_of_any_size_works(serbia, editor, focal_point, focal_point_client, size):
    assessment = making.opened(serbia, editor, **size)
    making.submitted(assessment, focal_point)
    assert focal_point_client.get(f"/en/work/assessments/{assessment.pk}/versions/1/").status_code == 200


def test_opening_and_submitting_cost_the_same_whatever_the_size(editor):
    def costs(code, **size):
        country = factories.beneficiary(code, code)
        factories.published_instrument(code, **size)
        factories.phase(country)
        with CaptureQueriesContext(connection) as opening:
            cycle = cycles.open_cycle(country, by=editor, due_on=timezone.localdate() + timedelta(days=60))
        making.fill(making.read(cycle.assessment))
        with CaptureQueriesContext(connection) as submission:
            submitting.submit(cycle.assessment.pk, by=editor, name="Name", function="Function")
        return len(opening), len(submission)

    costs("AL")  # the kinds of records are asked for once
    assert costs("RS") == costs("GE", areas=4, indicators=(5, 4, 3, 2))
