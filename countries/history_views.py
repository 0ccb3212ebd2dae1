"""A country's own history: everything recorded about the country and what is the country's (PRODUCT A9)."""

from django.core.exceptions import BadRequest
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from countries.models import Country
from programme.histories import newest, rows_of_country
from programme.history_files import csv_response
from programme.history_filter import HistoryFilter
from programme.history_words import PER_PAGE, told
from programme.permissions import may, within


def country_of(request, slug):
    """The country, for who may read its history; for everybody else there is no such page."""
    country = within(Country.objects.filter(slug=slug), request.user, "read-history").first()
    if country is None:
        raise Http404
    return country


@never_cache
@require_safe
def history(request, slug):
    country = country_of(request, slug)
    names_people = may(request.user, "read-people", country)
    form = HistoryFilter(request.GET, rows_of_country(country, request.user))
    page = Paginator(newest(form.found()), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "country": country,
        "form": form,
        "entries": told(page.object_list, names_people),
        "page_obj": page,
        "names_people": names_people,
    }
    return render(request, "countries/work/history.html", context)


@never_cache
@require_safe
def history_csv(request, slug):
    country = country_of(request, slug)
    form = HistoryFilter(request.GET, rows_of_country(country, request.user))
    if not form.is_valid():
        raise BadRequest("A filter of the history that means nothing.")
    return csv_response(form.found(), f"history-{country.slug}", may(request.user, "read-people", country))
