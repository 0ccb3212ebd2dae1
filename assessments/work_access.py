"""Finding a self-assessment and its areas for a page, for who may: for everybody else there is no such page."""

from django.http import Http404

from assessments.models import AreaAnswer, Cycle, SelfAssessment
from programme.permissions import may
from programme.work_requests import possible_actions, record_for

STEPS = ("submit", "recall", "reopen", "start_review", "return_for_revision", "accept")
ACTIONS = ("comment", "propose_stage", "agree_stage", "publish", "withdraw", *STEPS)


def assessment_for(request, pk, action="read"):
    return record_for(request, SelfAssessment.objects.for_work(), action, pk=pk)


def possible(user, assessment):
    return possible_actions(user, assessment, ACTIONS)


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
    return record_for(request, Cycle.objects.select_related("country", "instrument"), action, pk=pk)


def area_for(request, pk, code, action="read"):
    """The answers to an area of this assessment, with the assessment."""
    answers = AreaAnswer.objects.select_related(
        "area__working_area", "assessment__cycle__country", "assessment__cycle__instrument"
    )
    return record_for(request, answers, action, assessment=pk, area__code=code)
