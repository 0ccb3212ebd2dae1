"""The secretariat's workshop in a real browser: rows that are added below a record."""

import pytest
from playwright.sync_api import expect

from activities.models import Activity
from countries.models import Country
from programme.models import Document
from programme.permissions import EDITOR
from tests import factories
from tests.browser.axe import OF_THE_WINDOW, violations
from tests.browser.following import follow
from tests.conftest import person, signed_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def with_scripts():
    return True


@pytest.fixture
def workshop(own_portal, chromium, with_scripts):
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


def test_lists_and_forms_can_be_read_touched_and_named(workshop):
    """Not all that axe knows: what select2 makes is no list and no choice as WAI-ARIA has them."""
    portal, page = workshop
    rules = [*OF_THE_WINDOW, "label", "link-name", "button-name"]
    found = {}
    for path in ("activity/", f"activity/{Activity.objects.first().pk}/change/"):
        page.goto(f"{portal}/en/admin/activities/{path}")
        for width in (1280, 360):
            page.set_viewport_size({"width": width, "height": 900})
            found[path, width] = violations(page, rules, kind="rule")
    page.locator("#id_parent + .select2-container").click()
    found["choosing"] = violations(page, ["label"], kind="rule")

    assert {place: faults for place, faults in found.items() if faults} == {}


# Playwright sees nothing of a page that waits for the next one; so the page itself keeps what it shows meanwhile.
LISTEN = """() => {
  const box = document.querySelector(".import-progress");
  sessionStorage.said = "";
  const keep = () => { sessionStorage.said += box.hidden ? "" : box.innerText; };
  new MutationObserver(keep).observe(box, { attributes: true, childList: true, subtree: true });
}"""


def said_while(page, button):
    page.evaluate(LISTEN)
    follow(page.get_by_role("button", name=button, exact=True))
    return page.evaluate("sessionStorage.said")


def test_a_long_import_says_how_far_it_is(workshop):
    portal, page = workshop
    rows = "\n".join(f"minutes-{number},Minutes {number},minutes" for number in range(600))
    page.goto(f"{portal}/en/admin/programme/document/import/")
    page.locator("input[type=file]").set_input_files(
        {"name": "minutes.csv", "mimeType": "text/csv", "buffer": f"slug,title_en,kind\n{rows}\n".encode()}
    )
    said = said_while(page, "Show what would happen")
    assert "The file is being read." in said
    assert "of 600 rows" in said
    expect(page.get_by_text("600 records would be added")).to_be_visible()

    said = said_while(page, "Import")
    assert "The rows are being written." in said
    assert "of 600 rows" in said
    expect(page.get_by_text("600 records were added.")).to_be_visible()
    assert Document.objects.filter(kind="minutes", slug__startswith="minutes-").count() == 600
