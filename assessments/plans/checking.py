"""The check of a plan before submission: everything at once, graded, each finding a link to its field (PRODUCT D8)."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from assessments.check import GRADE_NAMES, Grade
from assessments.models import Action, Challenge


@dataclass(frozen=True)
class PlanFinding:
    """`action` is None where it is about the plan as a whole; `anchor` names the field on the page."""

    grade: Grade
    message: str
    action: Action | None
    anchor: str

    @property
    def grade_name(self):
        return GRADE_NAMES[self.grade]


def findings_of(plan, actions=None):
    """All findings of a plan: first of the whole, then of each action in the order of the plan."""
    actions = list(plan.actions.for_plan()) if actions is None else actions
    found = list(_of_plan(plan, actions))
    for action in actions:
        found += _of_action(action)
    return found


def _of_plan(plan, actions):
    if not plan.cycle.assessment.submissions.exists():
        message = _(
            "The self-assessment of this cycle was not submitted yet: submit it first, or together with the plan."
        )
        yield PlanFinding(Grade.ERROR, message, None, "")
    if not actions:
        yield PlanFinding(Grade.ERROR, _("The plan holds no action yet."), None, "")
    answered = {one.pk for action in actions for one in action.challenges.all()}
    named = Challenge.objects.filter(area_answer__assessment__cycle=plan.cycle_id).select_related("area_answer__area")
    for challenge in named:
        if challenge.pk not in answered:
            grade = Grade.WARNING if challenge.priority == Challenge.Priority.HIGH else Grade.NOTE
            message = _("No action answers this challenge: {area}, “{text}”").format(
                area=challenge.area_answer.area.code, text=challenge.text[:120]
            )
            yield PlanFinding(grade, message, None, "challenges")


def _of_action(action):
    def found(grade, message, name):
        return PlanFinding(grade, message, action, f"id_n{action.pk}-{name}")

    if not action.challenges.all() and not action.indicators.all():
        yield PlanFinding(
            Grade.ERROR, _("Choose the challenge or the indicator that the action answers."), action, "answers-to"
        )
    if not action.kind:
        yield found(Grade.ERROR, _("Choose the kind of action."), "kind")
    for name, message in (
        ("objective", _("Say what the action is to achieve.")),
        ("result", _("Say which result is expected.")),
        ("lead", _("Name the authority that leads.")),
        ("due_on", _("Say until when it is done.")),
    ):
        if not getattr(action, name):
            yield found(Grade.ERROR, message, name)
    if action.starts_on and action.due_on and action.due_on < action.starts_on:
        yield found(Grade.ERROR, _("It is due before it starts."), "due_on")
    if not action.assistance:
        yield found(Grade.ERROR, _("Say whether assistance from outside is needed."), "assistance")
    if action.needs_assistance:
        if not action.assistance_kind:
            yield found(Grade.ERROR, _("Choose the kind of assistance."), "assistance_kind")
        if not action.assistance_words:
            yield found(
                Grade.WARNING,
                _("Say what is needed, so that partners can tell whether they can help."),
                "assistance_words",
            )
    if action.to_confirm:
        yield PlanFinding(
            Grade.ERROR, _("The action comes from the plan before: confirm that it still holds."), action, "to-confirm"
        )
    if not action.measure:
        yield found(Grade.WARNING, _("No measure of success is given."), "measure")
    if action.stage_aimed_id is None:
        yield found(Grade.WARNING, _("No stage is aimed at."), "stage_aimed_0")
    if not action.priority:
        yield found(Grade.NOTE, _("No priority is given."), "priority")
