"""The list of documents and the page of each, as visitors see them."""

import re

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test.utils import CaptureQueriesContext

from activities.models import Participation
from countries.models import PartyStatus
from programme.models import Document, OldAddress, TextMark
from tests.factories import (
    activity,
    beneficiary,
    claim,
    date,
    document,
    document_version,
    meeting,
    programme_names,
)

pytestmark = pytest.mark.django_db
LIST = "/en/documents/"


def main_of(response):
    return response.content.decode().split("<main", 1)[1].split("</main>")[0]


def text_of(response):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", main_of(response)))


def found(client, **query):
    """The documents of the table, in order."""
    table = main_of(client.get(LIST, query)).partition("<tbody")[2]
    return re.findall(r'<th scope="row">\s*<a href="/en/documents/([a-z0-9-]+)/"', table)


@pytest.mark.parametrize("path", ["/en/documents/", "/fr/documents/", "/ru/documents/report/"])
def test_pages_are_open_to_everybody(visitor, path):
    document("report")
    assert visitor.get(path).status_code == 200


@pytest.mark.parametrize(
    "typed", ["ECE/CP.TEIA/38", "ece/cp.teia/38", "ececpteia38", "cp teia 38", "teia38", "ECE CP.TEIA 38"]
)
def test_symbol_is_found_however_it_is_typed(visitor, typed):
    document("session-report", symbol="ECE/CP.TEIA/38")
    document("decision", symbol="ECE/CP.TEIA/2018/10")
    assert found(visitor, q=typed) == ["session-report"]


def test_exact_symbol_comes_first(visitor):
    document("addendum", symbol="ECE/CP.TEIA/15/Add.1", date=date("2008"))
    document("other", symbol="ECE/CP.TEIA/2015/3", date=date("2015"))
    document("report", symbol="ECE/CP.TEIA/15", date=date("2006"))
    assert found(visitor, q="ECE/CP.TEIA/15")[-1] == "other"
    assert found(visitor, q="ececpteia15")[0] == "report"


@pytest.mark.parametrize(
    "typed", ["доклад о прогрессе", "ДОКЛАД", "rapport d'activité", "RAPPORT ACTIVITE", "progress"]
)
def test_titles_are_found_in_three_languages(visitor, typed):
    document(
        "progress-report", title_en="Progress report", title_fr="Rapport d’activité", title_ru="Доклад о прогрессе"
    )
    document("leaflet", title_en="Leaflet")
    assert found(visitor, q=typed) == ["progress-report"]


def test_cited_sources_stand_apart(visitor):
    document("report")
    document("web-page", is_reference=True)
    assert found(visitor) == ["report"]
    assert found(visitor, show="sources") == ["web-page"]
    assert re.search(r"Documents of the Programme 1 .*Cited sources 1 ", text_of(visitor.get(LIST)))


def test_filters_by_kind_time_language_and_meeting(visitor):
    made = document("report", kind="progress-report", date=date("2018-09-12"), meeting=meeting())
    document_version(made, "ru")
    document("leaflet", kind="leaflet", date=date("2017"))
    document_version(document("old", date=date("2006-11")), "ru", "not-available")
    assert found(visitor, kind="progress-report") == ["report"]
    assert found(visitor, kind=["progress-report", "leaflet"]) == ["report", "leaflet"]
    assert found(visitor, period="2017-2018") == ["report", "leaflet"]
    assert found(visitor, period="2017") == ["leaflet"]
    assert found(visitor, language="ru") == ["report"]
    assert found(visitor, meeting="cop-10") == ["report"]


def test_link_of_a_meeting_leads_to_its_documents(visitor):
    made = meeting()
    document("report", meeting=made)
    document("leaflet")
    response = visitor.get(made.get_absolute_url())
    assert "/en/documents/report/" in main_of(response)
    assert "/en/documents/leaflet/" not in main_of(response)


