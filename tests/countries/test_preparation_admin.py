"""Missions, plans, phases and contact notes in the admin."""

import pytest
from django.urls import reverse

from countries.models import BasicTaskPlan, BasicTaskResult, ContactNote, Country, Mission
from programme.models import BasicTask, Message
from programme.workflow import StepTaken
from tests import factories
from tests.programme.forms import open_form, send

pytestmark = pytest.mark.django_db


@pytest.fixture
def task(db):
    return BasicTask.objects.create(letter="A", title_en="Identification", title_fr="Identification", title_ru="Учет")


def change(record):
    return reverse(f"admin:{record._meta.app_label}_{record._meta.model_name}_change", args=[record.pk])


def text(response):
    return response.content.decode()


def test_findings_of_a_mission_are_written_with_it_and_shown(editor_client, visitor, serbia, task):
    mission = Mission.objects.create(country=serbia, kind="fact-finding", sureness="unconfirmed")
    url = change(mission)
    values = {"task": task.pk, "result": "partly", "finding_en": "A draft law", "sureness": "unconfirmed"}

    form = open_form(editor_client, url, "mission")
    saved = send(editor_client, url, form, **{f"results-0-{k}": v for k, v in values.items()})

    assert saved.status_code == 302
    result = BasicTaskResult.objects.get()
    assert (result.country, result.mission, result.finding_en) == (serbia, mission, "A draft law")
    page = text(visitor.get(serbia.get_absolute_url()))
    assert "Findings per basic task" in page
    assert "A draft law" in page


def test_a_mission_with_results_stays_with_its_country(editor_client, serbia, albania, task):
    mission = Mission.objects.create(country=serbia, kind="fact-finding", sureness="unconfirmed")
    BasicTaskResult.objects.create(country=serbia, task=task, mission=mission, sureness="unconfirmed")
    url = change(mission)

    answer = send(editor_client, url, open_form(editor_client, url, "mission"), country=albania.pk)

    assert "Results of this mission stand with another country" in text(answer)


def test_a_result_names_a_mission_to_its_own_country(serbia, albania, task):
    mission = Mission.objects.create(country=albania, kind="fact-finding")
    result = BasicTaskResult(country=serbia, task=task, mission=mission, sureness="unconfirmed")

    with pytest.raises(Exception, match="This mission went to another country"):
        result.full_clean()


def test_a_plan_done_long_ago_is_recorded_without_a_mail(editor_client, editor, serbia):
    url = change(serbia)
    values = {"told_bureau_on_year": "2011", "sureness": "unconfirmed"}
    form = open_form(editor_client, url)

    saved = send(editor_client, url, form, **{f"basic_task_plans-0-{name}": value for name, value in values.items()})

    assert saved.status_code == 302
    plan = BasicTaskPlan.objects.get()
    assert (plan.status, str(plan.told_bureau_on)) == ("done", "2011")
    step = StepTaken.objects.about(plan).get()
    assert (step.step, step.by) == ("record_done", editor)
    assert not Message.objects.filter(kind="basic-task-plan").exists()


def test_the_list_of_phases_refuses_a_tick_that_the_record_does_not_hold(editor_client, serbia, task):
    entry = factories.phase(serbia, "preparatory", requirements_met=False, sureness="unconfirmed")
    url = change(entry)
    form = open_form(editor_client, url, "phaseentry")

    refused = send(editor_client, url, form, phase="implementation", requirements_met="on")
    assert "Not recorded as met: Commitment declaration signed" in text(refused)

    reason = {"requirements_met": None, "reason": "Both published lists name it."}
    assert send(editor_client, url, form, phase="implementation", **reason).status_code == 302


def test_the_form_of_a_country_refuses_it_too(editor_client, serbia, task):
    factories.phase(serbia, "preparatory", requirements_met=False, sureness="unconfirmed")
    url = change(serbia)
    moves = {"phase_entries-0-phase": "implementation", "phase_entries-0-requirements_met": "on"}

    assert "Not recorded as met" in text(send(editor_client, url, open_form(editor_client, url), **moves))


# Contact notes


def test_staff_note_a_contact(editor_client, editor, serbia):
    url = f"{reverse('admin:countries_contactnote_add')}?country={serbia.pk}"
    page = editor_client.get(url)
    assert page.context["adminform"].form.initial["contacted_by"] == editor.pk
    data = {"country": serbia.pk, "kind": "letter", "about": "Invitation", "contacted_on": "2025-05-01"}

    saved = editor_client.post(url, data | {"contacted_by": editor.pk, "_once": "x"})

    assert saved.status_code == 302
    made = ContactNote.objects.get()
    assert (made.country, made.kind, made.contacted_by) == (serbia, "letter", editor)
    listed = text(editor_client.get(reverse("admin:countries_country_changelist")))
    assert "1 May 2025" in listed


def test_a_contact_in_a_year_that_nobody_means_is_refused(editor_client, editor, serbia):
    data = {"country": serbia.pk, "kind": "letter", "about": "Invitation", "contacted_on": "0025-05-01"}

    answer = editor_client.post(reverse("admin:countries_contactnote_add"), data | {"contacted_by": editor.pk})

    assert "The year must be between 1900 and 2199." in text(answer)
    assert not ContactNote.objects.exists()


def test_only_the_secretariat_is_offered_as_author(editor_client, editor, outsider, serbia):
    page = text(editor_client.get(reverse("admin:countries_contactnote_add")))

    assert f'<option value="{editor.pk}"' in page
    assert f'<option value="{outsider.pk}"' not in page


def test_notes_come_as_csv_by_the_filters_of_the_list(editor_client, editor, serbia, albania):
    for country, kind in ((serbia, "phone"), (albania, "letter")):
        ContactNote.objects.create(
            country=country, kind=kind, about="=1+1", contacted_by=editor, contacted_on="2025-05-01"
        )

    answer = editor_client.post(f"{reverse('admin:countries_contactnote_export')}?kind__exact=phone", {"format": "csv"})

    lines = answer.content.decode("utf-8-sig").splitlines()
    assert len(lines) == 2
    assert lines[0] == "country,contacted_on,kind,about,contacted_by"
    assert "RS" in lines[1]
    assert editor.email in lines[1]


def test_the_form_of_a_country_leads_to_its_file(editor_client, serbia):
    page = text(editor_client.get(change(serbia)))

    assert reverse("country-desk", args=["serbia"]) in page
    assert Country.objects.count() == 1
