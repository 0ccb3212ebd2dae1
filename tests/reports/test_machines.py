"""What machines read: descriptions, addresses in three languages, the sitemap, structured data and previews."""

import json
import re
import struct
from xml.etree import ElementTree

import pytest
from django.contrib.staticfiles import finders
from django.test import Client

from activities.structured_data import event
from programme.structured_data import breadcrumbs, json_ld
from tests import factories
from tests.pages import LANGUAGES, PAGES, address, small_record
from tests.test_pages import elements

SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
LINK = "{http://www.w3.org/1999/xhtml}link"
# Of the state on a day there is a page for every day since 2004.
HIDDEN = {"search", "style-guide", "status-on"}


@pytest.fixture
def record(db):
    small_record()


def read(path, **headers):
    return Client().get(path, HTTP_HOST="localhost", **headers).content.decode()


def meta(html):
    found = [element for element in elements(html) if element.tag == "meta"]
    return {element.get("name") or element.get("property"): element.get("content") for element in found}


def data(html):
    """Every piece of structured data, by its type."""
    pieces = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL)
    found = [json.loads(piece) for piece in pieces]
    assert all(piece["@context"] == "https://schema.org" for piece in found)
    return {piece["@type"]: piece for piece in found}


# Descriptions and previews


@pytest.mark.long
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_has_a_title_and_a_description_of_its_own(record, language):
    titles, descriptions = {}, {}
    for name in PAGES:
        html = read(address(name, language))
        titles[name] = re.search(r"<title>(.*?)</title>", html, re.DOTALL)[1].strip()
        descriptions[name] = meta(html)["description"].strip()
    assert all(titles.values())
    assert all(descriptions.values())
    assert len(set(titles.values())) == len(PAGES)
    assert len(set(descriptions.values())) == len(PAGES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_preview_says_what_the_page_says(record, language):
    html = read(address("country", language))
    found = meta(html)
    title = next(element for element in elements(html) if element.tag == "title")
    assert found["og:title"] == re.sub(r"[ \n]+", " ", "".join(title.itertext())).strip()
    assert found["og:description"] == found["description"]
    assert found["og:url"] == f"http://localhost{address('country', language)}"
    assert found["og:image"] == f"http://localhost/static/img/social-{language}.png"
    assert found["twitter:card"] == "summary_large_image"


def test_a_title_with_quotation_marks_breaks_no_attribute(record):
    factories.document("quoted", title_en='Report "A" <b> & C')
    found = meta(read("/en/documents/quoted/"))
    assert found["og:title"].startswith('Report "A" <b> & C')
    assert found["og:description"] == 'Report "A" <b> & C'


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_picture_of_the_preview_is_there_and_light(language):
    with open(finders.find(f"img/social-{language}.png"), "rb") as picture:
        content = picture.read()
    assert content.startswith(b"\x89PNG")
    assert struct.unpack(">II", content[16:24]) == (1200, 630)
    assert len(content) <= 60 * 1024
    assert finders.find(f"img/social-{language}.svg")


# Addresses


@pytest.mark.parametrize("name", PAGES)
def test_every_page_names_the_address_that_asks_the_reader_s_language(record, name):
    links = {
        element.get("hreflang"): element.get("href")
        for element in elements(read(address(name, "ru")))
        if element.tag == "link"
    }
    neutral = links["x-default"].removeprefix("http://localhost")
    assert neutral == address(name, "ru").removeprefix("/ru")
    response = Client().get(neutral, headers={"Accept-Language": "fr"})
    assert response["Location"] == address(name, "fr")


def test_a_refused_host_gets_its_error_page(db):
    response = Client().get("/en/", HTTP_HOST="evil.example")
    assert response.status_code == 400
    assert "evil.example" not in response.content.decode()


# Sitemap and robots


def sitemap_of(section):
    return ElementTree.fromstring(read(f"/sitemap-{section}.xml"))  # noqa: S314 (our own)


def sections():
    index = ElementTree.fromstring(read("/sitemap.xml"))  # noqa: S314 (our own)
    return [re.search(r"/sitemap-(\w+)\.xml", one.text)[1] for one in index.iter(f"{SITEMAP}loc")]


@pytest.mark.long
def test_the_sitemap_holds_every_public_page_in_every_language(record):
    listed = {one.text for name in sections() for one in sitemap_of(name).iter(f"{SITEMAP}loc")}
    wanted = {f"http://localhost{address(name, code)}" for name in set(PAGES) - HIDDEN for code in LANGUAGES}
    assert wanted - listed == set()
    assert not any(word in one for one in listed for word in ("admin", "search", "style-guide", "api/"))
    for one in listed:
        assert Client().get(one.removeprefix("http://localhost")).status_code == 200, one


def test_a_page_in_the_sitemap_names_its_other_languages(record):
    for url in sitemap_of("countries"):
        alternates = {link.get("hreflang"): link.get("href") for link in url.iter(LINK)}
        slug = url.find(f"{SITEMAP}loc").text.rsplit("/", 2)[1]
        assert alternates == {code: f"http://localhost/{code}/countries/{slug}/" for code in LANGUAGES} | {
            "x-default": f"http://localhost/countries/{slug}/"
        }


def test_the_sitemap_says_when_a_record_changed(record):
    activity = factories.activity(slug="changed")
    document = factories.document("changed-too")
    for section, record_changed, path in (
        ("activities", activity.updated_at, "activities/changed/"),
        ("documents", document.history.first().history_date, "documents/changed-too/"),
    ):
        lastmod = {url[0].text: url.findtext(f"{SITEMAP}lastmod") for url in sitemap_of(section)}
        assert lastmod[f"http://localhost/en/{path}"][:10] == record_changed.astimezone().isoformat()[:10]


def test_what_is_not_published_is_in_no_sitemap(record):
    factories.activity("Secret plan", slug="secret-plan", is_published=False)
    assert "secret-plan" not in read("/sitemap-activities.xml")


def test_a_sitemap_costs_the_same_whatever_there_is(record, django_assert_max_num_queries):
    for number in range(5):
        factories.document(f"more-{number}")
    for section in sections():
        with django_assert_max_num_queries(5):
            read(f"/sitemap-{section}.xml")


def test_a_section_that_is_not_there_is_not_found(db):
    assert Client().get("/sitemap-people.xml").status_code == 404


def test_robots_are_told_where_not_to_go_and_where_the_sitemap_is(db):
    text = read("/robots.txt")
    for code in LANGUAGES:
        assert f"Disallow: /{code}/admin/\n" in text
        assert f"Disallow: /{code}/search/\n" in text
    assert text.endswith("Sitemap: http://localhost/sitemap.xml\n")


# Structured data


def test_an_activity_dated_to_the_day_is_an_event(record):
    sweden = factories.country("Finland", "FI")
    factories.activity(
        "Exercise",
        "2022-05-03",
        "2022-05-05",
        slug="exercise",
        city_en="Tampere",
        place_country=sweden,
        status="cancelled",
    )
    found = data(read("/en/activities/exercise/"))["Event"]
    assert found == {
        "@context": "https://schema.org",
        "@type": "Event",
        "name": "Exercise",
        "url": "http://localhost/en/activities/exercise/",
        "startDate": "2022-05-03",
        "endDate": "2022-05-05",
        "eventStatus": "https://schema.org/EventCancelled",
        "location": {
            "@type": "Place",
            "name": "Tampere",
            "address": {"@type": "PostalAddress", "addressLocality": "Tampere", "addressCountry": "FI"},
        },
    }


def test_an_online_event_has_no_place_on_earth(record):
    factories.activity("Seminar", "2021-03-01", slug="seminar", is_online=True)
    found = data(read("/en/activities/seminar/"))["Event"]
    assert found["location"]["@type"] == "VirtualLocation"
    assert found["eventAttendanceMode"] == "https://schema.org/OnlineEventAttendanceMode"


@pytest.mark.parametrize(("start", "end"), [(None, None), ("2016", "2016"), ("2017-12", "2017-12"), ("2016", "2019")])
def test_no_day_is_made_up(record, start, end):
    made = factories.activity("Workshop", start, end, slug="undated")
    assert event(made, "") == {}
    assert "Event" not in data(read("/en/activities/undated/"))


def test_of_two_dates_only_the_known_day_is_told(db):
    found = event(factories.activity("Workshop", "2021-10-27", "2021-11"), "")
    assert found["startDate"] == "2021-10-27"
    assert "endDate" not in found


def test_an_unknown_status_and_place_are_left_out(db):
    found = event(factories.activity("Workshop", "2021-10-27", status=""), "")
    assert "eventStatus" not in found
    assert "location" not in found


def test_projects_and_what_is_not_published_are_no_events(db):
    assert event(factories.activity("Project", "2021-10-27", kind=factories.kind("project")), "") == {}
    assert event(factories.activity("Secret", "2021-10-27", is_published=False), "") == {}


def test_breadcrumbs_are_told_as_they_are_shown(record):
    found = data(read("/en/countries/serbia/"))["BreadcrumbList"]["itemListElement"]
    assert found == [
        {"@type": "ListItem", "position": 1, "name": "Home", "item": "http://localhost/en/"},
        {"@type": "ListItem", "position": 2, "name": "Countries", "item": "http://localhost/en/countries/"},
        {"@type": "ListItem", "position": 3, "name": "Serbia"},
    ]
    assert breadcrumbs([("Home", "/")]) == {}


def test_home_tells_how_the_site_is_searched(record):
    found = data(read("/fr/"))["WebSite"]
    assert found["url"] == "http://localhost/fr/"
    template = found["potentialAction"]["target"]["urlTemplate"]
    assert template == "http://localhost/fr/search/?q={search_term_string}"
    assert "WebSite" not in data(read("/fr/countries/"))


def test_structured_data_cannot_leave_its_element(record):
    title = "</script><script>alert(1)</script>\u2028 & more"
    html = str(json_ld({"@type": "Event", "name": title}))
    assert html.count("<") == html.count(">") == 2
    assert "\u2028" not in html
    assert data(html)["Event"]["name"] == title
    factories.activity(title, "2021-10-27", slug="hostile")
    page = read("/en/activities/hostile/")
    assert "<script>alert" not in page
    assert data(page)["Event"]["name"] == title


def test_data_page_describes_the_data_for_search_engines(visitor, settings, tmp_path):
    import json
    import re
    from datetime import date as day

    from reports.open_data.bundle import make_bundle
    from reports.open_data.datasets import DATASETS

    settings.VAR_DIR = tmp_path
    bundle = make_bundle("http://testserver/", day(2026, 11, 24))
    page = visitor.get("/en/data/").content.decode()
    found = [json.loads(text) for text in re.findall(r'<script type="application/ld\+json">(.*?)</script>', page)]
    (whole,) = [one for one in found if one["@type"] == "Dataset"]
    assert [part["name"] for part in whole["hasPart"]] == [str(one.title) for one in DATASETS]
    assert whole["distribution"][0]["sha256"] in page
    for part in whole["hasPart"]:
        for one in part["distribution"]:
            assert visitor.get(one["contentUrl"]).status_code == 200
    assert "license" not in whole
    assert bundle
