"""A country's deadlines in one's own calendar: the page that makes and ends the address, and the feed behind it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from assessments.deadline_calendar import calendar, deadlines_for
from assessments.models import CalendarAddress
from countries.models import digest_of
from countries.people_views import country_for
from programme.permissions import may


@never_cache
def address(request, slug):
    """The deadlines that are open, and the address; a new one is shown in the answer that makes it, and never again."""
    country = country_for(request, slug, "read-deadlines")
    made = ""
    if request.method == "POST":
        secret = CalendarAddress.make(request.user, country)
        made = request.build_absolute_uri(reverse("deadlines-ics", args=[secret]))
    context = {
        "country": country,
        "made": made,
        "webcal": "webcal:" + made.partition(":")[2],
        "in_force": CalendarAddress.in_force(request.user, country),
        "deadlines": [one for _kind, one in deadlines_for(request.user, country)],
    }
    return render(request, "assessments/work/calendar.html", context)


@require_POST
def revoke(request, slug):
    country = country_for(request, slug, "read-deadlines")
    if CalendarAddress.revoke(request.user, country):
        messages.success(request, _("The address is dead. Calendars that read it get nothing any more."))
    else:
        messages.info(request, _("There was no address to end."))
    return redirect("country-calendar", slug=country.slug)


@login_not_required
@require_safe
def feed(request, secret):
    """Whoever has the address reads; whether its owner still may is asked each time."""
    found = CalendarAddress.objects.select_related("person", "country").filter(digest=digest_of(secret)).first()
    if found is None:
        raise Http404
    if found.revoked_at or not may(found.person, "read-deadlines", found.country):
        return closed(HttpResponse(status=410))
    language = found.person.language
    with translation.override(language):
        content = calendar(found.person, found.country, language)
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    response.headers["Content-Language"] = language
    return closed(response)


def closed(response):
    """Nobody on the way keeps it, and nobody lists it."""
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["X-Robots-Tag"] = "noindex"
    return response
