"""Where a country stands, for pages and open data alike: its phase or why it has none, and what each source says."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from countries.models import BasicTaskResult, PhaseEntry
from programme.models import Claim

PREPARATORY, IMPLEMENTATION = PhaseEntry.Phase.PREPARATORY.value, PhaseEntry.Phase.IMPLEMENTATION.value
TO_BE_CONFIRMED, UNKNOWN = "to-be-confirmed", "unknown"

# In the order in which pages count and filter them.
STANDINGS = {
    IMPLEMENTATION: PhaseEntry.Phase.IMPLEMENTATION.label,
    PREPARATORY: PhaseEntry.Phase.PREPARATORY.label,
    TO_BE_CONFIRMED: _("To be confirmed"),
    UNKNOWN: pgettext_lazy("phase", "Not stated"),
}

BENEFICIARY = {
    "current": _("Beneficiaries today"),
    "former": _("Former beneficiaries"),
    "other": _("Other countries"),
}

PARTY = {
    "yes": _("Parties"),
    "no": _("Not Parties"),
    "unknown": pgettext_lazy("party status", "Not known"),
}

_LISTED = {
    Claim.LISTED: _("Names the country among those that entered the implementation phase."),
    Claim.NOT_LISTED: _("Names the countries that entered the implementation phase, and not this one."),
}
_NO = ("no", "false")
# What other statements say, with the value in words; a statement that is not here is shown as it was entered.
_STATEMENTS = {
    "accepted-into-implementation-phase": _("Accepted into the implementation phase: {value}."),
    "implementation-phase-activities": _("Named under activities of the implementation phase: {value}."),
    "preparatory-phase-activities": _("Named under activities of the preparatory phase: {value}."),
    "joined-programme": _("Joined the Programme: {value}."),
    "left-programme": _("Left the Programme: {value}."),
}


@dataclass(frozen=True)
class Standing:
    """The phase as everybody is told it. `entry` is None where there is none to show."""

    key: str
    entry: PhaseEntry | None = None

    @property
    def label(self):
        return STANDINGS[self.key]

    @property
    def is_decided(self):
        return self.entry is not None


@dataclass(frozen=True)
class BasicTasks:
    """How far the basic tasks are carried out: how many of those judged, and whether the requirements count as met."""

    carried_out: int
    judged: int
    are_met: bool


def basic_tasks_of(country):
    """The last result of each basic task, counted; `are_met` as the phase on record says."""
    results = {result.task_id: result.result for result in sorted(country.basic_task_results.all(), key=_judged)}
    judged = [result for result in results.values() if result != BasicTaskResult.Result.UNKNOWN]
    return BasicTasks(
        carried_out=judged.count(BasicTaskResult.Result.CARRIED_OUT),
        judged=len(judged),
        are_met=any(entry.requirements_met for entry in country.phase_entries.all()),
    )


def _judged(result):
    return (result.judged_on.latest.toordinal() if result.judged_on else 0, result.pk)


def standing_of(country):
    """The country's standing, or None for one that never was a beneficiary."""
    if country.current_phase:
        return Standing(country.current_phase.phase, country.current_phase)
    if country.has_conflict:
        return Standing(TO_BE_CONFIRMED)
    return Standing(UNKNOWN) if country.beneficiary_period else None


def group_of(country):
    """Which of the three lists of countries it belongs to."""
    if country.is_beneficiary:
        return "current"
    return "former" if country.beneficiary_period else "other"


def phase_sources(country):
    """The sources that name the country as having entered the implementation phase, and those that do not."""
    said = {Claim.LISTED: [], Claim.NOT_LISTED: []}
    for claim in country.phase_claims:
        said.setdefault(claim.value, []).append(claim)
    return {"listed": said[Claim.LISTED], "not_listed": said[Claim.NOT_LISTED]}


def claim_in_words(claim):
    """What the source says, as a sentence."""
    if claim.statement == Claim.ENTERED_IMPLEMENTATION and claim.value in _LISTED:
        return str(_LISTED[claim.value])
    if claim.statement == "is-beneficiary":
        if claim.value in _NO:
            return str(_("Says that the country is not a beneficiary."))
        return str(_("Says that the country is a beneficiary."))
    value = claim.value_in_words
    if claim.statement in _STATEMENTS:
        return str(_STATEMENTS[claim.statement]).format(value=value)
    statement = claim.statement.replace("-", " ").replace("_", " ")
    return str(_("{statement}: {value}")).format(statement=statement.capitalize(), value=value)
