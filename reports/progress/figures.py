"""The numbers that a progress report states, computed from its contents and nothing else.

Each leads to the list of the records that it counts, where there is one. What a list leaves out or adds is counted
here too (`listed`), so that the report can say why the two differ.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from decimal import Decimal
from urllib.parse import urlencode

from activities.filters import NOT_STATED
from activities.models import Contribution, Status
from programme.dates import PartialDate
from reports.progress.contents import ActivityEntry, Contents, CountryEntry

NONE = ""  # the key of what the record does not say
NAMED, GROUP = "named", "group"


@dataclass(frozen=True)
class Count:
    """`url` is of the list, without the language; `listed` is how many stand there."""

    key: str
    number: int
    url: str = ""
    listed: int | None = None

    @property
    def is_like_its_list(self):
        return not self.url or self.listed in (None, self.number)


@dataclass(frozen=True)
class SubregionReach:
    """The beneficiaries of a subregion by how the activities of the biennium reached them."""

    key: str
    named: tuple[CountryEntry, ...] = ()
    group: tuple[CountryEntry, ...] = ()
    missed: tuple[CountryEntry, ...] = ()


@dataclass(frozen=True)
class Figures:
    total: Count
    by_group: tuple[Count, ...]
    by_kind: tuple[Count, ...]
    by_year: tuple[Count, ...]
    # Kind to how many ran in the first year only, in the second only, in both: together those of the biennium.
    by_kind_and_time: dict[str, tuple[int, int, int]]
    by_subregion: tuple[Count, ...]
    by_project: tuple[Count, ...]
    by_area: tuple[Count, ...]
    by_status: tuple[Count, ...]
    not_held: tuple[Count, ...]
    reach: tuple[SubregionReach, ...]
    by_country: dict[str, Count]
    by_donor: tuple[Count, ...]
    by_contribution_kind: tuple[Count, ...]
    amounts: tuple[tuple[str, str], ...]  # currency and sum, for each currency that amounts are stated in
    contributions: int
    with_amount: int
    stages: dict[str, Counter] = field(default_factory=dict)  # working area to stage to number of answers
    moved: dict[str, Counter] = field(default_factory=dict)  # working area to further, same, back

    @property
    def reached(self):
        return [one for some in self.reach for one in (*some.named, *some.group)]

    @property
    def missed(self):
        return [one for some in self.reach for one in some.missed]


def figures_of(contents: Contents) -> Figures:
    lists = Lists(contents)
    activities = contents.activities
    years = (contents.first_year, contents.first_year + 1)
    kinds = _keys_in_order(contents, "kind", (one.kind for one in activities))
    donations = [one for entry in activities for one in entry.donations]
    return Figures(
        total=lists.count("", activities, {}),
        by_group=tuple(lists.of_group(key, activities) for key in _present(activities, "group")),
        by_kind=tuple(lists.count_by("kind", key, activities, lambda one: (one.kind,)) for key in kinds),
        by_year=tuple(lists.count_in_year(year, activities) for year in years),
        by_kind_and_time={key: _by_time([one for one in activities if one.kind == key], years) for key in kinds},
        by_subregion=lists.counts(
            "subregion", _keys(contents, "subregion", activities), activities, lambda one: one.groups_served
        ),
        by_project=lists.counts(
            "project", list(contents.names.get("project", ())), activities, lambda one: one.projects
        ),
        by_area=lists.counts("area", list(contents.names.get("area", ())), activities, lambda one: one.areas),
        by_status=tuple(
            Count(key, sum(one.status == key for one in activities)) for key in _present(activities, "status")
        ),
        not_held=tuple(lists.not_held(key) for key in _present(contents.not_held, "status")),
        reach=_reach(contents),
        by_country={one.country: lists.of_country(one) for one in contents.countries},
        by_donor=_by_donor(donations),
        by_contribution_kind=tuple(
            Count(key, sum(one.kind == key for one in donations)) for key in _kinds_of_contribution(donations)
        ),
        amounts=_amounts(donations),
        contributions=len(donations),
        with_amount=sum(bool(one.amount) for one in donations),
        stages=_stages(contents),
        moved=_moved(contents),
    )


class Lists:
    """The addresses of lists of activities, with how many stand on them."""

    def __init__(self, contents):
        self.contents = contents
        self.biennium = f"{contents.first_year}-{contents.first_year + 1}"

    def count(self, key, activities, query):
        return self._counted(key, activities, {"biennium": self.biennium} | query)

    def count_in_year(self, year, activities):
        return self._counted(str(year), [one for one in activities if year in one.years], {"from": year, "to": year})

    def count_by(self, name, key, activities, keys_of):
        found = [one for one in activities if key in keys_of(one)]
        # No list holds just what the record says nothing of.
        return self.count(key, found, {name: key}) if key else Count(key, len(found))

    def counts(self, name, keys, activities, keys_of):
        found = (self.count_by(name, key, activities, keys_of) for key in keys)
        return tuple(one for one in found if one.number)

    def of_group(self, key, activities):
        found = [one for one in activities if one.group == key]
        return self.count(key, found, {"group": key or NOT_STATED})

    def not_held(self, status):
        number = sum(one.status == status for one in self.contents.not_held)
        return Count(status, number, self._address({"biennium": self.biennium, "status": status}), number)

    def of_country(self, entry):
        """The list of a country's activities holds those that were only held there too."""
        held = [one for one in self.contents.activities if one.status == Status.HELD]
        listed = sum(one.slug in entry.activities or one.place_country == entry.country for one in held)
        query = {"biennium": self.biennium, "country": entry.country, "status": Status.HELD.value}
        return Count(entry.country, len(entry.activities), self._address(query), listed)

    def _counted(self, key, activities, query):
        # What nothing says of whether it was held has no place in a list by status.
        listed = sum(one.status == Status.HELD for one in activities)
        return Count(key, len(activities), self._address(query | {"status": Status.HELD.value}), listed)

    def _address(self, query):
        return f"/activities/?{urlencode(query)}"


