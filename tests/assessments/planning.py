"""Action plans in every state, made by the services that make them in life."""

from datetime import timedelta

from django.http import QueryDict
from django.utils import timezone

from assessments.models import Action, ActionPlan, ApprovingBody, Challenge
from assessments.plans import carrying_out, publishing, reviewing, submitting, writing
from assessments.plans.forms import ActionForm
from programme.models import Body
from tests.assessments import making
from tests.kept import kept

FULL = {
    "objective": "Inspectors who know the sites.",
    "kind": "training",
    "result": "Two trained inspectors in each region.",
    "measure": "Certificates issued.",
    "lead": "Inspectorate",
    "priority": "high",
    "assistance": "needed",
    "assistance_kind": "training",
    "assistance_words": "Trainers for a week.",
}


def read(plan):
    return ActionPlan.objects.for_work().get(pk=plan.pk)


@kept
def begun(country, by=None, submitted=True, **size):
    """The plan of an open cycle, with one challenge named in the first area."""
    assessment = making.opened(country, by, **size)
    if submitted:
        making.submitted(assessment, by)
    return of(assessment, by)


@kept
def of(assessment, by=None):
    """The plan of the assessment's cycle, with one challenge named in the first area."""
    Challenge.objects.create(area_answer=assessment.areas.first(), text="Too few trained inspectors", priority="high")
    return read(writing.begin(assessment.cycle, by=by))


@kept
def with_action(country, by=None, days=30, plan=None, **values):
    """A plan with one whole action, ready to be submitted."""
    plan = plan or begun(country, by)
    area = plan.instrument.areas.first()
    challenge = Challenge.objects.filter(area_answer__assessment__cycle=plan.cycle).first()
    today = timezone.localdate()
    writing.add(
        plan.pk,
        by=by,
        area=area,
        challenges=[challenge] if challenge else [],
        indicators=[area.indicators.first()],
        starts_on=today - timedelta(days=60),
        due_on=today + timedelta(days=days),
        stage_aimed=plan.instrument.stages.last(),
        **{"title": "Train inspectors"} | FULL | values,
    )
    return read(plan)


@kept
def submitted(plan, by=None):
    submitting.submit(plan.pk, by=by, name="Name", function="Function")
    return read(plan)


@kept
def under_review(plan, by=None):
    submitted(plan, by)
    reviewing.start(plan.pk, by=None)
    return read(plan)


@kept
def approving_body(slug="bureau"):
    body, _is_new = Body.objects.get_or_create(slug=slug, defaults={"name_en": "Bureau"})
    ApprovingBody.objects.get_or_create(since=timezone.localdate() - timedelta(days=1000), defaults={"body": body})
    return body


@kept
def approved(plan, by=None):
    approving_body()
    under_review(plan, by)
    reviewing.approve(plan.pk, by=None)
    return read(plan)


@kept
def evaluated(plan, by=None, decision="done"):
    if plan.status == "draft":
        plan = approved(plan, by)
    decisions = {one.pk: (decision, "It was held.", None) for one in plan.actions.all()}
    carrying_out.evaluate(plan.pk, decisions, by=by, words="Much was reached.")
    return read(plan)


@kept
def published(plan, by=None, parts=("actions", "progress", "needs")):
    if plan.status == "draft":
        plan = approved(plan, by)
    return publishing.publish(plan.pk, by=by, parts=list(parts))


def action_of(plan):
    return Action.objects.select_related("plan__cycle__country").get(plan=plan)


def as_sent(action, **changes):
    """What the script sends of the action's form when these fields were changed."""
    data = QueryDict(mutable=True)
    prefix = ActionForm(answer=action).prefix
    data.update({f"{prefix}-{name}": value for name, value in ({"version": action.version} | changes).items()})
    return data
