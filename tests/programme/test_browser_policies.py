"""What every answer tells browsers: on public pages made and kept, in the workshop, on errors, files and open data."""

import pytest
from django.test import Client
from django.urls import path

from programme import urls
from tests import factories
from tests.programme.test_settings import PRODUCTION, manage

EVERYWHERE = {
    "Content-Security-Policy": "default-src 'none'",
    "Permissions-Policy": "camera=()",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Opener-Policy": "same-origin",
    "X-Frame-Options": "DENY",
}
PAGES = [
    ("/en/", 200),
    ("/en/countries/", 200),
    ("/en/account/login/", 200),
    ("/en/no-such-page/", 404),
    ("/en/admin/", 302),
    ("/en/work/", 302),
    ("/api/v1/countries/", 200),
    ("/api/v1/nothing/", 404),
    ("/en/activities.csv", 200),
    ("/robots.txt", 200),
    ("/health/live", 200),
    ("/en/broken/", 500),
]


def broken(request):
    raise RuntimeError("as it happens")


broken.login_required = False
urlpatterns = [path("en/broken/", broken), *urls.urlpatterns]
handler400, handler403 = urls.handler400, urls.handler403
handler404, handler500 = urls.handler404, urls.handler500


def missing_from(response):
    return [name for name, part in EVERYWHERE.items() if part not in response.get(name, "")]


@pytest.mark.django_db
@pytest.mark.parametrize(("address", "status"), PAGES)
def test_every_answer_carries_the_policies(settings, address, status):
    settings.ROOT_URLCONF = __name__
    factories.country()
    client = Client(raise_request_exception=False)
    for _made_then_kept in range(2):
        answer = client.get(address)
        assert answer.status_code == status
        assert missing_from(answer) == []


@pytest.mark.django_db
def test_policies_stand_on_the_workshop_and_on_refusals(editor_client, outsider_client, focal_point_client):
    assert missing_from(editor_client.get("/en/admin/")) == []
    assert missing_from(outsider_client.get("/en/admin/")) == []
    assert missing_from(focal_point_client.get("/en/work/countries/atlantis/history/")) == []


@pytest.mark.django_db
def test_only_what_is_for_every_site_may_be_loaded_from_one(visitor):
    factories.country()
    assert visitor.get("/api/v1/countries/")["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert visitor.get("/en/activities.json")["Cross-Origin-Resource-Policy"] == "cross-origin"
    for address in ("/en/", "/en/account/login/", "/health/live"):
        assert visitor.get(address)["Cross-Origin-Resource-Policy"] == "same-origin"


@pytest.mark.django_db
def test_passkeys_are_for_our_own_pages(visitor):
    policy = visitor.get("/en/")["Permissions-Policy"]
    assert "publickey-credentials-get=(self)" in policy
    assert "publickey-credentials-create=(self)" in policy


@pytest.mark.django_db
def test_too_many_fields_and_too_much_text_are_refused_with_a_page(visitor, settings):
    settings.DATA_UPLOAD_MAX_NUMBER_FIELDS, settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 5, 1000
    many = {f"field-{number}": "x" for number in range(10)}
    login = "/en/account/login/"

    for said in (many, {"login": "x" * 2000}):
        answer = visitor.post(login, said)
        assert answer.status_code == 400
        assert "The portal could not read this request" in answer.content.decode()


def told_in_production(*names):
    """These settings as a process with production settings has them."""
    asked = "from django.conf import settings; " + "; ".join(f"print(repr(settings.{name}))" for name in names)
    run = manage("shell", "--no-imports", "-c", asked, **PRODUCTION)
    assert run.returncode == 0, run.stderr
    return run.stdout.split()


@pytest.mark.long
def test_cookies_in_production_are_bound_to_the_host_and_to_https():
    names = "SESSION_COOKIE_NAME CSRF_COOKIE_NAME SESSION_COOKIE_SECURE CSRF_COOKIE_SECURE SESSION_COOKIE_PATH".split()
    told = told_in_production(*names, "SESSION_COOKIE_DOMAIN", "CSRF_COOKIE_DOMAIN", "CSRF_COOKIE_PATH")

    assert told == ["'__Host-session'", "'__Host-csrf'", "True", "True", "'/'", "None", "None", "'/'"]


@pytest.mark.long
def test_production_speaks_https_only():
    names = "SECURE_SSL_REDIRECT SECURE_HSTS_SECONDS SECURE_HSTS_INCLUDE_SUBDOMAINS SECURE_CONTENT_TYPE_NOSNIFF".split()

    assert told_in_production(*names) == ["True", "31536000", "True", "True"]


def test_the_way_to_https_bears_them_too(settings, db):
    settings.SECURE_SSL_REDIRECT = True
    answer = Client().get("/en/")
    assert (answer.status_code, answer["Location"]) == (301, "https://testserver/en/")
    for name in ("Content-Security-Policy", "Permissions-Policy", "Referrer-Policy", "X-Content-Type-Options"):
        assert EVERYWHERE[name] in answer[name]
