"""The list of activities as files: all that the page's filters find, whole (PRODUCT B4, B9).

Everybody gets the same file, the secretariat too: what is published. So readers may keep it and ask whether it holds.
"""

from functools import wraps

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from activities import calendar, feeds, formats
from activities.api import PUBLIC
from activities.filters import ActivityFilter
from activities.listing import OF_THE_PAGE
from activities.models import Activity
from programme.addresses import Moved, find
from programme.api import FOR_EVERY_SITE, ApiError, check_parameters
from programme.conditional import kept_under_the_record
from programme.punctuation import enumerated, labelled
from programme.templatetags.components import plainly


def file_view(make):
    """A file of the activities that fit; what cannot be read of the address is said as the open data says it."""

    @login_not_required
    @require_safe
    @wraps(make)
    def view(request):
        return for_everybody(request, lambda: answer(make, request))

    return view


def for_everybody(request, make_response):
    response = kept_under_the_record(request, make_response)
    response.headers["X-Robots-Tag"] = "noindex"
    for name, value in FOR_EVERY_SITE.items():
        response.headers[name] = value
    return response


def answer(make, request):
    language = (get_language() or "en")[:2]
    chosen = ActivityFilter(request.GET, PUBLIC, language)
    try:
        check_parameters(request, chosen.form, ignored=OF_THE_PAGE, paging=())
    except ApiError as error:
        return HttpResponse(in_lines(error), status=error.status, content_type="text/plain; charset=utf-8")
    response = make(request, chosen, language)
    response.headers["Content-Language"] = language
    return response


def in_lines(error):
    lines = [str(error.message)]
    for name, said in error.parameters.items():
        lines.append(labelled(name, said["message"]))
        if "allowed" in said:
            allowed = ", ".join(map(str, said["allowed"]))
            lines.append("  " + _("Allowed: {values}").format(values=allowed))
    return "\n".join(lines) + "\n"


def attached(response, chosen, ending):
    response.headers["Content-Disposition"] = f'attachment; filename="{formats.file_name(chosen, ending)}"'
    return response


def name_of_list(chosen):
    """“Activities”, with the filters that made the list."""
    filters = enumerated(labelled(label, value) for label, value in formats.filters_in_words(chosen))
    return _("Activities – {filters}").format(filters=filters) if filters else _("Activities")


def name_of_subscription(chosen):
    """The same for what stands beside other calendars and feeds, where it has to say whose it is."""
    return labelled(_("Assistance and Cooperation Programme"), name_of_list(chosen))


@file_view
def as_csv(request, chosen, language):
    lines = formats.csv_lines(chosen.ordered(), request)
    return attached(StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8"), chosen, "csv")


@file_view
def as_xlsx(request, chosen, language):
    data = formats.xlsx(
        chosen.ordered(),
        request,
        title=name_of_list(chosen),
        language=language,
        filters=formats.filters_in_words(chosen),
    )
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    return attached(HttpResponse(data, content_type=kind), chosen, "xlsx")


@file_view
def as_json(request, chosen, language):
    parts = formats.json_parts(chosen.ordered(), request, chosen.narrowed().count())
    return attached(StreamingHttpResponse(parts, content_type="application/json"), chosen, "json")


@file_view
def as_calendar(request, chosen, language):
    name = name_of_subscription(chosen)
    data = calendar.calendar(chosen.ordered(), request, language=language, name=name)
    return attached(HttpResponse(data, content_type="text/calendar; charset=utf-8"), chosen, "ics")


@login_not_required
@require_safe
def one_as_calendar(request, slug):
    """One activity for somebody's own calendar, which knows it there by the same UID as in the calendar of all."""
    public = Activity.objects.visible_to(PUBLIC)
    try:
        activity = find(public, slug)
    except Moved as moved:
        return redirect("activity-ics", moved.record.slug, permanent=True)
    if not calendar.has_known_days(activity):
        raise Http404
    language, title = (get_language() or "en")[:2], plainly(activity, "title")

    def made():
        data = calendar.calendar(public.filter(pk=activity.pk), request, language=language, name=title)
        response = HttpResponse(data, content_type="text/calendar; charset=utf-8")
        response.headers["Content-Disposition"] = f'attachment; filename="{slug}.ics"'
        response.headers["Content-Language"] = language
        return response

    return for_everybody(request, made)


@file_view
def as_feed(request, chosen, language):
    data = feeds.activity_feed(
        chosen.narrowed(), request, language=language, name=name_of_subscription(chosen), asked=chosen.chosen
    )
    return HttpResponse(data, content_type="application/atom+xml; charset=utf-8")
