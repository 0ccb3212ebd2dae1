"""The counts beside the filters: how many activities each value of a filter would show, the other filters in force.

Four queries count over one index (`activity_counts`): each groups by the texts of keys that activities have, and the
rest is added up here, where a row that only one filter keeps out still counts for that filter's values. Counts are kept
under the record's version: any change makes them anew.
"""

from collections import defaultdict
from dataclasses import dataclass
from hashlib import sha256

from django.core.cache import caches
from django.db.models import Count
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from activities.fields import read_keys
from activities.models import Activity, ActivityKind, Phase, Status
from countries.models import Country, CountryGroup
from programme.dates import Biennium
from programme.folding import fold
from programme.models import RecordVersion, WorkingArea
from programme.templatetags.components import plainly

OWN = ("kind", "status", "phase", "biennium")
KEPT_FOR = 60 * 60  # seconds; a changed record makes new counts at once, this only clears what nobody asks for
MOST_PROJECTS = 30
OPEN = ("country", "subregion", "kind")
TITLES = {
    "country": _("Country"),
    "subregion": _("Subregion"),
    "kind": _("Kind"),
    "area": _("Working area"),
    "project": _("Project"),
    "phase": _("Phase of the Programme"),
    "biennium": _("Biennium"),
    "status": _("Status"),
}


@dataclass(frozen=True)
class Option:
    value: str
    label: str
    count: int
    selected: bool


@dataclass(frozen=True)
class Facet:
    name: str
    title: str
    note: str
    options: list[Option]
    open: bool


def counts(chosen):
    """{facet: {key of a value, as text: number of activities}}; under "total" how many fit every filter."""
    version = RecordVersion.current()
    key = sha256(repr((version, chosen.user.is_staff, as_asked(chosen))).encode()).hexdigest()
    return caches["process"].get_or_set(
        f"activity-counts-{key}", lambda: count(chosen) | {"version": version}, KEPT_FOR
    )


def as_asked(chosen):
    """The filters in force in one way of writing, so that the order of an address does not matter."""
    parts = []
    for name, value in sorted(chosen.chosen.items()):
        parts.append((name, sorted(map(key_of, value)) if isinstance(value, list) else fold_query(value)))
    return parts


def key_of(value):
    return str(getattr(value, "pk", value))


def fold_query(value):
    return fold(value) if isinstance(value, str) else str(value)


def count(chosen):
    found = own_counts(chosen)
    found["country"] = key_counts(chosen, "country", "countries_key")
    found["project"] = most_projects(chosen, key_counts(chosen, "project", "projects_key"))
    return found | group_and_area_counts(chosen)


def grouped(chosen, without, *columns):
    """How many activities have each combination of these columns; all of it read from one index."""
    # SQLite enters an index by its first column only where that is compared with values.
    states = (True, False) if chosen.user.is_staff else (True,)
    activities = chosen.narrowed(without=without).filter(is_published__in=states)
    # "*", since the index that holds all these columns holds no primary key; no column of them is translated.
    return activities.rewrite(False).values_list(*columns).annotate(number=Count("*"))


def own_counts(chosen):
    """By kind, status, phase and biennium, and the total: what stands in columns of the activity itself."""
    rows = list(grouped(chosen, OWN, "kind", "status", "phase", "first_year", "last_year"))
    wanted = {name: {key_of(value) for value in chosen.chosen.get(name, ())} for name in OWN}
    biennia = Biennia(rows, chosen.chosen.get("biennium", ()))
    found = {name: defaultdict(int) for name in OWN} | {"total": 0}
    for kind, status, phase, first_year, last_year, number in rows:
        values = ((str(kind),), (status,), (phase,), biennia.of(first_year, last_year))
        missed = [name for name, own in zip(OWN, values, strict=True) if wanted[name] and misses(wanted[name], own)]
        if not missed:
            found["total"] += number
        for name, own in zip(OWN, values, strict=True):
            if not missed or missed == [name]:  # the one missed: these would show if it had one of their values
                for value in own:
                    found[name][value] += number
    return found


def misses(wanted, values):
    return not any(value in wanted for value in values)


