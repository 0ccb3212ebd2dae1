"""People of the workshop: who signs in, who is let in, whom administrators add and change."""

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse

from programme.models import User
from programme.permissions import ADMINISTRATOR, EDITOR
from tests.programme.forms import fields_of, send

pytestmark = pytest.mark.django_db


def text(response):
    return response.content.decode()


def test_person_without_a_role_can_sign_out(outsider_client):
    refused = outsider_client.get("/en/admin/")
    assert refused.status_code == 403
    assert "You are signed in as outsider" in text(refused)
    assert reverse("account_logout") in text(refused)

    outsider_client.post(reverse("account_logout"))

    assert outsider_client.get("/en/admin/").status_code == 302


# People


def test_administrator_adds_a_person(administrator, administrator_client):
    url = reverse("admin:programme_user_add")
    form = fields_of(administrator_client.get(url), "user_form")
    role = Group.objects.get(name=EDITOR)
    password = {"password1": "a-very-long-password", "password2": "a-very-long-password", "usable_password": "true"}

    answer = send(
        administrator_client, url, form, email="new@example.org", name="New", groups=[str(role.pk)], **password
    )

    assert answer.status_code == 302
    person = User.objects.get(email="new@example.org")
    assert (person.roles, person.is_staff, person.check_password("a-very-long-password")) == ({EDITOR}, True, True)
    assert person.history.last().history_user == administrator


def test_same_e_mail_in_other_letters_is_refused(administrator_client, editor):
    url = reverse("admin:programme_user_add")
    form = fields_of(administrator_client.get(url), "user_form")
    password = {"password1": "a-very-long-password", "password2": "a-very-long-password", "usable_password": "true"}

    answer = send(administrator_client, url, form, email="Editor@Example.org", **password)

    assert answer.status_code == 200
    assert User.objects.filter(email__iexact="editor@example.org").count() == 1


def test_change_of_roles_is_told_in_words(administrator_client, editor):
    url = reverse("admin:programme_user_change", args=[editor.pk])
    form = fields_of(administrator_client.get(url), "user_form")

    answer = send(administrator_client, url, form, groups=[str(Group.objects.get(name=ADMINISTRATOR).pk)])
    assert answer.status_code == 302

    page = text(administrator_client.get(reverse("admin:programme_user_history", args=[editor.pk])))
    assert '<td data-label="Before">Secretariat editor</td>' in page
    assert '<td data-label="After">Secretariat administrator</td>' in page
    assert "password" not in page[page.index("<ol") : page.index("</ol>")].lower()


def test_signing_in_leaves_no_history(visitor, editor):
    before = editor.history.count()

    visitor.post("/en/account/login/", {"login": "editor@example.org", "password": "a-long-test-password"})

    assert User.objects.get(pk=editor.pk).last_login is not None
    assert editor.history.count() == before


@pytest.mark.parametrize("change", [{"groups": None}, {"is_active": None}])
def test_administrators_do_not_shut_themselves_out(administrator, administrator_client, change):
    url = reverse("admin:programme_user_change", args=[administrator.pk])

    answer = send(administrator_client, url, fields_of(administrator_client.get(url), "user_form"), **change)

    assert answer.status_code == 200
    assert "ask a colleague" in text(answer)
    assert User.objects.get(pk=administrator.pk).is_staff


def test_people_are_never_deleted(administrator_client, editor):
    answer = administrator_client.post(reverse("admin:programme_user_delete", args=[editor.pk]), {"post": "yes"})

    assert answer.status_code == 403
    assert User.objects.filter(pk=editor.pk).exists()


def test_roles_are_only_shown(administrator_client, editor):
    role = Group.objects.get(name=EDITOR)
    url = reverse("admin:auth_group_change", args=[role.pk])

    page = text(administrator_client.get(url))
    answer = administrator_client.post(url, {"name": "x"})

    assert "Secretariat editor" in page
    assert "editor" in page
    assert answer.status_code == 403
