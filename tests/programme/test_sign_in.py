"""Signing in: password, second factor, sessions, a forgotten password, a new address (PRODUCT C1)."""

import html
import re
from urllib.parse import parse_qs, urlsplit

import pytest
from django.conf import settings
from django.core import mail
from django.core.management import call_command
from django.test import Client
from django.utils import translation
from django.utils.translation import gettext

from programme import outbox
from programme.models import EmailChange, Message, User
from tests.conftest import person, signed_in
from tests.programme.signing_in import PASSWORD, is_signed_in, sign_in, text

pytestmark = pytest.mark.django_db
WRONG = "This address and this password do not open an account."


# Password


def test_focal_point_signs_in_and_comes_to_her_work(visitor, focal_point):
    answer = sign_in(visitor, "Focal-Point@example.org")

    assert answer["Location"] == "/en/account/signed-in/"
    assert visitor.get(answer["Location"])["Location"] == "/en/work/"


def test_after_the_sign_in_the_portal_speaks_the_person_s_language(visitor, focal_point):
    focal_point.language = "ru"
    focal_point.save()
    sign_in(visitor, focal_point.email)

    assert visitor.get("/en/account/signed-in/")["Location"] == "/ru/work/"


@pytest.mark.parametrize("next_page", ["https://elsewhere.example/", "//elsewhere.example/", "javascript:alert(1)"])
def test_sign_in_leads_nowhere_else(visitor, focal_point, next_page):
    answer = sign_in(visitor, focal_point.email, next=next_page)

    assert "elsewhere" not in answer.headers.get("Location", "")
    assert "javascript" not in answer.headers.get("Location", "")


def test_sign_in_leads_to_the_page_that_was_asked_for(visitor, focal_point):
    answer = sign_in(visitor, focal_point.email, next="/fr/work/countries/serbia/people/")

    assert answer["Location"] == "/fr/work/countries/serbia/people/"


@pytest.mark.parametrize(
    ("came_from", "leads_to"),
    [
        ("http://testserver/fr/work/countries/serbia/people/?of=now", "/fr/work/countries/serbia/people/?of=now"),
        ("https://elsewhere.example/fr/work/", "/fr/account/email/cancel/"),
        ("", "/fr/account/email/cancel/"),
    ],
)
def test_who_sent_a_form_signed_out_comes_back_to_its_page_and_is_told(visitor, focal_point, came_from, leads_to):
    answer = visitor.post("/fr/account/email/cancel/", headers={"referer": came_from})

    assert parse_qs(urlsplit(answer["Location"]).query) == {"next": [leads_to]}
    with translation.override("fr"):
        told = gettext("You had been signed out, and what you sent was not done. Sign in and send it again.")
    assert told in html.unescape(text(visitor.get(answer["Location"])))


def test_what_is_one_s_own_is_not_kept_by_the_browser(focal_point_client):
    for page in ("sessions/", "2fa/", "2fa/totp/activate/"):
        assert "no-store" in focal_point_client.get(f"/en/account/{page}")["Cache-Control"]


def test_a_wrong_password_and_an_unknown_address_get_the_same_answer(visitor, focal_point):
    wrong = sign_in(visitor, focal_point.email, "wrong")
    unknown = sign_in(Client(), "nobody@example.org", "wrong")

    assert WRONG in text(wrong)
    strip = lambda page, email: re.sub(r'value="[^"]*"', "", text(page)).replace(email, "")  # noqa: E731
    assert strip(wrong, focal_point.email) == strip(unknown, "nobody@example.org")


def test_an_address_is_one_in_whatever_case_it_was_written(visitor):
    person("Anna.Example@Example.org")

    sign_in(visitor, "anna.example@example.org")

    assert is_signed_in(visitor)


def test_who_is_shut_out_cannot_sign_in(visitor, focal_point):
    focal_point.is_active = False
    focal_point.save()

    sign_in(visitor, focal_point.email)

    assert not is_signed_in(visitor)


def test_nobody_signs_up(visitor):
    assert visitor.get("/en/account/signup/").status_code == 404


def test_too_many_tries_are_stopped_over_all_processes(visitor, focal_point, settings):
    settings.CACHES = settings.CACHES | {
        "default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "shared_cache"}
    }
    call_command("createcachetable")
    for _try in range(5):
        sign_in(Client(), focal_point.email, "wrong")

    # Another process has nothing in its memory: the table alone tells it.
    answer = sign_in(Client(), focal_point.email)

    assert "Too many tries" in text(answer) or answer.status_code == 429


# Sessions


def test_sessions_are_listed_and_the_others_ended(focal_point):
    here, elsewhere = Client(HTTP_USER_AGENT="Mozilla/5.0 (Windows NT 10.0) Firefox/140.0"), Client()
    for client in (here, elsewhere):
        sign_in(client, focal_point.email)
    assert "Firefox on Windows" in text(here.get("/en/account/sessions/"))

    here.post("/en/account/sessions/")

    assert is_signed_in(here)
    assert not is_signed_in(elsewhere)