class Biennia:
    """The biennia that years fall into. What has no known end may run to this day, or to the last year asked for."""

    def __init__(self, rows, asked):
        years = {year for *_rest, first, last, _number in rows for year in (first, last) if year}
        years |= {year for biennium in asked for year in (biennium.first_year, biennium.last_year)}
        self.first = min(years, default=None)
        self.last = max(years | {timezone.localdate().year})
        self.known = {}

    def of(self, first_year, last_year):
        if (first_year, last_year) not in self.known:
            self.known[first_year, last_year] = self._of(first_year, last_year)
        return self.known[first_year, last_year]

    def _of(self, first_year, last_year):
        if first_year is None and last_year is None:
            return []
        first, last = Biennium.of(first_year or self.first), Biennium.of(last_year or self.last)
        return [str(Biennium(year)) for year in range(first.first_year, last.first_year + 1, 2)]


def key_counts(chosen, name, column):
    found = defaultdict(int)
    for keys, number in grouped(chosen, (name,), column):
        for key in read_keys(keys):
            found[key] += number
    return found


def most_projects(chosen, numbers):
    """Only the projects with most activities and the chosen ones: there may be thousands."""
    kept = sorted(numbers.items(), key=lambda pair: (-pair[1], int(pair[0])))[:MOST_PROJECTS]
    selected = (str(project.pk) for project in chosen.chosen.get("project", ()))
    return dict(kept) | {key: numbers.get(key, 0) for key in selected}


def group_and_area_counts(chosen):
    names = ("subregion", "area")
    wanted = [{str(one.pk) for one in chosen.chosen.get(name, ())} for name in names]
    found = {name: defaultdict(int) for name in names}
    for groups, areas, number in grouped(chosen, names, "groups_key", "areas_key"):
        values = read_keys(groups), read_keys(areas)
        missed = [name for name, some, own in zip(names, wanted, values, strict=True) if some and misses(some, own)]
        for name, own in zip(names, values, strict=True):
            if not missed or missed == [name]:
                for value in own:
                    found[name][value] += number
    return found


def facets(chosen, found):
    """The facets to show: values without any activity are left out unless they are chosen."""
    words = vocabulary(found["version"])
    words["project"] = projects(chosen, found)
    words["biennium"] = [(str(one), str(one), one.display) for one in biennia_of(chosen, found["biennium"])]
    shown = []
    for name, title in TITLES.items():
        selected = {key_of(value) for value in chosen.chosen.get(name, ())}
        options = [
            Option(value, label, found[name].get(key, 0), key in selected)
            for key, value, label in words[name]
            if found[name].get(key) or key in selected
        ]
        if options:
            note = chosen.form.fields[name].help_text
            shown.append(Facet(name, title, note, options, open=name in OPEN or bool(selected)))
    return shown


def vocabulary(version):
    """Of each facet the key, the value in the address and the name in the reader's language, in their order."""
    language = (get_language() or "en")[:2]
    name = f"activity-filter-words-{language}-{version}"
    return dict(caches["process"].get_or_set(name, lambda: read_vocabulary(language), KEPT_FOR))


def read_vocabulary(language):
    def names(records, value):
        return [(str(record.pk), getattr(record, value), plainly(record, "name")) for record in records]

    return {
        "country": names(Country.objects.in_order_of_names(language), "iso2"),
        "subregion": names(CountryGroup.objects.all(), "slug"),
        "kind": names(ActivityKind.objects.all(), "slug"),
        "area": names(WorkingArea.objects.all(), "slug"),
        "phase": [(value, value, str(label)) for value, label in Phase.choices],
        "status": [(value, value, str(label)) for value, label in Status.choices],
    }


def projects(chosen, found):
    """The projects that were counted, by title."""
    keys = sorted(found["project"])
    kept_as = (found["version"], chosen.language, chosen.user.is_staff, keys)
    name = f"activity-filter-projects-{sha256(repr(kept_as).encode()).hexdigest()}"
    return caches["process"].get_or_set(name, lambda: read_projects(chosen, keys), KEPT_FOR)


def read_projects(chosen, keys):
    found = Activity.objects.visible_to(chosen.user).filter(pk__in=keys).by_title(chosen.language)
    titles = ("slug", "title_en", "title_fr", "title_ru", "published_title", "published_language")
    return [(str(project.pk), project.slug, plainly(project, "title")) for project in found.only(*titles)]


def biennia_of(chosen, numbers):
    selected = chosen.chosen.get("biennium", ())
    return sorted({*map(Biennium.parse, numbers), *selected}, reverse=True)