def test_languages_are_links_said_to_be_missing_or_unknown(visitor):
    made = document("report")
    document_version(made, "en", url="https://unece.org/report.pdf")
    document_version(made, "fr", "not-available")
    for path in (LIST, f"{LIST}report/"):
        page = main_of(visitor.get(path))
        assert re.search(r'<a href="https://unece.org/report.pdf" hreflang="en"', page)
        # A cell below the head that names the language need not repeat it.
        assert re.search(
            r'class="language-none">(<abbr title="French">FRE</abbr> )?<abbr title="not available">n/a', page
        )
        assert re.search(r'class="language-unknown">(<abbr title="Russian">RUS</abbr> )?unknown', page)


def test_sorting(visitor):
    document("middle", date=date("2012"), symbol="B")
    document("undated", symbol="C")
    document("newest", date=date("2018-09"), symbol="")
    document("oldest", date=date("2004-10-27"), symbol="A")
    assert found(visitor) == ["newest", "middle", "oldest", "undated"]
    assert found(visitor, sort="oldest") == ["oldest", "middle", "newest", "undated"]
    assert found(visitor, sort="symbol") == ["oldest", "middle", "undated", "newest"]


def test_list_has_pages(visitor):
    for number in range(51):
        document(f"report-{number:02}", date=date(f"{1950 + number}"))
    first, second = found(visitor), found(visitor, page=2)
    assert len(first) == 50
    assert second == ["report-00"]
    page = main_of(visitor.get(LIST, {"q": "report", "page": 2}))
    assert 'href="?q=report&amp;page=1"' in page


@pytest.mark.parametrize("query", [{"period": "2017-2019"}, {"kind": "novel"}, {"sort": "length"}, {"page": "x"}])
def test_bad_values_break_nothing(visitor, query):
    document("report", date=date("2018"))
    assert found(visitor, **query) == ["report"]


def test_nothing_found_says_what_to_do(visitor):
    document("report")
    page = text_of(visitor.get(LIST, {"q": "Atlantis"}))
    assert "No document fits" in page
    assert "Show all documents" in page


def test_document_says_what_is_known_of_it(visitor):
    programme_names()
    made = document(
        "programme-document",
        symbol="CP.TEIA/2004/2",
        title_en="",
        title_fr="Programme d’aide",
        published_title="Internationally supported Assistance Programme",
        kind="programme-document",
        date=date("2004-10"),
        meeting=meeting("cop-3", 3, "2004-10-27", "2004-10-29", city_en="Budapest"),
    )
    beneficiary("Serbia", "RS").documents.add(made)
    page = visitor.get(f"{LIST}programme-document/")
    text = text_of(page)
    assert '<span lang="fr">Programme d’aide</span>' in main_of(page)
    assert "Title as published Internationally supported Assistance Programme" in text
    assert "CP.TEIA/2004/2" in text
    assert "October 2004" in text
    assert re.search(r"Conference of the Parties, meeting no. 3, Budapest , 27–29 October 2004", text)
    assert re.search(r"Name of the Programme then Assistance Programme ", text)
    assert '<a href="/en/countries/serbia/">Serbia</a>' in main_of(page)


def test_document_of_today_bears_the_name_of_today(visitor):
    programme_names()
    document("report", date=date("2019-01-01"))
    document("undated")
    page = text_of(visitor.get(f"{LIST}report/"))
    assert "Name of the Programme then Assistance and Cooperation Programme" in page
    assert "Name of the Programme then" not in text_of(visitor.get(f"{LIST}undated/"))


def test_list_is_read_on_a_phone_without_scrolling_to_the_side(visitor):
    document(title_en="Progress report")

    page = main_of(visitor.get("/en/documents/"))

    assert "table-region--cards" in page
    assert re.findall(r'<td[^>]*data-label="([^"]+)"', page) == ["Kind", "Date", "English", "French", "Russian"]


def test_our_translation_is_said(visitor):
    made = document("report", title_fr="Rapport")
    TextMark.objects.create(subject=made, field="title", language="fr", mark="translation")
    page = visitor.get("/fr/documents/report/")
    heading = re.search(r"<h1>(.*?)</h1>", main_of(page), re.DOTALL)[1]
    assert re.fullmatch(r'Rapport <span class="remark">\(.+\)</span>', heading)


