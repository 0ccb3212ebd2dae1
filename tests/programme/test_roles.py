"""Roles are groups made from code; what each may do shows on every page of the workshop."""

import pytest
from django.apps import apps
from django.contrib import admin
from django.contrib.auth.models import Group, Permission
from django.urls import reverse

from programme.matrix import fact
from programme.models import User
from programme.permissions import EDITOR, may
from programme.roles import sync_roles
from tests import factories

pytestmark = pytest.mark.django_db


def test_roles_are_made_once_and_nothing_given_in_the_database_counts(editor):
    group = Group.objects.get(name=EDITOR)
    group.permissions.add(Permission.objects.get(codename="change_user"))

    assert not editor.has_perm("programme.change_user")

    sync_roles()

    assert Group.objects.count() == 2
    assert not group.permissions.exists()


def editable(user, action):
    return {model._meta.label_lower for model in apps.get_models() if may(user, action, model)}


@pytest.mark.parametrize("action", ["add", "change", "delete"])
def test_only_administrators_keep_people_and_names_of_the_programme(editor, administrator, action):
    both = editable(editor, action), editable(administrator, action)

    assert {"countries.country", "activities.activity", "programme.document"} <= both[0]
    assert both[1] - both[0] == {"programme.user", "programme.programmename"}
    assert both[0] - both[1] == set()


def test_nobody_edits_what_the_portal_keeps_for_itself(administrator):
    kept = {"programme.loadedrecord", "programme.oldaddress", "activities.reach", "programme.recordversion"}
    for action in ("add", "change", "delete"):
        edited = editable(administrator, action)
        assert not [label for label in edited if "historical" in label]
        assert not edited & kept
    assert kept <= editable(administrator, "read")


# What was uploaded and what was downloaded is read, never typed; parts of a version are added in the version.
KEPT_BY_THE_PORTAL = {
    "programme_storedfile_add",
    "programme_download_add",
    "assessments_instrumentarea_add",
    "assessments_indicator_add",
}
# Marks are made beside the text, mails by what they tell of, invitations on the country's page of people.
MADE_ELSEWHERE = {"programme_textmark_add", "programme_message_add", "countries_invitation_add"} | KEPT_BY_THE_PORTAL
CLOSED_TO_EDITORS = {"user", "group"}


def pages():
    """Every page of the workshop that needs no record, by address name."""
    names = [("index", ()), ("search", ())]
    for model in admin.site._registry:
        names += [(f"{model._meta.app_label}_{model._meta.model_name}_{page}", ()) for page in ("changelist", "add")]
    return names


@pytest.mark.parametrize("page", pages(), ids=lambda page: page[0])
def test_visitor_is_asked_to_sign_in(visitor, page):
    url = reverse(f"admin:{page[0]}")

    answer = visitor.get(url, follow=True)

    assert answer.status_code == 200
    assert answer.redirect_chain[-1][0] == f"{reverse('account_login')}?next={url}"


def test_person_without_a_role_is_refused_everywhere(outsider_client):
    for name, _arguments in pages():
        answer = outsider_client.get(reverse(f"admin:{name}"))
        assert answer.status_code == 403, name
    assert "has no role in the secretariat" in answer.content.decode()


def test_editor_opens_all_but_people_and_roles(editor_client):
    for name, _arguments in pages():
        model = name.split("_")[1] if "_" in name else ""
        expected = 403 if model in CLOSED_TO_EDITORS else 200
        if name in MADE_ELSEWHERE | {"programme_programmename_add"}:
            expected = 403
        assert editor_client.get(reverse(f"admin:{name}")).status_code == expected, name


def test_administrator_opens_all_but_what_nobody_adds(administrator_client):
    nobody_adds = MADE_ELSEWHERE | {"auth_group_add"}
    for name, _arguments in pages():
        expected = 403 if name in nobody_adds else 200
        assert administrator_client.get(reverse(f"admin:{name}")).status_code == expected, name


@pytest.mark.parametrize(
    ("person", "status"),
    [("visitor", 302), ("outsider_client", 403), ("editor_client", 200), ("administrator_client", 200)],
)
def test_pages_of_a_record(request, person, status):
    document = factories.document()
    client = request.getfixturevalue(person)
    for page in ("change", "history", "delete", "merge"):
        url = reverse(f"admin:programme_document_{page}", args=[document.pk])
        assert client.get(url).status_code == status, page


def test_editor_reads_nothing_of_people(editor, editor_client):
    for page in ("change", "history", "delete"):
        url = reverse(f"admin:programme_user_{page}", args=[editor.pk])
        assert editor_client.get(url).status_code == 403
    assert editor_client.get(reverse("admin:auth_user_password_change", args=[editor.pk])).status_code == 403
    landing = editor_client.get(reverse("admin:index")).content.decode()
    assert reverse("admin:programme_user_changelist") not in landing


def test_ended_role_ends_access_at_the_next_request(editor, editor_client):
    assert editor_client.get(reverse("admin:index")).status_code == 200

    editor.groups.clear()

    assert editor_client.get(reverse("admin:index")).status_code == 403


def test_person_who_was_shut_out_has_no_access(editor, editor_client):
    User.objects.filter(pk=editor.pk).update(is_active=False)

    assert editor_client.get(reverse("admin:index")).status_code == 302


def test_fact_reads_along_a_path(serbia, focal_point):
    mandate = focal_point.mandates.get()
    assert (fact(mandate, "country"), fact(mandate, "state")) == (serbia.pk, "focal-point")
    assert fact(serbia, "country") == serbia.pk
    assert fact(focal_point, "country") is None
