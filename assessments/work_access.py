"""Finding a self-assessment and its areas for a page, for who may: for everybody else there is no such page."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from assessments.models import AreaAnswer, Cycle, SelfAssessment
from programme.permissions import may


def assessment_for(request, pk, action="read"):
    assessment = SelfAssessment.objects.visible_to(request.user).for_work().filter(pk=pk).first()
    if assessment is None:
        raise Http404
    if not may(request.user, action, assessment):
        raise PermissionDenied
    return assessment


STEPS = ("submit", "recall", "reopen", "start_review", "return_for_revision", "accept")
OTHER_ACTIONS = ("comment", "propose_stage", "agree_stage", "publish", "withdraw")


def possible(user, assessment):
    """What this person can do with the assessment now: what the role allows and the state leads to."""
    found = {name: may(user, name.replace("_", "-"), assessment) for name in STEPS + OTHER_ACTIONS}
    return found | {name: found[name] and assessment.can(name) for name in STEPS}


def too_late(request, assessment):
    """The answer to a step that somebody else was faster with, or that the state does not lead to."""
    words = _("This is not possible now. State of the self-assessment: {state}.")
    messages.error(request, words.format(state=assessment.get_status_display()))
    return redirect("assessment", assessment.pk)


def answers_for(request, pk, action="read"):
    """An assessment whose answers this person may see as they are being written."""
    assessment = assessment_for(request, pk, action)
    if not may_read_answers(request.user, assessment):
        raise Http404
    return assessment


def may_read_answers(user, assessment):
    """Whether what is being written may be seen, or only what was submitted."""
    return may(user, "read", AreaAnswer(assessment=assessment))


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
