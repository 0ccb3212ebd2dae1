"""The vocabulary of activities."""

from django.db.models import Count, Exists, F, OuterRef, Prefetch, Q
from django.db.models.functions import Length

from activities.fields import key_pattern
from programme.querysets import RecordedQuerySet


class ActivityQuerySet(RecordedQuerySet):
    def published(self):
        return self.filter(is_published=True)

    def overlapping(self, first_day, last_day):
        """Activities that may have run on any of these days: the widest reading of their dates.

        One with an unknown end may have gone on, one with an unknown start may have begun before; one without any
        date is in no period.
        """
        return self.filter(_overlaps(first_day, last_day))

    def in_biennium(self, *biennia):
        """Activities that may have run in one of these biennia."""
        found = Q()
        for biennium in biennia:
            found |= _overlaps(biennium.first_day, biennium.last_day)
        return self.filter(found)

    def reaching(self, countries):
        """Activities that name one of these countries, were for a group it was in, or were held there."""
        return self._with_key("countries_key", countries)

    def numbers_by_country(self):
        """How many of these reach each country: {key of the country: number}."""
        reaches = self.model._meta.get_field("reaches").related_model
        some = reaches.objects.filter(activity__in=self).values_list("country")
        return dict(some.annotate(number=Count("pk")).order_by())

    def for_groups(self, groups):
        """Activities for one of these groups as a whole, or that reached a country that was in it at the time."""
        return self._with_key("groups_key", groups)

    def in_areas(self, areas):
        return self._with_key("areas_key", areas)

    def projects(self):
        """What activities can be part of: projects, and whatever else has parts (the phases of a project)."""
        has_parts = Exists(self.model.objects.filter(parent=OuterRef("pk")))
        return self.filter(Q(kind__slug=self.model.PROJECT) | Q(has_parts))

    def of_projects(self, projects):
        """The projects themselves and what is part of them, at any depth (phases of projects)."""
        return self._with_key("projects_key", projects)

    def from_source(self, documents):
        return self.filter(source__in=documents)

    def with_known_days(self):
        """Activities whose first and last day are both known to the day."""
        letters = {f"{end}_letters": Length(end) for end in ("start", "end")}
        return self.alias(**letters).filter(**dict.fromkeys(letters, len("2021-11-30")))

    def without(self, what):
        """What waits for the secretariat: activities without place, date or outcome."""
        return self.filter(
            {
                "place": _in_no_language("city")
                & Q(place_text="", is_online=False, place_country=None)
                & ~Q(kind__slug="project"),
                "date": Q(first_day=None, last_day=None),
                "outcome": _in_no_language("outcome") & Q(status="held"),
            }[what]
        )

    def newest_first(self):
        return self.order_by(F("sort_day").desc(nulls_last=True), F("last_day").desc(nulls_last=True), "pk")

    def oldest_first(self):
        return self.order_by(F("sort_day").asc(nulls_last=True), F("last_day").asc(nulls_last=True), "pk")

    def latest_changes_first(self):
        return self.order_by("-updated_at", "-pk")

    def by_title(self, language):
        """By the title in this language, or the published one where there is none."""
        return self.order_by(f"sort_title_{language}", "pk")

    def for_listing(self):
        """What a list shows of each activity, in a number of queries that does not grow."""
        return (
            self.select_related("kind", "place_country", "parent")
            .defer(*_NOT_LISTED, *(f"parent__{name}" for name in _NOT_LISTED))
            .prefetch_related(
                self._ahead("participations", "country", to_attr="taking_part"),
                self._ahead("target_groups", "group", to_attr="aimed_at"),
                Prefetch("marks", to_attr="text_marks"),
            )
        )

    def for_timeline(self):
        """What a timeline shows of each activity: nothing but itself and its kind."""
        return self.select_related("kind").defer(*_NOT_LISTED)

    def for_data(self):
        """What open data says of each activity, in a number of queries that does not grow."""
        return (
            self.select_related("kind", "place_country", "parent", "source", "programme_name")
            .defer(*_NOT_LISTED, *(f"parent__{name}" for name in _NOT_LISTED))
            .prefetch_related(
                self._ahead("participations", "country", "source", to_attr="taking_part"),
                self._ahead("target_groups", "group", to_attr="aimed_at"),
                self._ahead("area_tags", "area", to_attr="tagged"),
            )
        )

    def for_page(self):
        """Everything that the page of one activity shows."""
        return self.select_related(
            "kind", "place_country", "parent", "source", "follows", "programme_name"
        ).prefetch_related(
            Prefetch("participations", self._related("participations").select_related("country", "source")),
            Prefetch("target_groups", self._related("target_groups").select_related("group", "source")),
            Prefetch("area_tags", self._related("area_tags").select_related("area", "source")),
            Prefetch("partnerships", self._related("partnerships").select_related("organisation", "source")),
            Prefetch(
                "contributions", self._related("contributions").select_related("country", "organisation", "source")
            ),
            Prefetch("claims", self._related("claims").select_related("source")),
            Prefetch("documents", self._related("documents").for_listing().newest_first()),
            "marks",
        )

    def _ahead(self, relation, *beside, to_attr):
        return Prefetch(relation, self._related(relation).select_related(*beside), to_attr=to_attr)

    def _related(self, relation):
        return self.model._meta.get_field(relation).related_model.objects.all()

    def _with_key(self, column, records):
        found = Q(pk__in=[])
        for record in records:
            found |= Q(**{f"{column}__contains": key_pattern(getattr(record, "pk", record))})
        return self.filter(found)


# Long, and no list shows them.
_NOT_LISTED = (
    "search_text",
    *(f"{field}_{language}" for field in ("sort_title", "objectives", "outcome") for language in ("en", "fr", "ru")),
)


def _overlaps(first_day, last_day):
    found = Q(first_day__isnull=False) | Q(last_day__isnull=False)
    if last_day:
        found &= Q(first_day__lte=last_day) | Q(first_day__isnull=True)
    if first_day:
        found &= Q(last_day__gte=first_day) | Q(last_day__isnull=True)
    return found


def _in_no_language(text):
    """A translated text that is empty in every language, whoever asks in whichever."""
    found = Q()
    for language in ("en", "fr", "ru"):
        found &= Q(**{f"{text}_{language}": ""}) | Q(**{f"{text}_{language}": None})
    return found
