"""The page that shows staff the permission matrix: drawn from its rows, in words, for staff alone."""

import csv
import io

import pytest
from django.apps import apps
from django.urls import reverse
from django.utils import translation

from programme import matrix
from programme.action_words import ACTIONS
from programme.matrix import ROLE_NAMES, Right, Role, Scope, all_rights
from programme.matrix_words import lines, states_in_words, table
from programme.workflow import Stepping

pytestmark = pytest.mark.django_db
PAGE, FILE = "/en/admin/permissions/", "/en/admin/permissions.csv"


def text(response):
    return response.content.decode()


def cell(thing, action, role):
    """What the matrix in words says of one cell."""
    for _room, some in lines():
        for line in some:
            if thing in line.things and action in line.actions:
                return [(grant.scope, grant.states) for grant in dict(line.cells)[str(ROLE_NAMES[role])]]
    return []


def test_cells_are_the_rows_of_the_matrix_in_words():
    assert cell("Country", "read", Role.PUBLIC) == [("", "")]
    assert cell("Country", "delete", Role.VIEWER) == []
    assert cell("Country", "read the history", Role.VIEWER) == [("own country", "")]
    assert cell("Mandate", "end", Role.FOCAL_POINT) == [("own country", "Contributor, Country viewer")]
    assert cell("Mandate", "end", Role.EDITOR) == [("", "")]
    assert cell("Activity", "read", Role.PUBLIC) == [("", "public: Yes")]


def test_nothing_is_on_the_page_that_is_not_in_the_matrix(monkeypatch, editor_client):
    only = {
        ("countries.country", "fly"): [Right("countries.country", "fly", frozenset({Role.BUREAU}), None, Scope.OWN)]
    }
    monkeypatch.setattr(matrix, "_matrix", only)

    (room,) = lines()

    assert room[0] == "Countries"
    (line,) = room[1]
    assert (line.things, line.actions) == (("Country",), ("fly",))
    assert {name for name, grants in line.cells if grants} == {str(ROLE_NAMES[Role.BUREAU])}


def test_every_row_is_in_the_table_once_for_each_role():
    rows = list(table())[1:]

    assert len(rows) == sum(len(right.roles) for right in all_rights())


@pytest.mark.parametrize("language", ["en", "fr", "ru"])
def test_every_action_and_every_state_has_words(language):
    with translation.override(language):
        for right in all_rights():
            assert right.action in ACTIONS, right
            words = states_in_words(apps.get_model(right.thing), right.states)
            if language != "en":  # there the word may be the same as the key
                assert not any(str(state) in words.split(", ") for state in right.states or ()), right


def test_every_step_has_words():
    for model in apps.get_models():
        if issubclass(model, Stepping):
            assert {step.replace("_", "-") for step in model.TRANSITIONS} <= set(ACTIONS), model


def test_page_is_narrowed_to_a_role(editor_client):
    page = text(editor_client.get(PAGE, {"role": "country-viewer"}))

    assert "read the history" in page
    assert '<th scope="col">Country viewer</th>' in page
    assert '<th scope="col">Public</th>' not in page
    assert "Invitation" not in page[page.index("<main") :]
    assert f"{FILE}?role=country-viewer" in page
    assert "What no line allows is refused" in page


def test_file_holds_what_the_page_shows(editor_client):
    answer = editor_client.get(FILE, {"role": "bureau"})

    rows = list(csv.DictReader(io.StringIO(text(answer).removeprefix("\ufeff"))))
    assert {row["Role"] for row in rows} == {"Member of the Bureau"}
    assert ("Country", "read") in {(row["Thing"], row["Action"]) for row in rows}
    assert "permissions-bureau" in answer["Content-Disposition"]


@pytest.mark.parametrize("address", [PAGE, FILE])
def test_matrix_is_shown_to_staff_alone(
    address, visitor, outsider_client, focal_point_client, editor_client, administrator_client
):
    assert visitor.get(address).status_code == 302
    for client in (outsider_client, focal_point_client):
        assert client.get(address).status_code == 403
    for client in (editor_client, administrator_client):
        assert client.get(address).status_code == 200
        assert client.get(address, {"role": "emperor"}).status_code == 404


def test_landing_page_and_roles_lead_to_it(administrator_client, roles):
    from django.contrib.auth.models import Group

    assert f'href="{PAGE}"' in text(administrator_client.get("/en/admin/"))
    group = Group.objects.get(name="secretariat-editor")
    role = text(administrator_client.get(reverse("admin:auth_group_change", args=[group.pk])))
    assert f'href="{PAGE}?role=secretariat-editor"' in role


def test_editor_finds_it_too(editor_client):
    assert f'href="{PAGE}"' in text(editor_client.get("/en/admin/"))


@pytest.mark.parametrize("language", ["fr", "ru"])
def test_page_in_other_languages(editor_client, language):
    assert editor_client.get(PAGE.replace("/en/", f"/{language}/")).status_code == 200
