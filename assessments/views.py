"""The indicators and criteria for everybody (PRODUCT B6)."""

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from assessments.models import Instrument, Wording
from programme.explained_views import pages_of


@login_not_required
@require_safe
def indicators(request):
    """The version of the instrument that is in force, area by area."""
    version = Instrument.objects.current()
    context = {"pages": pages_of("programme")}
    if version:
        version = version.read()
        context |= {"version": version, "counts": counts_of(version), "our_translation": is_our_translation(version)}
    return render(request, "assessments/indicators.html", context)


def is_our_translation(version):
    """Whether the whole version is our translation in the page's language."""
    return getattr(version, f"mark_{get_language()[:2]}") == Wording.TRANSLATION


def counts_of(version):
    """How much of what a version holds, from the version as it was read."""
    parts = list(version.parts())
    return {kind: sum(part.kind == kind for part in parts) for kind in ("area", "indicator", "criterion", "stage")}
