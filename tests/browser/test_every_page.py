"""Every public page in a real browser: on a phone in the dark, on a tablet, in a wide window, enlarged to 400 %."""

import pytest

from tests.browser.axe import OF_THE_WINDOW, violations
from tests.browser.conftest import Visit
from tests.browser.following import follow
from tests.pages import ALL_PAGES, LANGUAGES, NO_SUCH_PAGE, address

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

WINDOWS = [(360, "dark"), (1280, "light")]
TABLET = 768
ENLARGED = 320  # a window of 1280 px at 400 % (WCAG 1.4.10)
EVERY_WINDOW = [*WINDOWS, (ENLARGED, "light"), (TABLET, "light")]


@pytest.fixture(scope="module")
def window(chromium, portal):
    """One window for all pages: what they share need not be fetched and made ready for each."""
    window = Visit(chromium, portal, *WINDOWS[0])
    yield window
    window.context.close()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", ALL_PAGES)
def test_page_is_open_to_everybody(window, name, language):
    window.forget()
    window.resize(*WINDOWS[0])
    assert window.open(address(name, language)) == (404 if name == NO_SUCH_PAGE else 200)
    # What a page is made of is the same in every language, and between the two windows it is as in one of them.
    every_rule = WINDOWS if language == "en" else WINDOWS[:1]
    # A page enlarged after it came is laid out as one that came so: no script of ours asks for the width.
    for width, scheme in EVERY_WINDOW:
        window.resize(width, scheme)
        rules = {} if (width, scheme) in every_rule else {"rules": OF_THE_WINDOW, "kind": "rule"}
        assert (window.overflow(), violations(window.page, **rules)) == ([], []), (width, scheme)
    assert (window.complaints, window.elsewhere) == ([], [])


def test_keyboard_skips_to_the_content(visit):
    window = visit(1280)
    window.open("/en/style-guide/")
    window.page.keyboard.press("Tab")
    assert window.page.evaluate("document.activeElement.className") == "skip-link"
    window.page.keyboard.press("Enter")
    window.page.keyboard.press("Tab")
    assert window.page.evaluate("document.activeElement.closest('main') !== null")


def test_focus_is_seen_on_everything_one_acts_on(visit):
    window = visit(1280)
    window.open("/en/style-guide/")
    unseen, steps = [], 0
    while steps < 300:
        window.page.keyboard.press("Tab")
        steps += 1
        place = window.page.evaluate(
            """() => {
                const one = document.activeElement;
                if (one === document.body) return null;
                // A country of the map and a year of the chart are outlined in a shape of their own.
                const shape = one.querySelector(".map-shape, .chart-target");
                if (shape) {
                    const drawn = getComputedStyle(shape);
                    const elsewhere = getComputedStyle(document.querySelector(`a:not(:focus) .${shape.classList[0]}`));
                    const seen = drawn.stroke !== elsewhere.stroke;
                    return [one.outerHTML.slice(0, 100), parseFloat(drawn.strokeWidth), seen ? "solid" : "none"];
                }
                const style = getComputedStyle(one);
                return [one.outerHTML.slice(0, 100), parseFloat(style.outlineWidth), style.outlineStyle];
            }"""
        )
        if place is None:
            break
        if place[1] < 2 or place[2] == "none":
            unseen.append(place)
    assert steps > 30
    assert unseen == []


def test_printed_page_leaves_out_what_is_clicked(visit):
    window = visit(1280)
    window.open("/en/style-guide/")
    window.page.emulate_media(media="print")
    assert window.page.locator(".header-nav").is_hidden()
    assert window.page.locator("h1").is_visible()


def test_mark_of_doubt_leads_to_its_meaning(visit):
    window = visit(360)
    window.open("/en/style-guide/")
    follow(window.page.locator("main a[href='#sureness-inferred']").first)
    assert window.page.locator("#sureness-inferred").is_visible()
    assert window.page.url.endswith("#sureness-inferred")
