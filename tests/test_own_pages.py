"""The pages of who is signed in are as sound as the public ones, in every language."""

import pytest
from django.urls import reverse
from django.utils import translation

from assessments import publishing, reviewing
from assessments.models import Challenge
from countries import access
from programme.accounts import enrol
from programme.matrix import Role
from tests.addresses import SIGNED_IN
from tests.assessments import making, remind
from tests.conftest import acting_for, signed_in
from tests.pages import LANGUAGES
from tests.programme.signing_in import with_factor
from tests.test_pages import elements, faults

pytestmark = [pytest.mark.django_db, pytest.mark.long]
# A file.
NO_PAGES = {"my-data-json"}
OF_THE_COUNTRY = ["country-people", "country-invite", "country-history", "country-archive"]
TO_WHO_HAS_A_FACTOR = ["mfa_index", "mfa_view_recovery_codes", "mfa_generate_recovery_codes", "mfa_deactivate_totp"]
TO_STRANGERS = ["account_login", "account_reset_password", "account_reset_password_done", "account_inactive"]


def unsound(client, names, language, *args):
    """What is wrong with each of these pages, by name."""
    found = {}
    for name in names:
        with translation.override(language):
            path = reverse(name, args=args)
        answer = client.get(path)
        page = elements(answer.content.decode()) if answer.status_code == 200 else []
        wrong = list(faults(page)) if page else [f"answers {answer.status_code}"]
        if page and next(one for one in page if one.tag == "html").get("lang") != language:
            wrong.append("another language")
        if wrong:
            found[name] = wrong
    return found


@pytest.fixture
def page_of_a_person(focal_point, serbia):
    acting_for(serbia, Role.CONTRIBUTOR, "contributor@example.org")
    access.invite(country=serbia, by=focal_point, email="new@example.org", role=Role.VIEWER)
    client = signed_in(focal_point)
    client.post("/en/account/reauthenticate/", {"password": "a-long-test-password"})
    return client


@pytest.mark.parametrize("language", LANGUAGES)
def test_pages_of_one_s_own_are_sound(page_of_a_person, language):
    assert unsound(page_of_a_person, [name for name in SIGNED_IN if name not in NO_PAGES], language) == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_pages_of_a_country_s_people_are_sound(page_of_a_person, serbia, language):
    mandate = serbia.mandates.get(role=Role.CONTRIBUTOR)

    assert unsound(page_of_a_person, OF_THE_COUNTRY, language, serbia.slug) == {}
    assert unsound(page_of_a_person, ["mandate"], language, mandate.pk) == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_pages_of_a_second_factor_are_sound(editor, language):
    assert unsound(with_factor(editor), TO_WHO_HAS_A_FACTOR, language) == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_pages_on_the_way_in_are_sound(visitor, editor, language):
    assert unsound(visitor, TO_STRANGERS, language) == {}

    enrol(editor)
    visitor.post("/en/account/login/", {"login": editor.email, "password": "a-long-test-password"})
    assert unsound(visitor, ["mfa_authenticate"], language) == {}


OF_AN_ASSESSMENT = [
    "assessment",
    "assessment-offline",
    "assessment-check",
    "assessment-summary",
    "assessment-evidence",
    "evidence-add",
]
OF_A_SUBMITTED_ONE = ["assessment", "assessment-review", "assessment-compare", "assessment-publish"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_pages_of_a_self_assessment_are_sound(page_of_a_person, serbia, editor, language):
    assessment = making.opened(serbia, editor)
    Challenge.objects.create(area_answer=assessment.areas.first(), text="No staff")

    assert unsound(page_of_a_person, OF_AN_ASSESSMENT, language, assessment.pk) == {}
    assert unsound(page_of_a_person, ["assessment-area", "challenge-add"], language, assessment.pk, "A1") == {}
    assert unsound(signed_in(editor), ["open-cycles", "follow-up", "reminders"], language) == {}
    assert unsound(signed_in(editor), ["reminder"], language, remind.step(-7).pk) == {}
    assert unsound(page_of_a_person, ["country-calendar"], language, serbia.slug) == {}
    assert unsound(signed_in(editor), ["cycle-extend", "cycle-end"], language, assessment.cycle.pk) == {}
    making.fill(assessment)
    assert unsound(page_of_a_person, ["assessment-submit"], language, assessment.pk) == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_pages_of_a_submitted_assessment_are_sound(page_of_a_person, serbia, editor, language):
    assessment = making.opened(serbia, editor)
    making.under_review(assessment)
    reviewing.comment(assessment, by=editor, text="Which law?", area=assessment.instrument.areas.first())
    staff = signed_in(editor)

    assert unsound(staff, ["review-return", "review-accept", "assessment-review"], language, assessment.pk) == {}
    assert unsound(page_of_a_person, OF_A_SUBMITTED_ONE, language, assessment.pk) == {}
    assert unsound(page_of_a_person, ["assessment-version"], language, assessment.pk, 1) == {}
    reviewing.accept(assessment.pk, by=editor)
    letter = assessment.steps.last()
    assert unsound(page_of_a_person, ["assessment-letter"], language, assessment.pk, letter.pk) == {}
    publishing.publish(assessment.pk, by=editor, parts=["stages", "texts", "evidence"])
    assert unsound(page_of_a_person, ["assessment-publish", "assessment-reopen"], language, assessment.pk) == {}
