"""The filter of the list of countries: one for the page and the open data."""

import django_filters as filters
from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from countries import columns
from countries.models import Country, CountryGroup
from countries.standing import BENEFICIARY, PARTY, STANDINGS, TO_BE_CONFIRMED, UNKNOWN, standing_of

LONGEST_QUERY = 200
SORTS = {
    "name": _("Name"),
    "subregion": _("Subregion"),
    "phase": _("Phase"),
    "party": _("Party to the Convention"),
    "since": _("Beneficiary since"),
}
IS_PARTY = {"yes": True, "no": False, "unknown": None}


def sorts():
    """What the table can be sorted by: its own columns and those of other rooms."""
    return [*SORTS.items(), *columns.sorts()]


def groups():
    """Value and name of each subregion, then of wider groupings, for the choices of a form."""
    subregions_first = CountryGroup.objects.order_by("-kind", "position", "slug")
    return [(group.slug, str(group)) for group in subregions_first]


class CountryFilter(filters.FilterSet):
    q = filters.CharFilter(
        method="by_name",
        label=_("Name"),
        max_length=LONGEST_QUERY,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
        help_text=_("Any name, former names and other spellings too, in English, French or Russian."),
    )
    beneficiary = filters.ChoiceFilter(
        method="by_beneficiary",
        label=_("Beneficiary"),
        choices=list(BENEFICIARY.items()),
        empty_label=_("All countries"),
    )
    subregion = filters.MultipleChoiceFilter(
        method="by_subregion", label=_("Subregion"), choices=groups, widget=forms.CheckboxSelectMultiple
    )
    phase = filters.MultipleChoiceFilter(
        method="by_phase", label=_("Phase"), choices=list(STANDINGS.items()), widget=forms.CheckboxSelectMultiple
    )
    party = filters.MultipleChoiceFilter(
        method="by_party",
        label=_("Party to the Convention"),
        choices=list(PARTY.items()),
        widget=forms.CheckboxSelectMultiple,
    )
    sort = filters.ChoiceFilter(method="leave_to_the_view", label=_("Sort by"), choices=sorts, empty_label=None)

    class Meta:
        model = Country
        fields: list[str] = []

    def by_name(self, countries, name, text):
        return countries.search(text)

    def by_beneficiary(self, countries, name, which):
        return {
            "current": countries.beneficiaries,
            "former": countries.former_beneficiaries,
            "other": countries.never_beneficiaries,
        }[which]()

    def by_subregion(self, countries, name, slugs):
        return self._any(countries, [Country.objects.in_subregion(slug) for slug in slugs])

    def by_phase(self, countries, name, standings):
        every = Country.objects.all()
        which = {TO_BE_CONFIRMED: every.to_be_confirmed, UNKNOWN: every.in_phase_unknown}
        return self._any(countries, [which[one]() if one in which else every.in_phase(one) for one in standings])

    def by_party(self, countries, name, answers):
        return self._any(countries, [Country.objects.with_party_status(IS_PARTY[answer]) for answer in answers])

    def leave_to_the_view(self, countries, name, value):
        """The lists are short and sorted in the reader's language, by what only the view has joined."""
        return countries

    @staticmethod
    def _any(countries, chosen):
        """Countries in any of these; all where nothing is chosen."""
        either = Q()
        for some in chosen:
            either |= Q(pk__in=some.values("pk"))
        return countries.filter(either)

    @property
    def is_narrowed(self):
        """Whether by more than a name."""
        return any(self.form.cleaned_data.get(name) for name in ("beneficiary", "subregion", "phase", "party"))

    @property
    def order(self):
        return self.form.cleaned_data.get("sort") or "name"


def in_order(countries, order, added=()):
    """Sorted in the reader's language; whatever the order, names decide where it leaves two countries equal.

    `added` are the columns of other rooms, where the table shows any.
    """
    by_name = sorted(countries, key=lambda country: (country.sort_key, country.iso2))
    keys = {"subregion": _subregion_key, "phase": _phase_key, "party": _party_key, "since": _since_key}
    keys |= {one.key: one.sort_key for one in added}
    return sorted(by_name, key=keys[order]) if order in keys else by_name


def _subregion_key(country):
    group = country.subregion
    return (group is None, (group.position, group.slug) if group else ())


def _phase_key(country):
    standing = standing_of(country)
    return list(STANDINGS).index(standing.key) if standing else len(STANDINGS)


def _party_key(country):
    """Parties by their day, then those of unknown day, those that are none, and those of which no source says it."""
    party = country.party
    if party is None:
        return (3, 0)
    day = party.in_force_on
    return (0 if day else 1, day.toordinal() if day else 0) if party.is_party else (2, 0)


def _since_key(country):
    period = country.beneficiary_period
    day = period and period.first_day
    return (day is None, day.toordinal() if day else 0)
