"""Every public page, for the tests that go over all of them. Whoever makes a page adds it here."""

from django.urls import reverse
from django.utils import translation

from programme.dates import Biennium
from tests import factories
from tests.assessments import making, planning
from tests.kept import kept
from tests.reports.progress import making as progress

LANGUAGES = ["en", "fr", "ru"]

# The name of the address, and which record it shows where it shows one.
PAGES = {
    "home": [],
    "search": [],
    "countries": [],
    "country": ["serbia"],
    "published-assessment": ["serbia", 1],
    "published-plan": ["serbia", 1],
    "activities": [],
    "activity": ["safety-reports"],
    "calendar": [],
    "documents": [],
    "progress-reports": [],
    "progress-report": [Biennium(2021)],
    "progress-report-edition": [Biennium(2021), 1],
    "document": ["introduction"],
    "programme": [],
    "programme-phases": [],
    "programme-approach": [],
    "programme-areas": [],
    "programme-history": [],
    "programme-indicators": [],
    "programme-needs": [],
    "programme-terms": [],
    "status": [],
    "status-on": ["2018-12-31"],
    "about": [],
    "about-record": [],
    "about-use": [],
    "about-contact": [],
    "about-privacy": [],
    "about-accessibility": [],
    "data": [],
    "data-iati": [],
    "style-guide": [],
}
NO_SUCH_PAGE = "no-such-page"
# Other views of a page, by its question.
VIEWS = ["activities?view=timeline"]
ALL_PAGES = [*PAGES, *VIEWS, NO_SUCH_PAGE]


def address(name, language):
    if name == NO_SUCH_PAGE:
        return f"/{language}/no-such-page/"
    page, mark, question = name.partition("?")
    with translation.override(language):
        return reverse(page, args=PAGES[page]) + mark + question


@kept
def small_record():
    """A record in which each page has something to show, and something that is missing in each way there is."""
    introduction = factories.document("introduction", title_en="Introduction page", kind="web-page")
    phase_page = factories.document("phase-page", title_en="", title_fr="Page sur la phase", kind="web-page")
    factories.document_version(introduction, "en", url="https://unece.org/introduction-18")
    factories.document_version(introduction, "fr", availability="not-available")
    named = factories.beneficiary("Serbia", "RS", slug="serbia", source=introduction)
    disputed = factories.beneficiary("Kyrgyzstan", "KG", slug="kyrgyzstan", name_fr="", name_ru="")
    factories.country("Sweden", "SE", slug="sweden")
    subregion = factories.group(members=[named])
    factories.phase(named, source=introduction, source_locator="line 20", sureness="inferred")
    factories.claim(named, source=introduction, source_text="Serbia")
    factories.claim(disputed, source=introduction)
    factories.claim(disputed, value="not-listed", source=phase_page, sureness="secondary")
    factories.meeting()
    factories.programme_names()
    common = {"kind": factories.kind(), "source": introduction, "source_text": "Workshop <on> safety & reports"}
    factories.activity(
        "Workshop on safety reports",
        "2021-10-27",
        "2021-10-29",
        slug="safety-reports",
        countries=[named],
        groups=[subregion],
        **common,
    )
    factories.activity("Workshop without a date", countries=[disputed], **common)
    factories.published_instrument(sureness="reconstructed", mark_fr="translation")
    assessed = making.opened(named)
    making.published(assessed)
    planning.published(planning.with_action(named, plan=planning.of(making.read(assessed))))
    factories.activity("Project of some years", "2016", "2019", status="", **common)
    progress.corrected()
