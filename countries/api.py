"""Open data of this room."""

import django_filters as filters
from django.contrib.auth.models import AnonymousUser
from django.db.models import Prefetch
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _

from countries.columns import columns_for
from countries.filters import SORTS, CountryFilter, in_order
from countries.models import Country, CountryGroup, GroupMembership
from countries.serialize import country_as_data, group_as_data
from programme.api import PAGING, api_view, check_parameters, paged


class GroupFilter(filters.FilterSet):
    kind = filters.ChoiceFilter(label=_("Kind"), choices=CountryGroup.Kind.choices)

    class Meta:
        model = CountryGroup
        fields: list[str] = []


@api_view
def countries(request):
    return paged(request, chosen_countries(request), country_as_data)


@api_view
def country(request, iso2):
    found = get_object_or_404(Country.objects.for_listing(), iso2=iso2.upper())
    return country_as_data(found, request)


@api_view
def groups(request):
    return paged(request, chosen_groups(request), group_as_data)


def chosen_countries(request, paging=PAGING):
    chosen = CountryFilter(request.GET, Country.objects.for_listing(), request=request)
    check_parameters(request, chosen.form, paging=paging)
    found = list(chosen.qs)
    added = () if chosen.order in SORTS else columns_for(found, AnonymousUser())
    return in_order(found, chosen.order, added)


def chosen_groups(request, paging=PAGING):
    chosen = GroupFilter(request.GET, all_groups(), request=request)
    check_parameters(request, chosen.form, paging=paging)
    return chosen.qs


def all_countries():
    return in_order(Country.objects.for_listing(), "name")


def all_groups():
    members = GroupMembership.objects.select_related("country", "source").order_by("country__iso2", "pk")
    return CountryGroup.objects.select_related("source").prefetch_related(Prefetch("memberships", members))
