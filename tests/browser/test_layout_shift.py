"""Nothing on a page moves once it is seen, though styles, fonts and scripts come late over a slow line."""

import pytest

from tests import factories

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

PAGES = ["/", "/countries/", "/activities/", "/countries/georgia/"]
WINDOWS = [(360, "en"), (1280, "en"), (360, "ru")]
MOST = 0.02  # a fifth of what counts as good (web.dev/cls)
SLOW_LINE = {
    "offline": False,
    "latency": 80,
    "downloadThroughput": 200_000,
    "uploadThroughput": 100_000,
}

SHIFTS = """() => new Promise(done => {
    const name = node => (node?.outerHTML ?? node?.textContent ?? '?').slice(0, 100)
    const said = list => list.filter(one => !one.hadRecentInput).map(one => ({
        value: one.value, at: one.startTime, moved: one.sources.map(source => name(source.node)),
    }))
    let found = []
    new PerformanceObserver(list => { found = found.concat(said(list.getEntries())) })
        .observe({type: 'layout-shift', buffered: true})
    requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(() => done(found), 50)))
})"""


@pytest.fixture(scope="module")
def record(portal):
    georgia = factories.beneficiary("Georgia", "GE", slug="georgia", iso3="GEO")
    for year in range(2010, 2020):
        factories.activity(f"Training session of {year}", f"{year}-05-03", countries=[georgia])


@pytest.mark.parametrize(("width", "language"), WINDOWS)
def test_nothing_moves_once_it_is_seen(record, visit, width, language):
    moved = {}
    for page in PAGES:
        window = visit(width)
        line = window.context.new_cdp_session(window.page)
        line.send("Network.enable")
        line.send("Network.emulateNetworkConditions", SLOW_LINE)
        assert window.open(f"/{language}{page}") == 200
        window.page.wait_for_load_state("networkidle")
        shifts = window.page.evaluate(SHIFTS)
        if sum(one["value"] for one in shifts) >= MOST:
            moved[page] = shifts
    assert moved == {}


def test_what_moves_is_noticed(visit):
    """The measure itself: a page that does shift is caught."""
    window = visit(360)
    window.open("/en/")
    window.page.evaluate(
        """() => new Promise(done => {
            const late = document.createElement('p')
            late.textContent = 'late '.repeat(300)
            document.querySelector('main').prepend(late)
            requestAnimationFrame(() => requestAnimationFrame(done))
        })"""
    )
    assert sum(one["value"] for one in window.page.evaluate(SHIFTS)) >= MOST
