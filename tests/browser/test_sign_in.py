"""Signing in with a real browser: on a phone, in three languages, without scripts wherever the standard allows it."""

import pytest
from allauth.mfa.models import Authenticator
from playwright.sync_api import expect

from countries import access
from countries.models import Country, Mandate
from programme.accounts import code_of, enrol
from programme.matrix import Role
from programme.models import EmailChange
from programme.permissions import ADMINISTRATOR, EDITOR
from tests.browser.following import follow
from tests.browser.phone import link_of
from tests.conftest import acting_for, person
from tests.pages import LANGUAGES

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def editor(here):
    return person("editor@example.org", EDITOR)


@pytest.fixture
def focal_point(here):
    return acting_for(Country.objects.get(slug="serbia"), Role.FOCAL_POINT, "focal-point@example.org")


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_focal_point_signs_in_and_out(phone, focal_point, language, scripts):
    focal_point.language = language
    focal_point.save()
    phone = phone(language, scripts=scripts)
    phone.open("account/login/")
    phone.look()

    phone.sign_in(focal_point, "wrong")
    expect(phone.page.locator(".error-summary")).to_be_visible()
    phone.look()

    phone.sign_in(focal_point)
    phone.is_at("work/")
    phone.look()

    phone.page.click(".header-account summary")
    phone.look()
    phone.click(".header-account button")
    phone.is_at("")
    expect(phone.page.locator(".header-sign-in")).to_be_visible()


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_editor_sets_up_the_app_and_signs_in_with_it(phone, editor, language, scripts):
    phone = phone(language, scripts=scripts)
    phone.open("admin/")
    phone.sign_in(editor)
    phone.is_at("account/2fa/totp/activate/")
    expect(phone.page.locator(".second-factor img")).to_be_visible()
    phone.look()

    key = phone.page.locator(".key").inner_text()
    phone.page.fill("#id_code", code_from(key))
    phone.send()
    phone.is_at("account/2fa/recovery-codes/")
    codes = phone.page.locator(".recovery-codes code").all_inner_texts()
    assert len(codes) == 10
    phone.look()
    with phone.page.expect_download() as download:
        phone.page.click("a[href$='recovery-codes/download/']")
    assert download.value.path().read_text().split() == codes

    phone.context.clear_cookies()
    phone.open("admin/")
    phone.sign_in(editor)
    phone.is_at("account/2fa/authenticate/")
    phone.look()
    phone.page.fill("#id_code", "000000")
    phone.send()
    expect(phone.page.locator(".error-summary")).to_be_visible()
    phone.page.fill("#id_code", codes[0])
    phone.send()
    phone.is_at("admin/")


