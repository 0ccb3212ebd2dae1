"""Every public page in every language is sound HTML that a screen reader can find its way through."""

import re
from collections import Counter
from itertools import pairwise

import html5lib
import pytest
from django.contrib.staticfiles import finders
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from tests.addresses import BY_SECRET, ELSEWHERE, GUARDED, SIGNED_IN, STEPS_OF_SIGNING_IN
from tests.pages import ALL_PAGES, LANGUAGES, NO_SUCH_PAGE, PAGES, address, small_record

pytestmark = [pytest.mark.django_db, pytest.mark.long]
ISO_DATE = re.compile(r"\b\d{4}-\d{2}(?:-\d{2})?\b(?!-)")
# How to write a date is shown by one: these stand in words for who fills a form, or reads data.
EXAMPLES = {"2015-06", "2015-06-30", "2018-12-31", "2021-11-30", "2017-12"}
# What these show is meant for machines, or as it was typed.
AS_WRITTEN = {"code", "pre", "script", "style", "textarea"}
REFERENCES = ["aria-labelledby", "aria-describedby", "aria-controls", "aria-owns", "aria-details", "for"]


@pytest.fixture(scope="module")
def record(for_all_tests):
    small_record()


def elements(html):
    """Every element of the page; the parser refuses whatever is not sound."""
    parser = html5lib.HTMLParser(html5lib.getTreeBuilder("etree"), strict=True, namespaceHTMLElements=False)
    return [element for element in parser.parse(html).iter() if isinstance(element.tag, str)]


def faults(found):
    """What a screen reader would stumble over."""
    ids = Counter(element.get("id") for element in found if element.get("id") is not None)
    yield from (f"the id {id!r} stands {times} times" for id, times in ids.items() if times > 1 or not id)
    for element in found:
        for name in REFERENCES:
            yield from (f"{name} names {id!r}" for id in (element.get(name) or "").split() if id not in ids)
        target = element.get("href") or ""
        if target.startswith("#") and target[1:] not in ids:
            yield f"a link leads to {target!r}"
        if element.tag == "img" and element.get("alt") is None:
            yield f"no alternative text: {element.get('src')}"
        if element.tag in {"input", "select", "textarea"} and element.get("type") not in {"hidden", "submit"}:
            labels = [label for label in found if label.tag == "label" and label.get("for") == element.get("id")]
            if not labels and not element.get("aria-label") and not element.get("aria-labelledby"):
                yield f"no label: {element.get('name')}"
        if element.tag == "table" and element.find("caption") is None:
            yield "a table without a caption"
        if element.tag == "th" and element.get("scope") is None:
            yield f"a table head without a scope: {''.join(element.itertext()).strip()}"
        for text in (element.text if element.tag not in AS_WRITTEN else "", element.tail):
            if {*ISO_DATE.findall(text or "")} - EXAMPLES:
                yield f"a date for machines: {text.strip()}"
        if "table-region--cards" in (element.get("class") or ""):
            cells = [one for one in element.iter("td") if one.get("data-label") is None and one.get("colspan") is None]
            yield from (f"a cell without its column on a phone: {''.join(cell.itertext()).strip()}" for cell in cells)
    headings = [element.tag for element in found if re.fullmatch("h[1-6]", element.tag)]
    if headings.count("h1") != 1:
        yield f"{headings.count('h1')} headings of the first level"
    levels = [int(heading[1]) for heading in headings]
    yield from (f"h{one} is followed by h{two}" for one, two in pairwise(levels) if two > one + 1)
    for landmark in ("main", "header", "footer", "title"):
        if not any(element.tag == landmark for element in found):
            yield f"no {landmark}"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", ALL_PAGES)
def test_page_is_sound(record, name, language):
    response = Client().get(address(name, language))
    assert response.status_code == (404 if name == NO_SUCH_PAGE else 200)
    found = elements(response.content.decode())
    assert list(faults(found)) == []
    html = next(element for element in found if element.tag == "html")
    assert html.get("lang") == language


@pytest.mark.parametrize("name", PAGES)
def test_page_names_itself_in_the_other_languages(record, name):
    html = Client().get(address(name, "fr"), HTTP_HOST="localhost").content.decode()
    links = {
        (element.get("rel"), element.get("hreflang")): element.get("href")
        for element in elements(html)
        if element.tag == "link"
    }
    assert links["canonical", None] == f"http://localhost{address(name, 'fr')}"
    for language in LANGUAGES:
        assert links["alternate", language] == f"http://localhost{address(name, language)}"


def test_language_switch_keeps_the_page_and_its_question(record):
    html = Client().get("/en/activities/", {"q": "safety"}).content.decode()
    switch = {
        element.get("hreflang"): element.get("href")
        for element in elements(html)
        if element.tag == "a" and element.get("hreflang") in LANGUAGES and element.get("lang")
    }
    assert switch == {language: f"/{language}/activities/?q=safety" for language in LANGUAGES}


@pytest.mark.parametrize(
    ("name", "place"), [("countries", "page"), ("country", "true"), ("documents", "page"), ("activity", "true")]
)
def test_navigation_marks_where_the_page_stands(record, name, place):
    html = Client().get(address(name, "en")).content.decode()
    navigation = html.split('class="header-nav"')[1].split("</nav>")[0]
    current = re.findall(r'href="([^"]+)" aria-current="(\w+)"', navigation)
    assert current == [("/en/" + address(name, "en").split("/")[2] + "/", place)]


def test_page_loads_only_files_that_are_there(record):
    html = Client().get("/en/").content.decode()
    files = re.findall(r'(?:href|src)="/static/([^"]+)"', html)
    assert files
    for sheet in [name for name in files if name.endswith(".css")]:
        with open(finders.find(sheet)) as text:
            files += [f"css/{name}" for name in re.findall(r'url\("([^"]+)"\)', text.read())]
    assert [name for name in files if not finders.find(name)] == []


def test_every_public_page_is_tested():
    def names(patterns):
        for pattern in patterns:
            if isinstance(pattern, URLResolver) and pattern.app_name != "admin":
                yield from names(pattern.url_patterns)
            elif isinstance(pattern, URLPattern) and pattern.name:
                yield pattern.name

    of_languages = next(one for one in get_resolver().url_patterns if "Locale" in type(one.pattern).__name__)
    of_machines = re.compile(r"-(csv|xlsx|json|ics|atom|bundle|file|evidence|profile)$")
    pages = {name for name in names(of_languages.url_patterns) if not of_machines.search(name)}
    assert pages - {*SIGNED_IN, *STEPS_OF_SIGNING_IN, *BY_SECRET, *GUARDED, *ELSEWHERE} == set(PAGES)
