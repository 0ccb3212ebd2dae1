"""What pages of writing do when the session has ended (PRODUCT D4), see `kept_texts`."""

from urllib.parse import urlencode

from django.conf import settings
from django.contrib import messages
from django.http import JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from programme import kept_texts


def keep_for_later(request, place):
    """Without scripts the server keeps the text; with them it stays in the page. `place` is None where nothing is."""
    sign_in = f"{reverse(settings.LOGIN_URL)}?{urlencode({'next': request.path})}"
    if request.method == "POST":
        if wants_json(request):
            return JsonResponse({"signed_out": True, "sign_in": sign_in}, status=401)
        if place is not None and kept_texts.keep(request.POST, place):
            messages.warning(
                request, _("You had been signed out. What you wrote is kept for a day: sign in to go on with it.")
            )
    return redirect(sign_in)


def sent_or_kept(request, place):
    """What is to be saved: what was sent, or what was kept and is taken now; None where there is nothing to save."""
    if "throw_away" in request.POST:
        kept_texts.forget(request.user, place)
        messages.info(request, _("What had been kept is thrown away."))
        return None
    if "take_kept" not in request.POST:
        return request.POST
    kept = kept_texts.offered(request.user, place)
    if kept is None:
        messages.info(request, _("Nothing is kept any more."))
        return None
    return kept_texts.data_of(kept)


def wants_json(request):
    """Whether the script on the page asks, see saving.js."""
    return request.headers.get("Accept", "") == "application/json"
