"""What the public sees of the copies that countries published."""

from programme.frozen_querysets import FrozenQuerySet


class CountryPublicationQuerySet(FrozenQuerySet):
    def in_force(self):
        """Those that were not withdrawn, the newest first."""
        return self.filter(withdrawal=None).order_by("-at", "-pk")


class PublicationQuerySet(CountryPublicationQuerySet):
    def of(self, assessment):
        """Those of the assessment, with what its page says of them."""
        return self.filter(submission__assessment=assessment).select_related("submission", "by", "withdrawal")

    def shown_for(self, country):
        """What the public sees of each of the country's cycles, by the cycle, the latest first."""
        return self.filter(submission__assessment__cycle__country=country).shown()

    def shown(self):
        """The same of every country, by its code."""
        found = {}
        publications = self.select_related(
            "submission__assessment__cycle__country", "submission__instrument", "withdrawal"
        ).order_by(
            "submission__assessment__cycle__country__iso2", "-submission__assessment__cycle__number", "-at", "-pk"
        )
        for publication in publications:
            found.setdefault(publication.submission.assessment.cycle_id, publication)
        return list(found.values())


class PlanPublicationQuerySet(CountryPublicationQuerySet):
    def of(self, plan):
        """Those of the plan, with what its page says of them."""
        return self.filter(plan=plan).select_related("by", "withdrawal")

    def shown(self, **where):
        """What the public sees of each cycle's plan, the latest cycle first."""
        found = {}
        publications = (
            self.filter(**where)
            .select_related("plan__cycle__country", "plan__cycle__instrument", "withdrawal")
            .order_by("-plan__cycle__number", "-at", "-pk")
        )
        for publication in publications:
            found.setdefault(publication.plan_id, publication)
        return list(found.values())
