"""A record for each state in which a guarded page can find it, for the tests of rights."""

from django.utils import timezone

from assessments import reviewing
from assessments.models import (
    Action,
    ActionPlan,
    AreaAnswer,
    Challenge,
    Cycle,
    Evidence,
    PlanThread,
    ReviewThread,
    SelfAssessment,
)
from countries import access
from countries.models import Country, Invitation, Mandate
from programme.workflow import Stepping
from reports.models import ProgressReport
from reports.states import PUBLIC
from tests import factories
from tests.activities.every_state import in_every_state, put_into_state
from tests.activities.making import SINCE
from tests.assessments import making, planning, remind
from tests.conftest import person
from tests.countries import preparing
from tests.reports.progress import making as progress

OPEN, SIGN_IN, REFUSED, MISSING = "open", "sign in", "refused", "missing"
ANSWERS = {200: OPEN, 403: REFUSED, 404: MISSING}


def records_for(cast, serbia, monkeypatch, settings):
    """Kind of record → a record for each state in which a guarded page can find it."""
    for mails in ("countries.notifications", "activities.notifications", "assessments.notifications"):
        monkeypatch.setattr(f"{mails}.queue", lambda *_args, **_said: None)
    monkeypatch.setattr("assessments.plan_notifications.queue", lambda *_args, **_said: None)
    editor = cast.people["editor"]
    states = {"country": [serbia], "mandate": [], "invitation": []} | preparing.plan_in_every_state(serbia)
    for role, _name in Mandate._meta.get_field("role").choices:
        user, document = person(f"{role}@mandate.example.org"), factories.stored_file()
        ended = Mandate.objects.create(user=user, country=serbia, role=role, nomination=document)
        states["mandate"].append(ended)
    for role, _name in Invitation._meta.get_field("role").choices:
        email = f"{role}@invited.example.org"
        states["invitation"].append(access.invite(country=serbia, email=email, role=role, by=editor))
    states["reminderstep"] = [remind.step(-7), remind.step(-30, is_active=False)]
    settings.ACTIVITY_REPORTS_SINCE = SINCE
    states |= in_every_state(serbia, *Country.objects.filter(iso2__in=("AL", "GE")).order_by("iso2"))
    states["progressreport"] = report_in_every_state(editor)
    states |= assessment_in_every_state(serbia, editor)
    return states | plan_in_every_state(making.read(states["selfassessment"][0]), editor)


def assessment_in_every_state(country, editor):
    """One assessment; each record says in which state it is to be found (see `put`)."""
    assessment = making.opened(country, editor)
    evidence = Evidence.objects.create(assessment=assessment, title="Law", url="https://example.org/law")
    publication = making.published(assessment, editor)
    submission, area = publication.submission, assessment.areas.select_related("area").get(area__code="A1")
    area.is_asked = True
    area.save()
    challenge = Challenge.objects.create(area_answer=area, text="No staff")
    thread = ReviewThread.objects.create(assessment=assessment, area=area.area, submission=submission)
    indicator = area.indicators.first().indicator
    reviewed = reviewing.propose_stage(assessment, indicator, assessment.instrument.stages.first(), by=editor)
    step = assessment.steps.get(step="accept")
    found = {"selfassessment": [], "areaanswer": [], "cycle": [assessment.cycle], "reviewthread": []}
    for status in SelfAssessment.Status.values:
        one = making.read(assessment)
        one.status = status
        one.stage_key, one.step_key, one.publication_key = reviewed.pk, step.pk, publication.pk
        answer = AreaAnswer.objects.select_related("area__working_area").get(pk=area.pk)
        answer.assessment = one
        answer.evidence_key, answer.challenge_key = evidence.pk, challenge.pk
        found["selfassessment"].append(one)
        found["areaanswer"].append(answer)
    thread.assessment = found["selfassessment"][2]
    assert thread.assessment.status == "under_review"
    found["reviewthread"].append(thread)
    return found


def plan_in_every_state(assessment, editor):
    """One plan with an action; each record says in which state it is to be found (see `put`)."""
    plan = planning.with_action(assessment.country, editor, plan=planning.of(assessment, editor))
    publication = planning.published(plan, editor)
    action = planning.action_of(plan)
    thread = PlanThread.objects.create(plan=plan, submission=plan.submissions.get())
    found = {"actionplan": [], "action": [], "planthread": []}
    for status in ActionPlan.Status.values:
        one = planning.read(plan)
        one.status, one.publication_key = status, publication.pk
        under = Action.objects.select_related("area__working_area").get(pk=action.pk)
        under.plan, under.is_asked = one, True
        found["actionplan"].append(one)
        found["action"].append(under)
    thread.plan = found["actionplan"][2]
    found["planthread"].append(thread)
    return found


def report_in_every_state(editor):
    """One progress report with a frozen copy; each record says in which state it is to be found (see `put`)."""
    frozen = progress.frozen(editor)
    found = []
    for status in ProgressReport.Status.values:
        one = progress.read(frozen)
        one.status, one.published_at = status, timezone.now() if status in PUBLIC else None
        found.append(one)
    return found


def put(record):
    """Puts whatever goes through states, the record or what it belongs to, into the state that the record says."""
    put_into_state(record)
    if isinstance(record, Cycle):
        return
    if isinstance(record, ProgressReport):
        there = ProgressReport.objects.filter(pk=record.pk)
        there.recorded_update(status=record.status, published_at=record.published_at)
        return
    owners = (record, getattr(record, "plan", None), getattr(record, "assessment", None))
    found = next((one for one in owners if isinstance(one, Stepping)), None)
    if found is not None:
        type(found).objects.filter(pk=found.pk).recorded_update(status=found.status)


def answer(response):
    response.getvalue()  # a file is closed when it has been read
    if response.status_code in (301, 302):
        return SIGN_IN if "/login/" in response.url else OPEN
    return ANSWERS[response.status_code]
