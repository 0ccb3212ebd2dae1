"""What every page needs to know. It asks the database nothing unless a page shows as of when the record stands."""

from functools import cache

from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.db import DatabaseError
from django.urls import reverse
from django.utils.encoding import escape_uri_path
from django.utils.translation import get_language, get_language_info, pgettext_lazy
from django.utils.translation import gettext_lazy as _

# The main navigation: name of the address, label. What lies below an address counts as part of it.
NAVIGATION = [
    ("home", _("Home")),
    ("countries", _("Countries")),
    ("activities", _("Activities")),
    ("documents", _("Documents")),
    ("progress-reports", pgettext_lazy("navigation", "Reports")),
    ("programme", _("The Programme")),
]
# And for whoever is signed in.
OWN = [("work", _("My work"))]


def site(request):
    """The languages of this page with its address in each, the navigation, and as of when the record stands."""
    reader = reader_of(request)
    path, query = request.path, request.META.get("QUERY_STRING", "")
    host = host_of(request)
    paths = {code: _path_in(path, code) for code, _name in settings.LANGUAGES}
    return {
        "page_language": language_now(),
        "page_address": f"{host}{path}",
        # Sends each reader on to the page in their own language.
        "neutral_address": f"{host}/{path.split('/', 2)[2]}" if path.startswith(tuple(paths.values())) else "",
        "page_languages": [
            {
                "code": code,
                "name": get_language_info(code)["name_local"].capitalize(),
                "url": f"{translated}?{query}" if query else translated,
                "address": f"{host}{translated}",
            }
            for code, translated in paths.items()
        ],
        "main_navigation": [_item(name, label, path) for name, label in (*NAVIGATION, *(OWN if reader else ()))],
        "reader": reader,
        "demonstration": settings.DEMO,
        "record_as_of": cache(record_as_of),
    }


def language_now():
    """The language of the page, without a country."""
    return (get_language() or settings.LANGUAGE_CODE)[:2]


def reader_of(request):
    """Who is signed in, also before the second factor, or None.

    Anonymous pages look into no session, and error pages must not fail once more.
    """
    if settings.SESSION_COOKIE_NAME not in request.COOKIES or not hasattr(request, "user"):
        return None
    try:
        user = getattr(request, "unproven", request.user)
        return user if user.is_authenticated else None
    except DatabaseError:
        return None


def record_as_of():
    """When the record last changed; None where it never did or the database does not answer."""
    from programme.models import RecordVersion  # not ready when settings name this module

    try:
        return RecordVersion.objects.filter(pk=1).values_list("changed_at", flat=True).first()
    except DatabaseError:
        return None


def host_of(request):
    """Where the site stands for this reader; nothing for a host that is refused, whose error page asks here too."""
    try:
        return request.build_absolute_uri("/").rstrip("/")
    except DisallowedHost:
        return ""


def _path_in(path, code):
    """This page in another language: addresses differ by their beginning only. What has no language leads home."""
    first, _slash, rest = path.lstrip("/").partition("/")
    return f"/{code}/{escape_uri_path(rest)}" if first in dict(settings.LANGUAGES) else f"/{code}/"


def _item(name, label, path):
    url = reverse(name)
    if path == url:
        current = "page"
    else:
        current = "true" if name != "home" and path.startswith(url) else ""
    return {"url": url, "label": label, "current": current}
