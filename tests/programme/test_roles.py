"""Roles are groups made from code; what each may do holds from the next request on."""

import pytest
from django.apps import apps
from django.contrib.auth.models import Group, Permission
from django.urls import reverse

from programme.matrix import fact
from programme.models import User
from programme.permissions import EDITOR, may
from programme.roles import sync_roles

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
    assert both[1] - both[0] == {"programme.user", "programme.programmename", "assessments.approvingbody"}
    assert both[0] - both[1] == set()


def test_nobody_edits_what_the_portal_keeps_for_itself(administrator):
    kept = {"programme.loadedrecord", "programme.oldaddress", "activities.reach", "programme.recordversion"}
    for action in ("add", "change", "delete"):
        edited = editable(administrator, action)
        assert not [label for label in edited if "historical" in label]
        assert not edited & kept
    assert kept <= editable(administrator, "read")


# Every page of the workshop is walked in tests/test_rights.py; here is what its answers do not say.


def test_visitor_comes_to_the_wanted_page_by_the_sign_in(visitor):
    url = reverse("admin:countries_country_add")

    answer = visitor.get(url, follow=True)

    assert answer.status_code == 200
    assert answer.redirect_chain[-1][0] == f"{reverse('account_login')}?next={url}"


def test_person_without_a_role_is_told_why(outsider_client):
    answer = outsider_client.get(reverse("admin:index"))

    assert answer.status_code == 403
    assert "has no role in the secretariat" in answer.content.decode()


def test_editor_has_no_way_to_people(editor, editor_client):
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
