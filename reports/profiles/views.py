"""Profiles of countries and self-assessments as files (PRODUCT F4), by the rights of the pages that they follow."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from assessments.certified import ASSESSMENT
from assessments.submit_views import version_for
from countries.models import Country
from programme.addresses import Moved, find, to_new_address
from programme.context import host_of, language_now
from reports.paper.answers import FORMATS, file_response
from reports.profiles.composed import published_of_cycle, version_as_submitted
from reports.profiles.country import country_paper


def _about(request, format):
    """Refuses another format before anything is read."""
    if format not in FORMATS:
        raise Http404
    return {
        "language": language_now(),
        "base_url": host_of(request),
    }


@login_not_required
@require_safe
def country(request, slug, format):
    about = _about(request, format)
    try:
        record = find(Country.objects.for_page(), slug)
    except Moved as moved:
        return to_new_address(request, moved.record)
    return file_response(request, country_paper(record, **about), format, f"{record.slug}-profile")


@login_not_required
@require_safe
def published_assessment(request, slug, number, format):
    """What the country published of a cycle, while the publication stands."""
    about = _about(request, format)
    record = get_object_or_404(Country, slug=slug)
    paper = published_of_cycle(record, number, **about)
    return file_response(request, paper, format, f"{record.slug}-self-assessment-{number}")


@never_cache
@require_safe
def submitted_assessment(request, pk, number, format):
    """A submitted version for those who may read it, with the newest version of its plan that they may read."""
    about = _about(request, format)
    assessment, submission = version_for(request, pk, number, ASSESSMENT)
    paper = version_as_submitted(submission, request.user, **about)
    name = f"{assessment.cycle.country.slug}-self-assessment-{assessment.cycle.number}-version-{number}"
    return file_response(request, paper, format, name)
