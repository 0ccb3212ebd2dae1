"""The public's page of a plan, and its table to take away (PRODUCT D12)."""

from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.models import AnonymousUser
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from assessments.plans import tables
from assessments.plans.published import published_of
from assessments.public_views import around, of_cycle, published_for
from assessments.published import published_of as published_assessments_of
from countries.file_views import file_view
from countries.models import Country


@login_not_required
@require_safe
def published(request, slug, number):
    """What a country published of the plan of one of its cycles, or the note in its place."""
    country = get_object_or_404(Country, slug=slug)
    plans = published_of(country)
    found = of_cycle(number, plans)
    if found.is_shown:
        found.shown.with_thread(AnonymousUser())
    context = {
        "country": country,
        "published": found,
        "around": around(number, published_assessments_of(country), plans),
    }
    return render(request, "assessments/plans/published.html", context)


@file_view
def published_csv(request, slug, number):
    country, found = published_for(slug, number, published_of)
    if not found.is_shown:
        raise Http404
    return tables.as_csv(found.shown, f"action-plan-{country.slug}-{number}")
