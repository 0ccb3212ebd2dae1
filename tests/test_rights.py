"""Every cell of the permission matrix, walked over every address, and the matrix itself beside DESIGN's table.

What a page answers follows from `may` alone: what somebody may do opens; what somebody knows of but may not do is
refused; what somebody may not even know of does not exist; who is not signed in is asked to.
"""

import pytest
from django.apps import apps
from django.contrib import admin
from django.contrib.auth.models import AnonymousUser
from django.db import connection, transaction
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from assessments import reviewing
from assessments.models import (
    Action,
    ActionPlan,
    AreaAnswer,
    Challenge,
    Cycle,
    Evidence,
    PlanSubmission,
    PlanThread,
    ReminderStep,
    ReviewThread,
    SelfAssessment,
    Submission,
)
from countries import access
from countries.models import BasicTaskPlan, Country, Invitation, Mandate
from programme.matrix import FOCAL_POINTS, ROLE_NAMES, Role, Scope, all_rights, may, within
from programme.models import User
from programme.workflow import Stepping
from tests import factories
from tests.activities.every_state import JOINED_BY_NEIGHBOUR, OF_ACTIVITIES, in_every_state, put_into_state
from tests.activities.making import SINCE
from tests.assessments import making, planning, remind
from tests.cast import Cast
from tests.conftest import person
from tests.countries import preparing
from tests.test_access import GUARDED

pytestmark = pytest.mark.django_db
OPEN, SIGN_IN, REFUSED, MISSING = "open", "sign in", "refused", "missing"
ANSWERS = {200: OPEN, 403: REFUSED, 404: MISSING}


@pytest.fixture
def cast(roles, serbia, albania):
    return Cast(serbia, albania, factories.beneficiary("Georgia", "GE", iso3="GEO"))


@pytest.fixture
def records(cast, serbia, monkeypatch, settings):
    """A record for each state in which a guarded page can find it."""
    for mails in ("countries.notifications", "activities.notifications", "assessments.notifications"):
        monkeypatch.setattr(f"{mails}.queue", lambda *_args, **_said: None)
    monkeypatch.setattr("assessments.plan_notifications.queue", lambda *_args, **_said: None)
    editor = cast.people["editor"]
    states = {"country": [serbia], "mandate": [], "invitation": []} | preparing.plan_in_every_state(serbia)
    for role, _name in Mandate._meta.get_field("role").choices:
        user, document = person(f"{role}@mandate.example.org"), factories.stored_file()
        ended = Mandate.objects.create(user=user, country=serbia, role=role, nomination=document)
        states["mandate"].append(ended)
    for role, _name in Invitation._meta.get_field("role").choices:
        email = f"{role}@invited.example.org"
        states["invitation"].append(access.invite(country=serbia, email=email, role=role, by=editor))
    states["reminderstep"] = [remind.step(-7), remind.step(-30, is_active=False)]
    settings.ACTIVITY_REPORTS_SINCE = SINCE
    states |= in_every_state(serbia, *Country.objects.filter(iso2__in=("AL", "GE")).order_by("iso2"))
    states |= assessment_in_every_state(serbia, editor)
    return states | plan_in_every_state(making.read(states["selfassessment"][0]), editor)


def assessment_in_every_state(country, editor):
    """One assessment; each record says in which state it is to be found (see `put`)."""
    assessment = making.opened(country, editor)
    evidence = Evidence.objects.create(assessment=assessment, title="Law", url="https://example.org/law")
    publication = making.published(assessment, editor)
    submission, area = publication.submission, assessment.areas.select_related("area").get(area__code="A1")
    area.is_asked = True
    area.save()
    challenge = Challenge.objects.create(area_answer=area, text="No staff")
    thread = ReviewThread.objects.create(assessment=assessment, area=area.area, submission=submission)
    indicator = area.indicators.first().indicator
    reviewed = reviewing.propose_stage(assessment, indicator, assessment.instrument.stages.first(), by=editor)
    step = assessment.steps.get(step="accept")
    found = {"selfassessment": [], "areaanswer": [], "cycle": [assessment.cycle], "reviewthread": []}
    for status in SelfAssessment.Status.values:
        one = making.read(assessment)
        one.status = status
        one.stage_key, one.step_key, one.publication_key = reviewed.pk, step.pk, publication.pk
        answer = AreaAnswer.objects.select_related("area__working_area").get(pk=area.pk)
        answer.assessment = one
        answer.evidence_key, answer.challenge_key = evidence.pk, challenge.pk
        found["selfassessment"].append(one)
        found["areaanswer"].append(answer)
    thread.assessment = found["selfassessment"][2]
    assert thread.assessment.status == "under_review"
    found["reviewthread"].append(thread)
    return found


