"""The public's pages of what countries published of their assessments (PRODUCT D12)."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from assessments.models import Evidence
from assessments.published import published_of
from countries.models import Country
from programme.sections import rendered_sections
from programme.stored_files import serve


def published_for(slug, number, of_country=published_of):
    """The country, and what it published of the cycle with this number."""
    country = get_object_or_404(Country, slug=slug)
    found = [one for one in of_country(country) if one.cycle.number == number]
    if not found:
        raise Http404
    return country, found[0]


@login_not_required
@require_safe
def published(request, slug, number):
    """What a country published of one of its cycles, or the note in its place."""
    country, found = published_for(slug, number)
    context = {"country": country, "published": found, "sections": rendered_sections(found.publication, request)}
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
