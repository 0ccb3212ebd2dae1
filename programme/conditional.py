"""Answers that whoever reads may keep and ask about again: 304 as long as the record stands as it did.

What is given here is the same for everybody, signed in or not: only what is published (see `activities.api.PUBLIC`).
"""

from hashlib import sha256

from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.http import http_date

from programme.page_cache import record_stands

# Raise it when an answer changes though the record does not: another field, another form of a value.
FORM_OF_ANSWERS = 3


def kept_under_the_record(request, make_response):
    """The response that make_response() gives, or 304 where the reader has it already.

    The tag is read before the answer is made: a change in between gives a new answer an old tag, never the reverse.
    It holds the address too, so that it stands for an answer that was given there: only then may none be made.
    """
    number, changed_at = record_stands()
    address = sha256(f"{FORM_OF_ANSWERS} {request.build_absolute_uri()}".encode()).hexdigest()[:16]
    tag = f'W/"{number}-{address}"'
    # Whoever has "anything" (*) need not have had an answer from this very address.
    if request.headers.get("If-None-Match", "*").strip() != "*":
        unchanged = get_conditional_response(request, etag=tag)
        if unchanged is not None:
            return _may_be_kept(unchanged, tag, changed_at)
    response = make_response()
    if response.status_code != 200:
        response.headers["Cache-Control"] = "no-store"
        return response
    _may_be_kept(response, tag, changed_at)
    # By day alone nobody can tell whether the address is a good one, so the answer was made first.
    moment = int(changed_at.timestamp()) if changed_at else None
    return get_conditional_response(request, etag=tag, last_modified=moment, response=response)


def kept_as_long_as_equal(request, make_response):
    """The response, or 304 where the reader has the same bytes already: for what does not depend on the record."""
    response = make_response()
    tag = f'"{sha256(response.content).hexdigest()[:32]}"'
    _may_be_kept(response, tag, None)
    return get_conditional_response(request, etag=tag, response=response)


def _may_be_kept(response, tag, changed_at):
    response.headers["ETag"] = tag
    if changed_at:
        response.headers["Last-Modified"] = http_date(changed_at.timestamp())
    # Anybody may keep it, and asks each time whether it still holds: that costs one row here.
    response.headers["Cache-Control"] = "public, max-age=0, must-revalidate"
    patch_vary_headers(response, ["Accept-Encoding"])
    return response
