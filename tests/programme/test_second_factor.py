"""The second factor: who must have one, what a session without it gets, and how a lost one is replaced (ADR 10)."""

import re

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core.management import CommandError, call_command
from django.db import OperationalError
from django.test import Client
from django.urls import reverse

from programme.accounts import code_of, enrol
from programme.models import Message
from tests import factories
from tests.conftest import signed_in
from tests.programme.signing_in import is_signed_in, sign_in, text, with_factor

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("who", ["editor", "administrator"])
@pytest.mark.parametrize("path", ["/en/admin/", "/en/work/", "/en/account/", "/en/admin/countries/country/"])
def test_the_secretariat_reaches_nothing_without_a_second_factor(request, visitor, who, path):
    sign_in(visitor, request.getfixturevalue(who).email)

    assert visitor.get(path)["Location"] == "/en/account/2fa/totp/activate/"


@pytest.mark.parametrize(
    "path", ["/en/admin/", "/en/work/", "/en/account/2fa/webauthn/add/", "/en/account/2fa/recovery-codes/"]
)
def test_a_session_that_did_not_use_the_factor_signs_in_anew(editor, path):
    """Nor can it show the recovery codes or add a key: a password would be enough to get past the factor."""
    client = Client()
    sign_in(client, editor.email)
    enrol(editor)  # in another session

    assert client.get(path)["Location"] == f"/en/account/login/?next={path}"
    assert not is_signed_in(client)


def test_to_staff_without_a_factor_the_public_pages_show_what_is_published(visitor, editor):
    factories.activity("Secret plan", slug="hidden", is_published=False)
    sign_in(visitor, editor.email)

    page = visitor.get("/en/countries/")

    assert page.status_code == 200
    assert "header-account" in text(page)  # she can still sign out
    assert visitor.get("/en/activities/hidden/").status_code == 404
    assert signed_in(editor).get("/en/activities/hidden/").status_code == 200
    assert visitor.get("/api/v1/countries/").status_code == 200


def test_with_the_last_factor_goes_what_it_opened(editor):
    here, elsewhere = with_factor(editor), with_factor(editor)

    here.post("/en/account/2fa/totp/deactivate/")

    assert not Authenticator.objects.filter(user=editor).exists()
    assert here.get("/en/admin/")["Location"] == "/en/account/2fa/totp/activate/"
    assert not is_signed_in(elsewhere)


def test_a_copy_of_the_database_makes_no_codes(editor, settings):
    key = enrol(editor)
    kept = [one.data for one in Authenticator.objects.filter(user=editor)]

    assert key not in str(kept)
    before = settings.SECRET_KEY
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "another-key", [before]
    assert code_of(editor.email)  # read with the key of before


@pytest.mark.django_db(transaction=True)
def test_editor_sets_up_the_app_and_goes_on(visitor, editor):
    sign_in(visitor, editor.email)
    page = text(visitor.get("/en/account/2fa/totp/activate/"))
    key = re.search(r'<code class="key">([A-Z2-7]+)</code>', page)[1]
    assert 'src="data:image/svg+xml' in page

    counters = sorted(yield_hotp_counters_from_time())
    code = format_hotp_value(hotp_value(key, counters[len(counters) // 2]))
    visitor.post("/en/account/2fa/totp/activate/", {"code": code})

    assert visitor.get("/en/admin/").status_code == 200
    assert len(re.findall("<li><code>", text(visitor.get("/en/account/2fa/recovery-codes/")))) == 10


def test_editor_signs_in_with_a_code(visitor, editor):
    enrol(editor)
    answer = sign_in(visitor, editor.email)
    assert answer["Location"].startswith("/en/account/2fa/authenticate/")
    assert "Use a passkey" not in text(visitor.get(answer["Location"]))  # she has none
    assert not is_signed_in(visitor)

    visitor.post("/en/account/2fa/authenticate/", {"code": "000000"})
    assert not is_signed_in(visitor)

    visitor.post("/en/account/2fa/authenticate/", {"code": code_of(editor.email)})
    assert visitor.get("/en/admin/").status_code == 200


def test_a_recovery_code_works_once(editor):
    enrol(editor)
    codes = Authenticator.objects.get(user=editor, type="recovery_codes").wrap().get_unused_codes()
    for attempt, expected in enumerate((True, False)):
        client = Client(REMOTE_ADDR=f"10.0.0.{attempt}")
        sign_in(client, editor.email)
        client.post("/en/account/2fa/authenticate/", {"code": codes[0]})
        assert is_signed_in(client) is expected


def test_a_focal_point_is_offered_a_second_factor_and_not_forced(visitor, focal_point):
    sign_in(visitor, focal_point.email)

    assert "not in use: we recommend it" in text(visitor.get("/en/account/"))


def test_administrator_takes_off_a_lost_factor_with_a_reason(administrator, editor):
    other = with_factor(editor)
    client = with_factor(administrator)
    address = reverse("admin:programme_user_second_factor", args=[editor.pk])
    assert "This field is required" in text(client.post(address, {"reason": ""}))

    client.post(address, {"reason": "She called from her office number."})

    assert not Authenticator.objects.filter(user=editor).exists()
    assert not is_signed_in(other)
    assert "She called from her office number." in editor.history.first().history_change_reason
    assert Message.objects.filter(kind="account-changed", recipient=editor).count() == 1


def test_nobody_takes_off_their_own_factor_there_and_editors_nobody_s(administrator, editor, editor_client):
    client = with_factor(administrator)

    assert client.get(reverse("admin:programme_user_second_factor", args=[administrator.pk])).status_code == 403
    own = reverse("admin:programme_user_second_factor", args=[editor.pk])
    assert with_factor(editor).get(own).status_code == 404


def test_taking_off_a_factor_asks_for_the_password_again(administrator_client, editor):
    answer = administrator_client.get(reverse("admin:programme_user_second_factor", args=[editor.pk]))

    assert answer.status_code == 302
    assert "reauthenticate" in answer["Location"]


def test_codes_are_printed_in_development_only(editor, capsys, settings):
    enrol(editor)
    call_command("code", editor.email)
    assert re.fullmatch(r"\d{6}\n", capsys.readouterr().out)

    with pytest.raises(CommandError):
        call_command("code", "nobody@example.org")
    settings.DEVELOPMENT = False
    with pytest.raises(Exception, match="development only"):
        call_command("code", editor.email)


def test_whoever_asks_for_a_code_before_there_are_accounts_is_told_what_to_do(monkeypatch):
    def without_tables(email):
        raise OperationalError("no such table: mfa_authenticator")

    monkeypatch.setattr("programme.management.commands.code.code_of", without_tables)

    with pytest.raises(CommandError, match="For an account of the demonstration write DEMO=1"):
        call_command("code", "secretariat-editor@portal.test")
