"""The vocabulary of activities."""

from django.db.models import Exists, F, OuterRef, Prefetch, Q

from programme.querysets import RecordedQuerySet


class ActivityQuerySet(RecordedQuerySet):
    def published(self):
        return self.filter(is_published=True)

    def visible_to(self, user):
        """The public reads what is published; the secretariat everything."""
        return self if user.is_authenticated and user.is_staff else self.published()

    def overlapping(self, first_day, last_day):
        """Activities that may have run on any of these days: the widest reading of their dates.

        One with an unknown end may have gone on, one with an unknown start may have begun before; one without any
        date is in no period.
        """
        found = self.filter(Q(first_day__isnull=False) | Q(last_day__isnull=False))
        if last_day:
            found = found.filter(Q(first_day__lte=last_day) | Q(first_day__isnull=True))
        if first_day:
            found = found.filter(Q(last_day__gte=first_day) | Q(last_day__isnull=True))
        return found

    def in_biennium(self, biennium):
        return self.overlapping(biennium.first_day, biennium.last_day)

    def reaching(self, countries):
        """Activities that name one of these countries, were for a group it was in, or were held there."""
        return self.filter(self._has("reaches", country__in=countries))

    def naming(self, countries):
        return self.filter(self._has("participations", country__in=countries))

    def for_groups(self, groups):
        return self.filter(self._has("target_groups", group__in=groups))

    def in_areas(self, areas):
        return self.filter(self._has("area_tags", area__in=areas))

    def of_project(self, project):
        """The project itself and what is part of it, at any depth that the record uses (phases of projects)."""
        return self.filter(Q(pk=project) | Q(parent=project) | Q(parent__parent=project))

    def from_source(self, documents):
        return self.filter(source__in=documents)

    def without(self, what):
        """What waits for the secretariat: activities without place, date or outcome."""
        return self.filter(
            {
                "place": Q(city="", place_text="", is_online=False, place_country=None) & ~Q(kind__slug="project"),
                "date": Q(first_day=None, last_day=None),
                "outcome": Q(outcome="", status="held"),
            }[what]
        )

    def newest_first(self):
        return self.order_by(F("sort_day").desc(nulls_last=True), F("last_day").desc(nulls_last=True), "pk")

    def oldest_first(self):
        return self.order_by(F("sort_day").asc(nulls_last=True), F("last_day").asc(nulls_last=True), "pk")

    def for_listing(self):
        """What a list shows of each activity, in a number of queries that does not grow."""
        related = {name: self.model._meta.get_field(name).related_model for name in ("participations", "target_groups")}
        return self.select_related("kind", "place_country", "parent", "source").prefetch_related(
            Prefetch("participations", related["participations"].objects.select_related("country", "source")),
            Prefetch("target_groups", related["target_groups"].objects.select_related("group", "source")),
            "area_tags__area",
        )

    def for_page(self):
        """Everything that the page of one activity shows."""
        return self.for_listing().select_related("follows", "programme_name").prefetch_related(
            "partnerships__organisation",
            "partnerships__source",
            "contributions__organisation",
            "contributions__country",
            "contributions__source",
            "claims__source",
            "documents__versions",
        )

    def _has(self, relation, **which):
        """EXISTS instead of a join: a join would count an activity once per row (design trap 2)."""
        rows = self.model._meta.get_field(relation).related_model
        return Exists(rows.objects.filter(activity=OuterRef("pk"), **which))
