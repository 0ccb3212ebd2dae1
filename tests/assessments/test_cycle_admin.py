"""Cycles in the workshop: found by country, state and days, read with their extensions, changed nowhere there."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from assessments import cycles
from assessments.models import Cycle
from tests.assessments import making
from tests.kept import kept

pytestmark = pytest.mark.django_db
LIST = "/en/admin/assessments/cycle/"


@pytest.fixture
@kept
def cycle(serbia, editor):
    made = making.opened(serbia, editor).cycle
    due = timezone.localdate() + timedelta(days=90)
    cycles.extend_cycle(made, by=editor, reason="The country had elections.", due_on=due)
    return made


def rows(client, question=""):
    return [(str(one.country), one.number) for one in client.get(f"{LIST}{question}").context["cl"].result_list]


def test_cycles_are_found_by_country_state_and_words(cycle, albania, editor, editor_client):
    making.submitted(making.opened(albania, editor))
    assert rows(editor_client) == [("Albania", 1), ("Serbia", 1)]
    assert rows(editor_client, "?state=submitted") == [("Albania", 1)]
    assert rows(editor_client, "?q=serbia") == [("Serbia", 1)]
    cycles.end_cycle(cycle, note="Agreed.")
    assert rows(editor_client, "?ended=1") == [("Serbia", 1)]
    assert rows(editor_client, "?ended=0") == [("Albania", 1)]


@pytest.mark.parametrize("language", ["en", "fr", "ru"])
def test_a_cycle_is_read_with_its_extensions_and_the_ways_to_change_it(cycle, editor_client, language):
    page = editor_client.get(f"/{language}/admin/assessments/cycle/{cycle.pk}/change/").content.decode()
    assert "The country had elections." in page
    assert f"/{language}/work/cycles/{cycle.pk}/extend/" in page
    assert 'name="due_on"' not in page
    assert 'name="_save"' not in page


def test_nobody_changes_or_deletes_a_cycle_there(cycle, administrator_client):
    path = reverse("admin:assessments_cycle_change", args=[cycle.pk])
    assert administrator_client.post(path, {"due_on": "2020-01-01"}).status_code == 403
    assert administrator_client.post(path.replace("change", "delete"), {"post": "yes"}).status_code == 403
    assert administrator_client.get(f"{LIST}add/").status_code == 403
    assert "delete_selected" not in administrator_client.get(LIST).content.decode()
    assert Cycle.objects.get().due_on == cycle.due_on


def test_its_history_tells_of_the_extension(cycle, editor_client):
    page = editor_client.get(reverse("admin:assessments_cycle_history", args=[cycle.pk]))
    assert page.status_code == 200
