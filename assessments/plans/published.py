"""What the public sees of plans: read from the published copies only (PRODUCT D12)."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from assessments.models import PlanPublication
from assessments.plans.shown import shown

Part = PlanPublication.Part


@dataclass
class PublishedPlan:
    """A publication as pages show it; `publication` is None in a preview."""

    cycle: Any
    content: dict
    parts: list[str]
    is_running: bool
    publication: Any = None
    on_behalf: bool = False  # of the country, by the secretariat

    @property
    def is_shown(self):
        return self.publication is None or not hasattr(self.publication, "withdrawal")

    @property
    def has_progress(self):
        return Part.PROGRESS in self.parts

    @property
    def has_needs(self):
        return Part.NEEDS in self.parts

    @property
    def has_dates(self):
        return Part.ACTIONS in self.parts

    @cached_property
    def shown(self):
        return shown(self.content, self.cycle.instrument, is_running=self.is_running)


def published_of(country):
    """What the country published of each cycle's plan, the latest first."""
    return [as_published(one) for one in PlanPublication.objects.shown(plan__cycle__country=country)]


def as_published(one):
    return PublishedPlan(one.plan.cycle, one.content, one.parts, one.plan.is_carried_out, one, one.on_behalf)
