"""The secretariat's workshop in a real browser: rows that are added below a record."""

import pytest

from countries.models import Country
from programme.permissions import EDITOR
from tests.conftest import person, signed_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def workshop(roles, portal, chromium):
    """A page of the workshop with an editor signed in."""
    editor = person("editor@example.org", EDITOR)
    context = chromium.new_context(viewport={"width": 1280, "height": 900})
    cookies = signed_in(editor).cookies
    context.add_cookies([{"name": name, "value": one.value, "url": portal} for name, one in cookies.items()])
    page = context.new_page()
    complaints = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(f"{portal}/en/admin/")
    yield portal, page
    assert complaints == []
    page.context.close()


def test_a_phase_is_added_below_its_country(workshop):
    portal, page = workshop
    country = Country.objects.exclude(phase_entries__isnull=False).first() or Country.objects.first()
    page.goto(f"{portal}/en/admin/countries/country/{country.pk}/change/")

    page.click("#phase_entries-group .add-row a")
    row = page.locator("#phase_entries-group .inline-related:visible").last
    row.locator("select[name$=-phase]").select_option("preparatory")
    row.locator("input[name$=-since_year]").fill("2016")
    page.click("input[name=_save]")
    page.wait_for_load_state()

    entry = country.phase_entries.get(phase="preparatory")
    assert str(entry.since) == "2016"
    assert entry.history.first().door == "admin"
