"""Pages for everybody are made once, told apart by what they depend on, and never mixed with anybody's own."""

import gzip
from datetime import date

import pytest
from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, connection
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import path
from django.utils import timezone

from programme import page_cache, urls
from programme.page_cache import KeptPages, Page, key_of
from tests import factories
from tests.conftest import signed_in

LIST = "/en/activities/"
PAGES = ["/en/", "/fr/countries/", LIST, "/en/documents/", "/ru/programme/", "/en/search/?q=serbia"]


@login_not_required
def sets_a_cookie(request):
    response = HttpResponse("one's own")
    response.set_cookie("taste", "salt")
    return response


@login_not_required
def remembers(request):
    request.session["visits"] = request.session.get("visits", 0) + 1
    return HttpResponse(f"visit {request.session['visits']}")


@login_not_required
def depends_on_the_reader(request):
    return HttpResponse(request.headers.get("X-Reader", ""), headers={"Vary": "X-Reader"})


urlpatterns = [
    path("en/cookie/", sets_a_cookie),
    path("en/session/", remembers),
    path("en/reader/", depends_on_the_reader),
    *urls.urlpatterns,
]


def queries(client, address, **headers):
    with CaptureQueriesContext(connection) as asked:
        response = client.get(address, **headers)
    return len(asked), response


@pytest.fixture
def held(db):
    return factories.activity("Workshop in Belgrade", "2021-10-27", slug="workshop")


# What a kept page costs


@pytest.mark.parametrize("address", PAGES)
def test_a_page_asked_for_again_costs_one_row(held, visitor, address):
    first, made = queries(visitor, address)
    second, kept = queries(visitor, address)

    assert first > 1
    assert second == 1
    assert kept.content == made.content


@pytest.mark.parametrize("address", PAGES)
def test_within_the_interval_it_costs_nothing(held, visitor, settings, address):
    settings.RECORD_VERSION_SECONDS = 60
    visitor.get(address)
    assert queries(visitor, address)[0] == 0


def test_the_version_is_read_again_after_the_interval(held, visitor, settings, monkeypatch):
    settings.RECORD_VERSION_SECONDS = 2
    clock = [100.0]
    monkeypatch.setattr(page_cache, "monotonic", lambda: clock[0])
    visitor.get(LIST)
    held.title_en = "Workshop in Novi Sad"
    held.save()

    clock[0] = 101.9
    assert "Novi Sad" not in visitor.get(LIST).content.decode()
    clock[0] = 102.0
    assert "Novi Sad" in visitor.get(LIST).content.decode()


def test_a_change_of_the_record_makes_pages_anew(held, visitor):
    assert "Workshop in Belgrade" in visitor.get(LIST).content.decode()
    held.is_published = False
    held.save()
    assert "Workshop in Belgrade" not in visitor.get(LIST).content.decode()
    assert visitor.get("/en/activities/workshop/").status_code == 404


def test_another_day_makes_pages_anew(held, visitor, monkeypatch):
    visitor.get("/en/")
    monkeypatch.setattr(timezone, "localdate", lambda: date(2031, 1, 1))
    assert queries(visitor, "/en/")[0] > 1


# What is told apart


@pytest.mark.parametrize("ending", ["pdf", "docx"])
def test_a_file_made_of_the_record_is_made_once_and_anew_after_a_change(held, visitor, ending):
    address = f"/en/status/2021-12-31.{ending}"
    first = visitor.get(address)
    asked, second = queries(visitor, address)
    assert asked <= 1
    assert second.content == first.content
    assert second["Content-Disposition"] == f'attachment; filename="programme-status-2021-12-31-en.{ending}"'
    assert "Content-Encoding" not in visitor.get(address, headers={"Accept-Encoding": "gzip"})
    assert visitor.get(address, headers={"If-None-Match": second["ETag"]}).status_code == 304

    factories.activity("Another workshop", "2021-11-01", slug="another")
    asked, _anew = queries(visitor, address)
    assert asked > 1


def test_languages_questions_and_their_order_are_told_apart(held, visitor):
    addresses = [LIST, "/fr/activities/", f"{LIST}?q=a&sort=oldest", f"{LIST}?sort=oldest&q=a", f"{LIST}?q=b"]
    for address in addresses:
        assert queries(visitor, address)[0] > 1, address
    for address in addresses:
        assert queries(visitor, address)[0] == 1, address


