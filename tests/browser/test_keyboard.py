"""Whole tasks of a visitor with the keyboard alone: Tab, Enter, the space bar, arrows and letters."""

import pytest

from tests import factories
from tests.pages import LANGUAGES

pytestmark = [pytest.mark.browser, pytest.mark.django_db]
MOST_STEPS = 150


class Keyboard:
    def __init__(self, page, language, has_scripts):
        self.page, self.language, self.has_scripts = page, language, has_scripts

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
        """Presses Enter, which leads to another address of the same language."""
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")
        self.page.wait_for_url(f"**/{self.language}/{address}")


SEMINARS = [
    ("to-come", "Seminar to come", "2012-05-03", "planned"),
    ("in-georgia", "Seminar in Georgia", "2012-06-03", "held"),
]
GEORGIA = {"en": "Georgia", "fr": "Géorgie", "ru": "Грузия"}


@pytest.fixture(scope="module")
def record(portal):
    names = {f"name_{code}": name for code, name in GEORGIA.items()}
    georgia = factories.beneficiary("Georgia", "GE", slug="georgia", iso3="GEO", **names)
    for slug, title, day, status in SEMINARS:
        titles = factories.in_languages("title", title)
        factories.activity(title, day, countries=[georgia], status=status, slug=slug, **titles)
    return portal


# Without scripts the tasks go another way, which is no other way in another language.
@pytest.fixture(
    params=[*((language, True) for language in LANGUAGES), ("en", False)],
    ids=lambda param: f"{param[0]}-{'scripts' if param[1] else 'no-scripts'}",
)
def keyboard(request, chromium, record):
    language, has_scripts = request.param
    context = chromium.new_context(java_script_enabled=has_scripts, viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.goto(f"{record}/{language}/")
    yield Keyboard(page, language, has_scripts)
    context.close()


def test_country_is_searched_and_opened(keyboard):
    keyboard.go_to("#site-search")
    keyboard.page.keyboard.type(GEORGIA[keyboard.language])
    keyboard.follow("search/?q=*")
    keyboard.go_to("main a[href$='/countries/georgia/']")
    keyboard.follow("countries/georgia/")

    assert keyboard.page.locator("h1").inner_text() == GEORGIA[keyboard.language]


def test_country_is_chosen_in_the_finder(keyboard):
    keyboard.go_to("#find-country")
    while keyboard.page.locator("#find-country").input_value() != "GE":
        keyboard.press("ArrowDown")
    keyboard.go_to(".finder button")
    keyboard.follow("activities/?*country=GE*")
    keyboard.go_to("main a[href$='/activities/in-georgia/']")
    keyboard.follow("activities/in-georgia/")

    assert keyboard.page.locator("h1").inner_text() == f"Seminar in Georgia {keyboard.language}"


def test_activities_are_filtered_by_status_and_one_is_opened(keyboard):
    keyboard.go_to("a[href$='/activities/']")
    keyboard.follow("activities/")
    box = "input[name=status][value=planned]"
    while not keyboard.page.locator(box).is_visible():
        keyboard.go_to("summary")
        keyboard.press("Enter")
    keyboard.go_to(box)
    keyboard.press("Space")
    if not keyboard.has_scripts:  # with them the tick is enough
        keyboard.press("Enter")
    keyboard.page.wait_for_url(f"**/{keyboard.language}/activities/?*status=planned*")
    keyboard.go_to(".records a[href$='/activities/to-come/']")
    keyboard.follow("activities/to-come/")

    assert keyboard.page.locator("h1").inner_text() == f"Seminar to come {keyboard.language}"
