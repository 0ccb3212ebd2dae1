"""Proposals, reports and plans in the workshop: found and read, changed nowhere there."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from activities.models import ActivityProposal, ActivityReport
from assessments.models import ActionPlan
from tests.activities import making
from tests.assessments import planning
from tests.kept import kept

pytestmark = pytest.mark.django_db
MODELS = (ActivityProposal, ActivityReport, ActionPlan)


@pytest.fixture
def since(settings):
    settings.ACTIVITY_REPORTS_SINCE = making.SINCE


@pytest.fixture
@kept
def records(serbia, albania, since):
    """One of each that Serbia handed in; Albania writes."""
    making.proposal(albania, title="Exercise at the border")
    making.report(albania, lessons="Begin earlier.")
    planning.with_action(albania)
    return {
        ActivityProposal: making.submitted(serbia),
        ActivityReport: making.submitted_report(serbia),
        ActionPlan: planning.submitted(planning.with_action(serbia)),
    }


def page_of(model, name, *keys):
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{name}", args=keys)


def countries(client, model, question=""):
    found = client.get(page_of(model, "changelist") + question).context["cl"].result_list
    return sorted(one.country.iso2 for one in found)


@pytest.mark.parametrize("model", MODELS)
def test_they_are_found_by_state_country_and_words(records, editor_client, model):
    assert countries(editor_client, model) == ["AL", "RS"]
    assert countries(editor_client, model, "?status__exact=submitted") == ["RS"]
    assert countries(editor_client, model, "?q=albania") == ["AL"]
    path = "cycle__country" if model is ActionPlan else "country"
    assert countries(editor_client, model, f"?{path}__id__exact={records[model].country.pk}") == ["RS"]


def test_texts_are_searched(records, editor_client):
    assert countries(editor_client, ActivityProposal, "?q=BORDER") == ["AL"]
    assert countries(editor_client, ActivityReport, "?q=earlier") == ["AL"]


@pytest.mark.parametrize("model", MODELS)
@pytest.mark.parametrize("language", ["en", "fr", "ru"])
def test_one_is_read_with_the_way_to_its_own_page(records, editor_client, model, language):
    record = records[model]
    path = page_of(model, "change", record.pk).replace("/en/", f"/{language}/")
    page = editor_client.get(path).content.decode()
    assert 'name="_save"' not in page
    assert 'class="viewsitelink"' in page
    assert record.get_absolute_url() == editor_client.get(record.get_absolute_url()).wsgi_request.path


@pytest.mark.parametrize("model", MODELS)
def test_nobody_changes_adds_or_deletes_one_there(records, administrator_client, model):
    record = records[model]
    assert administrator_client.post(page_of(model, "change", record.pk), {"status": "draft"}).status_code == 403
    assert administrator_client.post(page_of(model, "delete", record.pk), {"post": "yes"}).status_code == 403
    assert administrator_client.get(page_of(model, "add")).status_code == 403
    assert "delete_selected" not in administrator_client.get(page_of(model, "changelist")).content.decode()
    assert model.objects.get(pk=record.pk).status == "submitted"


def test_a_longer_list_asks_no_more(records, editor_client, serbia):
    page = page_of(ActivityProposal, "changelist")
    counts = []
    for _round in range(2):
        with CaptureQueriesContext(connection) as seen:
            editor_client.get(page)
        counts.append(len(seen))
        for number in range(3):
            making.submitted(serbia, title=f"Training {number}")
    assert counts[0] == counts[1]
