"""The states of what countries write about activities, and the vocabulary of those records."""

from django.db.models import Q

from programme.querysets import RecordedQuerySet

DRAFT, SUBMITTED, ACCEPTED = "draft", "submitted", "accepted"
DECLINED, REVISION = "declined", "revision_requested"
# In these states the country writes its report.
WRITABLE = frozenset({DRAFT, REVISION})
# Of a proposal: until then countries join and leave.
UNDECIDED = frozenset({DRAFT, SUBMITTED})

INVITED, JOINED, LEFT = "invited", "joined", "left"


class ProposalQuerySet(RecordedQuerySet):
    def of_country(self, country):
        """What the country proposes, alone or with others."""
        return self.filter(Q(country=country) | Q(pk__in=self.model.keys_joined_by(country.pk)))

    def for_work(self):
        """With what every page about a proposal names."""
        return self.select_related("country", "kind", "activity", "follows__activity", "saved_by").prefetch_related(
            "partners__country", "areas"
        )

    def newest_first(self):
        return self.order_by("-status_since", "-pk")


class ReportQuerySet(RecordedQuerySet):
    def of_country(self, country):
        return self.filter(country=country)

    def open(self):
        """Those that the country has still to hand in."""
        return self.filter(status__in=WRITABLE)

    def published(self):
        """Accepted, and the country lets everybody read them."""
        return self.filter(status=ACCEPTED, is_publishable=True)

    def for_work(self):
        return self.select_related("country", "activity__kind", "saved_by")
