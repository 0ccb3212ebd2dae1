"""What somebody wrote in a form that cannot be taken, given back so that nobody has to write it twice."""

from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

WORTH_KEEPING = 40  # characters


def when_signed_out(request):
    """The page that gives back what was sent after the session had ended; None where nothing of it is worth that."""
    sign_in = f"{reverse(settings.LOGIN_URL)}?{urlencode({'next': page_of_form(request)})}"
    explanation = _("You had been signed out, and what you sent was not done. Copy what you wrote before you go on.")
    return _page(request, _("You had been signed out"), explanation, sign_in, _("Sign in"))


def when_too_old(request):
    """The same for a form that stood open while somebody signed in anew in another window."""
    explanation = _("For your safety a form is valid for one session only. Copy what you wrote before you go on.")
    return _page(request, _("This form has grown too old"), explanation, page_of_form(request), _("Open the page anew"))


def page_of_form(request):
    """The page on which the form stood, where the browser says it and it is one of ours."""
    came_from = request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(came_from, {request.get_host()}, require_https=request.is_secure()):
        return ""
    parts = urlsplit(came_from)
    return f"{parts.path}?{parts.query}" if parts.query else parts.path


def _page(request, title, explanation, way, words):
    texts = _written_in(request)
    if not texts:
        return None
    context = {"title": title, "explanation": explanation, "texts": texts, "way": way, "words": words}
    response = render(request, "given_back.html", context, status=403)
    add_never_cache_headers(response)
    return response


def _written_in(request):
    """Texts of some length; nothing that another site sent in the reader's name, and no keys, which have no spaces."""
    if request.method != "POST" or not page_of_form(request):
        return []
    sent = [text for name, texts in request.POST.lists() if "password" not in name for text in texts]
    return [text for text in sent if len(text) >= WORTH_KEEPING and " " in text.strip()]
