"""The cast: a visitor, an editor and an administrator of the secretariat, and someone signed in without a role."""

import gc
from itertools import count

import pytest
from django.conf import settings
from django.contrib.auth.models import Group
from django.core.cache import caches
from django.db import connection, transaction
from django.template.base import Template
from django.test import Client
from django.test.utils import _TestState
from django.utils import translation

from countries.models import Mandate
from programme import matrix
from programme.matrix import Role
from programme.models import User
from programme.permissions import ADMINISTRATOR, EDITOR
from programme.roles import sync_roles
from programme.second_factor import PASSED
from tests import factories, migrated
from tests.kept import keeper, kept

numbers = count(1)
# Files that take a minute or more come first: at the end one worker would be alone with them.
LONGEST = ["test_rights", "test_moving", "test_access", "test_rights_admin", "test_archives", "test_real_record"]
LONGEST += ["test_figures_of_the_record", "test_reminders_year"]
LONGEST += ["test_work_pages", "test_whole_way", "test_thread"]  # in the browser


def pytest_collection_modifyitems(items):
    places = {name: place for place, name in enumerate(LONGEST)}
    items.sort(key=lambda item: places.get(item.path.stem, len(places)))


def pytest_collection_finish():
    """What is loaded by now stays until the end: the garbage collector need not look through it again and again.

    Nor need it look through every page half made: it comes seldom, and to all that is young at once.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(300_000, 1_000, 1_000)


@pytest.fixture(autouse=True)
def clean_state():
    """No test inherits another one's cache or language."""
    for cache in caches.all(initialized_only=True):
        cache.clear()
    with translation.override("en"):
        yield


@pytest.fixture(scope="session", autouse=True)
def outermost_templates(django_test_environment):
    """Django keeps a copy of the context for each template rendered; of the hundreds that one page includes for its
    fields and parts nobody asks. Tests see the template of the page, which holds all that the view handed over.
    """
    told, untold, inside = Template._render, _TestState.saved_data.template_render, False

    def render(template, context):
        nonlocal inside
        if inside:
            return untold(template, context)
        inside = True
        try:
            return told(template, context)
        finally:
            inside = False

    Template._render = render
    yield
    Template._render = told


@pytest.fixture(autouse=True)
def own_files(settings, tmp_path_factory):
    """No test sees another one's uploads. The folder is made by the first of them: most tests have none."""
    settings.MEDIA_ROOT = tmp_path_factory.getbasetemp() / f"files-{next(numbers)}"


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
    connection.execute_wrappers.append(keeper.watch)


@pytest.fixture(scope="module")
def for_all_tests(django_db_setup, django_db_blocker):
    """What a fixture of a file makes with this one stays for all its tests, and goes after the last."""
    with django_db_blocker.unblock(), transaction.atomic():
        keeper.begin()
        keeper.is_shared = True
        yield
        keeper.is_shared = False
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def kept_records(request):
    """Tells the keeper of records that a test begins, and that it is over."""
    marker = request.node.get_closest_marker("django_db")
    lasting = {"transactional_db", "live_server"} & set(request.fixturenames)
    if lasting or (marker and marker.kwargs.get("transaction")):
        keeper.forget()  # and what it leaves is not what there was before
    else:
        keeper.begin()
    yield
    keeper.state = None


@pytest.fixture
def roles(db):
    if not Group.objects.filter(name=EDITOR).exists():
        sync_roles()


@kept
def person(email, *roles, **fields):
    user = User.objects.create_user(email, "a-long-test-password", name=email.split("@")[0], **fields)
    user.groups.set(Group.objects.filter(name__in=roles))
    return user


def signed_in(user):
    """A browser in which this person is signed in, with the second factor where one is needed."""
    client = Client()
    client.cookies[settings.SESSION_COOKIE_NAME] = session_of(user)
    return client


@kept
def session_of(user):
    client = Client()
    client.force_login(user)
    session = client.session
    session[PASSED] = True
    session.save()
    return session.session_key


@pytest.fixture
def without_right(monkeypatch):
    """Takes rows out of the matrix for a test: `without_right("countries.country", "delete")`."""

    def take(thing, *actions):
        for action in actions:
            monkeypatch.delitem(matrix._matrix, (thing, action))

    return take


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


@pytest.fixture
def serbia(db):
    return factories.beneficiary("Serbia", "RS", iso3="SRB")


@pytest.fixture
def albania(db):
    return factories.beneficiary("Albania", "AL", iso3="ALB")


@kept
def acting_for(country, role, email):
    """Somebody with a mandate for the country."""
    user = person(email)
    Mandate.objects.create(user=user, country=country, role=role)
    return user


@pytest.fixture
def focal_point(serbia):
    return acting_for(serbia, Role.FOCAL_POINT, "focal-point@example.org")


@pytest.fixture
def contributor(serbia):
    return acting_for(serbia, Role.CONTRIBUTOR, "contributor@example.org")


@pytest.fixture
def neighbour(albania):
    """The focal point of another country."""
    return acting_for(albania, Role.FOCAL_POINT, "neighbour@example.org")


@pytest.fixture
def cast(roles, serbia, albania):
    """Somebody in every role (see tests/cast.py)."""
    from tests.cast import Cast

    return Cast(serbia, albania, factories.beneficiary("Georgia", "GE", iso3="GEO"))


@pytest.fixture
def records(cast, serbia, monkeypatch, settings):
    """A record for each state in which a guarded page can find it (see tests/in_every_state.py)."""
    from tests.in_every_state import records_for

    return records_for(cast, serbia, monkeypatch, settings)


@pytest.fixture
def focal_point_client(focal_point):
    return signed_in(focal_point)


@pytest.fixture
def neighbour_client(neighbour):
    return signed_in(neighbour)