def _by_time(activities, years):
    ran = [tuple(year in one.years for year in years) for one in activities]
    return ran.count((True, False)), ran.count((False, True)), ran.count((True, True))


def _present(entries, name):
    """The values of a field that occur, in the order of first sight, and last what is not said."""
    return sorted(dict.fromkeys(getattr(one, name) for one in entries), key=lambda value: value == NONE)


def _keys(contents, name, activities):
    """Subregions in their order, of those that the countries of the report are in."""
    return [key for key in contents.names.get("group", ()) if key in {one.subregion for one in contents.countries}]


def _keys_in_order(contents, name, used):
    used = set(used)
    known = [key for key in contents.names.get(name, ()) if key in used]
    return [*known, *sorted(used - set(known) - {NONE}), *([NONE] if NONE in used else [])]


def _reach(contents):
    found = []
    for key in [*_keys(contents, "group", ()), NONE]:
        countries = [one for one in contents.countries if one.subregion == key]
        if countries:
            by_how = {how: tuple(one for one in countries if one.reached == how) for how in (NAMED, GROUP, NONE)}
            found.append(SubregionReach(key, by_how[NAMED], by_how[GROUP], by_how[NONE]))
    return tuple(found)


def surely_ran(entry: ActivityEntry, contents: Contents) -> bool:
    """Whether its dates leave no doubt that it ran in the biennium: some of it, or its beginning, or its end."""
    first, last = f"{contents.first_year}-01-01", f"{contents.first_year + 1}-12-31"
    start = PartialDate.parse(entry.start) if entry.start else None
    end = PartialDate.parse(entry.end) if entry.end else None
    for edge in (start, end):
        if edge and first <= edge.earliest.isoformat() and edge.latest.isoformat() <= last:
            return True
    return bool(start and end and start.latest.isoformat() <= last and end.earliest.isoformat() >= first)


# Contributions


def _by_donor(donations):
    numbers = Counter(one.donor.key for one in donations)
    return tuple(Count(key, number) for key, number in sorted(numbers.items(), key=lambda pair: (-pair[1], pair[0])))


def _kinds_of_contribution(donations):
    used = {one.kind for one in donations}
    return [key for key in (*Contribution.Kind.values, NONE) if key in used]


def _amounts(donations):
    sums: dict[str, Decimal] = defaultdict(Decimal)
    for one in donations:
        if one.amount:
            sums[one.currency] += Decimal(one.amount)
    return tuple((currency, str(sums[currency])) for currency in sorted(sums))


# Published stages: how many answers stand at each, never who is ahead


def _stages(contents):
    found: dict[str, Counter] = {}
    for entry in contents.assessments:
        for one in entry.stages:
            if one.stage is not None:
                found.setdefault(one.area, Counter())[one.stage] += 1
    return found


def _moved(contents):
    found: dict[str, Counter] = {}
    for entry in contents.assessments:
        for one in entry.stages:
            if one.stage is not None and one.before is not None:
                way = "further" if one.stage > one.before else "back" if one.stage < one.before else "same"
                found.setdefault(one.area, Counter())[way] += 1
    return found
