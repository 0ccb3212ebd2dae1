"""The step to the implementation phase: conditions one by one, the step taken once; contact notes of staff."""

import re
from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from countries import acceptance
from countries.contacts import last_contacts
from countries.models import BasicTaskPlan, BasicTaskResult, Commitment, ContactNote, Mission, PhaseEntry
from programme.holdings import as_data
from programme.models import BasicTask, Meeting
from tests import factories
from tests.kept import kept

pytestmark = pytest.mark.django_db


@pytest.fixture
def task(db):
    return BasicTask.objects.create(letter="A", title_en="Identification", title_fr="Identification", title_ru="Учет")


@pytest.fixture
@kept
def preparing(serbia, task):
    factories.phase(serbia, "preparatory", requirements_met=False)
    return serbia


@pytest.fixture
@kept
def ready(preparing, task):
    """A country whose every condition is recorded as met."""
    signed = Commitment.objects.create(signatory="Serbia", meeting=factories.meeting("geneva", 3))
    signed.countries.add(preparing)
    mission = Mission.objects.create(country=preparing, kind="fact-finding", start=factories.date("2007-06"))
    BasicTaskResult.objects.create(country=preparing, task=task, mission=mission, result="carried-out")
    return preparing


def states(country):
    return [one.state for one in acceptance.conditions_of(country)]


def current(country):
    return [entry.phase for entry in country.phase_entries.current()]


def step(country, **fields):
    meeting = Meeting.objects.filter(slug="cop-5").first() or factories.meeting("cop-5", 5)
    given = {"since": factories.date("2008-11"), "meeting": meeting} | fields
    return acceptance.accept_into_implementation(country, **given)


def text(response):
    return response.content.decode()


# Conditions


def test_nothing_recorded_means_everything_is_missing(preparing):
    assert states(preparing) == ["missing", "missing", "missing", "not-needed"]


def test_all_recorded_means_all_met(ready):
    assert states(ready) == ["met", "met", "met", "not-needed"]


def test_the_last_judgement_of_a_task_counts(ready, task):
    later = Mission.objects.create(country=ready, kind="fact-finding", start=factories.date("2012"))
    BasicTaskResult.objects.create(
        country=ready, task=task, mission=later, result="partly", judged_on=factories.date("2012")
    )

    assert states(ready)[2] == "missing"


def test_a_mission_to_come_counts_for_nothing(preparing):
    coming = (timezone.localdate() + timedelta(days=5)).isoformat()
    Mission.objects.create(country=preparing, kind="fact-finding", start=factories.date(coming))

    assert states(preparing)[1] == "missing"


def test_an_awareness_raising_mission_asks_for_its_plan(ready):
    Mission.objects.create(country=ready, kind="awareness-raising")
    assert states(ready)[3] == "missing"
    plan = BasicTaskPlan.objects.create(country=ready)
    assert states(ready)[3] == "missing"

    BasicTaskPlan.objects.filter(pk=plan.pk).recorded_update(status="done", told_bureau_on=factories.date("2011"))
    assert states(ready)[3] == "met"


# The step


def test_the_step_closes_one_phase_and_opens_the_next(ready):
    report = factories.document("decision")

    entry = step(ready, document=report, locator="para. 4")

    assert current(ready) == ["implementation"]
    assert (entry.requirements_met, entry.reason, entry.source, entry.sureness) == (True, "", report, "official")
    assert ready.phase_entries.count() == 2
    assert entry.history.count() == 1


def test_the_step_is_refused_without_conditions_or_reason_and_changes_nothing(preparing):
    for reason in ("", "   "):
        with pytest.raises(acceptance.ConditionsMissing):
            step(preparing, reason=reason)
    assert current(preparing) == ["preparatory"]

    entry = step(preparing, reason="Both published lists name it.")
    assert (entry.requirements_met, entry.sureness) == (False, "unconfirmed")
    assert current(preparing) == ["implementation"]


def test_the_step_is_taken_once(ready):
    step(ready)
    with pytest.raises(acceptance.AlreadyAccepted):
        step(ready)
    assert ready.phase_entries.filter(phase="implementation").count() == 1


def test_a_country_without_any_phase_can_take_it_too(serbia, task):
    assert step(serbia, reason="Named by the decision.").is_current


def test_staff_see_ticks_and_take_the_step(editor_client, ready):
    address = reverse("country-accept", args=["serbia"])
    page = text(editor_client.get(address))
    assert page.count("condition--met") == 3
    assert 'name="reason"' not in page
    meeting = factories.meeting("cop-5", 5)

    data = {"since_year": "2008", "since_month": "11", "since_day": "", "meeting": meeting.pk}
    answers = [editor_client.post(address, data, follow=True) for _click in range(2)]

    assert "Recorded: the country is in the implementation phase." in text(answers[0])
    assert "nothing was recorded twice" in text(answers[1])
    assert PhaseEntry.objects.filter(phase="implementation").count() == 1