def test_hosts_are_told_apart(held, visitor, settings):
    settings.ALLOWED_HOSTS = ["one.example", "two.example"]
    for host in ("one.example", "two.example", "one.example"):
        html = visitor.get("/en/", HTTP_HOST=host).content.decode()
        assert f'<link rel="canonical" href="http://{host}/en/">' in html
    assert "https://one.example/en/" in visitor.get("/en/", HTTP_HOST="one.example", secure=True).content.decode()


def test_a_host_that_is_not_ours_is_refused_though_the_page_is_kept(held, visitor, settings):
    settings.ALLOWED_HOSTS = ["one.example"]
    visitor.get("/en/", HTTP_HOST="one.example")
    assert visitor.get("/en/", HTTP_HOST="evil.example").status_code == 400


def test_requests_of_htmx_are_told_apart(held, visitor):
    visitor.get(LIST)
    assert queries(visitor, LIST, HTTP_HX_REQUEST="true")[0] > 1
    assert queries(visitor, LIST, HTTP_HX_REQUEST="true")[0] == 1
    assert queries(visitor, LIST, HTTP_HX_REQUEST="true", HTTP_HX_TARGET="results")[0] > 1


# Never anybody's own


def test_what_an_editor_sees_is_not_kept(held, visitor, editor_client):
    factories.activity("Secret plan", slug="secret", is_published=False)
    for _time in range(2):
        assert "Secret plan" in editor_client.get(LIST).content.decode()
        assert "Secret plan" not in visitor.get(LIST).content.decode()
        assert editor_client.get("/en/activities/secret/").status_code == 200
        assert visitor.get("/en/activities/secret/").status_code == 404


def test_one_process_keeps_nothing_of_an_editor_and_gives_her_nothing_kept(held, editor):
    """The same middleware for both: a client that signs in, and out again."""
    factories.activity("Secret plan", is_published=False)
    client = Client()
    public = client.get(LIST)
    client.cookies = signed_in(editor).cookies
    hers = client.get(LIST, HTTP_IF_NONE_MATCH=public["ETag"])
    assert hers.status_code == 200
    assert "Secret plan" in hers.content.decode()
    assert hers["Cache-Control"] == "private"
    assert not hers.has_header("ETag")
    assert "Cookie" in hers["Vary"]
    client.cookies.clear()
    assert "Secret plan" not in client.get(LIST).content.decode()


@pytest.mark.parametrize("cookie", ["sessionid", "messages"])
def test_whoever_brings_a_session_or_a_message_passes_by(held, visitor, cookie):
    visitor.get(LIST)
    visitor.cookies[cookie] = "anything"
    assert queries(visitor, LIST)[0] > 1


@pytest.mark.parametrize("address", PAGES)
def test_a_public_page_sets_and_heeds_no_cookie(held, visitor, address):
    for _time in range(2):
        response = visitor.get(address)
        assert not response.cookies
        assert "cookie" not in response["Vary"].lower()
        assert response["Cache-Control"] == "public, max-age=0, must-revalidate"


def test_no_page_holds_a_token_or_a_nonce(held, visitor):
    for address in PAGES:
        html = visitor.get(address).content.decode()
        assert "csrfmiddlewaretoken" not in html
        assert "nonce" not in html


@pytest.mark.urls("tests.programme.test_page_cache")
def test_answers_with_a_cookie_or_a_session_are_not_kept(db):
    for address in ("/en/cookie/", "/en/session/"):
        client = Client()
        client.get(address)
        client.cookies.clear()
        response = client.get(address)
        assert response.cookies, address
        assert response.content in {b"one's own", b"visit 1"}


@pytest.mark.urls("tests.programme.test_page_cache")
def test_an_answer_that_depends_on_something_else_is_not_kept(db, visitor):
    assert visitor.get("/en/reader/", HTTP_X_READER="Ana").content == b"Ana"
    assert visitor.get("/en/reader/", HTTP_X_READER="Boris").content == b"Boris"


@pytest.mark.parametrize("address", ["/en/admin/login/", "/api/v1/countries/", "/health/ready", "/health/live", "/"])
def test_what_is_no_public_page_passes_by(address):
    assert key_of(RequestFactory().get(address)) is None


