"""Signing in with a real browser: on a phone, in three languages, without scripts wherever the standard allows it."""

import re

import pytest
from allauth.mfa.models import Authenticator
from django.conf import settings
from playwright.sync_api import expect

from countries import access
from countries.models import Country, Mandate
from programme.accounts import code_of, enrol
from programme.matrix import Role
from programme.models import EmailChange, Message
from programme.permissions import ADMINISTRATOR, EDITOR
from tests.browser.conftest import follow
from tests.browser.test_every_page import violations
from tests.conftest import acting_for, person
from tests.pages import LANGUAGES

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PASSWORD = "a-long-test-password"
PHONE = {"width": 360, "height": 780}


@pytest.fixture
def here(roles, own_portal):
    return own_portal


@pytest.fixture
def editor(here):
    return person("editor@example.org", EDITOR)


@pytest.fixture
def focal_point(here):
    return acting_for(Country.objects.get(slug="serbia"), Role.FOCAL_POINT, "focal-point@example.org")


class Phone:
    """A telephone's browser, which notes what went wrong; `look` judges the page that it shows."""

    def __init__(self, browser, portal, language, scripts):
        self.portal, self.language, self.scripts = portal, language, scripts
        self.context = browser.new_context(viewport=PHONE, java_script_enabled=scripts)
        self.page = self.context.new_page()
        self.complaints = []
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("console", self._hear)
        # Noted in the page itself: axe breaks the policy too, and the console tells of it at any time later.
        self.context.add_init_script(
            """window.refusals = [];
            document.addEventListener("securitypolicyviolation", (one) => window.refusals.push(one.blockedURI));"""
        )

    def _hear(self, said):
        if said.type == "error" and "Content Security Policy" not in said.text:
            self.complaints.append(said.text)

    def open(self, path):
        self.page.goto(f"{self.portal}/{self.language}/{path}")

    def follow(self, place):
        follow(self.page.locator(place))

    def send(self):
        """The one button that the page is about."""
        self.follow("main form.form button[type=submit]")

    def sign_in(self, user, password=PASSWORD):
        self.page.fill("#id_login", user.email)
        self.page.fill("#id_password", password)
        self.send()

    def look(self):
        """Sound and open to everybody: one heading, nothing wider than the window, nothing that axe finds."""
        expect(self.page.locator("h1")).to_have_count(1)
        assert self.complaints == []
        if self.scripts:
            assert self.page.evaluate("window.refusals") == []
            width = self.page.evaluate("document.documentElement.scrollWidth")
            assert width <= PHONE["width"], self.page.url
            assert violations(self.page) == [], self.page.url
            self.page.evaluate("window.refusals = []")

    def is_at(self, path):
        """The page of this address is shown, and all of it is there."""
        self.page.wait_for_url(re.compile(re.escape(f"{self.portal}/{self.language}/{path}") + r"(\?|$)"))


@pytest.fixture
def phone(chromium, here):
    opened = []

    def take(language="en", *, scripts=True):
        opened.append(Phone(chromium, here, language, scripts))
        return opened[-1]

    yield take
    for one in opened:
        one.context.close()


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
    phone.follow(".header-account button")
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
    phone.follow("a[href*='password/reset']")
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


def link_of(kind, phone):
    return Message.objects.filter(kind=kind).latest("pk").link.replace(settings.PORTAL_URL, phone.portal)


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
    phone.follow("main a[href$='invite/']")
    phone.look()
    phone.page.fill("#id_email", "viewer@example.org")
    phone.page.check("input[name=role][value=country-viewer]")
    phone.send()
    expect(phone.page.locator("main")).to_contain_text("viewer@example.org")

    follow(phone.page.locator("a[href*='/work/mandates/']", has_text="contributor"))
    phone.look()
    phone.page.click("main details:has(form[action$='/end/']) summary")
    phone.follow("form[action$='/end/'] button")
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
        phone.follow("main form button")
    focal_point.refresh_from_db()
    assert focal_point.email == "new@example.org"
    assert EmailChange.objects.get().ended_at
    assert not Authenticator.objects.filter(user=focal_point).exists()
