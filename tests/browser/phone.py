"""A telephone's browser in somebody's hands."""

import re

from django.conf import settings
from playwright.sync_api import expect

from programme.models import Message
from tests.browser.axe import violations
from tests.browser.following import follow
from tests.conftest import signed_in

PASSWORD = "a-long-test-password"
PHONE = {"width": 360, "height": 780}


class Phone:
    """A telephone's browser, which notes what went wrong; `look` judges the page that it shows."""

    def __init__(self, browser, portal, language, scripts):
        self.portal, self.language, self.scripts = portal, language, scripts
        self.context = browser.new_context(viewport=PHONE, java_script_enabled=scripts)
        self.page = self.context.new_page()
        self.complaints = []
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("console", self._hear)

    def _hear(self, said):
        # That a page answers with the status of an error is no complaint about the page.
        is_of_page = said.location["url"] == self.page.url and "Failed to load resource" in said.text
        if said.type == "error" and not is_of_page:
            self.complaints.append(said.text)

    def open(self, path):
        self.page.goto(f"{self.portal}/{self.language}/{path}")

    def click(self, place):
        """Clicks what leads to another page, and waits for that."""
        follow(self.page.locator(place))

    def send(self):
        """The one button that the page is about."""
        self.click("main form.form button[type=submit]")

    def sign_in(self, user, password=PASSWORD):
        self.page.fill("#id_login", user.email)
        self.page.fill("#id_password", password)
        self.send()

    def enter(self, user):
        """Signed in without the pages for it, second factor and all."""
        cookies = signed_in(user).cookies
        self.context.add_cookies(
            [{"name": name, "value": one.value, "url": self.portal} for name, one in cookies.items()]
        )
        return self

    def press(self, name, within="main"):
        """Presses the button of this name, which leads to a page, and judges that page."""
        self._go(self.page.locator(within).get_by_role("button", name=re.compile(name)).first)

    def follow(self, name, within="main"):
        """Follows the link of this name and judges the page that it leads to."""
        self._go(self.page.locator(within).get_by_role("link", name=re.compile(name)).first)

    def _go(self, control):
        follow(control)
        self.look()

    def reads(self, *words):
        """The page says so."""
        for one in words:
            expect(self.page.locator("main, .messages").filter(has_text=one).first).to_be_visible()

    def look(self):
        """Sound and open to everybody: one heading, nothing wider than the window, nothing that axe finds."""
        expect(self.page.locator("h1")).to_have_count(1)
        assert self.complaints == [], self.complaints
        if self.scripts:
            width = self.page.evaluate("document.documentElement.scrollWidth")
            assert width <= PHONE["width"], self.page.url
            found = violations(self.page)
            assert found == [], "\n".join([self.page.url, *found])

    def is_at(self, path):
        """The page of this address is shown, and all of it is there."""
        self.page.wait_for_url(re.compile(re.escape(f"{self.portal}/{self.language}/{path}") + r"(\?|$)"))


def link_of(kind, phone):
    """The link in the last message of this kind."""
    return Message.objects.filter(kind=kind).latest("pk").link.replace(settings.PORTAL_URL, phone.portal)