def plan_in_every_state(assessment, editor):
    """One plan with an action; each record says in which state it is to be found (see `put`)."""
    plan = planning.with_action(assessment.country, editor, plan=planning.of(assessment, editor))
    publication = planning.published(plan, editor)
    action = planning.action_of(plan)
    unplanned = ActionPlan.objects.for_work().get(pk=plan.pk)
    thread = PlanThread.objects.create(plan=plan, submission=plan.submissions.get())
    found = {"actionplan": [], "action": [], "planthread": [], "unplanned": [unplanned]}
    for status in ActionPlan.Status.values:
        one = planning.read(plan)
        one.status, one.publication_key = status, publication.pk
        under = Action.objects.select_related("area__working_area").get(pk=action.pk)
        under.plan, under.is_asked = one, True
        found["actionplan"].append(one)
        found["action"].append(under)
    thread.plan = found["actionplan"][2]
    found["planthread"].append(thread)
    return found


def put(record):
    """Puts whatever goes through states, the record or what it belongs to, into the state that the record says."""
    put_into_state(record)
    if isinstance(record, Cycle):
        return
    owners = (record, getattr(record, "plan", None), getattr(record, "assessment", None))
    found = next((one for one in owners if isinstance(one, Stepping)), None)
    if found is not None:
        type(found).objects.filter(pk=found.pk).recorded_update(status=found.status)


def answer(response):
    response.getvalue()  # a file is closed when it has been read
    if response.status_code in (301, 302):
        return SIGN_IN if "/login/" in response.url else OPEN
    return ANSWERS[response.status_code]


def expected(user, guarded, record):
    if may(user, guarded.action, record):
        return OPEN
    if not user.is_authenticated:
        return SIGN_IN
    return REFUSED if may(user, guarded.known_by, record) else MISSING


@pytest.mark.parametrize("name", GUARDED)
def test_every_page_answers_everybody_as_the_matrix_says(cast, records, name):
    guarded, wrong = GUARDED[name], []
    for record in records[guarded.record]:
        for part in cast.parts:
            user = User.objects.get(pk=cast.people[part].pk) if part in cast.people else AnonymousUser()
            wanted, client = expected(user, guarded, record), cast.client(part)
            with transaction.atomic():  # what one of them does is undone before the next one asks
                put(record)
                given = answer(getattr(client, guarded.method)(guarded.path.format(record)))
                transaction.set_rollback(True)
            if given != wanted:
                wrong.append(f"{part} on {record}: {given} instead of {wanted}")
    assert wrong == []


@pytest.mark.parametrize("name", [name for name, guarded in GUARDED.items() if guarded.record != "country"])
def test_a_foreign_and_a_missing_record_cannot_be_told_apart(cast, records, name, django_assert_num_queries, settings):
    guarded = GUARDED[name]
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

    assert queries[0] == queries[1]
    assert answers[0][0] == answers[1][0] == 404


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
        for action in ("add", "change", "publish", "approve", "record-approval")
    },
    ("activityproposal", "accept-own"): "tests/activities/test_proposals.py",
    ("activityreport", "accept-own"): "tests/activities/test_reports_after.py",
}
# In the addresses of these stands the key of what they belong to.
OWNED = {"areaanswer": "assessment_id", "reviewthread": "assessment_id", "action": "plan_id", "planthread": "plan_id"}
OWNED |= {"unplanned": "cycle_id"}

ADMIN_ACTIONS = {"changelist": "read", "add": "add", "change": "read", "history": "read", "delete": "delete"}
# Those that show one record.
OF_A_RECORD = ("history", "history_csv", "merge", "delete", "change")
# Pages of the admin beside Django's own five, with the actions that each needs. `None`: for the secretariat as a whole.
OTHER_ADMIN_PAGES = {
    "import": ("add", "change"),
    "process_import": ("add", "change"),
    "import_list": ("add", "change"),
    "export": ("read",),
    "history_csv": ("read",),
    "merge": ("change", "delete"),
}
# `permissions` is tried in tests/programme/test_matrix_page.py.
ADMIN_WITHOUT_MODEL = {
    "permissions",
    "permissions-csv",
    "index",
    "search",
    "autocomplete",
    "jsi18n",
    "view_on_site",
    "app_list",
    "logout",
    "login",
}

# Marks are made beside the text, invitations on the country's page of people, parts of a version in the version.
MADE_ELSEWHERE = {
    "programme_textmark_add",
    "countries_invitation_add",
    "assessments_instrumentarea_add",
    "assessments_indicator_add",
    # Notes of contacts are written one by one.
    "countries_contactnote_import",
    "countries_contactnote_process_import",
}

