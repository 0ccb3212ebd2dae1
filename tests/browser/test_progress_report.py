"""A progress report from the choice of a biennium to its public page, as an editor goes, without scripts."""

import io
import re

import pytest
from playwright.sync_api import expect

from programme.dates import Biennium
from reports.models import ProgressReport
from reports.progress import writing
from tests.browser.axe import violations
from tests.conftest import person, signed_in
from tests.reports.progress import making

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
YEARS = "2019–2020"


@pytest.fixture
def window(chromium, own_portal):
    """Opens a window in which the editor is signed in."""
    editor = person("editor-of-reports@example.org", "secretariat-editor")
    cookies = [{"name": name, "value": one.value, "url": own_portal} for name, one in signed_in(editor).cookies.items()]
    contexts = []

    def open_window(width=1280, scripts=True):
        context = chromium.new_context(
            viewport={"width": width, "height": 900}, java_script_enabled=scripts, accept_downloads=True
        )
        context.add_cookies(cookies)
        contexts.append(context)
        return context.new_page()

    yield open_window
    for one in contexts:
        one.close()


def test_an_editor_makes_a_report_from_nothing_without_scripts(window, own_portal):
    page = window(scripts=False)
    page.goto(f"{own_portal}/en/work/reports/")
    page.get_by_role("button", name=f"Begin the report – {YEARS}").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(f"Progress report {YEARS}")

    page.get_by_role("link", name="Write – Introduction and mandate").click()
    page.get_by_label("English", exact=True).fill("What we **did**.")
    page.get_by_label("French", exact=True).fill("Ce que nous avons fait.")
    page.get_by_label("Russian", exact=True).fill("Что мы сделали.")
    page.get_by_role("button", name="Preview").click()
    expect(page.locator("#preview strong")).to_have_text("did")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(f"Progress report {YEARS}")

    page.get_by_role("link", name="Freeze …").click()
    page.get_by_role("button", name="Freeze it as of today").click()
    page.get_by_role("link", name="Publish …").click()
    page.get_by_role("button", name="Publish it").click()

    expect(page).to_have_url(f"{own_portal}/en/reports/2019-2020/")
    page.goto(f"{own_portal}/fr/reports/2019-2020/")
    expect(page.get_by_text("Ce que nous avons fait.")).to_be_visible()
    for name, beginning in (("Français (PDF)", b"%PDF-"), ("Français (DOCX)", b"PK")):
        with page.expect_download() as download:
            page.get_by_role("link", name=name).click()
        with io.FileIO(download.value.path()) as file:
            assert file.read(5).startswith(beginning)
        assert re.fullmatch(r"progress-report-2019-2020-fr\.(pdf|docx)", download.value.suggested_filename)


@pytest.mark.parametrize("width", [360, 1280])
def test_the_builder_s_pages_are_accessible_and_fit(window, own_portal, width):
    page = window(width)
    report = making.written(making.draft(years=Biennium(2019)))
    writing.keep(report.pk, by=None)
    making.written(report, text_en="What we did otherwise.")
    published = ProgressReport.objects.get(first_year=2021, status="published")
    frozen = making.frozen(years=Biennium(2017))
    pages = [
        "",
        *(f"{report.pk}/{path}" for path in ("", "about/", "parts/activities/", "parts/introduction/", "compare/")),
        *(f"{report.pk}/{path}" for path in ("preview/", "freeze/", "copies/1/")),
        *(f"{frozen.pk}/{path}" for path in ("", "publish/", "take-back/")),
        f"{published.pk}/corrigendum/",
    ]
    wrong = {}
    for path in pages:
        page.goto(f"{own_portal}/en/work/reports/{path}")
        too_wide = page.evaluate(
            "document.documentElement.scrollWidth > document.documentElement.clientWidth ? 'too wide' : ''"
        )
        if found := [*violations(page), *([too_wide] if too_wide else [])]:
            wrong[path] = found
    assert wrong == {}
