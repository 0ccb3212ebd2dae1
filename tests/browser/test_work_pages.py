"""The pages of self-assessments behind the sign-in: every one, in each language, on a phone and in a wide window."""

import pytest

from assessments import reviewing, saving, submitting
from assessments.models import Challenge, Evidence, IndicatorAnswer
from assessments.plans import carrying_out
from assessments.plans import reviewing as plan_reviewing
from countries import access
from programme.matrix import Role
from programme.permissions import ADMINISTRATOR
from tests import factories
from tests.assessments import making, planning
from tests.browser.axe import violations
from tests.conftest import acting_for, person, signed_in
from tests.pages import LANGUAGES

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

WINDOWS = [(360, "dark"), (1280, "light")]
OF_THE_WINDOW = ["target-size", "color-contrast"]  # the rules whose outcome depends on width and scheme
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


@pytest.mark.parametrize("language", LANGUAGES)
def test_pages_of_work_are_open_to_everybody(visit, administrator, writing, reviewed, accepted, plans, language):
    window = visit(*WINDOWS[0])
    cookies = signed_in(administrator).cookies.items()
    window.context.add_cookies([{"name": name, "value": one.value, "url": window.portal} for name, one in cookies])
    letter = reviewed.steps.get(step="return_for_revision")
    paths = [
        *(f"assessments/{writing.pk}/{path}" for path in OF_WRITING),
        *(f"assessments/{reviewed.pk}/{path}" for path in OF_REVIEW),
        f"assessments/{reviewed.pk}/letters/{letter.pk}/",
        *(f"assessments/{accepted.pk}/{path}" for path in OF_PUBLICATION),
        *(f"plans/{plan.pk}/{path}" for plan, of in zip(plans, PAGES_OF_PLANS, strict=True) for path in of),
        "plans/",
        "assessments/open/",
        f"cycles/{writing.cycle_id}/extend/",
        f"cycles/{writing.cycle_id}/end/",
        "countries/georgia/people/",
    ]
    for path in paths:
        assert window.open(f"/{language}/work/{path}") == 200, path
        look(window, path)
    meet_a_conflict(window, writing, language)
    look(window, "conflict")


def look(window, path):
    """Judges the page in every window; first what is its own, since axe adds to it."""
    for width, scheme in WINDOWS:
        window.resize(width, scheme)
        assert window.overflow() == [], (path, width)
    assert window.complaints == [], path
    window.resize(*WINDOWS[0])
    assert violations(window.page) == [], path
    window.resize(*WINDOWS[1])
    assert violations(window.page, OF_THE_WINDOW, "rule") == [], path
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
