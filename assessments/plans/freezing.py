"""A complete copy of a plan as plain data, and what of it is published (PRODUCT D10)."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from assessments.models import Action, Challenge, IndicatorAnswer, PlanPublication

FORMAT = 1
TEXTS = ("objective", "kind", "result", "measure", "lead", "others", "priority", "resources")
NEEDS = ("assistance", "assistance_kind", "assistance_words", "assistance_estimate", "assistance_partner")
Part = PlanPublication.Part


def content_of(plan, actions=None):
    """Everything that the plan says, with the stages that its indicators stand at now, as JSON can hold it."""
    actions = list(plan.actions.for_plan()) if actions is None else actions
    stages = stages_now(plan)
    newest = plan.cycle.assessment.submissions.first()
    return {
        "format": FORMAT,
        "country": plan.country.iso2,
        "cycle": plan.cycle.number,
        "instrument": plan.instrument.code,
        "self_assessment_version": newest.number if newest else None,
        "overview": plan.overview,
        "actions": [_action(one, stages) for one in actions],
    }


def stages_now(plan):
    """Code of an indicator → number of the stage at which the country sees itself in this cycle."""
    answers = IndicatorAnswer.objects.filter(area_answer__assessment__cycle=plan.cycle_id).exclude(stage=None)
    return dict(answers.values_list("indicator__code", "stage__number"))


def _action(action, stages):
    continues = action.continues
    indicators = [one.code for one in action.indicators.all()]
    return {
        "key": action.pk,
        "number": action.number,
        "area": action.area.code,
        "title": action.title,
        "challenges": [_challenge(one) for one in action.challenges.all()],
        "indicators": indicators,
        "stages_now": {code: stages[code] for code in indicators if code in stages},
        "stage_aimed": action.stage_aimed.number if action.stage_aimed_id else None,
        "neighbours": sorted(one.iso2 for one in action.neighbours.all()),
        "starts_on": action.starts_on.isoformat() if action.starts_on else "",
        "due_on": action.due_on.isoformat() if action.due_on else "",
        "continues": {"cycle": continues.plan.cycle.number, "number": continues.number} if continues else None,
        **{name: getattr(action, name) for name in (*TEXTS, *NEEDS)},
    }


def _challenge(one):
    return {"key": one.pk, "text": one.text, "priority": one.priority}


def progress_now(plan):
    """Key of an action → how far it is, with its dated history, as a publication holds it."""
    actions = plan.actions.select_related("stage_reached").prefetch_related("changes")
    return {
        action.pk: {
            "status": action.status,
            "status_on": action.status_on.isoformat() if action.status_on else "",
            "changes": [
                {"status": one.status, "on": one.on.isoformat(), "note": one.note} for one in action.changes.all()
            ],
            "decision": action.decision,
            "outcome": action.outcome,
            "stage_reached": action.stage_reached.number if action.stage_reached_id else None,
        }
        for action in actions
    }


def published_part(content, parts, progress):
    """Of a submitted copy just the parts that the country chose; `progress` is what `progress_now` says."""
    head = {name: content[name] for name in ("format", "country", "cycle", "instrument")}
    if Part.ACTIONS in parts:
        head["overview"] = content["overview"]
    return head | {"actions": [_published(one, parts, progress) for one in content["actions"]]}


def _published(one, parts, progress):
    found = {name: one[name] for name in ("key", "number", "area", "title", "indicators")}
    if Part.ACTIONS in parts:
        found |= {name: one[name] for name in TEXTS if name != "resources"}
        found |= {
            name: one[name] for name in ("starts_on", "due_on", "stage_aimed", "stages_now", "neighbours", "continues")
        }
        found["challenges"] = [{"text": given["text"]} for given in one["challenges"]]
    if Part.NEEDS in parts:
        found |= {name: one[name] for name in ("resources", *NEEDS)}
    if Part.PROGRESS in parts:
        found |= {"due_on": one["due_on"]} | progress.get(one["key"], {})
    return found


LABELS: dict[str, Any] = {
    "overview": _("The plan as a whole"),
    "title": _("Action"),
    "area": _("Area"),
    "challenges": _("Challenges that it answers"),
    "indicators": _("Indicators that it answers"),
    "stage_aimed": _("Stage aimed at"),
    "neighbours": _("Neighbouring countries concerned"),
    "starts_on": _("Starts on"),
    "due_on": pgettext_lazy("action", "Due on"),
    "objective": _("Objective"),
    "kind": _("Kind of action"),
    "result": _("Expected result"),
    "measure": _("Measure of success"),
    "lead": _("Lead authority"),
    "others": _("Other authorities and partners"),
    "priority": _("Priority"),
    "resources": _("Own resources"),
    "assistance": _("Assistance from outside"),
    "assistance_kind": _("Kind of assistance"),
    "assistance_words": _("What is needed"),
    "assistance_estimate": _("Estimate"),
    "assistance_partner": _("Possible partner"),
}
CHOICES: dict[str, Any] = {
    "kind": Action.Kind,
    "assistance_kind": Action.Kind,
    "assistance": Action.Assistance,
    "priority": Challenge.Priority,
    "status": Action.Status,
    "decision": Action.Decision,
}


def in_words(name, value):
    """A field of a copy as people read it."""
    if name in CHOICES:
        return str(dict(CHOICES[name].choices).get(value, value))
    if name == "challenges":
        return "\n".join(one["text"] for one in value)
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return "" if value is None else str(value)
