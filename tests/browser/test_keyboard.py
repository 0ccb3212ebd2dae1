"""Whole tasks of a visitor with the keyboard alone: Tab, Enter, the space bar and letters."""

import pytest

from tests import factories

pytestmark = [pytest.mark.browser, pytest.mark.django_db]
MOST_STEPS = 150


class Keyboard:
    def __init__(self, page, has_scripts):
        self.page, self.has_scripts = page, has_scripts

    def go_to(self, place):
        """Tabs on until the focus is there."""
        for _step in range(MOST_STEPS):
            self.page.keyboard.press("Tab")
            if self.page.evaluate("place => document.activeElement.matches(place)", place):
                return
        pytest.fail(f"Tab never reaches {place}.")

    def press(self, key):
        self.page.keyboard.press(key)

    def follow(self, address):
        """Presses Enter, which leads to another address."""
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")
        self.page.wait_for_url(address)


@pytest.fixture(scope="module")
def record(portal):
    georgia = factories.beneficiary("Georgia", "GE", slug="georgia", iso3="GEO")
    factories.activity("Seminar to come", "2012-05-03", countries=[georgia], status="planned", slug="to-come")
    factories.activity("Seminar in Georgia", "2012-06-03", countries=[georgia], status="held", slug="in-georgia")
    return portal


@pytest.fixture(params=[True, False], ids=["scripts", "no-scripts"])
def keyboard(request, chromium, record):
    context = chromium.new_context(java_script_enabled=request.param, viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.goto(f"{record}/en/")
    yield Keyboard(page, request.param)
    context.close()


def test_country_is_searched_and_opened(keyboard):
    keyboard.go_to("#site-search")
    keyboard.page.keyboard.type("georgia")
    keyboard.follow("**/en/search/?q=georgia")
    keyboard.go_to("main a[href$='/countries/georgia/']")
    keyboard.follow("**/en/countries/georgia/")

    assert keyboard.page.locator("h1").inner_text() == "Georgia"


def test_country_is_chosen_in_the_finder(keyboard):
    keyboard.go_to("#find-country")
    keyboard.page.keyboard.type("Geo")
    keyboard.go_to(".finder button")
    keyboard.follow("**/en/activities/?*country=GE*")
    keyboard.go_to("main a[href$='/activities/in-georgia/']")
    keyboard.follow("**/en/activities/in-georgia/")

    assert keyboard.page.locator("h1").inner_text() == "Seminar in Georgia"


def test_activities_are_filtered_by_status_and_one_is_opened(keyboard):
    keyboard.go_to("a[href$='/en/activities/']")
    keyboard.follow("**/en/activities/")
    box = "input[name=status][value=planned]"
    while not keyboard.page.locator(box).is_visible():
        keyboard.go_to("summary")
        keyboard.press("Enter")
    keyboard.go_to(box)
    keyboard.press("Space")
    if not keyboard.has_scripts:  # with them the tick is enough
        keyboard.press("Enter")
    keyboard.page.wait_for_url("**/en/activities/?*status=planned*")
    keyboard.go_to(".records a[href$='/activities/to-come/']")
    keyboard.follow("**/en/activities/to-come/")

    assert keyboard.page.locator("h1").inner_text() == "Seminar to come"
