"""Pages that everybody gets alike are made once and kept whole in the process, as long as the record stands as it did.

They hold no token, no nonce and no session, so a kept page can be sent as it is: to readers who bring no session, and
only to them. What stands outside this middleware (CSP, HTTPS, HSTS) is added to kept pages too; what stands inside it
was part of making the page. See design trap 17.
"""

import gzip
import re
from collections import OrderedDict
from dataclasses import dataclass
from hashlib import sha256
from threading import Lock
from time import monotonic

from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.db import DatabaseError
from django.http import HttpResponse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.http import http_date

from programme.models import RecordVersion

MOST_BYTES = 64 * 1024 * 1024
LONGEST_ADDRESS = 1000
SMALLEST_COMPRESSED = 512
PAGE = "text/html"
# Files that are made of the record take longer to make than any page; they are compressed already.
KEPT_TYPES = (PAGE, "application/pdf", "application/vnd.openxmlformats-officedocument.wordprocessingml.document")
# What htmx says of a request decides how much of a page is sent back.
HTMX_HEADERS = ("HX-Request", "HX-Boosted", "HX-Target", "HX-Trigger", "HX-Trigger-Name", "HX-History-Restore-Request")
# A reader with any of these is, or may be, somebody in particular.
PERSONAL_COOKIES = (settings.SESSION_COOKIE_NAME, "messages")
# What a page may say it depends on: all of it is in the key, or (cookies) does not occur.
_KNOWN_VARIATIONS = {"cookie", "accept-encoding", *(name.lower() for name in HTMX_HEADERS)}
_LANGUAGES = "|".join(code for code, _name in settings.LANGUAGES)
_PUBLIC_PAGE = re.compile(rf"/(?:{_LANGUAGES})/(?!admin/)")
# What is somebody's own, secrets of a second factor among it: not to be found by the Back button after signing out.
_OWN_PAGE = re.compile(rf"/(?:{_LANGUAGES})/(?:account|work)/")
_ACCEPTS_GZIP = re.compile(r"\bgzip\b(?!\s*;\s*q=0(?:\.0+)?\s*(?:,|$))")


def record_stands():
    """Under what things computed from the record are kept: its version with the moment of the last change."""
    return RecordVersion.objects.filter(pk=1).values_list("number", "changed_at").first() or (0, None)


@dataclass(frozen=True)
class Page:
    """A page as it is sent: its bytes, plain and compressed, and the headers that making it gave."""

    state: tuple
    body: bytes
    compressed: bytes
    headers: tuple[tuple[str, str], ...]
    tag: str
    modified: int

    @classmethod
    def of(cls, response, state, modified):
        body = response.content
        is_page = response.headers["Content-Type"].startswith(PAGE)
        compressed = gzip.compress(body, 6, mtime=0) if is_page and len(body) >= SMALLEST_COMPRESSED else b""
        left_out = {"content-length", "vary", "cache-control", "etag", "last-modified"}
        headers = tuple((name, value) for name, value in response.items() if name.lower() not in left_out)
        # Of the bytes themselves: a new release changes pages though the record stands still.
        return cls(state, body, compressed, headers, f'W/"{sha256(body).hexdigest()[:32]}"', modified)

    @property
    def size(self):
        return len(self.body) + len(self.compressed)

    def response(self, request):
        """The answer to this request; 304 without a body where the reader has the page already."""
        is_compressed = bool(self.compressed and _ACCEPTS_GZIP.search(request.headers.get("Accept-Encoding", "")))
        response = HttpResponse(self.compressed if is_compressed else self.body, headers=dict(self.headers))
        response.headers["Content-Length"] = str(len(response.content))
        if is_compressed:
            response.headers["Content-Encoding"] = "gzip"
        response.headers["Vary"] = ", ".join(("Accept-Encoding", *HTMX_HEADERS))
        # Whoever keeps it asks each time whether it still holds, so that nobody sees an outdated page, and somebody
        # who signs in meanwhile gets her own: her request is never answered from here.
        response.headers["Cache-Control"] = "public, max-age=0, must-revalidate"
        response.headers["ETag"] = self.tag
        response.headers["Last-Modified"] = http_date(self.modified)
        return get_conditional_response(request, etag=self.tag, last_modified=self.modified, response=response)


