"""The Atom feeds of activities and documents."""

from datetime import datetime
from xml.etree import ElementTree

import feedparser
import pytest

from tests.factories import activity, country, document, document_version, kind

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


def feed(client, address):
    """The feed, with what RFC 4287 demands of each checked."""
    response = client.get(address)
    assert response["Content-Type"].startswith("application/atom+xml")
    root = ElementTree.fromstring(response.content)  # noqa: S314 (our own answer)
    assert root.tag == f"{ATOM}feed"
    for element in (root, *root.iter(f"{ATOM}entry")):
        for name in ("id", "title", "updated"):
            assert len(element.findall(f"{ATOM}{name}")) == 1
        assert element.findtext(f"{ATOM}id").startswith("tag:assistance-portal,2026:")
        assert datetime.fromisoformat(element.findtext(f"{ATOM}updated")).tzinfo
        alternates = [link for link in element.findall(f"{ATOM}link") if link.get("rel") == "alternate"]
        assert len(alternates) == 1
        assert alternates[0].get("href").startswith("http://")
    assert root.findtext(f"{ATOM}author/{ATOM}name"), "an author for every entry"
    ids = [one.text for one in root.iter(f"{ATOM}id")]
    assert len(set(ids)) == len(ids)
    read_by_a_feed_reader(response, address.split("/")[1], ids)
    return root


def read_by_a_feed_reader(response, language, ids):
    """What a program that reads feeds makes of it, with its kind of file as the portal names it."""
    read = feedparser.parse(response.content, response_headers={"content-type": response["Content-Type"]})
    assert not read.bozo, read.get("bozo_exception")
    assert (read.version, read.feed.language) == ("atom10", language)
    assert [read.feed.id, *(entry.id for entry in read.entries)] == ids
    for one in (read.feed, *read.entries):
        assert one.title
        assert one.updated_parsed
        assert one.link.startswith(f"http://testserver/{language}/")


def titles(root):
    return [entry.findtext(f"{ATOM}title") for entry in root.findall(f"{ATOM}entry")]


def test_what_changed_last_stands_first(visitor):
    first, _second = activity("First", "2010"), activity("Second", "2021-11-30")
    assert titles(feed(visitor, "/en/activities.atom")) == ["Second", "First"]
    first.outcome_en = "They learned."
    first.save()
    changed = feed(visitor, "/en/activities.atom")
    assert titles(changed) == ["First", "Second"]
    assert changed.findtext(f"{ATOM}updated") == changed.findtext(f"{ATOM}entry/{ATOM}updated")


def test_identifiers_hold_on_another_host_and_in_another_address(visitor, settings):
    settings.ALLOWED_HOSTS = ["*"]
    one = activity("Workshop")
    ids = [entry.text for entry in feed(visitor, "/en/activities.atom").iter(f"{ATOM}id")]
    one.slug = "moved"
    one.save()
    answer = visitor.get("/en/activities.atom", HTTP_HOST="portal.example.org")
    moved = ElementTree.fromstring(answer.content)  # noqa: S314 (our own answer)
    assert [entry.text for entry in moved.iter(f"{ATOM}id")] == ids


def test_feed_speaks_the_language_of_its_address_and_marks_titles_in_others(visitor):
    activity("Workshop", "2021-11-30", title_fr="Atelier", kind=kind("workshop"))
    french, russian = feed(visitor, "/fr/activities.atom"), feed(visitor, "/ru/activities.atom")
    assert french.get(LANGUAGE) == "fr"
    assert titles(french) == ["Atelier"]
    assert "30 novembre 2021" in french.findtext(f"{ATOM}entry/{ATOM}summary").replace("\xa0", " ")
    title = russian.find(f"{ATOM}entry/{ATOM}title")
    assert (title.text, title.get(LANGUAGE)) == ("Workshop", "en")


def test_feed_follows_the_filters_and_is_another_feed_by_each(visitor):
    serbia = country("Serbia", "RS")
    activity("Here", countries=[serbia])
    activity("There")
    whole, of_serbia = feed(visitor, "/en/activities.atom"), feed(visitor, "/en/activities.atom?country=rs&sort=title")
    assert titles(of_serbia) == ["Here"]
    assert of_serbia.findtext(f"{ATOM}id") == whole.findtext(f"{ATOM}id") + "?country=RS"


def test_text_is_never_markup(visitor):
    one = activity("A <b>bold</b> & plain")
    one.title_en = "A <b>bold</b> &\x0b plain"
    one.save()
    assert titles(feed(visitor, "/en/activities.atom")) == ["A <b>bold</b> & plain"]


def test_empty_feed_is_a_feed_that_stays_the_same(visitor):
    country("Serbia", "RS")
    addresses = ["/en/activities.atom", "/en/documents.atom"]
    for address in addresses:
        assert titles(feed(visitor, address)) == []
        assert visitor.get(address).content == visitor.get(address).content


def test_documents_move_up_when_a_language_is_added(visitor):
    older = document("older", symbol="ECE/CP.TEIA/38", kind="decision", date="2018-12")
    document("newer")
    assert titles(feed(visitor, "/en/documents.atom")) == ["Title of newer", "ECE/CP.TEIA/38 – Title of older"]
    document_version(older, "fr", url="https://unece.org/x")
    found = feed(visitor, "/en/documents.atom")
    assert titles(found)[0] == "ECE/CP.TEIA/38 – Title of older"
    assert "French" in found.findtext(f"{ATOM}entry/{ATOM}summary")


def test_documents_follow_the_filters_of_their_page(visitor):
    document("cited", is_reference=True)
    document("ours")
    assert titles(feed(visitor, "/en/documents.atom?show=sources")) == ["Title of cited"]
    assert visitor.get("/en/documents.atom?kind=nonsense").status_code == 400


def test_pages_name_their_feeds(visitor):
    html = visitor.get("/en/activities/?kind=workshop").content.decode()
    assert 'type="application/atom+xml"' in html
    assert 'href="/en/documents.atom"' in visitor.get("/en/documents/").content.decode()
