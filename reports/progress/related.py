"""What a report reads once for all of its activities: the names of things, and the rows that belong to each activity.

Django's own prefetching makes a queryset for every activity and every relation, which for a biennium of many activities
takes longer than the reading itself.
"""

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property

from django.contrib.contenttypes.models import ContentType

from activities.models import Activity, AreaTag, Contribution, Participation, Partnership, Reach, TargetGroup
from activities.models import ActivityKind as Kind
from countries.models import Country, CountryGroup
from programme.models import Claim, Document, TextMark, WorkingArea

# What a source and a document are called; the other columns of a document are long.
NAMED_BY = ("slug", "symbol", "published_title", "title_en", "title_fr", "title_ru")


@dataclass(frozen=True)
class Vocabulary:
    """Countries, groups, kinds and working areas by their key in the database."""

    countries: dict[int, Country]
    groups: dict[int, CountryGroup]
    kinds: dict[int, Kind]
    areas: dict[int, WorkingArea]

    @classmethod
    def read(cls):
        countries = Country.objects.only("iso2", "name_en", "name_fr", "name_ru")
        return cls(*(by_key(records) for records in (countries, *map(all_of, (CountryGroup, Kind, WorkingArea)))))


def all_of(model):
    return model.objects.all()


def by_key(records):
    return {one.pk: one for one in records}


class Related:
    """Lists of rows by the key of the activity that they belong to."""

    def __init__(self, activities):
        self.activities = activities
        self.keys = [one.pk for one in activities]
        self.participations = self._rows(Participation.objects.all())
        self.target_groups = self._rows(TargetGroup.objects.all())
        self.area_tags = self._rows(AreaTag.objects.all())
        self.partnerships = self._rows(Partnership.objects.select_related("organisation"))
        self.contributions = self._rows(Contribution.objects.select_related("organisation"))
        self.claims = self._about(Claim.objects.all())
        self.marks = self._about(TextMark.objects.filter(field="title"))
        self.reaches = self._rows(Reach.objects.all())
        self.attached = self._rows(Activity.documents.through.objects.all())

    @cached_property
    def documents(self):
        """Every document that an activity has, or that it or a claim about it has as its source."""
        keys = {one.source_id for one in self.activities}
        keys |= {one.source_id for some in self.claims.values() for one in some}
        keys |= {one.document_id for some in self.attached.values() for one in some}
        return by_key(Document.objects.filter(pk__in=keys - {None}).only(*NAMED_BY))

    def documents_of(self, activity):
        found = (self.documents[one.document_id] for one in self.attached[activity.pk])
        return sorted(found, key=lambda one: one.slug)

    def _rows(self, rows):
        return grouped(rows.filter(activity__in=self.keys), "activity_id")

    def _about(self, rows):
        kind = ContentType.objects.get_for_model(Activity)
        return grouped(rows.filter(subject_type=kind, subject_id__in=self.keys), "subject_id")


def grouped(rows, column):
    found = defaultdict(list)
    for row in rows:
        found[getattr(row, column)].append(row)
    return found
