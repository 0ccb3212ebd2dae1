"""The filter of the list of activities: one for the page and the open data.

Within one filter any of its values will do, between filters all must hold.
"""

import django_filters as filters
from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from activities.filter_fields import (
    BienniaField,
    FilterForm,
    KeysField,
    PartialDateTextField,
    RecordsField,
    WordsField,
)
from activities.models import Activity, ActivityKind, Group, Phase, Status
from activities.search import found_by
from countries.models import Country, CountryGroup
from programme.models import Document, WorkingArea

LONGEST_QUERY = 200
# Of activities of which nothing says whether they are the Programme's own.
NOT_STATED = "not-stated"
GROUPS = (*Group.choices, (NOT_STATED, _("Group not stated")))
NEWEST, OLDEST, TITLE = "newest", "oldest", "title"
SORTS = ((NEWEST, _("Newest first")), (OLDEST, _("Oldest first")), (TITLE, _("Title")))


class RecordsFilter(filters.Filter):
    field_class = RecordsField


class KeysFilter(filters.Filter):
    field_class = KeysField


class WordsFilter(filters.Filter):
    field_class = WordsField


class BienniaFilter(filters.Filter):
    field_class = BienniaField


class PartialDateFilter(filters.Filter):
    field_class = PartialDateTextField


class ActivityFilter(filters.FilterSet):
    q = filters.CharFilter(
        method="by_words",
        label=_("Words, a place or a country"),
        max_length=LONGEST_QUERY,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
        help_text=_("In English, French or Russian; former names of countries and cities are found too."),
    )
    country = KeysFilter(
        method="by_country",
        label=_("Country"),
        records=Country.objects.all,
        key="iso2",
        as_written=str.upper,
        help_text=_("Activities that name the country, were for a group it belonged to, or were held there."),
    )
    subregion = KeysFilter(
        method="by_subregion",
        label=_("Subregion"),
        records=CountryGroup.objects.all,
        help_text=_("Activities for the subregion as a whole, or for a country that belonged to it at the time."),
    )
    kind = KeysFilter(method="by_kind", label=_("Kind"), records=ActivityKind.objects.all)
    area = KeysFilter(method="by_area", label=_("Working area"), records=WorkingArea.objects.all)
    project = RecordsFilter(
        method="by_project",
        label=_("Project"),
        records=Activity.objects.published().projects,
        help_text=_("The project itself and everything that is part of it."),
    )
    phase = WordsFilter(method="by_phase", label=_("Phase of the Programme"), choices=Phase.choices)
    biennium = BienniaFilter(
        method="by_biennium",
        label=_("Biennium"),
        help_text=_("Activities that may have run in these years; those without dates are in none."),
    )
    status = WordsFilter(method="by_status", label=_("Status"), choices=Status.choices)
    group = WordsFilter(method="by_group", label=_("Group"), choices=GROUPS)
    source = RecordsFilter(method="by_source", label=_("Source"), records=Document.objects.all)
    to = PartialDateFilter(
        method="by_end", label=_("Until"), help_text=_("A year, a month or a day: 2015, 2015-06 or 2015-06-30.")
    )
    sort = filters.ChoiceFilter(method="leave_to_ordered", label=_("Sort by"), choices=SORTS, empty_label=None)

    class Meta:
        model = Activity
        fields: list[str] = []
        form = FilterForm

    @classmethod
    def get_filters(cls):
        """`from` is a word of Python's own and cannot be written above; it stands before `to`."""
        since = PartialDateFilter(
            field_name="from",
            method="by_start",
            label=_("From"),
            help_text=_("A year, a month or a day: 2015, 2015-06 or 2015-06-30."),
        )
        found = super().get_filters()
        return type(found)(
            pair for name, one in found.items() for pair in ([("from", since)] if name == "to" else []) + [(name, one)]
        )

    def __init__(self, data, user, language="en"):
        self.user, self.language = user, language
        super().__init__(data, Activity.objects.visible_to(user))

    @cached_property
    def form(self):
        form = super().form
        form.fields["project"].records = self.queryset.projects
        return form

    def by_words(self, activities, name, text):
        return activities.filter(self._found_by_words)

    @cached_property
    def _found_by_words(self):
        # Countries are looked up once, however many counts are made of what was found.
        return found_by(self.form.cleaned_data["q"])

    def by_country(self, activities, name, countries):
        return activities.reaching(countries)

    def by_subregion(self, activities, name, groups):
        return activities.for_groups(groups)

    def by_kind(self, activities, name, kinds):
        return activities.filter(kind__in=kinds)

    def by_area(self, activities, name, areas):
        return activities.in_areas(areas)

    def by_project(self, activities, name, projects):
        return activities.of_projects(projects)

    def by_phase(self, activities, name, phases):
        return activities.filter(phase__in=phases)

    def by_biennium(self, activities, name, biennia):
        return activities.in_biennium(*biennia)

    def by_status(self, activities, name, statuses):
        return activities.filter(status__in=statuses)

    def by_group(self, activities, name, groups):
        return activities.filter(group__in=["" if one == NOT_STATED else one for one in groups])

    def by_source(self, activities, name, documents):
        return activities.from_source(documents)

    def by_start(self, activities, name, since):
        return activities.overlapping(since.earliest, None)

    def by_end(self, activities, name, until):
        return activities.overlapping(None, until.latest)

    def leave_to_ordered(self, activities, name, sort):
        """An order narrows nothing, and counts need none."""
        return activities

    @cached_property
    def chosen(self):
        """What was understood of each filter in force: {name: value, or list of values}."""
        self.form.is_valid()
        return {name: value for name, value in self.form.cleaned_data.items() if value and name != "sort"}

    @property
    def order(self):
        return self.form.cleaned_data.get("sort") or NEWEST

    def narrowed(self, *, without=()):
        """The activities that fit every filter in force but these."""
        activities = self.queryset
        for name, value in self.chosen.items():
            if name not in without:
                activities = self.filters[name].filter(activities, value)
        return activities.order_by()

    def ordered(self):
        """The activities that fit, in the order asked for."""
        activities = self.narrowed()
        if self.order == TITLE:
            return activities.by_title(self.language)
        return activities.oldest_first() if self.order == OLDEST else activities.newest_first()
