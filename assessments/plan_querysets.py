"""The states of action plans and actions, and their vocabulary."""

from django.db.models import Max, Q
from django.utils import timezone

from assessments.cycle_querysets import DRAFT, REVISION
from programme.querysets import RecordedQuerySet

APPROVED, IN_IMPLEMENTATION, EVALUATED, CLOSED = "approved", "in_implementation", "evaluated", "closed"
# In these states the country writes its actions; later it only reports on them.
PLAN_WRITABLE = frozenset({DRAFT, REVISION})
IN_FORCE = frozenset({APPROVED, IN_IMPLEMENTATION, EVALUATED, CLOSED})
# While it is carried out, the status of its actions changes.
CARRIED_OUT = frozenset({APPROVED, IN_IMPLEMENTATION})

NOT_BEGUN, UNDER_WAY, DONE, POSTPONED, DROPPED = "not_begun", "under_way", "done", "postponed", "dropped"
FINISHED = frozenset({DONE, DROPPED})


class ActionPlanQuerySet(RecordedQuerySet):
    def open(self):
        return self.filter(cycle__ended_at=None)

    def for_work(self):
        """With what every page about a plan names."""
        return self.select_related("cycle__country", "cycle__instrument", "cycle__assessment")


class ActionQuerySet(RecordedQuerySet):
    def next_number(self, plan):
        return (self.filter(plan=plan).aggregate(last=Max("number"))["last"] or 0) + 1

    def unfinished(self):
        return self.exclude(status__in=FINISHED)

    def overdue(self, on=None):
        """What should be done by now: only of plans that were approved and are still carried out."""
        day = on or timezone.localdate()
        return self.unfinished().filter(Q(plan__status__in=CARRIED_OUT), due_on__lt=day)

    def for_work(self):
        """With what every page about an action names."""
        return self.select_related(
            "area__working_area",
            "plan__cycle__country",
            "plan__cycle__instrument",
            "plan__cycle__assessment",
            "saved_by",
        )

    def for_plan(self):
        """With what a plan shows of each action."""
        return self.select_related("area", "stage_aimed", "saved_by", "continues__plan__cycle").prefetch_related(
            "challenges", "indicators", "neighbours"
        )
