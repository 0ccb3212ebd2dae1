"""Board, reminders and calendar in a browser: nothing overflows and axe finds nothing, on a phone and a wide window."""

import pytest

from programme.permissions import EDITOR
from tests.assessments import making, remind
from tests.browser.axe import violations
from tests.browser.following import follow
from tests.browser.test_every_page import WINDOWS
from tests.conftest import acting_for, person, signed_in
from tests.factories import beneficiary

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def portal(own_portal):
    """What `visit` opens: the tests of this file write."""
    return own_portal


def sign_in(window, user):
    cookies = signed_in(user).cookies
    window.context.add_cookies(
        [{"name": name, "value": one.value, "url": window.portal} for name, one in cookies.items()]
    )


@pytest.mark.parametrize("language", ["en", "fr", "ru"])
def test_pages_of_follow_up_are_sound(visit, language):
    country = beneficiary("Georgia", "GE", slug="georgia")
    making.opened(country)
    making.under_review(making.opened(beneficiary("Bosnia and Herzegovina", "BA"), days=0))
    step = remind.step(-7)
    editor, focal_point = person("editor@example.org", EDITOR), acting_for(country, "focal-point", "fp@example.org")
    pages = [(editor, f"{one}/") for one in ("work/follow-up", "work/reminders", f"work/reminders/{step.pk}")]
    pages.append((focal_point, "work/countries/georgia/calendar/"))
    for user, path in pages:
        window = visit(*WINDOWS[0])
        sign_in(window, user)
        for width, scheme in WINDOWS:
            window.resize(width, scheme)
            assert window.open(f"/{language}/{path}") == 200
            if path.endswith("calendar/"):
                follow(window.page.locator("form button").last)
            assert (window.overflow(), window.complaints) == ([], []), (path, width)
            assert violations(window.page) == [], (path, width)
            window.forget()


def test_the_head_of_the_board_stays_in_sight(visit):
    for number in range(30):
        making.opened(beneficiary(f"Country {number}", iso3=f"{number:03}"))
    window = visit(1280)
    sign_in(window, person("editor@example.org", EDITOR))
    window.open("/en/work/follow-up/")
    region = window.page.locator(".table-region--tall")
    before = region.locator("thead").bounding_box()["y"]
    region.evaluate("one => one.scrollTop = one.scrollHeight")
    head = region.locator("thead th").first.bounding_box()
    assert head["y"] >= region.bounding_box()["y"] - 1
    assert before - 1 <= head["y"] <= before + 1
