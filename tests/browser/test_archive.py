"""The page of a country's archive in a real browser: a second press of the button sends nothing."""

import pytest

from countries.models import Country
from programme.matrix import Role
from tests.conftest import acting_for, signed_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PRESSED_TWICE = """() => {
    const form = document.querySelector("form[data-making]");
    let sent = 0;
    form.addEventListener("submit", (event) => {
        sent += event.defaultPrevented ? 0 : 1;
        event.preventDefault();
    });
    form.requestSubmit();
    form.requestSubmit();
    return [sent, document.querySelector("[data-said]").hidden];
}"""


def test_second_press_sends_nothing_and_the_page_says_that_it_is_being_made(chromium, own_portal):
    reader = acting_for(Country.objects.get(iso2="KG"), Role.FOCAL_POINT, "reader@example.org")
    context = chromium.new_context()
    context.add_cookies(
        [{"name": "sessionid", "value": signed_in(reader).cookies["sessionid"].value, "url": own_portal}]
    )
    page = context.new_page()
    page.goto(f"{own_portal}/en/work/countries/{reader.mandates.get().country.slug}/archive/")
    assert page.evaluate(PRESSED_TWICE) == [1, False]
    context.close()
