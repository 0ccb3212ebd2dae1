"""Pages of this room, errors, health and the style guide."""

from functools import cache

from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.http import HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import Resolver404, resolve
from django.utils.translation import get_language_from_request
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from programme.given_back import when_too_old
from programme.sections import sections_on
from programme.style_guide import samples


@login_not_required
def choose_language(request, path=""):
    """Sends a bare address to the same page in the reader's language; what exists in none is not found."""
    language = get_language_from_request(request)
    target = f"/{language}/{path}"
    try:
        match = resolve(target if target.endswith("/") else f"{target}/")
    except Resolver404:
        match = None
    if match is None or match.func is choose_language:
        return not_found(request)
    query = request.META.get("QUERY_STRING", "")
    response = HttpResponseRedirect(f"{target}?{query}" if query else target)
    response.headers["Vary"] = "Accept-Language, Cookie"
    return response


@login_not_required
@never_cache
def health_live(request):
    """The process answers."""
    return JsonResponse({"status": "ok"})


@login_not_required
@never_cache
def health_ready(request):
    """The process answers and its database too, which has all that this code expects of it."""
    try:
        applied = MigrationRecorder(connection).applied_migrations()
    except DatabaseError:
        return JsonResponse({"status": "unavailable", "database": "unreachable"}, status=503)
    if not newest_migrations() <= applied.keys():
        return JsonResponse({"status": "unavailable", "database": "migrations missing"}, status=503)
    return JsonResponse({"status": "ok", "database": "ok"})


@cache
def newest_migrations():
    """The last migration of each room, as this code has them."""
    return set(MigrationLoader(None).graph.leaf_nodes())


@login_not_required
def style_guide(request):
    of_other_rooms = [
        render_to_string(one.template, one.context, request) for one in sections_on("style-guide", request)
    ]
    return render(request, "style_guide.html", samples() | {"sections": of_other_rooms})


def error_page(request, status, title, explanation):
    return render(request, "error.html", {"title": title, "explanation": explanation, "status": status}, status=status)


@login_not_required
def bad_request(request, exception=None):
    return error_page(
        request,
        400,
        _("The portal could not read this request"),
        _("Something in the address or the form is not as expected. Go back, check what you entered and try again."),
    )


@login_not_required
def permission_denied(request, exception=None):
    return error_page(
        request,
        403,
        _("This page is not open to you"),
        _("You are signed in, but your role does not include this. If you need it, ask the secretariat."),
    )


@login_not_required
def not_found(request, exception=None):
    return error_page(
        request,
        404,
        _("There is no such page"),
        _("The address may be mistyped, or the page may have moved. Search for it, or begin from the home page."),
    )


def method_not_allowed(request):
    """Somebody opened the address of a button, most often because the sign-in led there."""
    return error_page(
        request,
        405,
        _("Nothing was done at this address"),
        _(
            "What this address is for is done by a button on a page. If you had been signed out when you pressed it, "
            "nothing was done: go to that page and press it once more."
        ),
    )


@login_not_required
def server_error(request):
    return error_page(
        request,
        500,
        _("Something went wrong on our side"),
        _("The error has been recorded. Nothing you sent was half-saved. Please try again in a few minutes."),
    )


@login_not_required
def csrf_failure(request, reason=""):
    return when_too_old(request) or error_page(
        request,
        403,
        _("This form has grown too old"),
        _("For your safety a form is valid for one session only. Go back, reload the page and send it again."),
    )
