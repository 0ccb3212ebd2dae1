"""Chromium as the system has it; nothing is fetched (see DESIGN.md, trap 14)."""

import os
import shutil
import sqlite3
from contextlib import closing

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.db import connection, transaction
from playwright.sync_api import expect, sync_playwright
from pytest_django.live_server_helper import LiveServer

from tests.browser.phone import Phone
from tests.kept import keeper
from tests.pages import small_record

# The first of these is the same browser without the parts that make its windows: a fifth less work.
PROGRAMS = ["chromium-headless-shell", "chromium", "chromium-browser", "google-chrome"]
# As long as Playwright waits for a page; where all is well nobody waits.
expect.set_options(timeout=30_000)


@pytest.fixture(scope="package")
def chromium():
    """The browser. Playwright keeps an event loop running meanwhile, which Django would take for its own."""
    program = next(filter(None, map(shutil.which, PROGRAMS)), None)
    if program is None:
        if os.environ.get("CI", "").lower() in {"1", "true"}:
            pytest.fail("Chromium is not installed.")
        pytest.skip("Chromium is not installed.")
    before = os.environ.get("DJANGO_ALLOW_ASYNC_UNSAFE")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    try:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path=program, args=["--no-sandbox", "--disable-background-networking"]
            )
            yield browser
            browser.close()
    finally:
        if before is None:
            del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]
        else:
            os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = before


@pytest.fixture(scope="module")
def portal(chromium, django_db_setup, django_db_blocker):
    """The address of a portal with a small record, for all tests of a file: they only read.

    Not pytest-django's `live_server`, which empties the database after each test. Marked `django_db`, a test holds
    SQLite's one lock for writing meanwhile: a page that writes after all fails.
    """
    with django_db_blocker.unblock():
        keeper.forget()  # it stays between the tests
        with transaction.atomic():
            small_record()
        server = LiveServer("localhost")
        server._live_server_modified_settings.enable()
        yield server.url
        server._live_server_modified_settings.disable()
        server.stop()
        call_command("flush", verbosity=0, interactive=False)
        keeper.forget()


@pytest.fixture(scope="session")
def as_filled():
    """What `own_portal` keeps: the database with the small record in it."""
    with closing(sqlite3.connect(":memory:")) as copy:
        yield copy


@pytest.fixture
def own_portal(chromium, roles, live_server, as_filled):
    """The address of a portal with a small record, for a test that writes.

    The record is made once; for the other tests the whole database is put back as it was then.
    """
    is_kept = as_filled.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
    connection.ensure_connection()
    if is_kept:
        as_filled.backup(connection.connection)
        ContentType.objects.clear_cache()
    else:
        with transaction.atomic():
            small_record()
        connection.connection.backup(as_filled)
    return live_server.url


class Visit:
    """A page as one visitor sees it, with all that the browser complained of."""

    def __init__(self, browser, portal, width, scheme):
        self.portal = portal
        self.context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
        self.page = self.context.new_page()
        self.complaints, self.elsewhere, self.failed = [], [], []
        self.page.on("console", self._hear)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("request", self._watch)
        self.page.on("response", lambda one: self.failed.append(one.url) if one.status >= 400 else None)

    def _hear(self, message):
        # That an error page answers with its status is no complaint about the page.
        if message.type in {"error", "warning"} and "Failed to load resource" not in message.text:
            self.complaints.append(message.text)

    def _watch(self, request):
        if not request.url.startswith((self.portal, "data:")):
            self.elsewhere.append(request.url)

    def resize(self, width, scheme):
        self.page.set_viewport_size({"width": width, "height": 900})
        self.page.emulate_media(color_scheme=scheme)

    def forget(self):
        """Leaves out what was complained of until now, the next page having nothing to do with it."""
        self.complaints.clear()
        self.elsewhere.clear()

    def open(self, address):
        self.failed.clear()
        answer = self.page.goto(self.portal + address)
        self.page.evaluate("document.fonts.ready.then(() => true)")
        self.complaints += [f"not there: {url}" for url in self.failed if url != answer.url]
        return answer.status

    def overflow(self):
        """What is wider than the window, apart from what scrolls in a region of its own."""
        return self.page.evaluate(
            """() => document.documentElement.scrollWidth <= document.documentElement.clientWidth ? [] :
                [...document.querySelectorAll('body *')]
                    .filter(one => one.getBoundingClientRect().right > document.documentElement.clientWidth + 1)
                    .map(one => one.outerHTML.slice(0, 120))"""
        )


@pytest.fixture
def visit(chromium, portal):
    """Opens a window of this width and colour scheme."""
    visits = []

    def open_window(width, scheme="light"):
        visits.append(Visit(chromium, portal, width, scheme))
        return visits[-1]

    yield open_window
    for one in visits:
        one.context.close()


@pytest.fixture
def here(own_portal):
    return own_portal


@pytest.fixture
def phone(chromium, here):
    opened = []

    def take(language="en", *, scripts=True):
        opened.append(Phone(chromium, here, language, scripts))
        return opened[-1]

    yield take
    for one in opened:
        one.context.close()
