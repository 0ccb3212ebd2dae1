"""Documents, meetings and claims as open data, field by field; how readers may keep answers, and who may ask."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.http import http_date

from programme.models import RecordVersion
from tests.factories import (
    activity,
    beneficiary,
    claim,
    country,
    date,
    document,
    document_version,
    kind,
    meeting,
)

pytestmark = pytest.mark.django_db
NOTHING = {"en": None, "fr": None, "ru": None}
NO_SOURCE = {"document": None, "locator": None, "text": None}


def results(client, path, **query):
    answer = client.get(path, query)
    assert answer.status_code == 200, answer.content
    return answer.json()["results"]


# Documents


def test_document_field_by_field(visitor):
    page = document("web-page", is_reference=True)
    made = document(
        "report",
        symbol="ECE/CP.TEIA/38",
        published_title="The printed title",
        title_fr="Le titre",
        kind="progress-report",
        date=date("2018-12"),
        meeting=meeting("cop-10"),
        url="https://unece.org/report",
        note_en="Explained.",
        source=page,
        source_locator="line 3",
        source_text="Report",
        sureness="secondary",
    )
    document_version(made, "fr", availability="not-available")
    document_version(made, "en", url="https://unece.org/report.pdf")
    no_file = {"file_type": None, "file_size": None, "sha256": None}
    found = visitor.get("/api/v1/documents/report/").json()
    assert found == {
        "slug": "report",
        "symbol": "ECE/CP.TEIA/38",
        "title": "The printed title",
        "titles": {"en": "Title of report", "fr": "Le titre", "ru": None},
        "kind": "progress-report",
        "date": "2018-12",
        "meeting": "cop-10",
        "cited_only": False,
        "languages": [
            {"language": "en", "availability": "available", "url": "https://unece.org/report.pdf", **no_file},
            {"language": "fr", "availability": "not-available", "url": None, **no_file},
        ],
        "page": "https://unece.org/report",
        "notes": {"en": "Explained.", "fr": None, "ru": None},
        "source": {"document": "web-page", "locator": "line 3", "text": "Report"},
        "sureness": "secondary",
        "url": "http://testserver/en/documents/report/",
    }
    assert results(visitor, "/api/v1/documents/") == [found]
    assert [one["slug"] for one in results(visitor, "/api/v1/documents/", show="sources")] == ["web-page"]


def test_what_nobody_knows_of_a_document_is_null(visitor):
    document("report", title_en="")
    found = visitor.get("/api/v1/documents/report/").json()
    for name in ("symbol", "title", "date", "meeting", "page"):
        assert found[name] is None, name
    assert (found["titles"], found["notes"], found["languages"]) == (NOTHING, NOTHING, [])
    assert found["source"] == NO_SOURCE


def test_documents_take_the_parameters_of_their_page(visitor):
    old = document("old", kind="decision", date=date("2011"), symbol="ECE/CP.TEIA/24", meeting=meeting("cop-7", 7))
    document("new", kind="leaflet", date=date("2020"))
    document_version(old, "ru")
    for query, found in {
        "": ["new", "old"],
        "?sort=oldest": ["old", "new"],
        "?q=teia24": ["old"],
        "?kind=leaflet": ["new"],
        "?kind=leaflet&kind=decision": ["new", "old"],
        "?language=ru": ["old"],
        "?period=2011-2012": ["old"],
        "?meeting=cop-7": ["old"],
    }.items():
        answer = visitor.get(f"/api/v1/documents/{query}").json()
        assert [one["slug"] for one in answer["results"]] == found, query


def test_document_that_is_none(visitor):
    answer = visitor.get("/api/v1/documents/none/")
    assert (answer.status_code, answer.json()) == (404, {"error": "There is no such record."})


# Meetings


def test_meeting_field_by_field(visitor):
    meeting(
        "cop-10", 10, "2018-12-04", "2018-12-06", city_ru="Женева", source=document("report"), source_locator="p. 1"
    )
    assert results(visitor, "/api/v1/meetings/") == [
        {
            "slug": "cop-10",
            "body": {"slug": "cop", "names": {"en": "Conference of the Parties", "fr": None, "ru": None}},
            "number": 10,
            "cities": {"en": "Geneva", "fr": None, "ru": "Женева"},
            "country": "CH",
            "start": "2018-12-04",
            "end": "2018-12-06",
            "notes": NOTHING,
            "source": {"document": "report", "locator": "p. 1", "text": None},
            "sureness": "official",
            "url": "http://testserver/en/documents/?meeting=cop-10",
        }
    ]
    assert [one["slug"] for one in results(visitor, "/api/v1/meetings/", body="cop")] == ["cop-10"]


def test_what_nobody_knows_of_a_meeting_is_null(visitor):
    meeting("bureau", None, None, None, city_en="", country_code="")
    found = results(visitor, "/api/v1/meetings/")[0]
    assert [found[name] for name in ("number", "country", "start", "end")] == [None] * 4
    assert (found["cities"], found["source"]) == (NOTHING, NO_SOURCE)


# Claims


def test_claim_field_by_field(visitor):
    made = claim(
        beneficiary("Serbia", "RS"),
        source=document("page"),
        source_locator="line 3",
        source_text="Serbia",
        as_of=date("2021-11"),
        note_fr="Expliqué.",
        sureness="secondary",
    )
    assert results(visitor, "/api/v1/claims/") == [
        {
            "id": made.pk,
            "subject": {"type": "country", "key": "RS", "url": "http://testserver/en/countries/serbia/"},
            "statement": "entered-implementation",
            "value": "listed",
            "source": "page",
            "as_of": "2021-11",
            "locator": "line 3",
            "text": "Serbia",
            "sureness": "secondary",
            "notes": {"en": None, "fr": "Expliqué.", "ru": None},
        }
    ]


def test_claims_of_the_programme_have_no_subject(visitor):
    claim(None, "fact-finding-missions", "15")
    claim(activity("Workshop", slug="workshop"), "end", "2021")
    by_subject = {
        subject: [one["statement"] for one in results(visitor, "/api/v1/claims/", subject=subject)]
        for subject in ("programme", "activity")
    }
    assert by_subject == {"programme": ["fact-finding-missions"], "activity": ["end"]}
    found = results(visitor, "/api/v1/claims/")
    assert [one["subject"] and one["subject"]["key"] for one in found] == [None, "workshop"]
    for name in ("source", "as_of", "locator", "text"):
        assert found[0][name] is None, name


def test_claims_by_statement_source_and_sureness(visitor):
    claim(None, "beneficiaries", "17", source=document("page"))
    claim(None, "beneficiaries", "16", source=document("other"), sureness="secondary")
    claim(None, "fact-finding-missions", "15", source=document("third"))
    path = "/api/v1/claims/"
    assert [one["value"] for one in results(visitor, path, statement="beneficiaries")] == ["17", "16"]
    assert [one["value"] for one in results(visitor, path, source="page")] == ["17"]
    assert [one["value"] for one in results(visitor, path, sureness="secondary")] == ["16"]
    wrong = visitor.get(path, {"statement": "x", "source": "y", "subject": "z", "sureness": "w", "statment": "v"})
    assert wrong.status_code == 400
    assert set(wrong.json()["parameters"]) == {"statement", "source", "subject", "sureness", "statment"}
    assert wrong.json()["parameters"]["source"]["allowed"] == ["other", "page", "third"]


def test_claims_about_what_is_not_published_are_nowhere(visitor, editor_client):
    hidden = activity("Secret plan", slug="hidden", is_published=False)
    claim(hidden, "end", "2031")
    claim(activity("Workshop", slug="workshop"), "end", "2021")
    for reader in (visitor, editor_client):
        assert [one["value"] for one in results(reader, "/api/v1/claims/")] == ["2021"]
        assert "2031" not in reader.get("/api/v1/claims.csv").content.decode()


# Cost and refusals


def record_of(number):
    for place in range(number):
        source = document(f"source-{number}-{place}", meeting=meeting(f"meeting-{number}-{place}", None))
        document_version(source, "en")
        claim(country(f"Country {number} {place}"), source=source)
        claim(activity("Workshop", kind=kind()), "end", "2021", source=source)
        claim(source, "date", "2020", source=source)


@pytest.mark.parametrize("path", ["documents/", "meetings/", "claims/", "documents.csv", "meetings.csv", "claims.csv"])
def test_lists_cost_the_same_however_long(visitor, path):
    def cost():
        visitor.get(f"/api/v1/{path}")  # whatever is kept from the first asking
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert visitor.get(f"/api/v1/{path}").status_code == 200
        return len(queries)

    record_of(1)
    costs = [cost()]
    for more in (2, 7):
        record_of(more)
        costs.append(cost())
    assert len(set(costs)) == 1, costs


@pytest.mark.parametrize("name", ["countries", "groups", "activities", "documents", "meetings", "claims"])
def test_what_cannot_be_read_is_refused(visitor, name):
    for path, query, wrong in [
        (f"{name}/", {"page": "0"}, "page"),
        (f"{name}/", {"page_size": "201"}, "page_size"),
        (f"{name}/", {"nonsense": "1"}, "nonsense"),
        (f"{name}.csv", {"nonsense": "1"}, "nonsense"),
        (f"{name}.csv", {"page": "1"}, "page"),  # a table is always whole
    ]:
        answer = visitor.get(f"/api/v1/{path}", query)
        assert (answer.status_code, list(answer.json()["parameters"])) == (400, [wrong])
        assert (answer["Content-Type"], answer["Cache-Control"]) == ("application/json", "no-store")


# Asking again


PATHS = ["countries/", "countries/RS/", "groups/", "documents/", "claims/", "activities.csv"]


@pytest.fixture
def yesterday():
    """The record last changed a while ago."""
    beneficiary("Serbia", "RS")
    moment = datetime.now(UTC) - timedelta(days=1)
    RecordVersion.objects.filter(pk=1).update(changed_at=moment)
    return moment


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("method", ["get", "head"])
def test_answer_that_the_reader_has_is_not_sent_again(visitor, yesterday, path, method):
    first = visitor.get(f"/api/v1/{path}")
    assert first["Last-Modified"] == http_date(yesterday.timestamp())
    assert "public" in first["Cache-Control"]
    assert "Accept-Encoding" in first["Vary"]
    assert "Cookie" not in first["Vary"]
    ask = getattr(visitor, method)
    for header in ({"if-none-match": first["ETag"]}, {"if-modified-since": first["Last-Modified"]}):
        again = ask(f"/api/v1/{path}", headers=header)
        assert (again.status_code, again.content) == (304, b"")
        assert (again["ETag"], again["Last-Modified"]) == (first["ETag"], first["Last-Modified"])
        assert again["Access-Control-Allow-Origin"] == "*"


@pytest.mark.parametrize("path", PATHS)
def test_answer_is_sent_again_after_any_change(visitor, yesterday, path):
    first = visitor.get(f"/api/v1/{path}")
    document("new")
    for header in ({"if-none-match": first["ETag"]}, {"if-modified-since": first["Last-Modified"]}):
        assert visitor.get(f"/api/v1/{path}", headers=header).status_code == 200


def test_tag_is_that_of_one_address_alone(visitor, yesterday):
    tag = visitor.get("/api/v1/countries/")["ETag"]
    for path, expected in [("countries/?sort=name", 200), ("countries/?nonsense=1", 400), ("countries/XX/", 404)]:
        headers = {"if-none-match": tag, "if-modified-since": http_date(datetime.now(UTC).timestamp())}
        assert visitor.get(f"/api/v1/{path}", headers=headers).status_code == expected


def test_asking_again_costs_one_query(visitor, yesterday, django_assert_num_queries):
    tag = visitor.get("/api/v1/countries/")["ETag"]
    with django_assert_num_queries(1):
        assert visitor.get("/api/v1/countries/", headers={"if-none-match": tag}).status_code == 304


def test_secretariat_gets_what_everybody_gets(visitor, editor_client, yesterday):
    activity("Secret plan", slug="hidden", is_published=False)
    for path in ("activities/", "activities.csv", "claims/", "documents/"):
        answers = [reader.get(f"/api/v1/{path}") for reader in (visitor, editor_client)]
        assert answers[0].content == answers[1].content
        assert answers[0]["ETag"] == answers[1]["ETag"]
        assert not answers[1].cookies


# Pages of other sites


@pytest.mark.parametrize("path", ["countries/", "claims.csv", "openapi.json", "countries/XX/", "nothing-here/"])
def test_pages_of_every_site_may_read(visitor, yesterday, path):
    for method in ("get", "head"):
        answer = getattr(visitor, method)(f"/api/v1/{path}", headers={"origin": "https://example.org"})
        assert answer["Access-Control-Allow-Origin"] == "*"
        assert "Access-Control-Allow-Credentials" not in answer
    asked = visitor.options(f"/api/v1/{path}", headers={"origin": "https://example.org"})
    assert (asked.status_code, asked.content) == (204, b"")
    assert asked["Access-Control-Allow-Methods"] == asked["Allow"] == "GET, HEAD, OPTIONS"


def test_no_other_address_is_open_to_other_sites(visitor, yesterday):
    refused = visitor.post("/api/v1/countries/", headers={"origin": "https://example.org"})
    for answer in (refused, visitor.get("/en/countries/"), visitor.get("/en/data/"), visitor.get("/health/live")):
        assert "Access-Control-Allow-Origin" not in answer


def test_writing_is_refused_as_json_even_to_a_stranger_without_a_token(yesterday):
    answer = Client(enforce_csrf_checks=True).post("/api/v1/countries/", {"name": "x"})

    assert answer.status_code == 405
    assert answer.json() == {"error": "This address is only read: use GET or HEAD."}
