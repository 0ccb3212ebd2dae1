"""Accepting a country into the implementation phase: its conditions one by one, and the step (PRODUCT A2, A3).

The conditions are those of the Programme's page on the preparatory phase: the commitment, a fact-finding mission, every
basic task judged as carried out and, where an awareness-raising mission was needed, the plan that followed it. Whether
a fact is confirmed stands beside it and is for people to weigh: the Conference of the Parties decides, not the portal.
"""

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from countries.models import BasicTaskResult, Country, Mission, PhaseEntry
from programme.models import BasicTask, Sureness
from programme.punctuation import enumerated

MET, MISSING, NOT_NEEDED = "met", "missing", "not-needed"
IMPLEMENTATION = PhaseEntry.Phase.IMPLEMENTATION


@dataclass(frozen=True)
class Condition:
    """One condition: what it asks for, whether the record holds it, and the fact that says so."""

    words: str
    state: str
    remark: str = ""
    fact: Any = None

    @property
    def is_missing(self):
        return self.state == MISSING


class ConditionsMissing(Exception):
    """Neither are the conditions recorded as met, nor does a reason say why the country enters without."""

    def __init__(self, conditions):
        super().__init__(enumerated(one.words for one in conditions))
        self.conditions = conditions


class AlreadyAccepted(Exception):
    """The country is in the implementation phase already."""


def conditions_of(country, on=None):
    """Every condition, in the order of the phase; `on` is the day by which missions must be over."""
    missions = list(country.missions.select_related("source", "country"))
    over = [mission for mission in missions if mission.took_place(on or timezone.localdate())]
    found = [_commitment(country), _fact_finding(over)]
    results = last_results(country)
    found += [_basic_task(task, results.get(task.pk)) for task in BasicTask.objects.all()]
    return [*found, _plan(country, missions)]


def missing(conditions):
    return [one for one in conditions if one.is_missing]


def last_results(country):
    """The last result of each basic task that was judged, by the key of the task."""
    results = country.basic_task_results.select_related("task", "source", "mission")
    return {one.task_id: one for one in sorted(results, key=_judged) if one.result != BasicTaskResult.Result.UNKNOWN}


def _judged(result):
    return (result.judged_on.latest.toordinal() if result.judged_on else 0, result.pk)


def _commitment(country):
    signed = country.commitments.select_related("source", "meeting__body").first()
    if signed is None:
        return Condition(_("Commitment declaration signed"), MISSING, _("No signature is recorded."))
    return Condition(_("Commitment declaration signed"), MET, str(signed.meeting), signed)


def _fact_finding(missions):
    words = _("Fact-finding mission held")
    held = [mission for mission in missions if mission.kind == Mission.Kind.FACT_FINDING]
    if not held:
        return Condition(words, MISSING, _("No fact-finding mission that is over is recorded."))
    return Condition(words, MET, fact=held[-1])


def _basic_task(task, result):
    words = _("Basic task {letter} carried out: {title}").format(letter=task.letter, title=task.title or task.title_en)
    if result is None:
        return Condition(words, MISSING, _("No result is recorded."))
    is_met = result.result == BasicTaskResult.Result.CARRIED_OUT
    return Condition(words, MET if is_met else MISSING, result.get_result_display(), result)


def _plan(country, missions):
    words = _("Plan for the basic tasks after the awareness-raising mission done")
    if not any(mission.kind == Mission.Kind.AWARENESS_RAISING for mission in missions):
        return Condition(words, NOT_NEEDED, _("No awareness-raising mission is recorded."))
    plans = list(country.basic_task_plans.select_related("source", "country"))
    if any(plan.is_open for plan in plans):
        return Condition(words, MISSING, _("A plan is not done yet."))
    if not plans:
        return Condition(words, MISSING, _("No plan is recorded."))
    return Condition(words, MET, fact=plans[-1])


def refuse_new_tick(entry):
    """Raises ValidationError where the entry newly says that the requirements are recorded as met, and they are not.

    For every form in which an entry is written. What was ticked before stays: a source may have said so.
    """
    if entry.phase != IMPLEMENTATION or not entry.requirements_met or not entry.country_id:
        return
    before = PhaseEntry.objects.filter(pk=entry.pk).first() if entry.pk else None
    if before is not None and before.requirements_met and before.phase == entry.phase:
        return
    lacking = missing(conditions_of(entry.country))
    if lacking:
        words = _("Not recorded as met: {conditions}. Record it first, or take the tick away and state the reason.")
        conditions = enumerated(one.words for one in lacking)
        raise ValidationError({"requirements_met": words.format(conditions=conditions)})


@transaction.atomic
def accept_into_implementation(country, *, since, meeting=None, document=None, locator="", reason=""):
    """Closes the phase that is current and opens the implementation phase; returns the new entry.

    Raises AlreadyAccepted for a country that is there, ConditionsMissing where the record lacks a condition and no
    reason is stated. `document` is the one that states the decision.
    """
    country = Country.objects.select_for_update().get(pk=country.pk)
    current = country.phase_entries.current().first()
    if current is not None and current.phase == IMPLEMENTATION:
        raise AlreadyAccepted
    lacking = missing(conditions_of(country))
    if lacking and not reason.strip():
        raise ConditionsMissing(lacking)
    if current is not None:
        current.is_current = False
        current.save()
    entry = PhaseEntry(
        country=country,
        phase=IMPLEMENTATION,
        since=since,
        meeting=meeting,
        is_current=True,
        requirements_met=not lacking,
        reason=reason.strip(),
        source=document,
        source_locator=locator,
        sureness=Sureness.OFFICIAL if document else Sureness.UNCONFIRMED,
    )
    refuse_new_tick(entry)
    entry.full_clean()
    entry.save()
    return entry