class KeptPages:
    """The pages used last, in as many bytes as are allowed."""

    def __init__(self, most_bytes=MOST_BYTES):
        self.most_bytes, self.size = most_bytes, 0
        self.pages: OrderedDict[tuple, Page] = OrderedDict()
        self.lock = Lock()

    def get(self, key, state):
        with self.lock:
            page = self.pages.get(key)
            if page is None:
                return None
            if page.state != state:
                self._drop(key)
                return None
            self.pages.move_to_end(key)
            return page

    def keep(self, key, page):
        if page.size > self.most_bytes:
            return
        with self.lock:
            if key in self.pages:
                self._drop(key)
            self.pages[key] = page
            self.size += page.size
            while self.size > self.most_bytes:
                self._drop(next(iter(self.pages)))

    def _drop(self, key):
        self.size -= self.pages.pop(key).size


class PageCacheMiddleware:
    """Answers what anonymous readers ask from kept pages; everybody else's requests pass it by."""

    def __init__(self, get_response):
        self.get_response = get_response
        self.kept = KeptPages()
        self.began_at = int(timezone.now().timestamp())
        self._record = None
        self._read_at = 0.0

    def __call__(self, request):
        key = key_of(request)
        if key is None:
            return self._personal(request)
        try:
            state = self.state()
        except DatabaseError:  # the page itself says what is wrong
            return self.get_response(request)
        page = self.kept.get(key, state)
        if page is None:
            response = self.get_response(request)
            if not is_for_everybody(request, response):
                return response
            page = Page.of(response, state, self._modified(state))
            if request.method == "GET":
                self.kept.keep(key, page)
        return page.response(request)

    def _personal(self, request):
        response = self.get_response(request)
        if _OWN_PAGE.match(request.path_info):
            response.headers.setdefault("Cache-Control", "private, no-store")
        elif _PUBLIC_PAGE.match(request.path_info):
            response.headers.setdefault("Cache-Control", "private")
        return response

    def state(self):
        """What every page depends on: the record and today, since pages tell what is coming from what was.

        The record's version is read before a page is made: a change in between is seen at the next reading.
        """
        now = monotonic()
        if self._record is None or now - self._read_at >= settings.RECORD_VERSION_SECONDS:
            self._record, self._read_at = record_stands(), now
        return (*self._record, timezone.localdate())

    def _modified(self, state):
        """Since when the page may be as it is: the last change, this process's release or this day."""
        _number, changed_at, today = state
        midnight = timezone.localtime().replace(
            year=today.year, month=today.month, day=today.day, hour=0, minute=0, second=0, microsecond=0
        )
        changed = int(changed_at.timestamp()) if changed_at else 0
        return max(changed, self.began_at, int(midnight.timestamp()))


def key_of(request):
    """What a page is kept under, or None where this request is not for a page that everybody gets alike."""
    if settings.DEBUG or request.method not in {"GET", "HEAD"} or not _PUBLIC_PAGE.match(request.path_info):
        return None
    if "Authorization" in request.headers or any(name in request.COOKIES for name in PERSONAL_COOKIES):
        return None
    address = request.get_full_path()
    if len(address) > LONGEST_ADDRESS:
        return None
    try:
        host = request.get_host()
    except DisallowedHost:  # refused further in
        return None
    return (request.scheme, host, address, *(request.headers.get(name) for name in HTMX_HEADERS))


def is_for_everybody(request, response):
    """Whether this is a whole public page, or file made of the record, that nothing of its reader went into."""
    if response.status_code != 200 or response.streaming or response.cookies:
        return False
    if not response.headers.get("Content-Type", "").startswith(KEPT_TYPES):
        return False
    if response.has_header("Content-Encoding") or re.search("no-store|private", response.get("Cache-Control", "")):
        return False
    # Without a session cookie looking into the session finds nothing, though Django then says `Vary: Cookie`.
    if request.session.modified or not request.session.is_empty():
        return False
    varies = {name.strip().lower() for name in response.get("Vary", "").split(",")} - {""}
    return varies <= _KNOWN_VARIATIONS