def test_document_says_what_the_record_takes_from_it(visitor):
    page = document("implementation-phase", is_reference=True)
    serbia = beneficiary("Serbia", "RS")
    PartyStatus.objects.create(country=serbia, is_party=True, source=page)
    claim(serbia, source=page)
    shown = activity("Workshop", source=page)
    Participation.objects.create(activity=shown, country=serbia, role="host", source=page)
    hidden = activity("Hidden", source=page, is_published=False)
    Participation.objects.create(activity=hidden, country=serbia, role="host", source=page)
    claim(hidden, statement="end", value="2020", source=page)
    text = text_of(visitor.get(f"{LIST}implementation-phase/"))
    assert "1 activity is taken from it" in text
    assert "1 fact about countries" in text
    assert "1 fact about activities" in text
    assert "1 claim kept beside the record" in text
    assert "other fact" not in text


def test_activities_of_a_document_without_what_is_not_public(visitor, editor_client):
    made = document("report")
    activity("Public workshop").documents.add(made)
    activity("Secret workshop", is_published=False).documents.add(made)
    page = text_of(visitor.get(f"{LIST}report/"))
    assert "Public workshop" in page
    assert "Secret workshop" not in page


def test_old_address_leads_on(visitor):
    made = document("report")
    kind = ContentType.objects.get_for_model(Document)
    OldAddress.objects.create(record_type=kind, slug="old-report", record_id=made.pk)
    response = visitor.get("/ru/documents/old-report/")
    assert (response.status_code, response["Location"]) == (301, "/ru/documents/report/")
    assert visitor.get("/ru/documents/old-report/?from=list")["Location"] == "/ru/documents/report/?from=list"
    assert visitor.get("/ru/documents/never-was/").status_code == 404


def test_titles_are_escaped(visitor):
    attack = "<script>alert(1)</script>"
    document("report", title_en=attack, published_title=attack + "!", symbol=attack)
    for path in (LIST, f"{LIST}report/", "/en/"):
        page = visitor.get(path).content.decode()
        assert attack not in page
        assert "&lt;script&gt;" in page


def queries_of(client, path):
    client.get(path)  # content types are asked once
    with CaptureQueriesContext(connection) as queries:
        assert client.get(path).status_code == 200
    return len(queries)


@pytest.mark.parametrize("path", [LIST, f"{LIST}?q=report&language=en&sort=symbol"])
def test_list_costs_the_same_for_one_document_and_for_ten(visitor, path):
    counts = []
    for number in range(10):
        made = document(f"report-{number}", meeting=meeting(f"meeting-{number}", number), date=date("2018"))
        document_version(made)
        document_version(made, "ru")
        if number in (0, 2, 9):
            counts.append(queries_of(visitor, path))
    assert counts[0] == counts[1] == counts[2]


@pytest.mark.parametrize("path", [LIST, f"{LIST}?show=sources&q=report"])
def test_both_lists_are_counted_at_once(visitor, path):
    document("report")
    document("report-of-others", is_reference=True)

    with CaptureQueriesContext(connection) as queries:
        page = visitor.get(path)

    assert len([row for row in queries if "COUNT(" in row["sql"] and '"programme_document"' in row["sql"]]) == 1
    assert [number for _key, _title, number in page.context["lists"]] == [1, 1]


def test_page_costs_the_same_however_much_rests_on_it(visitor):
    page = document("report")
    serbia = beneficiary("Serbia", "RS")
    serbia.documents.add(page)
    claim(serbia, source=page)
    activity("Workshop", source=page).documents.add(page)
    few = queries_of(visitor, f"{LIST}report/")
    for number in range(5):
        made = beneficiary(f"Country {number}")
        made.documents.add(page)
        claim(made, source=page)
        activity(f"Workshop {number}", source=page).documents.add(page)
    assert queries_of(visitor, f"{LIST}report/") == few
