"""The public's pages of what countries published of their assessments (PRODUCT D12)."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from assessments.models import Evidence
from assessments.plans.published import published_of as published_plans_of
from assessments.published import published_of
from countries.models import Country
from programme.sections import rendered_sections
from programme.stored_files import serve


def published_for(slug, number, of_country=published_of):
    """The country, and what it published of the cycle with this number."""
    country = get_object_or_404(Country, slug=slug)
    return country, of_cycle(number, of_country(country))


def of_cycle(number, published):
    """The one of these publications that is of the cycle with this number."""
    found = [one for one in published if one.cycle.number == number]
    if not found:
        raise Http404
    return found[0]


def around(number, assessments, plans):
    """Cycle number → what the country shows of it, for this cycle, the one before and the one after.

    From a page of one of them the reader goes one step along the thread either way.
    """
    steps = {}
    for near in (number - 1, number, number + 1):
        shown = [[one for one in some if one.is_shown and one.cycle.number == near] for some in (assessments, plans)]
        steps[near] = {"assessment": bool(shown[0]), "plan": bool(shown[1])}
    return steps


@login_not_required
@require_safe
def published(request, slug, number):
    """What a country published of one of its cycles, or the note in its place."""
    country = get_object_or_404(Country, slug=slug)
    assessments = published_of(country)
    found = of_cycle(number, assessments)
    context = {
        "country": country,
        "published": found,
        "around": around(number, assessments, published_plans_of(country)),
        "sections": rendered_sections(found.publication, request),
    }
    return render(request, "assessments/published.html", context)


@login_not_required
@require_safe
def published_file(request, slug, number, key):
    """The file of published evidence, as long as the publication stands."""
    _country, found = published_for(slug, number)
    keys = {one["key"] for one in found.content["evidence"]} if found.is_shown else set()
    if key not in keys:
        raise Http404
    evidence = get_object_or_404(Evidence.objects.select_related("file").exclude(file=None), pk=key)
    return serve(evidence.file, request, about=evidence, is_public=True)
