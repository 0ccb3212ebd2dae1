"""Writing an action of a plan in a real browser: what the script saves, and what it tells (PRODUCT D4, E1)."""

import re

import pytest
from playwright.sync_api import expect

from countries.models import Country
from programme.matrix import Role
from tests.assessments import planning
from tests.conftest import acting_for, signed_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
# Longer than the script waits after a pause.
PAUSE = 4_000
SAVED = re.compile(r"^Saved \d\d:\d\d:\d\d$")


@pytest.fixture
def writer(own_portal):
    return acting_for(Country.objects.get(iso2="KG"), Role.FOCAL_POINT, "writer@example.org")


@pytest.fixture
def plan(writer):
    return planning.with_action(writer.mandates.get().country, writer)


@pytest.fixture
def page(chromium, own_portal, writer, plan):
    """The page of the plan's action as its writer has it open; its clock goes on only when told to."""
    context = chromium.new_context()
    context.add_cookies(
        [{"name": name, "value": one.value, "url": own_portal} for name, one in signed_in(writer).cookies.items()]
    )
    page = context.new_page()
    complaints = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.clock.install(time="2001-02-03T04:05:06")
    page.goto(f"{own_portal}/en/work/plans/{plan.pk}/actions/1/")
    yield page
    context.close()
    assert complaints == []


def is_saved(page):
    """Lets the pause pass; the answer to what was sent last stands in the line, said by the server."""
    with page.expect_response(lambda answer: answer.request.method == "POST") as answered:
        page.clock.run_for(PAUSE)
    assert answered.value.ok
    expect(page.locator("[data-save-state]")).to_have_text(SAVED)


def test_a_text_and_a_challenge_chosen_and_taken_back_are_saved_as_they_are_made(page, plan):
    action = planning.action_of(plan)
    challenge = page.get_by_role("checkbox", name="Too few trained inspectors")
    expect(challenge).to_be_checked()

    page.locator(f"[name=n{action.pk}-objective]").fill("Written with scripts")
    is_saved(page)
    assert planning.action_of(plan).objective == "Written with scripts"

    for is_chosen in (False, True, False):
        challenge.set_checked(is_chosen)
        is_saved(page)
        assert planning.action_of(plan).challenges.exists() == is_chosen


def test_what_a_colleague_chose_meanwhile_stays_though_this_page_does_not_show_it(page, plan):
    action = planning.action_of(plan)
    theirs = action.area.indicators.last()
    action.indicators.add(theirs)
    challenge = page.get_by_role("checkbox", name="Too few trained inspectors")

    for is_chosen in (False, True):
        challenge.set_checked(is_chosen)
        is_saved(page)

    assert theirs in action.indicators.all()