def test_the_page_asks_for_a_reason_while_something_is_missing(editor_client, preparing):
    address = reverse("country-accept", args=["serbia"])
    meeting = factories.meeting("cop-5", 5)
    data = {"since_year": "2008", "since_month": "", "since_day": "", "meeting": meeting.pk}

    refused = editor_client.post(address, data)

    assert refused.status_code == 422
    assert "3 conditions are not recorded as met." in text(refused)
    assert current(preparing) == ["preparatory"]
    editor_client.post(address, data | {"reason": "The meeting decided so."})
    assert current(preparing) == ["implementation"]


def test_a_step_to_come_is_not_recorded(editor_client, ready):
    year = timezone.localdate().year + 1
    data = {"since_year": year, "since_month": "", "since_day": "", "meeting": factories.meeting("cop-5", 5).pk}

    page = editor_client.post(reverse("country-accept", args=["serbia"]), data)

    assert "This day is still to come" in text(page)
    assert current(ready) == ["preparatory"]


def test_a_tick_that_stood_before_stays_and_a_new_one_is_checked(preparing):
    old = factories.phase(preparing, "implementation", is_current=False, requirements_met=True)
    acceptance.refuse_new_tick(old)
    new = PhaseEntry(country=preparing, phase="implementation", requirements_met=True)

    with pytest.raises(ValidationError) as refusal:
        acceptance.refuse_new_tick(new)
    assert "Not recorded as met: Commitment declaration signed" in str(refusal.value)


# Contact notes


def note(country, by, day, **fields):
    fields = {"kind": "phone", "about": "The plan"} | fields
    return ContactNote.objects.create(country=country, contacted_by=by, contacted_on=day, **fields)


def test_last_contacts_gives_the_newest_note_of_each_country_in_one_query(
    serbia, albania, editor, django_assert_num_queries
):
    note(serbia, editor, date(2024, 5, 1))
    newest = note(serbia, editor, date(2025, 5, 1))
    same_day = note(albania, editor, date(2025, 5, 1)), note(albania, editor, date(2025, 5, 1))
    elsewhere = factories.country("Georgia", "GE")
    note(elsewhere, editor, date(2026, 5, 1))

    with django_assert_num_queries(1):
        found = last_contacts([serbia.pk, albania.pk, 999_999])
        assert {str(one.contacted_by) for one in found.values()} == {str(editor)}

    assert found == {serbia.pk: newest, albania.pk: same_day[1]}
    assert last_contacts([]) == {}


def test_desk_shows_the_last_contact_and_what_is_missing(editor_client, preparing, editor):
    note(preparing, editor, date(2025, 5, 1), about="Asked for the decree")

    page = text(editor_client.get(reverse("country-desk", args=["serbia"])))

    assert "1 May 2025, phone" in page
    assert "Asked for the decree" in page
    assert "3 conditions are not recorded as met:" in page


def test_desk_offers_the_archive_among_its_ways_and_not_among_the_activities(editor_client, preparing):
    page = text(editor_client.get(reverse("country-desk", args=["serbia"])))

    assert page.index(reverse("country-archive", args=["serbia"])) < page.index('id="contacts-title"')


def test_archive_of_a_country_that_uploaded_nothing_says_no_size(editor_client, serbia):
    page = text(editor_client.get(reverse("country-archive", args=["serbia"])))

    assert re.search(r"<p>\d+ files\. What is not uploaded is made for you", page)


def test_desk_costs_the_same_whatever_there_is(editor_client, preparing, editor, django_assert_max_num_queries):
    address = reverse("country-desk", args=["serbia"])
    editor_client.get(address)
    for day in range(1, 12):
        note(preparing, editor, date(2025, 5, day))
        Mission.objects.create(country=preparing, kind="awareness-raising")
        BasicTaskPlan.objects.create(country=preparing)

    with django_assert_max_num_queries(25):
        editor_client.get(address)


def test_contact_notes_are_told_to_who_wrote_them(serbia, editor):
    note(serbia, editor, date(2025, 5, 1), about="Asked for the decree")

    assert "Asked for the decree" in str(as_data(editor))


def test_the_desk_lists_no_missing_conditions_of_a_step_long_taken(editor_client):
    factories.phase(factories.beneficiary("Georgia", "GE"))

    page = text(editor_client.get(reverse("country-desk", args=["georgia"])))

    assert "The country is in the implementation phase." in page
    assert "No result is recorded." not in page
