"""Drafts of proposals: a form sent twice begins one, and one begun by mistake is thrown away (PRODUCT E2)."""

import re

import pytest

from activities import proposing
from activities.models import ActivityProposal
from programme.matrix import Role
from tests import factories
from tests.activities import making
from tests.activities.test_proposals import at
from tests.conftest import acting_for, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def proposal(serbia, focal_point):
    return making.proposal(serbia, focal_point)


@pytest.fixture
def viewer_client(serbia):
    return signed_in(acting_for(serbia, Role.VIEWER, "viewer@example.org"))


def form_of(client, path="/en/work/proposals/add/"):
    """What the browser sends of the empty form: its key, beside what the person writes."""
    page = client.get(path).content.decode()
    return {"form_key": re.search(r'name="form_key" value="([^"]+)"', page)[1], "language": "en", "version": ""}


def test_a_form_sent_twice_begins_one_proposal(serbia, focal_point_client):
    sent = form_of(focal_point_client) | {"title": "Training", "need": "N", "areas": [factories.area().pk]}

    first, second = (focal_point_client.post("/en/work/proposals/add/", sent) for _time in range(2))

    made = ActivityProposal.objects.get()
    assert first.url == second.url == at(made)


def test_a_form_that_was_changed_or_opened_anew_begins_another(serbia, focal_point_client, neighbour_client):
    sent = form_of(focal_point_client) | {"title": "Training"}
    other = form_of(focal_point_client) | {"title": "Training"}

    for one in (sent, sent | {"need": "Nobody was trained."}, other):
        focal_point_client.post("/en/work/proposals/add/", one)
    neighbour_client.post("/en/work/proposals/add/", sent)

    assert sorted(ActivityProposal.objects.values_list("country__iso2", "need")) == [
        ("AL", ""),
        ("RS", ""),
        ("RS", ""),
        ("RS", "Nobody was trained."),
    ]


def test_a_draft_is_thrown_away_by_who_writes_it_and_the_history_tells(serbia, albania, contributor, focal_point):
    made = making.proposal(serbia, focal_point, title="Begun by mistake")
    proposing.invite(made.pk, albania, by=None)
    client, page = signed_in(contributor), at(made, "delete/")

    asked = client.get(page)
    assert "Begun by mistake" in asked.content.decode()
    assert ActivityProposal.objects.filter(pk=made.pk).exists()
    answer = client.post(page, follow=True)

    assert answer.redirect_chain[0][0] == "/en/work/proposals/"
    assert not ActivityProposal.objects.exists()
    assert client.get(at(made)).status_code == client.post(page).status_code == 404
    told = signed_in(focal_point).get(f"/en/work/countries/{serbia.slug}/history/").content.decode()
    assert "Begun by mistake" in told
    row = ActivityProposal.history.filter(id=made.pk).latest("history_id")
    assert (row.history_type, row.history_user, row.acted_as, row.on_behalf) == ("-", contributor, "contributor", False)


def test_the_secretariat_throws_away_on_the_country_s_behalf(serbia, editor_client):
    made = making.proposal(serbia)
    editor_client.post(at(made, "delete/"))
    row = ActivityProposal.history.filter(id=made.pk).latest("history_id")
    assert (row.history_type, row.acted_for, row.on_behalf) == ("-", "RS", True)


@pytest.mark.parametrize("use", ["submitted", "recalled", "joined", "discussed"])
def test_what_others_know_of_is_not_thrown_away(proposal, albania, focal_point_client, use):
    if use == "joined":
        making.joined(proposal, albania)
    elif use == "discussed":
        proposing.comment(proposal, by=None, text="Who would come?")
    else:
        proposing.submit(proposal.pk, by=None)
        if use == "recalled":
            proposing.recall(proposal.pk, by=None)

    assert at(proposal, "delete/") not in focal_point_client.get(at(proposal)).content.decode()
    answer = focal_point_client.post(at(proposal, "delete/"), follow=True)

    assert ActivityProposal.objects.filter(pk=proposal.pk).exists()
    assert "State: submitted" in answer.content.decode() or "it stays" in answer.content.decode()


def test_a_viewer_and_a_neighbour_throw_nothing_away(proposal, viewer_client, neighbour_client):
    assert viewer_client.post(at(proposal, "delete/")).status_code == 403
    assert neighbour_client.post(at(proposal, "delete/")).status_code == 404
    assert ActivityProposal.objects.filter(pk=proposal.pk).exists()
