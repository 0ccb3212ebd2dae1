"""The Programme explained, and about the site: the prose in three languages, and what its pages show of the record."""

import re
from pathlib import Path

import pytest
import yaml
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import NoReverseMatch, reverse

from countries.models import Mission
from programme import texts
from programme.explained_views import PARTS, STATEMENTS
from programme.models import BasicTask, Claim, CrossCuttingArea, Meeting, Sureness, TextMark
from tests import factories
from tests.pages import ALL_PAGES, LANGUAGES, NO_SUCH_PAGE, address, small_record

PAGES = [name for _title, names in PARTS.values() for name in names]
OTHERS = ["fr", "ru"]
TERMS = yaml.safe_load((texts.FOLDER / "terms.yaml").read_text())
KEYS = {term["key"] for term in TERMS}


@pytest.fixture(scope="module")
def documents():
    """The keys of all documents of the record that the portal starts from."""
    files = sorted((settings.DATA_DIR / "documents").glob("*.yaml"))
    return {entry["key"] for file in files for entry in yaml.safe_load(file.read_text())}


@pytest.fixture(scope="module")
def published_sentences():
    folder = Path(settings.BASE_DIR).parent / "shared" / "sources"
    if not folder.is_dir():
        pytest.skip("The text of the published pages is not here.")
    return {words(sentence) for file in folder.glob("*.txt") for sentence in re.split(r"[.\n]", file.read_text())}


def words(sentence):
    return " ".join(re.findall(r"\w+", sentence.lower()))


def get(name, language="en", **query):
    return Client().get(address(name, language), query).content.decode()


def source_of(name, language):
    return (texts.FOLDER / f"{name}.{language}.md").read_text()


def pieces(name, language):
    return [part.piece for part in texts.text(name, language).parts if part.piece]


# The prose


def test_every_text_belongs_to_a_page():
    expected = {f"{name}.{language}.md" for name in PAGES for language in LANGUAGES}
    assert {file.name for file in texts.FOLDER.glob("*.md")} == expected


@pytest.mark.parametrize("language", OTHERS)
@pytest.mark.parametrize("name", PAGES)
def test_text_says_the_same_in_every_language(name, language):
    english, other = texts.text(name, "en"), texts.text(name, language)
    assert [(level, id) for level, id, _words in other.headings] == [
        (level, id) for level, id, _words in english.headings
    ]
    assert sorted(other.links) == sorted(english.links)
    assert pieces(name, language) == pieces(name, "en")
    assert other.title != english.title
    assert source_of(name, language).count("\n- ") == source_of(name, "en").count("\n- ")


@pytest.mark.parametrize("name", PAGES)
def test_links_of_a_text_lead_somewhere(name, documents):
    ids = {page: {id for _level, id, _words in texts.text(page, "en").headings} for page in PAGES}
    wrong = []
    for link in texts.text(name, "en").links:
        kind, _colon, target = link.partition(":")
        if (kind == "document" and target not in documents) or (kind == "term" and target not in KEYS):
            wrong.append(link)
        if kind == "page":
            page, _sign, anchor = target.partition("#")
            if anchor and anchor not in ids[page]:
                wrong.append(link)
    assert wrong == []


@pytest.mark.parametrize("name", PAGES)
def test_no_sentence_is_copied_from_the_published_pages(name, published_sentences):
    prose = re.sub(r"\]\([^)]*\)", "]", source_of(name, "en"))
    ours = {words(sentence) for sentence in re.split(r"[.\n]", prose)}
    assert {sentence for sentence in ours & published_sentences if len(sentence.split()) > 5} == set()


def test_links_lead_to_the_page_in_the_reader_s_language():
    html = str(texts.inline("[a](document:introduction) [b](page:countries?q=x#y) [c](term:party)", "ru"))
    assert re.findall(r'href="([^"]+)"', html) == [
        "/ru/documents/introduction/",
        "/ru/countries/?q=x#y",
        "/ru/programme/terms/#party",
    ]


