"""What the pages of writing do when the right to write has ended (PRODUCT D4); see also `programme/signed_out.py`."""

from functools import wraps

from django.core.exceptions import PermissionDenied
from django.http import Http404, JsonResponse
from django.shortcuts import render

from programme import kept_texts
from programme.signed_out import wants_json


def decided(data):
    """Where somebody decided for the other text on the conflict page, the own one is no longer sent."""
    dropped = [name.removeprefix("choice-") for name, value in data.items() if value == "theirs"]
    copy = data.copy()
    for name in dropped:
        copy.pop(name, None)
    return copy


def shows_what_was_sent(view):
    """Whoever may no longer write here, the mandate having ended in mid-form, is shown what they sent, to copy it."""

    @wraps(view)
    def answer(request, *args, **kwargs):
        try:
            return view(request, *args, **kwargs)
        except (Http404, PermissionDenied):
            if request.method != "POST" or kept_texts.writer_of(request.POST) != request.user.pk:
                raise
            if wants_json(request):
                return JsonResponse({"closed": True}, status=409)
            names = [name for name in request.POST if "-" in name and not name.endswith(("-version", "-seen"))]
            texts = [text for name in names for text in request.POST.getlist(name) if text and not text.isdecimal()]
            return render(request, "assessments/work/no_longer.html", {"texts": texts}, status=403)

    return answer
