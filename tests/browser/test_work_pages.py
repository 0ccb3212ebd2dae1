"""The pages behind the sign-in, of all who write, read or decide: in each language, on a phone and on a wide screen."""

import pytest

from activities import proposing
from assessments import reviewing, saving, submitting
from assessments.models import Challenge, Evidence, IndicatorAnswer
from assessments.plans import carrying_out
from assessments.plans import reviewing as plan_reviewing
from countries import access
from countries.models import BodyMember, Country
from programme.matrix import Role
from programme.models import Body, User, WorkingArea
from programme.permissions import ADMINISTRATOR
from tests import factories
from tests.activities import making as activities
from tests.assessments import making, planning, remind
from tests.browser.axe import OF_THE_WINDOW, violations
from tests.conftest import acting_for, person, signed_in
from tests.pages import LANGUAGES

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

WINDOWS = [(360, "dark"), (1280, "light")]
OF_WRITING = ["", "areas/A1/", "areas/A1/?check", "check/", "summary/", "submit/", "evidence/", "evidence/add/"]
OF_REVIEW = ["", "review/", "review/return/", "review/accept/", "versions/1/", "compare/"]
OF_PUBLICATION = ["publication/", "publication/?parts=stages&parts=texts&parts=evidence", "correct/"]
OF_A_PLAN = ["", "?view=table", "?view=timeline", "actions/add/", "actions/1/", "actions/1/?check", "check/", "submit/"]
OF_ITS_REVIEW = ["", "review/", "review/return/", "review/approve/", "versions/1/", "compare/", "actions/1/"]
OF_ITS_END = [
    "",
    "?view=timeline",
    "actions/1/status/",
    "evaluate/",
    "publication/",
    "publication/?parts=actions&parts=progress",
]
PAGES_OF_PLANS = (OF_A_PLAN, OF_ITS_REVIEW, OF_ITS_END)
OF_STAFF = [
    "plans/",
    "assessments/open/",
    "proposals/",
    "proposals/add/",
    "activity-reports/",
    "follow-up/",
    "reminders/",
]
OF_A_COUNTRY = ["", "people/", "history/", "archive/", "basic-tasks/", "implementation-phase/"]


@pytest.fixture
def portal(own_portal):
    """What `visit` opens: the tests of this file write."""
    return own_portal


@pytest.fixture
def administrator(here):
    return person("administrator@example.org", ADMINISTRATOR)


@pytest.fixture
def writing(administrator):
    """An assessment half written, with all that can hang on an area."""
    country = factories.beneficiary("Georgia", "GE", slug="georgia")
    focal_point = acting_for(country, Role.FOCAL_POINT, "focal-point@example.org")
    access.invite(country=country, by=focal_point, email="new@example.org", role=Role.VIEWER)
    assessment = making.opened(country, by=administrator)
    first = IndicatorAnswer.objects.filter(area_answer__assessment=assessment).first()
    saving.store(first, {"justification": "Because it is so."}, by=focal_point)
    area = first.area_answer
    Challenge.objects.create(area_answer=area, text="Too few inspectors", needs_assistance=True)
    area.notes.create(text="Who asks the ministry?", by=focal_point)
    Evidence.objects.create(
        assessment=assessment, title="Act on industrial safety", url="https://example.org/act", added_by=focal_point
    ).answers.set([first])
    return assessment


@pytest.fixture
def reviewed(administrator):
    """An assessment submitted twice and under review again, with remarks and a reviewer's stage."""
    country = factories.beneficiary("Armenia", "AM", slug="armenia")
    focal_point = acting_for(country, Role.FOCAL_POINT, "other-focal-point@example.org")
    assessment = making.under_review(making.opened(country, by=administrator), by=focal_point)
    indicator = assessment.instrument.indicators.get(code="A1-1")
    reviewing.comment(assessment, by=administrator, text="Who says so?", area=indicator.area, indicator=indicator)
    stage = assessment.instrument.stages.get(number=1)
    reviewing.propose_stage(assessment, indicator, stage, by=administrator, note="As the texts say.")
    reviewing.return_for_revision(assessment.pk, by=administrator, note="Please answer.", indicators=["A1-1"])
    answer = IndicatorAnswer.objects.get(area_answer__assessment=assessment, indicator=indicator)
    saving.store(answer, {"justification": "The inspectorate says so."}, by=focal_point)
    submitting.submit(assessment.pk, by=focal_point, name="Name", function="Function")
    reviewing.start(assessment.pk, by=administrator)
    return making.read(assessment)


