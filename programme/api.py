"""What every address below /api/v1/ shares: reading only, checked parameters, pages, errors as JSON.

Texts are English whatever the reader's language, so that one address always gives the same answer; the three
languages stand side by side in `names` and `titles`.
"""

from functools import wraps

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, HttpResponsePermanentRedirect, JsonResponse
from django.urls import resolve
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from programme.conditional import kept_under_the_record

PAGE_SIZE, LARGEST_PAGE = 50, 200
PAGING = ("page", "page_size")
MOST_DIGITS = 9  # more is no number of a page

METHODS = "GET, HEAD, OPTIONS"
# Pages of any site may read: there is nothing here that is not for everybody, and a session counts for nothing.
FOR_EVERY_SITE = {
    "Access-Control-Allow-Origin": "*",
    "Cross-Origin-Resource-Policy": "cross-origin",
    "Access-Control-Expose-Headers": "ETag, Content-Disposition",
}
FOR_ASKING_FIRST = {
    "Access-Control-Allow-Methods": METHODS,
    "Access-Control-Allow-Headers": "If-None-Match, If-Modified-Since",
    "Access-Control-Max-Age": "86400",
}


class ApiError(Exception):
    """An answer other than 200; `parameters` says of each wrong parameter what is allowed."""

    def __init__(self, message, *, status=400, parameters=None):
        super().__init__(message)
        self.message, self.status, self.parameters = message, status, parameters or {}

    def as_response(self):
        body = {"error": self.message}
        if self.parameters:
            body["parameters"] = self.parameters
        return as_json(body, status=self.status)


def as_json(content, status=200):
    response = JsonResponse(content, status=status, json_dumps_params={"ensure_ascii": False})
    response.headers["Content-Language"] = "en"
    return response


def api_view(view, kept=kept_under_the_record):
    """A public address that is only read; the view returns what becomes JSON, or a response of its own.

    Errors are JSON too. `kept` says how readers may keep the answer.
    """

    @csrf_exempt  # nothing is ever written here, and a refusal is to be JSON like every other answer
    @login_not_required
    @wraps(view)
    def answer(request, *args, **kwargs):
        with translation.override("en"):
            if request.method not in METHODS.split(", "):
                response = ApiError(_("This address is only read: use GET or HEAD."), status=405).as_response()
                response.headers["Allow"] = METHODS
                return response
            if request.method == "OPTIONS":
                return HttpResponse(status=204, headers={"Allow": METHODS} | FOR_EVERY_SITE | FOR_ASKING_FIRST)
            # Django looks up who is signed in before every view; nothing of it goes into these answers, so caches
            # need not keep one for each cookie.
            request.session.accessed = False
            response = kept(request, lambda: _answer(view, request, *args, **kwargs))
            for name, value in FOR_EVERY_SITE.items():
                response.headers[name] = value
            return response

    return answer


def _answer(view, *args, **kwargs):
    try:
        content = view(*args, **kwargs)
    except Http404:
        return ApiError(_("There is no such record."), status=404).as_response()
    except ApiError as error:
        return error.as_response()
    return content if isinstance(content, HttpResponse) else as_json(content)


@api_view
def nothing_here(request, path):
    """Leads on to the address with its last slash where only that is missing, as pages do."""
    whole = f"{request.path_info}/"
    if not path.endswith("/") and resolve(whole).func is not nothing_here:
        query = request.META.get("QUERY_STRING", "")
        return HttpResponsePermanentRedirect(f"{whole}?{query}" if query else whole)
    raise ApiError(_("There is no such address."), status=404)


def check_parameters(request, form, ignored=(), paging=PAGING):
    """Refuses parameters that the form does not know or finds wrong, all of them at once.

    `form` is the form of the page's filter, bound to request.GET: the page and the API follow one rule. Parameters of
    the page alone are `ignored` (none by custom). What is handed out whole has no `paging`.
    """
    allowed = [*form.fields, *paging]
    wrong = {
        name: {"message": _("There is no such parameter."), "allowed": allowed}
        for name in request.GET
        if name not in allowed and name not in ignored
    }
    for name, messages in form.errors.items():
        wrong[name] = {"message": " ".join(str(message) for message in messages)}
        choices = _choices(form.fields.get(name))
        if choices is not None:
            wrong[name]["allowed"] = choices
    if wrong:
        raise bad_parameters(wrong)


def bad_parameters(wrong):
    return ApiError(_("Some parameters cannot be read: {names}.").format(names=", ".join(wrong)), parameters=wrong)


def _choices(field):
    """The values that a field with choices takes, groups of choices laid open."""
    if not hasattr(field, "choices"):
        return None
    values = []
    for value, label in field.choices:
        values += [inner for inner, _label in label] if isinstance(label, list | tuple) else [value]
    return [str(value) for value in values if str(value)]


def paged(request, records, serialize):
    """One page of the records: `count`, `next`, `previous` and `results`, each made by serialize(record, request)."""
    number, size = page_asked_for(request)
    paginator = Paginator(records, size)
    if number > paginator.num_pages:
        raise ApiError(
            _("There is no page {page}: the last one is {last}.").format(page=number, last=paginator.num_pages),
            status=404,
        )
    page = paginator.page(number)
    return {
        "count": paginator.count,
        "next": _address(request, number + 1) if page.has_next() else None,
        "previous": _address(request, number - 1) if page.has_previous() else None,
        "results": [serialize(record, request) for record in page.object_list],
    }


def page_asked_for(request):
    """Number and size of the page in the address."""
    wrong = {}
    numbers = {}
    for name, default, largest in (("page", 1, None), ("page_size", PAGE_SIZE, LARGEST_PAGE)):
        text = request.GET.get(name, str(default))
        readable = text.isascii() and text.isdigit() and len(text) <= MOST_DIGITS
        numbers[name] = int(text) if readable else 0
        if numbers[name] < 1 or (largest and numbers[name] > largest):
            wrong[name] = {
                "message": _("Give a whole number."),
                "allowed": _("from 1 to {largest}").format(largest=largest) if largest else _("from 1"),
            }
    if wrong:
        raise bad_parameters(wrong)
    return numbers["page"], numbers["page_size"]


def address_of(record, request):
    """The address of the record's page, in English: the other languages are one step away on it."""
    return request.build_absolute_uri(record.get_absolute_url())


def _address(request, page):
    query = request.GET.copy()
    query["page"] = page
    return request.build_absolute_uri(f"{request.path}?{query.urlencode()}")
