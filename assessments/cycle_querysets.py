"""The vocabulary of cycles and self-assessments."""

from django.db.models import Max

from programme.querysets import RecordedQuerySet

DRAFT, SUBMITTED, UNDER_REVIEW = "draft", "submitted", "under_review"
REVISION, ACCEPTED, CORRECTION = "revision_requested", "accepted", "correction"
# In these states the country writes; in the others it waits or is done.
WRITABLE = frozenset({DRAFT, REVISION, CORRECTION})
WITH_SECRETARIAT = frozenset({SUBMITTED, UNDER_REVIEW})


class CycleQuerySet(RecordedQuerySet):
    def open(self):
        return self.filter(ended_at=None)

    def next_number(self, country):
        return (self.filter(country=country).aggregate(last=Max("number"))["last"] or 0) + 1


class SelfAssessmentQuerySet(RecordedQuerySet):
    def open(self):
        return self.filter(cycle__ended_at=None)

    def for_work(self):
        """With what every page about a self-assessment names."""
        return self.select_related("cycle__country", "cycle__instrument")