def test_a_new_password_ends_the_other_sessions(focal_point):
    here, elsewhere = Client(), Client()
    for client in (here, elsewhere):
        sign_in(client, focal_point.email)

    answer = here.post(
        "/en/account/password/change/",
        {"oldpassword": PASSWORD, "password1": "quiet-meadow-41", "password2": "quiet-meadow-41"},
    )

    assert answer.status_code == 302
    assert is_signed_in(here)
    assert not is_signed_in(elsewhere)
    assert Message.objects.filter(kind="account-changed").count() == 1


# A forgotten password


def link_of(kind):
    return Message.objects.filter(kind=kind).latest("pk").link.removeprefix(settings.PORTAL_URL)


def test_a_forgotten_password_is_replaced_by_a_link_that_works_once(visitor, focal_point):
    visitor.post("/en/account/password/reset/", {"email": focal_point.email})
    link = link_of("password-reset")
    form = visitor.get(link, follow=True)
    where = form.request["PATH_INFO"]

    visitor.post(where, {"password1": "quiet-meadow-41", "password2": "quiet-meadow-41"})

    sign_in(visitor, focal_point.email, "quiet-meadow-41")
    assert is_signed_in(visitor)
    assert "This link is not valid" in text(Client().get(link, follow=True))


def test_the_page_does_not_tell_whether_an_address_has_an_account(focal_point):
    pages = []
    for email in (focal_point.email, "nobody@example.org"):
        answer = Client().post("/en/account/password/reset/", {"email": email}, follow=True)
        pages.append(text(answer))

    assert pages[0] == pages[1]
    assert Message.objects.count() == 1  # none to the stranger


def test_no_mail_holds_a_password(focal_point, visitor):
    visitor.post("/en/account/password/reset/", {"email": focal_point.email})
    outbox.send_due()

    assert PASSWORD not in mail.outbox[0].body


# A new address


def changing(client, email="new@example.org"):
    sign_in_again = client.post("/en/account/email/", {"email": email})
    if "reauthenticate" in sign_in_again.headers.get("Location", ""):
        client.post("/en/account/reauthenticate/", {"password": PASSWORD})
        client.post("/en/account/email/", {"email": email})


@pytest.fixture
def change(visitor, focal_point):
    sign_in(visitor, focal_point.email)
    changing(visitor)
    return {side: link_of(f"email-change-{side}") for side in ("old", "new")}


@pytest.mark.parametrize("order", [("old", "new"), ("new", "old")])
def test_an_address_changes_when_both_have_confirmed(visitor, focal_point, change, order):
    visitor.get(change[order[0]])
    assert EmailChange.objects.get().old_confirmed_at is None  # opening a link confirms nothing

    visitor.post(change[order[0]])
    assert User.objects.get(pk=focal_point.pk).email == "focal-point@example.org"

    page = visitor.post(change[order[1]])

    assert "From now on sign in with new@example.org" in text(page)
    assert User.objects.get(pk=focal_point.pk).email == "new@example.org"
    assert visitor.get(change["old"]).status_code == 404


def test_a_change_can_be_called_off(visitor, focal_point, change):
    visitor.post("/en/account/email/cancel/")

    assert visitor.post(change["new"]).status_code == 404
    assert User.objects.get(pk=focal_point.pk).email == "focal-point@example.org"


def test_somebody_else_s_address_is_neither_taken_nor_told(visitor, focal_point, editor):
    sign_in(visitor, focal_point.email)

    changing(visitor, editor.email)

    assert not Message.objects.filter(kind="email-change-new").exists()
    assert EmailChange.objects.count() == 1


def test_messages_to_new_addresses_are_limited(visitor, focal_point):
    sign_in(visitor, focal_point.email)

    answers = [visitor.post("/en/account/email/", {"email": f"new-{n}@example.org"}).status_code for n in range(11)]

    assert answers == [302] * 10 + [429]
    assert Message.objects.filter(kind="email-change-new").count() == 10


def test_account_page_changes_name_and_language(focal_point_client, focal_point):
    answer = focal_point_client.post("/en/account/", {"name": "A. Name", "language": "fr"})

    assert answer["Location"] == "/fr/account/"
    focal_point.refresh_from_db()
    assert (focal_point.name, focal_point.language) == ("A. Name", "fr")


def test_header_tells_who_is_signed_in_and_shows_strangers_the_way_in(visitor, focal_point_client):
    assert "/en/account/login/" in text(visitor.get("/en/countries/"))
    page = text(focal_point_client.get("/en/countries/"))
    assert "focal-point" in page
    assert "/en/account/login/" not in page


def test_admin_sends_to_the_one_sign_in_and_back(visitor):
    assert visitor.get("/en/admin/login/?next=/en/admin/countries/country/")["Location"] == (
        "/en/account/login/?next=/en/admin/countries/country/"
    )
    assert "elsewhere" not in visitor.get("/en/admin/login/?next=https://elsewhere.example/")["Location"]


def test_helper_signs_in_with_the_factor(editor):
    assert signed_in(editor).get("/en/admin/").status_code == 200
    assert person("x@example.org").standings[1:] == ()