def test_mark_of_doubt_is_the_portal_s_own():
    html = texts.inline("Seven [](sure:inferred) of them", "en")
    assert '<a href="#sureness-inferred" class="sureness">' in html
    assert f"</span>{Sureness.INFERRED.label}</a>" in html


@pytest.mark.parametrize("link", ["nowhere", "#here", "mailto:a@b.example"])
def test_link_of_another_kind_is_refused(link):
    with pytest.raises(ValueError, match="leads nowhere"):
        texts.inline(f"[x]({link})", "en")


def test_link_that_would_run_a_script_stays_words():
    assert "href" not in texts.inline("[x](javascript:alert(1))", "en")


def test_link_to_an_unknown_page_is_refused():
    with pytest.raises(NoReverseMatch):
        texts.inline("[x](page:no-such-page)", "en")


def test_markup_in_a_text_stays_words():
    assert texts.inline("a <script>b</script>", "en") == "a &lt;script&gt;b&lt;/script&gt;"


@pytest.mark.parametrize("term", TERMS, ids=lambda term: term["key"])
def test_term_is_explained_in_every_language(term, documents):
    assert set(term["term"]) == set(term["text"]) == set(LANGUAGES)
    assert all(term["term"].values())
    links = {language: re.findall(r"\]\(([^)]+)\)", term["text"][language]) for language in LANGUAGES}
    assert links["en"] == links["fr"] == links["ru"]
    assert {link.removeprefix("term:") for link in links["en"] if link.startswith("term:")} <= KEYS
    assert set(term["sources"]) <= documents
    assert set(term.get("ours", ())) <= set(OTHERS)


def test_terms_are_sorted_by_the_language():
    for language in LANGUAGES:
        found = [term.word.casefold() for term in texts.terms(language)]
        assert found == sorted(found)
        assert len(found) == len(KEYS) == len(TERMS)


# The pages


@pytest.mark.long
@pytest.mark.django_db
@pytest.mark.parametrize("name", PAGES)
def test_page_costs_the_same_whatever_the_record(name):
    def queries():
        with CaptureQueriesContext(
            connection,
        ) as made:
            assert Client().get(address(name, "en")).status_code == 200
        return len(made)

    small_record()
    more_record(1)
    ContentType.objects.clear_cache()
    queries()
    before = queries()
    for number in range(2, 5):
        more_record(number)
    assert queries() == before


def more_record(number):
    source = factories.document(f"source-{number}")
    meeting = factories.meeting(f"meeting-{number}", number=20 + number, source=source)
    factories.claim(meeting, "end", "2018-12-07", source, note_en="Cited so.")
    factories.claim(None, "beneficiaries", str(number), source)
    factories.area(f"area-{number}", 30 + number)
    letter = "KLMNO"[number]
    task = BasicTask.objects.create(letter=letter, title_en="Task", source=source, sureness="reconstructed")
    TextMark.objects.create(subject=task, field="title", language="en", mark="unconfirmed")
    CrossCuttingArea.objects.create(slug=f"cross-{number}", number=number, name_en="Cross", source=source)
    country = factories.country(f"Country {number}")
    Mission.objects.create(kind="fact-finding", country=country, source=source, report=source)


@pytest.mark.django_db
def test_basic_tasks_come_from_the_record_with_their_marks():
    source = factories.document("mission-report")
    task = BasicTask.objects.create(
        letter="A", title_en="Looking for hazards", articles="4", source=source, sureness="reconstructed"
    )
    TextMark.objects.create(subject=task, field="title", language="en", mark="unconfirmed")
    html = get("programme-phases")
    row = html.split('id="basic-task-a"')[1].split("</tr>")[0]
    assert "A. Looking for hazards" in row
    assert "(not confirmed)" in row
    assert 'href="#sureness-reconstructed"' in row


