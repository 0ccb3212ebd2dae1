"""The cast: a visitor, an editor and an administrator of the secretariat, and someone signed in without a role."""

import gc

import pytest
from django.contrib.auth.models import Group
from django.core.cache import cache
from django.test import Client
from django.utils import translation

from programme.models import User
from programme.permissions import ADMINISTRATOR, EDITOR
from programme.roles import sync_roles
from tests import migrated


def pytest_collection_finish():
    """What is loaded by now stays until the end: the garbage collector need not look through it again and again."""
    gc.collect()
    gc.freeze()


@pytest.fixture(autouse=True)
def clean_state():
    """No test inherits another one's cache or language."""
    cache.clear()
    with translation.override("en"):
        yield


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings, django_db_use_migrations):
    """The test database begins as a copy of one that is migrated already."""
    if django_db_use_migrations:
        migrated.start_from_it()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """The roles are made once: a test that is undone leaves them, and `roles` makes them anew after one that is not."""
    with django_db_blocker.unblock():
        sync_roles()


@pytest.fixture
def roles(db):
    if not Group.objects.filter(name=EDITOR).exists():
        sync_roles()


def person(email, *roles, **fields):
    user = User.objects.create_user(email, "a-long-test-password", name=email.split("@")[0], **fields)
    user.groups.set(Group.objects.filter(name__in=roles))
    return user


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def editor(roles):
    return person("editor@example.org", EDITOR)


@pytest.fixture
def administrator(roles):
    return person("administrator@example.org", ADMINISTRATOR)


@pytest.fixture
def outsider(roles):
    """Somebody who can sign in and has no role."""
    return person("outsider@example.org")


@pytest.fixture
def visitor(db):
    return Client()


@pytest.fixture
def editor_client(editor):
    return signed_in(editor)


@pytest.fixture
def administrator_client(administrator):
    return signed_in(administrator)


@pytest.fixture
def outsider_client(outsider):
    return signed_in(outsider)
