"""Open data of this room."""

from django.shortcuts import get_object_or_404

from countries.filters import CountryFilter, in_order
from countries.models import Country
from countries.serialize import country_as_data
from programme.api import api_view, check_parameters, paged


@api_view
def countries(request):
    chosen = CountryFilter(request.GET, Country.objects.for_listing(), request=request)
    check_parameters(request, chosen.form)
    return paged(request, in_order(chosen.qs, chosen.order), country_as_data)


@api_view
def country(request, iso2):
    found = get_object_or_404(Country.objects.for_listing(), iso2=iso2.upper())
    return country_as_data(found, request)