@pytest.mark.django_db
def test_missions_are_counts_and_those_whose_country_is_known():
    source = factories.document("introduction")
    factories.claim(None, "fact-finding-missions", "15", source)
    serbia = factories.country("Serbia", "RS", slug="serbia")
    Mission.objects.create(
        kind="fact-finding",
        country=serbia,
        start=factories.date("2007-06-11"),
        end=factories.date("2007-06-14"),
        source=source,
    )
    html = get("programme-phases")
    assert '<td data-label="Stated">15</td>' in html
    known = html.split('id="table-known-missions"')[1].split("</table>")[0]
    assert known.count("<tr>") == 2
    assert "11–14 June 2007" in known
    assert 'href="/en/countries/serbia/"' in known


@pytest.mark.django_db
def test_no_mission_is_made_up():
    html = get("programme-phases")
    assert "No source that we have read names the country of a mission." in html
    assert "table-known-missions" not in html


@pytest.mark.django_db
def test_meetings_are_dated_as_people_write_them():
    factories.meeting("cop-12", 12, "2022-11-29", "2022-12-01", city_ru="Женева")
    html = get("programme-history")
    assert "29 November – 1 December 2022, Geneva" in html.split('id="cop-12"')[1].split("</li>")[0]
    assert "Женева" in get("programme-history", "ru").split('id="cop-12"')[1].split("</li>")[0]


@pytest.mark.django_db
def test_dates_that_disagree_stand_beside_each_other():
    meeting = factories.meeting("cop-3", 3, "2004-10-27", "2004-10-29", sureness="secondary")
    factories.claim(meeting, "end", "2004-10-30", sureness="unconfirmed", note_en="Often cited so.")
    factories.claim(meeting, "some-other-word", "soon")
    entry = get("programme-history").split('id="cop-3"')[1].split("</li>")[0]
    assert "27–29 October 2004" in entry
    assert 'href="#sureness-secondary"' in entry
    assert re.search(r'Also stated as the last day: <time datetime="2004-10-30">30 October 2004</time>', entry)
    assert "Often cited so." in entry
    assert 'href="#sureness-unconfirmed"' in entry
    assert "soon" in entry


@pytest.mark.django_db
def test_claims_that_disagree_are_all_shown():
    first, second = factories.document("first"), factories.document("second")
    factories.claim(None, "beneficiaries", "15", first)
    factories.claim(None, "beneficiaries", "16", second, sureness="inferred")
    factories.claim(None, "programme-adopted", "2004-10", first)
    table = get("programme-history").split('id="table-beginnings"')[1].split("</table>")[0]
    assert re.findall(r'<td data-label="Stated">(?:<time[^>]*>)?([^<]+)', table) == ["October 2004", "15", "16"]


def test_every_statement_of_the_record_is_shown_somewhere():
    record = yaml.safe_load((settings.DATA_DIR / "programme.yaml").read_text())
    assert {claim["statement"] for claim in record["claims"]} == set(STATEMENTS)


def test_every_meeting_claim_of_the_record_names_a_field():
    meetings = yaml.safe_load((settings.DATA_DIR / "meetings.yaml").read_text())
    stated = {claim["statement"] for meeting in meetings for claim in meeting.get("claims", ())}
    assert stated <= {field.name for field in Meeting._meta.concrete_fields}


@pytest.mark.django_db
def test_areas_come_from_the_record():
    factories.area("prevention", 3, "Prevention of accidents")
    CrossCuttingArea.objects.create(slug="law", number=1, name_en="Law", facets_en="primary\nsecondary")
    html = get("programme-areas")
    assert "Prevention of accidents" in html.split('id="area-prevention"')[1].split("</li>")[0]
    assert "/en/activities/?area=prevention" in html
    assert "primary\nsecondary" in html.split('id="area-law"')[1]


@pytest.mark.django_db
@pytest.mark.parametrize("language", LANGUAGES)
def test_cycle_is_drawn_with_its_words(language):
    html = get("programme-approach", language)
    drawing = html.split('class="cycle-ring"')[1].split("</svg>")[0]
    told = texts.cycle(language)
    assert f'<title id="cycle-title">{told["title"]}</title>' in drawing
    assert told["description"] in drawing
    assert re.findall(r">(\d)</text>", drawing) == ["1", "2", "3"]
    steps = html.split('class="cycle-steps"')[1].split("</ol>")[0]
    assert steps.count('class="cycle-step"') == 3
    for step in told["steps"]:
        assert step["name"] in steps
        assert step["hands_on"] in steps


