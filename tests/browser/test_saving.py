"""Writing an answer in a real browser: the line is cut, the session ends, somebody else writes too (PRODUCT D4)."""

import re

import pytest
from django.contrib.sessions.models import Session
from django.utils import timezone
from playwright.sync_api import expect

from assessments.models import IndicatorAnswer
from countries.models import Country
from programme.matrix import Role
from tests.assessments import making
from tests.conftest import acting_for, signed_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PASSWORD = "a-long-test-password"
# Longer than the script waits after a pause, and before it tries again.
PAUSE, AGAIN = 4_000, 10_000
SAVED = re.compile(r"^Saved \d\d:\d\d:\d\d$")


@pytest.fixture
def writer(own_portal):
    return acting_for(Country.objects.get(iso2="KG"), Role.FOCAL_POINT, "writer@example.org")


@pytest.fixture
def colleague(writer):
    return acting_for(Country.objects.get(iso2="KG"), Role.CONTRIBUTOR, "colleague@example.org")


@pytest.fixture
def assessment(writer):
    return making.opened(Country.objects.get(iso2="KG"))


class Window:
    """The page of an area as somebody has it open; its clock goes on only when told to."""

    def __init__(self, chromium, own_portal, user, assessment, scripts):
        self.context = chromium.new_context(java_script_enabled=scripts)
        cookies = signed_in(user).cookies
        self.context.add_cookies(
            [{"name": name, "value": one.value, "url": own_portal} for name, one in cookies.items()]
        )
        self.page = self.context.new_page()
        self.complaints = []
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        if scripts:
            self.page.clock.install(time="2001-02-03T04:05:06")
        self.page.goto(f"{own_portal}/en/work/assessments/{assessment.pk}/areas/A1/")
        self.field = self.page.locator(f"[name={making.field(assessment, 'A1', 'justification')}]")
        self.state = self.page.locator("[data-save-state]")

    def wait(self, time):
        self.page.clock.run_for(time)

    def press(self, button):
        with self.page.expect_navigation():
            self.page.get_by_role("button", name=button, exact=True).first.click()


@pytest.fixture
def window(chromium, own_portal, assessment):
    opened = []

    def open_window(user, scripts=True):
        opened.append(Window(chromium, own_portal, user, assessment, scripts))
        return opened[-1]

    yield open_window
    for one in opened:
        one.context.close()
    assert [one.complaints for one in opened if one.complaints] == []


def stored(assessment):
    found = IndicatorAnswer.objects.filter(area_answer__assessment=assessment, area_answer__area__code="A1")
    return found.order_by("indicator__position").first()


def sign_in(page, user):
    page.get_by_label("E-mail address").fill(user.email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    with page.expect_navigation():
        page.get_by_role("button", name="Sign in", exact=True).click()


def test_a_cut_line_is_said_and_tried_again_until_the_server_confirms(window, writer, assessment):
    here = window(writer)

    def cut(route):
        route.abort() if route.request.method == "POST" else route.continue_()

    here.page.route("**/areas/A1/", cut)
    here.field.fill("Written on the train")
    here.wait(PAUSE)
    expect(here.state).to_contain_text("Not saved: the portal cannot be reached")
    here.wait(AGAIN)
    expect(here.state).to_contain_text("Not saved: the portal cannot be reached")
    assert (stored(assessment).justification, here.field.input_value()) == ("", "Written on the train")

    here.page.unroute("**/areas/A1/", cut)
    here.wait(AGAIN)

    expect(here.state).to_have_text(SAVED)
    answer = stored(assessment)
    assert answer.justification == "Written on the train"
    # The server's time: the window's clock stands in another century.
    expect(here.state).to_have_text(f"Saved {timezone.localtime(answer.saved_at):%H:%M:%S}")


def test_the_marks_say_how_far_the_answers_are_as_soon_as_they_are_saved(window, writer):
    here = window(writer)
    mark, count = here.page.locator("#A1-1 [data-condition] .status"), here.page.locator(".area-tabs [aria-current]")
    expect(mark).to_have_text("not started")
    expect(count).to_contain_text("0/3")

    here.field.fill("Written in part")
    here.page.locator("[name^=f][name$=-text]").first.fill("Law 7")
    here.wait(PAUSE)

    expect(here.state).to_have_text(SAVED)
    expect(mark).to_have_text("begun")
    expect(mark).to_have_class("status status--planned")
    expect(count).to_contain_text("1/3")


def test_what_was_written_survives_a_session_that_ended(window, writer, assessment):
    here = window(writer)
    Session.objects.all().delete()

    here.field.fill("Written after the session had ended")
    here.wait(PAUSE)
    expect(here.state).to_contain_text("Not saved: you have been signed out")
    assert stored(assessment).justification == ""

    with here.context.expect_page() as opened:
        here.state.get_by_role("link").click()
    sign_in(opened.value, writer)
    for _try in range(2):  # the first one finds that the form's token is an old one
        here.wait(AGAIN)
        expect(here.state).not_to_have_text("Saving …")
    here.wait(AGAIN)

    expect(here.state).to_have_text(SAVED)
    assert stored(assessment).justification == "Written after the session had ended"


def test_without_scripts_the_server_keeps_what_was_written(window, writer, assessment):
    here = window(writer, scripts=False)
    Session.objects.all().delete()

    here.field.fill("Written after the session had ended")
    here.press("Save")
    expect(here.page.get_by_text("What you wrote is kept for a day")).to_be_visible()
    sign_in(here.page, writer)
    expect(here.page.get_by_role("heading", name="You wrote something that was not saved")).to_be_visible()
    assert stored(assessment).justification == ""
    here.press("Save it now")

    assert stored(assessment).justification == "Written after the session had ended"
    expect(here.field).to_have_value("Written after the session had ended")


@pytest.mark.parametrize("scripts", [True, False])
def test_two_windows_on_one_answer_show_both_texts_and_the_one_before(window, writer, colleague, assessment, scripts):
    making.fill(assessment, text="The ancestor")
    mine, theirs = window(writer, scripts), window(colleague, scripts=False)
    theirs.field.fill("What the colleague wrote")
    theirs.press("Save")

    mine.field.fill("What I wrote")
    if scripts:
        mine.wait(PAUSE)
        expect(mine.state).to_contain_text("Not saved: somebody else changed the same field meanwhile.")
    mine.press("Compare both texts" if scripts else "Save")

    conflict = mine.page.locator(".conflict")
    expect(conflict).to_have_count(1)
    for text in ("The ancestor", "What the colleague wrote", "What I wrote"):
        expect(conflict.locator(".quoted", has_text=text)).to_be_visible()
    assert stored(assessment).justification == "What the colleague wrote"
    conflict.locator("textarea").fill("What both of us wrote")
    mine.press("Save my decision")
    expect(mine.field).to_have_value("What both of us wrote")
    assert stored(assessment).justification == "What both of us wrote"
