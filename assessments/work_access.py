"""Finding a self-assessment and its areas for a page, for who may: for everybody else there is no such page."""

from django.core.exceptions import PermissionDenied
from django.http import Http404

from assessments.models import AreaAnswer, Cycle, SelfAssessment
from programme.matrix import SECRETARIAT, has_role
from programme.permissions import may


def assessment_for(request, pk, action="read"):
    assessment = SelfAssessment.objects.visible_to(request.user).for_work().filter(pk=pk).first()
    if assessment is None:
        raise Http404
    if not may(request.user, action, assessment):
        raise PermissionDenied
    return assessment


def cycle_for(request, pk, action):
    cycle = Cycle.objects.visible_to(request.user).select_related("country", "instrument").filter(pk=pk).first()
    if cycle is None:
        raise Http404
    if not may(request.user, action, cycle):
        raise PermissionDenied
    return cycle


def area_for(request, pk, code, action="read"):
    """The answers to an area of this assessment, with the assessment."""
    answers = AreaAnswer.objects.visible_to(request.user).select_related(
        "area__working_area", "assessment__cycle__country", "assessment__cycle__instrument"
    )
    answer = answers.filter(assessment=pk, area__code=code).first()
    if answer is None:
        raise Http404
    if not may(request.user, action, answer):
        raise PermissionDenied
    return answer


def acts_on_behalf(request):
    """Whether this person writes in a country's name as staff, which every record of it says."""
    return has_role(request.user, *SECRETARIAT)
