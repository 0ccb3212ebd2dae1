"""Every cell of the permission matrix, walked over every address, and the matrix itself beside DESIGN's table.

What a page answers follows from `may` alone: what somebody may do opens; what somebody knows of but may not do is
refused; what somebody may not even know of does not exist; who is not signed in is asked to.
"""

from itertools import product

import pytest
from django.apps import apps
from django.contrib.auth.models import AnonymousUser
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from assessments.models import (
    Action,
    ActionPlan,
    AreaAnswer,
    Evidence,
    PlanSubmission,
    ReminderStep,
    SelfAssessment,
    Submission,
)
from countries.models import BasicTaskPlan, Country, Invitation, Mandate
from programme.matrix import FOCAL_POINTS, ROLE_NAMES, Role, Scope, all_rights, may, within
from programme.models import User
from reports.models import ProgressReport
from tests.activities.every_state import JOINED_BY_NEIGHBOUR, OF_ACTIVITIES
from tests.addresses import GUARDED
from tests.in_every_state import MISSING, OPEN, REFUSED, SIGN_IN, answer, put

pytestmark = pytest.mark.django_db

# The admin: actions that are taken there alone, with the test that tries them.
BY_ADMIN_PAGES = {
    ("user", "recover"): "tests/programme/test_sign_in.py",
    ("user", "erase"): "tests/programme/test_erasure.py",
    ("message", "resend"): "tests/programme/test_outbox.py",
    ("bodymember", "end"): "tests/countries/test_people_admin.py",
    **{
        ("instrument", action): "tests/assessments/test_instrument_admin.py"
        for action in ("copy", "publish", "retire", "correct")
    },
}

# Decisions within a page, with the test that tries them.
BY_OTHER_TESTS = {
    ("basictaskplan", "record-done"): "tests/countries/test_preparation_admin.py",
    ("selfassessment", "accept-own"): "tests/assessments/test_review.py",
    ("selfassessment", "publish"): "tests/assessments/test_review.py",
    **{
        ("actionplan", action): "tests/assessments/test_plans.py"
        for action in ("change", "publish", "approve", "record-approval")
    },
    ("activityproposal", "accept-own"): "tests/activities/test_proposals.py",
    ("activityreport", "accept-own"): "tests/activities/test_reports_after.py",
}
# In the addresses of these stands the key of what they belong to.
OWNED = {"areaanswer": "assessment_id", "reviewthread": "assessment_id", "action": "plan_id", "planthread": "plan_id"}


def expected(user, guarded, record):
    if may(user, guarded.action, record):
        return OPEN
    if not user.is_authenticated:
        return SIGN_IN
    return REFUSED if may(user, guarded.known_by, record) else MISSING


# The pages of one kind of record in one test: to make everybody and every record anew for each page would take longer
# than to ask for it.
KINDS = sorted({guarded.record for guarded in GUARDED.values()})


def pages_of(kind):
    return [(name, guarded) for name, guarded in GUARDED.items() if guarded.record == kind]


@pytest.mark.long
@pytest.mark.once  # minutes; that querysets ask the same on both databases is tried below
@pytest.mark.parametrize("kind", KINDS)
def test_every_page_answers_everybody_as_the_matrix_says(cast, records, kind):
    users = {part: User.objects.get(pk=one.pk) for part, one in cast.people.items()}
    clients = {part: cast.client(part) for part in cast.parts}  # what a record brings is undone, signing in is not
    wrong = []
    for record in records[kind]:
        with transaction.atomic():
            put(record)
            for part, (name, guarded) in product(cast.parts, pages_of(kind)):
                wanted = expected(users.get(part, AnonymousUser()), guarded, record)
                ask = getattr(clients[part], guarded.method)
                with transaction.atomic():  # what one of them does is undone before the next one asks
                    given = answer(ask(guarded.path.format(record)))
                    transaction.set_rollback(True)
                if given != wanted:
                    wrong.append(f"{name}, {part} on {record}: {given} instead of {wanted}")
            transaction.set_rollback(True)
    assert wrong == []


@pytest.mark.long
def test_a_foreign_and_a_missing_record_cannot_be_told_apart(cast, records):
    for guarded in GUARDED.values():
        if guarded.record != "country":
            cannot_be_told_apart(cast, records, guarded)


