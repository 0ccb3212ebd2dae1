"""The secretariat's workshop in a real browser: rows that are added below a record."""

import pytest

from activities.models import Activity
from countries.models import Country
from programme.permissions import EDITOR
from tests import factories
from tests.browser.following import follow
from tests.conftest import person, signed_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def with_scripts():
    return True


@pytest.fixture
def workshop(roles, own_portal, chromium, with_scripts):
    """A page of the workshop with an editor signed in."""
    portal = own_portal
    editor = person("editor@example.org", EDITOR)
    context = chromium.new_context(viewport={"width": 1280, "height": 900}, java_script_enabled=with_scripts)
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
    follow(page.locator("input[name=_save]").first)

    entry = country.phase_entries.get(phase="preparatory")
    assert str(entry.since) == "2016"
    assert entry.history.first().door == "admin"


@pytest.mark.parametrize("with_scripts", [False])
def test_one_of_many_records_is_chosen_without_scripts(workshop):
    portal, page = workshop
    activity = Activity.objects.filter(parent=None).first()
    document = factories.document("minutes", title_en="Minutes of the second seminar")
    page.goto(f"{portal}/en/admin/activities/activity/{activity.pk}/change/")

    page.locator("details:has(#id_source_typed) > summary").click()
    page.get_by_label("Words of another one’s name, or its number").and_(page.locator("#id_source_typed")).fill(
        "minutes seminar"
    )
    follow(page.locator("input[name=_save]").first)

    activity.refresh_from_db()
    assert activity.source == document
