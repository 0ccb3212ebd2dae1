"""A small record made by chance, and what its filters should find, worked out without any column kept for lists."""

from dataclasses import dataclass
from datetime import date as day

from activities.models import Activity, AreaTag, Participation, TargetGroup
from countries.models import GroupMembership
from programme.dates import Biennium, PartialDate
from tests.factories import activity, area, country, date, document, group, kind

NAMES = ("Serbia", "Croatia", "Ukraine", "Kazakhstan", "Switzerland")
CODES = ("RS", "HR", "UA", "KZ", "CH")
DATES = (
    (None, None),
    ("2008", "2008"),
    ("2009-12", "2010-01"),
    ("2013-06-30", "2013-07-01"),
    ("2014", None),
    (None, "2012-05"),
    ("2016", "2019"),
    ("2018-12-31", "2018-12-31"),
    ("2019-01-01", "2019-01-01"),
)
STATUSES = ("", "held", "held", "planned", "cancelled")
PHASES = ("", "implementation", "preparatory")


def make(chance, number):
    """Writes the record: countries in dated groups, projects in projects, events, some of it not published."""
    countries = [country(name, code) for name, code in zip(NAMES, CODES, strict=True)]
    see = group("south-eastern-europe", "South-Eastern Europe", members=countries[:1])
    GroupMembership.objects.create(
        group=see, country=countries[1], until=date("2013-06"), has_ended=True, source=document("page")
    )
    groups = [see, group("eecca", "EECCA", kind="grouping", members=countries[2:4])]
    kinds = [kind(slug) for slug in ("workshop", "mission", "project")]
    areas = [area(slug, place, slug.title()) for place, slug in enumerate(("prevention", "response"), 1)]
    sources = [None, document("list"), document("news")]
    made: list[Activity] = []
    for _number in range(number):
        start, end = chance.choice(DATES)
        one = activity(
            f"{chance.choice(('Workshop', 'Séminaire', 'Миссия'))} {chance.choice(('Belgrade', 'Kyiv', 'Baku'))}",
            kind=chance.choice([None, *kinds]),
            status=chance.choice(STATUSES),
            phase=chance.choice(PHASES),
            place_country=chance.choice([None, *countries]),
            parent=chance.choice(made) if made and chance.random() < 0.4 else None,
            source=chance.choice(sources),
            is_published=chance.random() < 0.85,
            start=start,
            end=end,
        )
        if end is None:  # the factory repeats the first day
            one.end = None
            one.save()
        for taking_part in chance.sample(countries, chance.choice((0, 0, 1, 2))):
            role, sureness = chance.choice((("", "official"), ("participant", "inferred"), ("participant", "official")))
            Participation.objects.create(activity=one, country=taking_part, role=role, sureness=sureness)
        for target in chance.sample(groups, chance.choice((0, 0, 1, 2))):
            TargetGroup.objects.create(activity=one, group=target)
        for tagged in chance.sample(areas, chance.choice((0, 1, 2))):
            AreaTag.objects.create(activity=one, area=tagged)
        made.append(one)


@dataclass
class Plain:
    """What one activity is to each filter, as sets of the values that find it."""

    activity: Activity
    values: dict


def read():
    """Every activity with its values, by the words of the rules."""
    memberships = list(GroupMembership.objects.select_related("group", "country"))
    activities = list(Activity.objects.select_related("kind", "place_country", "source", "parent__parent__parent"))
    with_parts = {one.parent_id for one in activities}
    return [Plain(one, values_of(one, memberships, with_parts, activities)) for one in activities]


def values_of(activity, memberships, with_parts, activities):
    parts = list(activity.participations.select_related("country"))
    targets = {target.group.slug for target in activity.target_groups.select_related("group")}
    named = {one.country.iso2 for one in parts}
    then = [one for one in memberships if stood(one, activity)]
    if any(one.role == "participant" and one.sureness == "official" for one in parts):
        through = set()
    else:
        through = {one.country.iso2 for one in then if one.group.slug in targets}
    held = {activity.place_country.iso2} if activity.place_country else set()
    return {
        "country": named | through | held,
        "subregion": targets | {one.group.slug for one in then if one.country.iso2 in named | through},
        "kind": {activity.kind.slug} if activity.kind else set(),
        "status": {activity.status} - {""},
        "phase": {activity.phase} - {""},
        "area": {tag.area.slug for tag in activity.area_tags.select_related("area")},
        "source": {activity.source.slug} if activity.source else set(),
        "project": projects_of(activity, with_parts, {one.pk: one for one in activities}),
        "biennium": {str(one) for one in BIENNIA if may_run(activity, one.first_day, one.last_day)},
    }


def stood(membership, activity):
    first, last = days(activity)
    began, ended = membership.since and membership.since.earliest, membership.until and membership.until.latest
    return not (began and last and last < began) and not (ended and first and first > ended)


def days(activity):
    return activity.start and activity.start.earliest, activity.end and activity.end.latest


def may_run(activity, first_day, last_day):
    first, last = days(activity)
    if first is None and last is None:
        return False
    return (first or day.min) <= last_day and (last or day.max) >= first_day


def projects_of(activity, with_parts, by_key):
    found = set()
    if (activity.kind and activity.kind.slug == "project") or activity.pk in with_parts:
        found.add(activity.slug)
    above = by_key.get(activity.parent_id)
    while above:
        found.add(above.slug)
        above = by_key.get(above.parent_id)
    return found


BIENNIA = [Biennium(year) for year in range(2005, 2027, 2)]


def fits(plain, asked, without=None):
    """Whether the activity fits every filter asked for, but one."""
    for name, wanted in asked.items():
        if name == without:
            continue
        if name == "from" and not may_run(plain.activity, PartialDate.parse(wanted[0]).earliest, day.max):
            return False
        if name == "to" and not may_run(plain.activity, day.min, PartialDate.parse(wanted[0]).latest):
            return False
        if name in plain.values and plain.values[name].isdisjoint(wanted):
            return False
    return True
