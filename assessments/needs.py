"""Assistance that countries need, read from the plans that they published (PRODUCT E1, D12).

Nothing but published copies is read, so that no name and no number tells of a plan that is not public. Of each
country the plan of the latest cycle counts, among those that it published and did not withdraw: an older one says what
was needed then. What is done or dropped, as far as the country published it, is needed no more.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Prefetch
from django.utils.translation import gettext as _

from assessments.models import Action, InstrumentArea, PlanPublication
from assessments.plan_querysets import FINISHED
from assessments.plans.freezing import in_words
from countries.models import Country, GroupMembership

# In the address, for a need to which none of the values belongs.
NONE = "none"


@dataclass(frozen=True)
class Need:
    """An action for which a country asks for help."""

    country: Any
    cycle: int
    published_at: datetime
    entry: dict
    area: Any
    # The Programme's working area; None where the area of the instrument is about none.
    working_area: Any

    @property
    def subregion(self):
        return self.country.subregion

    @property
    def title(self):
        return self.entry["title"]

    @property
    def kind(self):
        return self.entry["assistance_kind"]

    @property
    def kind_words(self):
        return in_words("assistance_kind", self.kind)

    @property
    def words(self):
        return self.entry["assistance_words"]

    @property
    def estimate(self):
        return self.entry["assistance_estimate"]

    @property
    def partner(self):
        return self.entry["assistance_partner"]

    @property
    def status_words(self):
        """How far the action was when that was published; empty where it was not."""
        return in_words("status", self.entry.get("status", ""))

    @property
    def keys(self):
        """By what it is filtered and counted."""
        return {
            "area": self.working_area.slug if self.working_area else NONE,
            "kind": self.kind or NONE,
            "subregion": self.subregion.slug if self.subregion else NONE,
        }


def published_needs():
    """Every need that is public now, by country, in the order of its plan."""
    publications = _latest()
    instruments = {one.plan.cycle.instrument_id for one in publications}
    areas = {
        (one.instrument_id, one.code): one
        for one in InstrumentArea.objects.filter(instrument__in=instruments).select_related("working_area")
    }
    memberships = Prefetch("memberships", GroupMembership.objects.select_related("group"))
    keys = [one.plan.cycle.country_id for one in publications]
    countries = Country.objects.prefetch_related(memberships).in_bulk(keys)
    found = []
    for one in publications:
        cycle = one.plan.cycle
        for entry in one.content["actions"]:
            if is_needed(entry):
                area = areas[cycle.instrument_id, entry["area"]]
                found.append(Need(countries[cycle.country_id], cycle.number, one.at, entry, area, area.working_area))
    return sorted(found, key=lambda one: (one.country.sort_key, one.country.iso2, one.entry["number"]))


def _latest():
    """Of each country the publication of its latest published plan, where that one says what is needed."""
    found: dict[int, PlanPublication] = {}
    for one in PlanPublication.objects.shown():
        if not hasattr(one, "withdrawal"):
            found.setdefault(one.plan.cycle.country_id, one)
    return [one for one in found.values() if PlanPublication.Part.NEEDS in one.parts]


def is_needed(entry):
    if entry.get("assistance") != Action.Assistance.NEEDED:
        return False
    return entry.get("status") not in FINISHED and entry.get("decision", "") in ("", Action.Decision.CONTINUE)


@dataclass(frozen=True)
class Count:
    """How many needs fall to a working area, a kind or a subregion, and of how many countries."""

    key: str
    name: str
    needs: int
    countries: int


def counts_by(name, needs, names):
    """The counts by `area`, `kind` or `subregion`; `names` are its values with their names, in their order."""
    numbers = Counter(one.keys[name] for one in needs)
    countries: dict[str, set] = {}
    for one in needs:
        countries.setdefault(one.keys[name], set()).add(one.country.pk)
    return [Count(key, label, numbers[key], len(countries[key])) for key, label in names if numbers[key]]


def columns():
    """The headings of the table, on the page and in the file."""
    return [
        _("Country"),
        _("Subregion"),
        _("Working area"),
        _("Action"),
        _("Kind of assistance"),
        _("What is needed"),
        _("Estimate"),
        _("Possible partner"),
        _("Status of the action"),
        _("Published on"),
    ]
