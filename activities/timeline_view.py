"""The list of activities drawn on years: the same activities by the same filters, in the order of time."""

from dataclasses import dataclass

from django.utils import timezone

from activities.timeline import event_of
from countries.timeline import Axis, Event

VIEW = "timeline"
AT_ONCE = 200


@dataclass(frozen=True)
class Years:
    """Events with their marks on the years, those without any date apart."""

    dated: list[tuple[Event, list[dict]]]
    undated: list[Event]
    ticks: list[dict]

    @classmethod
    def of(cls, activities):
        events = [event_of(activity) for activity in activities]
        dated = [event for event in events if event.is_dated]
        axis = Axis.around(dated, timezone.localdate())
        return cls(
            dated=[(event, axis.strip(event)) for event in dated],
            undated=[event for event in events if not event.is_dated],
            ticks=axis.ticks() if dated else [],
        )
