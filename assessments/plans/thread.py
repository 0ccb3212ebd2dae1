"""From a gap to what was done about it, and back: challenge, action, proposal, activity, report (PRODUCT E2, E3)."""

from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from activities import proposing
from activities.models import Activity, ActivityProposal, ActivityReport
from assessments.models import Action, ActionPlan, PlanPublication, SelfAssessment
from assessments.plans.writing import locked
from programme.matrix import within
from programme.workflow import TransitionNotAllowed


@dataclass
class Became:
    """What became of an action, as far as the reader may see it."""

    proposals: list[ActivityProposal] = field(default_factory=list)
    activities: list[Activity] = field(default_factory=list)
    reports: list[ActivityReport] = field(default_factory=list)

    def __bool__(self):
        return bool(self.proposals or self.activities or self.reports)


def became_of(keys, user):
    """Action key → what became of it for this reader, in a constant number of queries."""
    found = {key: Became() for key in keys}
    links = Action.proposals.through.objects.filter(action__in=list(keys))
    pairs = list(links.values_list("action", "activityproposal"))
    of_proposal: dict[int, list[int]] = {}
    for action, proposal in pairs:
        of_proposal.setdefault(proposal, []).append(action)
    if not of_proposal:
        return found
    proposals = ActivityProposal.objects.filter(pk__in=of_proposal)
    readable = {one.pk: one for one in within(proposals.select_related("country"), user)}
    activity_of = dict(proposals.exclude(activity=None).values_list("pk", "activity"))
    activities = {
        one.pk: one for one in Activity.objects.visible_to(user).filter(pk__in=activity_of.values()).for_listing()
    }
    reports: dict[int, list] = {}
    published = ActivityReport.objects.published().filter(activity__in=activities)
    for report in published.select_related("country", "activity"):
        reports.setdefault(report.activity_id, []).append(report)
    for proposal, actions in of_proposal.items():
        activity = activities.get(activity_of.get(proposal))
        for key in actions:
            if proposal in readable:
                found[key].proposals.append(readable[proposal])
            if activity is not None and activity not in found[key].activities:
                found[key].activities.append(activity)
                found[key].reports += reports.get(activity.pk, [])
    return found


@dataclass(frozen=True)
class Answered:
    """Where an action's gap stands: the page of the area in its own cycle, and in the one after."""

    indicator: Any
    assessment: Any
    area: str
    is_next: bool


def answered_by(action):
    """The indicators that the action answers, by itself or by a challenge, in its own cycle and in the next one."""
    named = {one.pk: one for one in action.indicators.select_related("area")}
    challenges = action.challenges.exclude(indicator=None).select_related("indicator__area")
    named |= {one.indicator_id: one.indicator for one in challenges}
    cycle = action.plan.cycle
    following = SelfAssessment.objects.filter(cycle__country=cycle.country_id, cycle__number=cycle.number + 1).first()
    codes = set()
    if following is not None:
        codes = set(following.areas.values_list("area__indicators__code", flat=True))
    found = []
    for one in sorted(named.values(), key=lambda indicator: indicator.code):
        found.append(Answered(one, cycle.assessment, one.area.code, is_next=False))
        if one.code in codes:
            found.append(Answered(one, following, one.area.code, is_next=True))
    return found


@transaction.atomic
def propose(plan_key, actions, *, by, form_key=None):
    """Begins a proposal of an activity for these actions of an approved plan, with what they say; returns it."""
    plan = locked(plan_key)
    if not plan.is_in_force:
        raise TransitionNotAllowed("propose", plan.status)
    actions = list(plan.actions.filter(pk__in=[one.pk for one in actions]).select_related("area__working_area"))
    gaps = [one.text for action in actions for one in action.challenges.all()]
    gaps += [str(one) for action in actions for one in action.indicators.all() if not action.challenges.all()]
    proposal = proposing.draft(
        plan.country,
        by=by,
        form_key=form_key,
        title=actions[0].title if len(actions) == 1 else _("Activity for {number} actions").format(number=len(actions)),
        need=_lines(gaps),
        objective=_lines(one.objective for one in actions),
        with_whom=_lines(text for one in actions for text in (one.lead, one.others, one.assistance_partner)),
        help_wanted=_lines(one.assistance_words for one in actions if one.needs_assistance),
        areas={one.area.working_area for one in actions if one.area.working_area_id},
    )
    for action in actions:
        if proposal not in action.proposals.all():
            action.proposals.add(proposal)
            action.save()
    return proposal


def _lines(texts):
    return "\n".join(dict.fromkeys(text.strip() for text in texts if text.strip()))


@dataclass(frozen=True)
class Served:
    """A gap that an activity or a proposal serves: the action of a plan that answers it."""

    action: Any
    country: Any
    cycle: int
    number: int
    title: str
    gaps: list[str]
    plan: Any
    is_public: bool


def served_by(proposals, user):
    """The actions for which these proposals were made: of plans that the reader may read, or that are published."""
    actions = (
        Action.objects.filter(proposals__in=proposals)
        .select_related("plan__cycle__country", "area")
        .prefetch_related("challenges", "indicators")
        .distinct()
        .order_by("plan__cycle__country__name", "number")
    )
    readable = set(within(actions, user).values_list("pk", flat=True)) if user.is_authenticated else set()
    plans = {one.plan_id for one in actions}
    public = {
        one.plan_id: one for one in PlanPublication.objects.shown(plan__in=plans) if not hasattr(one, "withdrawal")
    }
    found = []
    for action in actions:
        entry = _entry(public.get(action.plan_id), action.pk)
        if action.pk not in readable and entry is None:
            continue
        gaps = [one.text for one in action.challenges.all()] or [str(one) for one in action.indicators.all()]
        if action.pk not in readable:
            gaps = [one["text"] for one in entry.get("challenges", ())]
        cycle = action.plan.cycle
        found.append(
            Served(
                action,
                cycle.country,
                cycle.number,
                action.number,
                action.title if action.pk in readable else entry["title"],
                gaps,
                action.plan,
                is_public=action.pk not in readable,
            )
        )
    return found


def approved_in(document, user):
    """The plans approved in a document: each with whether the reader is led to its public page."""
    plans = ActionPlan.objects.filter(approved_in_document=document).for_work().order_by("cycle__country__name", "pk")
    readable = set(within(plans, user).values_list("pk", flat=True)) if user.is_authenticated else set()
    shown = PlanPublication.objects.shown(plan__approved_in_document=document)
    public = {one.plan_id for one in shown if not hasattr(one, "withdrawal")}
    return [(one, one.pk not in readable) for one in plans if one.pk in readable | public]


def _entry(publication, key):
    if publication is None:
        return None
    return next((one for one in publication.content["actions"] if one["key"] == key), None)