# Pages of a version of the instrument, with what stands in their addresses.
PAGES_OF_A_VERSION = {
    "assessments_instrument_copy": [1],
    "assessments_instrument_correct": [1, "indicator", "x", "title"],
    "assessments_instrument_errata": [1],
    "assessments_instrument_export": [1, "yaml"],
    "assessments_instrument_mapping": [1],
    "assessments_instrument_preview": [1],
    "assessments_instrument_preview_area": [1, "x"],
    "assessments_instrument_publish": [1],
    "assessments_instrument_retire": [1],
}
PAGES_OF_A_RECORD = {
    *PAGES_OF_A_VERSION,
    "password_change",
    "password_change_done",
    "auth_user_password_change",
    "programme_user_second_factor",
    "programme_user_erase",
    "programme_message_resend",
}


def admin_pages():
    """Every address of the admin that belongs to a model: model, page, name."""
    labels = {f"{m._meta.app_label}_{m._meta.model_name}": m for m in admin.site._registry}
    found, unknown = [], []
    for name in sorted(filter(None, admin_names(admin.site.urls[0]))):
        label = next((one for one in sorted(labels, key=len, reverse=True) if name.startswith(f"{one}_")), None)
        page = name.removeprefix(f"{label}_") if label else name
        if name not in PAGES_OF_A_RECORD and label and (page in ADMIN_ACTIONS or page in OTHER_ADMIN_PAGES):
            found.append((labels[label], page, name))
        elif name not in ADMIN_WITHOUT_MODEL | PAGES_OF_A_RECORD:
            unknown.append(name)
    return found, unknown


def admin_names(patterns):
    for pattern in patterns:
        if hasattr(pattern, "url_patterns"):
            yield from admin_names(pattern.url_patterns)
        else:
            yield pattern.name


def test_every_page_of_the_admin_is_in_the_table():
    assert admin_pages()[1] == []


def admin_path(name, page):
    return reverse(f"admin:{name}", args=[999_999] if page in OF_A_RECORD else [])


def test_the_admin_is_closed_to_everybody_but_the_secretariat(cast):
    paths = ["/en/admin/", *(admin_path(name, page) for _model, page, name in admin_pages()[0])]
    paths += [reverse(f"admin:{name}", args=args) for name, args in PAGES_OF_A_VERSION.items()]
    wrong = []
    for part in cast.parts:
        if part in ("editor", "administrator"):
            continue
        # Refused before any page is looked at: a few pages stand for all, a neighbour and a visitor ask all.
        some = paths if part in ("neighbour", "visitor") else paths[::25]
        wanted = SIGN_IN if part == "visitor" else REFUSED
        wrong += [(part, path) for path in some if answer(cast.client(part).get(path)) != wanted]
    assert wrong == []


@pytest.mark.parametrize("part", ["editor", "administrator"])
def test_the_admin_opens_to_the_secretariat_as_the_matrix_says(cast, part):
    user, client = User.objects.get(pk=cast.people[part].pk), cast.client(part)
    wrong = []
    for model, page, name in admin_pages()[0]:
        if page in OF_A_RECORD:
            continue  # of a record: below
        actions = OTHER_ADMIN_PAGES.get(page) or (ADMIN_ACTIONS[page],)
        allowed = all(may(user, action, model) for action in actions) and name not in MADE_ELSEWHERE
        wanted = OPEN if allowed else REFUSED
        ask = client.post if page == "process_import" else client.get
        given = answer(ask(admin_path(name, page)))
        if given != wanted:
            wrong.append(f"{name}: {given} instead of {wanted}")
    assert wrong == []


def _request(user):
    request = RequestFactory().get("/")
    request.user = user
    return request


@pytest.mark.parametrize("part", ["editor", "administrator"])
def test_records_open_to_the_secretariat_as_the_matrix_says(cast, records, part):
    user, client = User.objects.get(pk=cast.people[part].pk), cast.client(part)
    factories.activity(countries=[Country.objects.get(iso2="RS")])
    factories.document()
    wrong = []
    for model, page, name in admin_pages()[0]:
        record = model._default_manager.order_by("pk").first()
        if record is None or page not in OF_A_RECORD:
            continue
        actions = OTHER_ADMIN_PAGES.get(page) or (ADMIN_ACTIONS[page],)
        wanted = OPEN if all(may(user, action, model) for action in actions) else REFUSED
        if page == "delete" and not admin.site._registry[model].has_delete_permission(_request(user), record):
            wanted = REFUSED
        given = answer(client.get(reverse(f"admin:{name}", args=[record.pk])))
        if given != wanted:
            wrong.append(f"{name}: {given} instead of {wanted}")
    assert wrong == []