def code_from(key):
    from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time

    # Of those that are taken, the one of now: the oldest would be refused if half a minute ends before it is sent.
    counters = sorted(yield_hotp_counters_from_time())
    return format_hotp_value(hotp_value(key, counters[len(counters) // 2]))


@pytest.fixture
def passkey_phone(phone, here, settings):
    """A telephone that holds a passkey: the browser plays the finger."""
    # A passkey belongs to a host name; an address in figures is none.
    settings.ALLOWED_HOSTS = ["localhost"]
    phone = phone()
    phone.portal = here.replace("127.0.0.1", "localhost")
    devices = phone.context.new_cdp_session(phone.page)
    devices.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    devices.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    return phone


def test_editor_signs_in_with_a_passkey_alone(passkey_phone, editor):
    phone, page = passkey_phone, passkey_phone.page
    phone.open("account/login/")
    phone.sign_in(editor)
    phone.open("account/2fa/webauthn/add/")
    phone.look()
    page.fill("#id_name", "My telephone")
    page.check("#id_passwordless")
    page.click("#mfa_webauthn_add")
    page.wait_for_url("**/recovery-codes/")
    phone.open("account/2fa/webauthn/")
    phone.look()
    expect(page.locator("main")).to_contain_text("My telephone")

    phone.context.clear_cookies()
    phone.open("account/login/")
    page.click("#passkey_login")
    page.wait_for_url("**/en/admin/")
    assert phone.complaints == []


def test_passkey_is_the_second_factor_after_the_password(passkey_phone, editor):
    phone, page = passkey_phone, passkey_phone.page
    phone.open("account/login/")
    phone.sign_in(editor)
    phone.open("account/2fa/webauthn/add/")
    page.click("#mfa_webauthn_add")
    page.wait_for_url("**/recovery-codes/")
    phone.context.clear_cookies()

    phone.open("account/login/")
    phone.sign_in(editor)
    phone.look()
    page.click("#mfa_webauthn_authenticate")
    page.wait_for_url("**/en/admin/")
    assert phone.complaints == []


def test_passkey_that_fails_says_so(passkey_phone, focal_point):
    phone, page = passkey_phone, passkey_phone.page
    phone.open("account/login/")
    page.evaluate("() => { navigator.credentials.get = () => Promise.reject(new DOMException('', 'AbortError')); }")
    page.click("#passkey_login")
    expect(page.locator("[data-passkey-failed]")).to_be_visible()
    phone.look()


@pytest.mark.parametrize("language", LANGUAGES)
def test_forgotten_password_is_replaced(phone, focal_point, language):
    focal_point.language = language
    focal_point.save()
    phone = phone(language, scripts=False)
    phone.open("account/login/")
    phone.click("a[href*='password/reset']")
    phone.page.fill("#id_email", focal_point.email)
    phone.send()
    phone.page.goto(link_of("password-reset", phone))
    phone.page.fill("#id_password1", "quiet-meadow-41")
    phone.page.fill("#id_password2", "quiet-meadow-41")
    phone.send()
    phone.is_at("account/password/reset/key/done/")

    phone.open("account/login/")
    phone.sign_in(focal_point, "quiet-meadow-41")
    phone.is_at("work/")


@pytest.mark.parametrize("language", LANGUAGES)
def test_newcomer_accepts_an_invitation(phone, focal_point, language):
    serbia = Country.objects.get(slug="serbia")
    access.invite(country=serbia, by=focal_point, email="new@example.org", role=Role.VIEWER, language=language)
    phone = phone(language)
    phone.page.goto(link_of("invitation", phone))
    phone.look()
    phone.send()
    expect(phone.page.locator(".error-summary")).to_be_visible()
    phone.look()
    phone.page.fill("#id_name", "A newcomer")
    phone.page.fill("#id_password", "quiet-meadow-41")
    phone.page.fill("#id_password_again", "quiet-meadow-41")
    phone.send()

    phone.is_at("work/")
    phone.look()
    assert Mandate.objects.filter(user__email="new@example.org", role=Role.VIEWER).exists()


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
def test_focal_point_invites_and_ends_a_mandate(phone, focal_point, scripts):
    acting_for(Country.objects.get(slug="serbia"), Role.CONTRIBUTOR, "contributor@example.org")
    phone = phone(scripts=scripts)
    phone.open("work/countries/serbia/people/")
    phone.sign_in(focal_point)
    phone.look()
    phone.click("main a[href$='invite/']")
    phone.look()
    phone.page.fill("#id_email", "viewer@example.org")
    phone.page.check("input[name=role][value=country-viewer]")
    phone.send()
    expect(phone.page.locator("main")).to_contain_text("viewer@example.org")

    follow(phone.page.locator("a[href*='/work/mandates/']", has_text="contributor"))
    phone.look()
    phone.page.click("main details:has(form[action$='/end/']) summary")
    phone.click("form[action$='/end/'] button")
    phone.look()
    assert not Mandate.objects.get(user__email="contributor@example.org").is_current()


ACCOUNT_PAGES = [
    "account/",
    "account/email/",
    "account/password/change/",
    "account/sessions/",
    "account/2fa/",
    "account/2fa/totp/activate/",
    "account/2fa/webauthn/",
    "account/2fa/webauthn/add/",
    "account/password/reset/",
    "account/logout/",
]
SECRETARIAT_PAGES = ["account/2fa/", "account/2fa/recovery-codes/generate/", "account/2fa/totp/deactivate/", "work/"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_pages_of_one_s_own_account_are_open_to_everybody(phone, focal_point, language):
    phone = phone(language)
    phone.open("account/login/")
    phone.sign_in(focal_point)
    for path in ACCOUNT_PAGES:
        phone.open(path)
        phone.is_at(path)
        phone.look()


@pytest.mark.parametrize("language", LANGUAGES)
def test_pages_of_the_secretariat_s_account_are_open_to_everybody(phone, here, language):
    administrator = person("administrator@example.org", ADMINISTRATOR)
    enrol(administrator)
    phone = phone(language)
    phone.open("account/login/")
    phone.sign_in(administrator)
    phone.page.fill("#id_code", code_of(administrator.email))
    phone.send()
    for path in SECRETARIAT_PAGES:
        phone.open(path)
        phone.is_at(path)
        phone.look()


def test_change_of_address_is_confirmed_on_two_pages(phone, focal_point):
    phone = phone(scripts=False)
    phone.open("account/email/")
    phone.sign_in(focal_point)
    phone.page.fill("#id_email", "new@example.org")
    phone.send()
    for side in ("old", "new"):
        phone.page.goto(link_of(f"email-change-{side}", phone))
        phone.click("main form button")
    focal_point.refresh_from_db()
    assert focal_point.email == "new@example.org"
    assert EmailChange.objects.get().ended_at
    assert not Authenticator.objects.filter(user=focal_point).exists()
