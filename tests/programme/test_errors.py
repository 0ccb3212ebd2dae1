"""Error pages: in the reader's language, and without a question to what may have failed."""

import pytest
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.db import DatabaseError, connection
from django.test import Client, RequestFactory
from django.urls import path
from django.utils import translation

from programme import urls, views

LANGUAGES = ["en", "fr", "ru"]


def failing_with(error):
    @login_not_required
    def view(request):
        raise error

    return view


@login_not_required
def asks_the_database(request):
    with connection.cursor() as cursor:
        cursor.execute("SELECT nothing FROM no_such_table")


handler400, handler403, handler404, handler500 = urls.handler400, urls.handler403, urls.handler404, urls.handler500
ERRORS = {400: SuspiciousOperation("no"), 403: PermissionDenied(), 500: RuntimeError("broken")}
urlpatterns = [
    *(path(f"{one}/fail/{status}/", failing_with(error)) for one in LANGUAGES for status, error in ERRORS.items()),
    *(path(f"{one}/fail/database/", asks_the_database) for one in LANGUAGES),
    *urls.urlpatterns,
]

TITLES = {
    400: "The portal could not read this request",
    403: "This page is not open to you",
    404: "There is no such page",
    500: "Something went wrong on our side",
}


def answer(address):
    return Client(raise_request_exception=False).get(address)


def in_language(text, language):
    with translation.override(language):
        return translation.gettext(text)


@pytest.mark.urls("tests.programme.test_errors")
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("status", TITLES)
def test_error_page_speaks_the_language_of_the_address(db, status, language):
    response = answer(f"/{language}/fail/{status}/")
    assert response.status_code == status
    html = response.content.decode()
    assert f'<html lang="{language}">' in html
    assert f"<h1>{in_language(TITLES[status], language)}</h1>" in html
    assert 'name="robots" content="noindex"' in html
    assert f'href="/{language}/countries/"' in html


@pytest.mark.urls("tests.programme.test_errors")
def test_page_that_the_database_refuses_is_an_error_page(db):
    response = answer("/ru/fail/database/")
    assert response.status_code == 500
    assert '<html lang="ru">' in response.content.decode()


@pytest.mark.parametrize("signed_in", [False, True])
def test_server_error_asks_the_database_nothing(signed_in, monkeypatch):
    """Not even for somebody with a session: the database may be what failed."""
    request = RequestFactory().get("/fr/", HTTP_COOKIE="sessionid=something" if signed_in else "")

    def refuse(*args, **kwargs):
        raise DatabaseError("The database is down.")

    monkeypatch.setattr("django.db.backends.utils.CursorWrapper.execute", refuse)
    with translation.override("fr"):
        response = views.server_error(request)
    assert response.status_code == 500
    assert in_language(TITLES[500], "fr") in response.content.decode()


@pytest.mark.parametrize("language", LANGUAGES)
def test_unknown_address_is_not_found_in_the_language_of_the_reader(db, language):
    response = Client(headers={"accept-language": language}).get("/no-such-page/")
    assert response.status_code == 404
    assert f'<html lang="{language}">' in response.content.decode()


def test_error_page_offers_its_address_in_the_other_languages(db):
    html = answer("/en/no-such-page/").content.decode()
    assert 'href="/fr/no-such-page/" lang="fr"' in html


def test_form_without_token_is_refused_in_words(editor):
    client = Client(enforce_csrf_checks=True)
    client.force_login(editor)
    response = client.post("/fr/admin/logout/")
    assert response.status_code == 403
    html = response.content.decode()
    assert '<html lang="fr">' in html
    assert in_language("This form has grown too old", "fr") in html


def test_error_page_escapes_the_address(db):
    html = answer("/en/%3Cscript%3Ealert(1)%3C/script%3E/").content.decode()
    assert "<script>alert" not in html


@pytest.mark.parametrize("language", LANGUAGES)
def test_address_of_a_button_is_explained_to_who_opens_it(focal_point_client, language):
    answer = focal_point_client.get(f"/{language}/account/email/cancel/")
    assert (answer.status_code, answer["Allow"]) == (405, "POST")
    assert in_language("Nothing was done at this address", language) in answer.content.decode()