@pytest.fixture
def accepted(administrator):
    country = factories.beneficiary("Uzbekistan", "UZ", slug="uzbekistan")
    return making.accepted(making.opened(country, by=administrator))


@pytest.fixture
def plans(writing, reviewed, accepted):
    """A plan being written, one under review with a remark, and one being carried out with an action overdue."""
    written = planning.with_action(writing.country, plan=planning.of(writing))
    discussed = planning.under_review(planning.with_action(reviewed.country, plan=planning.of(reviewed)))
    plan_reviewing.comment(discussed, by=None, text="Who pays?", action=planning.action_of(discussed))
    late = planning.approved(planning.with_action(accepted.country, days=-3, plan=planning.of(accepted)))
    carrying_out.change_status(planning.action_of(late), "under_way", by=None, note="Begun.")
    return written, discussed, planning.read(late)


@pytest.fixture
def told(writing, settings):
    """Proposals and reports after activities in each state in which their pages differ."""
    settings.ACTIVITY_REPORTS_SINCE = activities.SINCE
    country = writing.country
    draft = activities.proposal(country, title="Exercise at the border")
    handed_in = activities.submitted(country)
    proposing.invite(handed_in.pk, Country.objects.get(iso2="AM"), by=None)
    proposing.comment(handed_in, by=None, text="Who would come?")
    taken = activities.submitted(country, title="Course for inspectors")
    activities.accepted(taken)
    activities.ended(country)
    begun = activities.report(country)
    activities.with_evidence(begun)
    waiting = activities.submitted_report(country)
    accepted = activities.accepted_report(country, is_publishable=True)
    return [draft, handed_in, activities.read(taken)], [begun, waiting, accepted]


@pytest.fixture
def people(writing, administrator):
    """Who sees other screens than the secretariat: of Georgia, and of two bodies, sent by another country."""
    found = {"focal point": User.objects.get(email="focal-point@example.org")}
    for role in (Role.CONTRIBUTOR, Role.VIEWER):
        found[role] = acting_for(writing.country, role, f"{role}@example.org")
    areas = WorkingArea.objects.filter(pk=writing.instrument.areas.first().working_area_id)
    found[Role.CONTRIBUTOR].mandates.get().areas.set(areas)
    for role, body in ((Role.BUREAU, planning.approving_body()), (Role.WORKING_GROUP, working_group())):
        found[role] = person(f"{role}@example.org")
        BodyMember.objects.create(user=found[role], body=body, country=Country.objects.get(slug="serbia"))
    return found


def working_group():
    name = "Working Group on Implementation"
    return Body.objects.get_or_create(slug="working-group-on-implementation", defaults={"name_en": name})[0]


@pytest.mark.parametrize("language", LANGUAGES)
def test_pages_of_work_are_open_to_everybody(visit, administrator, writing, reviewed, accepted, plans, told, language):
    window = window_of(visit, administrator)
    letter = reviewed.steps.get(step="return_for_revision")
    (draft, handed_in, taken), (_begun, waiting, reported) = told
    paths = [
        *(f"assessments/{writing.pk}/{path}" for path in OF_WRITING),
        f"assessments/{writing.pk}/offline/",
        *(f"assessments/{reviewed.pk}/{path}" for path in OF_REVIEW),
        f"assessments/{reviewed.pk}/letters/{letter.pk}/",
        *(f"assessments/{accepted.pk}/{path}" for path in OF_PUBLICATION),
        *(f"plans/{plan.pk}/{path}" for plan, of in zip(plans, PAGES_OF_PLANS, strict=True) for path in of),
        *OF_STAFF,
        f"reminders/{remind.step(-7).pk}/",
        f"cycles/{writing.cycle_id}/extend/",
        f"cycles/{writing.cycle_id}/end/",
        *(f"countries/georgia/{path}" for path in OF_A_COUNTRY),
        f"proposals/{draft.pk}/edit/",
        *(f"proposals/{handed_in.pk}/{path}" for path in ("", "accept/", "decline/")),
        f"proposals/{taken.pk}/letters/{taken.steps.get(step='accept').pk}/",
        *(f"activity-reports/{waiting.pk}/{path}" for path in ("", "accept/", "return/")),
        f"activity-reports/{reported.pk}/letters/{reported.steps.get(step='accept').pk}/",
    ]
    # What a page is made of is the same in every language: one is judged by every rule, each must fit.
    walk(window, language, paths, is_judged=language == "en")
    meet_a_conflict(window, writing, language)
    look(window, "conflict")