def cannot_be_told_apart(cast, records, guarded):
    client = cast.client("outsider" if guarded.record in JOINED_BY_NEIGHBOUR else "neighbour")
    record = records[guarded.record][0]
    foreign = guarded.path.format(record)
    key = getattr(record, OWNED.get(guarded.record, "pk"))
    missing = foreign.replace(f"/{key}/", "/999999/", 1)
    ask = getattr(client, guarded.method)
    ask(missing)  # what is read once in a process is read now

    answers, queries = [], []
    for path in (foreign, missing):
        with CaptureQueriesContext(connection) as seen:
            response = ask(path)
        queries.append(len(seen))
        answers.append((response.status_code, response.content.replace(path.encode(), b"").replace(b"/fr/", b"/en/")))

    assert queries[0] == queries[1], foreign
    assert answers[0][0] == answers[1][0] == 404, foreign


def test_every_cell_of_the_matrix_is_walked():
    """A row that no page asks for guards nothing: each is asked by a guarded page or by the admin."""
    by_pages = {(guarded.record, guarded.action) for guarded in GUARDED.values()}
    by_pages |= set(BY_ADMIN_PAGES) | set(BY_OTHER_TESTS)
    by_admin = {"read", "add", "change", "delete"}
    unasked = {
        f"{right.action} {right.thing}"
        for right in all_rights()
        if (right.thing.split(".")[1], right.action) not in by_pages and right.action not in by_admin
    }
    assert unasked == set()


@pytest.mark.long
def test_lists_show_what_their_records_pages_would(cast, records):
    """`within` and `may` are two readings of the same rows: they agree for everybody on every record and action."""
    for model in (
        Country,
        Mandate,
        Invitation,
        BasicTaskPlan,
        SelfAssessment,
        AreaAnswer,
        Submission,
        Evidence,
        ActionPlan,
        Action,
        PlanSubmission,
        ReminderStep,
        *OF_ACTIVITIES,
        ProgressReport,
    ):
        actions = {right.action for right in all_rights() if right.thing == model._meta.label_lower}
        for part, known in cast.people.items():
            user = User.objects.get(pk=known.pk)
            for action in actions:
                listed = set(within(model.objects.all(), user, action).values_list("pk", flat=True))
                allowed = {one.pk for one in model.objects.all() if may(user, action, one)}
                assert listed == allowed, (part, action, model)


def test_every_row_speaks_of_something_that_exists():
    for right in all_rights():
        model = apps.get_model(right.thing)
        assert right.roles <= set(ROLE_NAMES)
        if right.states is not None:
            assert model.rights_state, right
            field = (
                model._meta.get_field(model.rights_state.split("__")[-1]) if "__" not in model.rights_state else None
            )
            if field is not None and field.choices:
                assert right.states <= {value for value, _label in field.flatchoices}, right
        if right.scope is not Scope.ALL:
            assert model.rights_country, right


def test_what_no_row_names_is_refused(cast):
    administrator = cast.people["administrator"]

    assert not may(administrator, "fly", Country)
    assert not may(administrator, "change", apps.get_model("programme.LoadedRecord"))
    assert not may(cast.people["neighbour"], "read", apps.get_model("sessions.Session"))


# DESIGN's table, written out once more: the matrix must not drift from what was decided.

INVITE = {Role.CONTRIBUTOR, Role.VIEWER}


def rows(thing, action):
    return {
        (role, right.states, right.scope)
        for right in all_rights()
        if (right.thing, right.action) == (thing, action)
        for role in right.roles
    }


SECRETARIAT = {(Role.EDITOR, None, Scope.ALL), (Role.ADMINISTRATOR, None, Scope.ALL)}
FOCAL = {(role, None, Scope.OWN) for role in FOCAL_POINTS}


def test_mandates_and_invitations_are_the_secretariat_s_and_within_limits_the_focal_point_s():
    of_invited = {(role, frozenset(INVITE), Scope.OWN) for role in FOCAL_POINTS}
    assert rows("countries.mandate", "read") == SECRETARIAT | FOCAL
    assert rows("countries.mandate", "end") == SECRETARIAT | of_invited
    assert rows("countries.mandate", "change") == SECRETARIAT
    for action in ("add", "resend", "withdraw"):
        assert rows("countries.invitation", action) == SECRETARIAT | of_invited
    assert rows("countries.bodymember", "read") == SECRETARIAT


def test_users_are_the_administrator_s_alone():
    for action in ("read", "add", "change"):
        assert rows("programme.user", action) == {(Role.ADMINISTRATOR, None, Scope.ALL)}


def test_the_published_record_is_everybody_s_to_read_and_the_secretariat_s_to_keep():
    assert {role for role, _states, _scope in rows("countries.country", "read")} == set(Role)
    assert rows("countries.country", "change") == SECRETARIAT
    unpublished = {role for role, states, _scope in rows("activities.activity", "read") if states is None}
    assert unpublished == {Role.EDITOR, Role.ADMINISTRATOR}