@pytest.mark.django_db
def test_terms_have_anchors_and_the_sources_that_are_there():
    factories.document("introduction", title_en="The introduction")
    html = get("programme-terms")
    for key in KEYS:
        assert html.count(f'<div id="{key}">') == 1
    assert "The introduction" in html.split('<div id="commitment-declaration">')[1].split("</div>")[0]
    assert "our translation" not in html
    ours = [term for term in TERMS if "fr" in term.get("ours", ())]
    assert len(re.findall(r'<dt>[^<]+ <span class="remark">', get("programme-terms", "fr"))) == len(ours)


@pytest.mark.django_db
def test_pages_of_a_part_lead_to_each_other():
    html = get("programme")
    for name in PARTS["programme"][1]:
        assert f'href="{reverse(name)}"' in html
    assert f'<a href="{reverse("programme")}" aria-current="page">' in html


# About the site


@pytest.mark.django_db
def test_contact_is_said_to_be_missing_where_it_is(settings):
    settings.CONTACT_EMAIL = ""
    html = get("about-contact", page="/en/countries/serbia/")
    assert "No contact address has been set for this portal yet." in html
    assert "mailto:" not in html


@pytest.mark.django_db
def test_error_is_reported_with_the_page_s_address(settings):
    settings.CONTACT_EMAIL = "portal@example.org"
    html = get("about-contact", page="/ru/activities/?q=a b&country=rs")
    (subject,) = re.findall(r'href="mailto:portal@example.org\?subject=([^"]+)"', html)
    assert subject == (
        "Error%20on%20http%3A%2F%2Ftestserver%2Fru%2Factivities%2F%3Fq%3Da%20b%26country%3Drs".replace(
            "a%20b", "a%2520b"
        )
    )
    assert "http://testserver/ru/activities/?q=a%20b&amp;country=rs" in html


@pytest.mark.django_db
@pytest.mark.parametrize(
    "page", ["https://evil.example/", "//evil.example/en/", "/en/\nBcc: x", "/en/" + "x" * 400, ""]
)
def test_only_addresses_of_the_portal_are_taken_over(settings, page):
    settings.CONTACT_EMAIL = "portal@example.org"
    html = get("about-contact", page=page)
    assert "evil" not in html.split("<main")[1].split("</main>")[0]
    assert "mailto:portal@example.org?subject=Error%20in%20the%20portal" in html


@pytest.mark.django_db
def test_footer_reports_the_page_it_stands_on():
    html = Client().get("/en/activities/", {"q": "risk & safety"}).content.decode()
    assert 'href="/en/about/contact/?page=%2Fen%2Factivities%2F%3Fq%3Drisk%2B%2526%2Bsafety#report-an-error"' in html


@pytest.mark.long
@pytest.mark.django_db
@pytest.mark.parametrize("name", ALL_PAGES)
def test_public_page_sets_no_cookie_as_the_privacy_page_says(name):
    small_record()
    client = Client()
    response = client.get(address(name, "en"))
    assert response.status_code == (404 if name == NO_SUCH_PAGE else 200)
    assert dict(client.cookies) == {}


def test_settings_are_as_the_privacy_page_says():
    assert settings.SESSION_COOKIE_AGE == 12 * 3600
    assert settings.SESSION_EXPIRE_AT_BROWSER_CLOSE
    assert settings.CSRF_COOKIE_AGE <= 366 * 24 * 3600
    assert settings.SECURE_REFERRER_POLICY == "same-origin"
    assert all(
        source in {"'none'", "'self'", "data:"} for sources in settings.SECURE_CSP.values() for source in sources
    )


@pytest.mark.django_db
def test_empty_record_has_every_page():
    assert Claim.objects.count() == 0
    for name in PAGES:
        assert Client().get(address(name, "fr")).status_code == 200