@pytest.mark.parametrize("language", LANGUAGES)
def test_pages_of_those_who_write_read_and_decide_are_open_to_everybody(
    visit, people, writing, reviewed, plans, told, language
):
    written, discussed, late = plans
    (draft, handed_in, taken), (begun, waiting, reported) = told
    of_all = [
        f"plans/{written.pk}/",
        f"plans/{written.pk}/actions/1/",
        f"proposals/{draft.pk}/",
        f"activity-reports/{begun.pk}/",
    ]
    of_readers = [f"assessments/{writing.pk}/", f"assessments/{writing.pk}/areas/A1/"]
    of_bodies = [
        f"assessments/{reviewed.pk}/review/",
        *(f"plans/{discussed.pk}/{path}" for path in ("", "review/", "versions/1/")),
        f"plans/{late.pk}/",
    ]
    pages = {
        "focal point": [
            "",
            *of_all,
            "proposals/",
            "proposals/add/",
            f"proposals/{handed_in.pk}/",
            f"proposals/{taken.pk}/",
            "activity-reports/",
            *(f"activity-reports/{begun.pk}/{path}" for path in ("edit/", "evidence/add/")),
            f"activity-reports/{waiting.pk}/",
            f"activity-reports/{reported.pk}/",
            "countries/georgia/calendar/",
        ],
        Role.CONTRIBUTOR: ["", *of_all, *of_readers, "activity-reports/", f"plans/{written.pk}/actions/add/"],
        Role.VIEWER: [
            "",
            *of_all,
            *of_readers,
            "proposals/",
            f"proposals/{handed_in.pk}/",
            f"plans/{written.pk}/check/",
        ],
        Role.BUREAU: ["", "plans/", *of_bodies, f"plans/{discussed.pk}/review/approve/"],
        Role.WORKING_GROUP: ["", "reminders/", *of_bodies],
    }
    for who, paths in pages.items():
        walk(window_of(visit, people[who]), language, paths, who, is_judged=language == "en")


def window_of(visit, user):
    window = visit(*WINDOWS[0])
    cookies = signed_in(user).cookies.items()
    window.context.add_cookies([{"name": name, "value": one.value, "url": window.portal} for name, one in cookies])
    return window


def walk(window, language, paths, who="staff", *, is_judged=True):
    for path in paths:
        assert window.open(f"/{language}/work/{path}") == 200, (who, path)
        look(window, (who, path), is_judged)


def look(window, path, is_judged=True):
    """Judges the page in every window."""
    for width, scheme in WINDOWS:
        window.resize(width, scheme)
        assert window.overflow() == [], (path, width)
        if is_judged:
            rules = {} if (width, scheme) == WINDOWS[0] else {"rules": OF_THE_WINDOW, "kind": "rule"}
            assert violations(window.page, **rules) == [], (path, width)
    assert window.complaints == [], path
    window.forget()


def meet_a_conflict(window, assessment, language):
    """Writes into a field that somebody else changes meanwhile."""
    window.open(f"/{language}/work/assessments/{assessment.pk}/areas/A1/")
    answer = IndicatorAnswer.objects.filter(area_answer__assessment=assessment).first()
    saving.store(answer, {"justification": "Theirs"}, by=None)
    window.page.fill(f"#id_i{answer.pk}-justification", "Mine")
    with window.page.expect_navigation():
        window.page.locator(".save-bar button").first.click()
    assert window.page.locator("fieldset.conflict").count() == 1
