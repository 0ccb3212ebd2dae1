"""The list of activities in a real browser: swapped in place with scripts, the same without."""

import gzip
import re

import pytest
from playwright.sync_api import expect

from tests import factories
from tests.browser.following import follow

pytestmark = [pytest.mark.browser, pytest.mark.django_db]
LIST = "/en/activities/"
HEAVIEST = 80 * 1024


@pytest.fixture(scope="module")
def many(portal):
    for number in range(30):
        factories.activity(f"Training {number}", f"2019-05-{number + 1:02}", kind=factories.kind("training"))


@pytest.fixture
def window(visit, many):
    window = visit(1280)
    window.open(LIST)
    window.page.evaluate("window.isTheSame = true")
    return window


def is_the_same(window):
    """Whether the page was changed in place, not loaded anew."""
    return window.page.evaluate("window.isTheSame === true")


def test_tick_changes_the_list_and_keeps_the_focus(window):
    page = window.page
    page.locator("#facet-kind-training").focus()
    page.keyboard.press("Space")
    page.wait_for_url("**/activities/?kind=training")
    expect(page.locator("#total")).to_contain_text("30 activities")
    expect(page.locator("#facet-kind-training")).to_be_focused()
    expect(page.locator("#facet-kind-training")).to_be_checked()
    expect(page.locator("#said")).to_have_text(re.compile("^30 activities"))
    expect(page.locator("#page-languages a[hreflang=fr]")).to_have_attribute("href", "/fr/activities/?kind=training")
    assert is_the_same(window)
    assert window.complaints == []


def test_opened_filters_stay_open(window):
    page = window.page
    page.locator("#facet-status summary").click()
    page.locator("#facet-status-held").check()
    page.wait_for_url("**status=held")
    page.locator("#facet-status-held").uncheck()
    page.wait_for_url(re.compile(r"/activities/$"))
    expect(page.locator("#facet-status-held")).to_be_focused()
    expect(page.locator("#facet-status")).to_have_attribute("open", "")


def test_back_leads_to_the_list_before(window):
    page = window.page
    page.locator("#facet-kind-training").check()
    page.wait_for_url("**/activities/?kind=training")
    page.locator(".pagination a[rel=next]").click()
    page.wait_for_url("**page=2")
    expect(page.locator("#total")).to_contain_text("26 to 30")
    expect(page.locator("#total")).to_be_focused()
    page.go_back()
    page.wait_for_url("**/activities/?kind=training")
    expect(page.locator("#total")).to_contain_text("1 to 25")
    expect(page.locator("#facet-kind-training")).to_be_checked()
    page.go_back()
    page.wait_for_url(re.compile(r"/activities/$"))
    expect(page.locator("#facet-kind-training")).not_to_be_checked()
    assert window.complaints == []


def test_words_wait_for_enter(window):
    page = window.page
    page.locator("#id_q").fill("safety")
    page.keyboard.press("Enter")
    page.wait_for_url("**/activities/?q=safety")
    expect(page.locator("#total")).to_contain_text("1 activity")
    expect(page.locator("#id_q")).to_be_focused()
    assert is_the_same(window)


def test_timeline_is_a_view_of_the_same(window):
    page = window.page
    page.locator("#view-timeline").click()
    page.wait_for_selector(".timeline-events")
    expect(page.locator("#view-timeline")).to_be_focused()
    assert is_the_same(window)
    first = page.locator(".timeline-events a").first
    first.focus()
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Project of some years")
    assert window.complaints == []


@pytest.mark.parametrize("width", [360, 320])
@pytest.mark.parametrize("address", ["/ru/activities/?view=timeline", "/ru/calendar/", "/fr/calendar/?country=RS"])
def test_phone_needs_no_scrolling_sideways(visit, many, address, width):
    window = visit(width, "dark")
    window.open(address)
    assert window.overflow() == []
    assert window.complaints == []


def test_without_scripts_the_same_tasks_succeed(chromium, portal, many):
    context = chromium.new_context(java_script_enabled=False, viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.goto(portal + LIST)
    page.locator("#facet-kind-training").check()
    follow(page.locator(".search button[type=submit]"))
    assert "kind=training" in page.url
    assert page.locator("#total").inner_text().startswith("30 activities")
    follow(page.locator(".pagination a[rel=next]"))
    assert "26 to 30" in page.locator("#total").inner_text()
    follow(page.locator("#view-timeline"))
    assert page.locator(".timeline-events > li").count() == 30
    follow(page.locator(".chip").first)
    assert "kind=" not in page.url
    context.close()


def test_failed_answer_opens_the_address_as_ever(window):
    page = window.page
    failed = []

    def fail_once(route):
        if route.request.headers.get("hx-request") and not failed:
            failed.append(route.request.url)
            route.abort()
        else:
            route.continue_()

    page.route("**/activities/?kind=training*", fail_once)
    follow(page.locator("#facet-kind-training"))
    page.wait_for_url("**/activities/?kind=training")
    assert page.locator("#total").inner_text().startswith("30 activities")
    assert failed
    assert not is_the_same(window)


def test_page_is_light(visit, many):
    """What goes over the wire at first view, packed as the server packs it: fonts are packed already."""
    window = visit(1280)
    weights = {}

    def weigh(response):
        body = response.body()
        weights[response.url] = len(body if response.url.endswith(".woff2") else gzip.compress(body))

    window.page.on("requestfinished", lambda request: weigh(request.response()))
    window.open(LIST)
    window.page.wait_for_timeout(500)
    assert any(url.endswith("htmx.min.js") for url in weights)
    assert sum(weights.values()) < HEAVIEST, weights