@pytest.mark.parametrize("method", ["post", "put", "delete", "options"])
def test_only_reading_is_kept(method):
    assert key_of(getattr(RequestFactory(), method)(LIST)) is None


def test_an_endless_address_is_not_kept():
    assert key_of(RequestFactory().get(LIST, {"q": "x" * 2000})) is None


def test_what_is_not_found_is_not_kept(db, visitor):
    assert visitor.get("/en/activities/workshop/").status_code == 404
    factories.activity(slug="workshop")
    assert visitor.get("/en/activities/workshop/").status_code == 200


# How it is sent


def test_security_headers_are_on_kept_pages(held, visitor):
    made, kept = visitor.get("/fr/"), visitor.get("/fr/")
    for name in ("Content-Security-Policy", "X-Frame-Options", "X-Content-Type-Options", "Referrer-Policy"):
        assert kept[name] == made[name]
    assert kept["Content-Language"] == "fr"
    assert kept["Content-Type"] == "text/html; charset=utf-8"


def test_who_has_the_page_already_is_told_so(held, visitor):
    page = visitor.get(LIST)
    for question in (
        {"HTTP_IF_NONE_MATCH": page["ETag"]},
        {"HTTP_IF_MODIFIED_SINCE": page["Last-Modified"]},
    ):
        answer = visitor.get(LIST, **question)
        assert answer.status_code == 304
        assert answer.content == b""
        assert answer["ETag"] == page["ETag"]
        assert "Content-Security-Policy" in answer


def test_after_a_change_the_reader_gets_the_page_again(held, visitor):
    page = visitor.get(LIST)
    held.title_en = "Workshop in Novi Sad"
    held.save()
    answer = visitor.get(LIST, HTTP_IF_NONE_MATCH=page["ETag"])
    assert answer.status_code == 200
    assert answer["ETag"] != page["ETag"]


def test_asking_for_the_head_alone_keeps_nothing_and_finds_what_is_kept(held, visitor):
    assert visitor.head(LIST).content == b""
    assert queries(visitor, LIST)[0] > 1
    head = visitor.head(LIST)
    page = visitor.get(LIST)
    assert (head.status_code, head.content) == (200, b"")
    assert head["ETag"] == page["ETag"]
    assert int(head["Content-Length"]) == len(page.content)


def test_a_page_is_compressed_for_whoever_can_read_it(held, visitor):
    plain = visitor.get(LIST)
    packed = visitor.get(LIST, HTTP_ACCEPT_ENCODING="br, gzip")
    assert not plain.has_header("Content-Encoding")
    assert packed["Content-Encoding"] == "gzip"
    assert int(packed["Content-Length"]) == len(packed.content) < len(plain.content) / 2
    assert gzip.decompress(packed.content) == plain.content
    assert "Accept-Encoding" in packed["Vary"]
    assert not visitor.get(LIST, HTTP_ACCEPT_ENCODING="br, gzip;q=0").has_header("Content-Encoding")


def test_a_silent_database_leaves_the_answer_to_the_page(db, monkeypatch):
    def fail():
        raise DatabaseError

    monkeypatch.setattr(page_cache, "record_stands", fail)
    assert Client().get("/en/about/").status_code == 200


# How much is kept


def page(size, state=()):
    return Page(state, b"x" * size, b"", (), '"tag"', 0)


def test_what_was_not_asked_for_longest_makes_room():
    kept = KeptPages(most_bytes=100)
    kept.keep("a", page(40))
    kept.keep("b", page(40))
    kept.get("a", ())
    kept.keep("c", page(40))

    assert [key for key in "abc" if kept.get(key, ())] == ["a", "c"]
    assert kept.size == 80


def test_a_page_larger_than_the_room_is_not_kept_and_an_older_state_is_dropped():
    kept = KeptPages(most_bytes=100)
    kept.keep("a", page(101))
    kept.keep("b", page(60, state=(1,)))
    assert kept.get("a", ()) is None
    assert kept.get("b", (2,)) is None
    assert kept.size == 0


def test_the_same_page_is_counted_once():
    kept = KeptPages(most_bytes=100)
    kept.keep("a", page(60))
    kept.keep("a", page(50))
    assert kept.size == 50
