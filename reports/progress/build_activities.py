"""The activities of a report, from the public record: what took place in the biennium, what was planned and was not."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch

from activities.fields import read_keys
from activities.models import (
    Activity,
    AreaTag,
    Contribution,
    Participation,
    Partnership,
    Reach,
    Status,
    TargetGroup,
)
from programme.models import Claim, Document, Sureness, TextMark
from reports.progress.contents import ActivityEntry, Donation, Role
from reports.progress.texts import cited, named, source_of, text, texts_of, title_of

NOT_HELD = (Status.PLANNED, Status.POSTPONED, Status.CANCELLED)
# Claims that say how sure a value is which the activity holds.
OWN_FIELDS = ("kind", "status", "group", "phase", "start", "end", "participants", "place", "outcome", "objectives")


@dataclass(frozen=True)
class Activities:
    """The records behind the entries too: disagreements and names are read from them."""

    records: list[Activity]
    held: tuple[ActivityEntry, ...]
    not_held: tuple[ActivityEntry, ...]
    reached: dict[int, dict[str, str]]  # key of a country: slug of an activity: how it reached the country
    projects: dict[str, Any]


def activities_of(biennium, groups):
    return entries_of(Activity.objects.published().in_biennium(biennium), biennium, groups)


def entries_of(activities, biennium, groups):
    """Of published activities all that a report says; `groups` are the groups of countries by their key."""
    records = list(for_report(activities).oldest_first())
    projects = _projects_above(records)
    entries = [(one, entry_of(one, biennium, projects, groups)) for one in records]
    reached = defaultdict(dict)
    for record, entry in entries:
        if record.status in NOT_HELD:
            continue
        for reach in record.reaches.all():
            if reach.how != Reach.How.HELD:
                reached[reach.country_id][entry.slug] = "named" if reach.how == Reach.How.NAMED else "group"
    return Activities(
        records=records,
        held=tuple(entry for record, entry in entries if record.status not in NOT_HELD),
        not_held=tuple(entry for record, entry in entries if record.status in NOT_HELD),
        reached=reached,
        projects={one.slug: texts_of(one, "title") or {"en": one.published_title} for one in projects.values()},
    )


def for_report(activities):
    """With all that an entry says, in a number of queries that does not grow."""
    related = {
        "participations": Participation.objects.select_related("country", "source"),
        "target_groups": TargetGroup.objects.select_related("group"),
        "area_tags": AreaTag.objects.select_related("area"),
        "partnerships": Partnership.objects.select_related("organisation"),
        "contributions": Contribution.objects.select_related("country", "organisation"),
        "claims": Claim.objects.select_related("source"),
        "documents": Document.objects.order_by("slug"),
        "reaches": Reach.objects.all(),
        "marks": TextMark.objects.filter(field="title"),
    }
    return (
        activities.select_related("kind", "place_country", "parent", "source")
        .defer("search_text", "parent__search_text")
        .prefetch_related(*(Prefetch(name, records) for name, records in related.items()))
    )


def _projects_above(records):
    """The published projects that these are part of at any depth, themselves among them, by their key."""
    keys = {key for one in records for key in read_keys(one.projects_key)}
    return {str(one.pk): one for one in Activity.objects.published().filter(pk__in=keys).projects().oldest_first()}


def entry_of(activity, biennium, projects, groups):
    parent = activity.parent if activity.parent and activity.parent.is_published else None
    tags = activity.area_tags.all()
    source = source_of(activity)
    return ActivityEntry(
        slug=activity.slug,
        title=texts_of(activity, "title"),
        published_title=activity.published_title,
        published_language=activity.published_language,
        our_titles=tuple(
            sorted(mark.language for mark in activity.marks.all() if mark.mark == TextMark.Mark.TRANSLATION)
        ),
        kind=activity.kind.slug if activity.kind else "",
        group=activity.group,
        status=activity.status,
        phase=activity.phase,
        start=text(activity.start),
        end=text(activity.end),
        years=years_of(activity, biennium),
        goes_beyond=goes_beyond(activity, biennium),
        is_online=activity.is_online,
        city=texts_of(activity, "city") or None,
        place_country=activity.place_country.iso2 if activity.place_country else "",
        place_text=activity.place_text,
        project=parent.slug if parent else "",
        project_title=title_of(parent) if parent else None,
        projects=tuple(projects[key].slug for key in read_keys(activity.projects_key) if key in projects),
        countries=tuple(Role(one.country.iso2, one.role, one.sureness) for one in activity.participations.all()),
        groups=tuple(one.group.slug for one in activity.target_groups.all()),
        groups_served=tuple(groups[int(key)].slug for key in read_keys(activity.groups_key)),
        areas=tuple(one.area.slug for one in tags),
        areas_inferred=bool(tags) and all(one.is_doubtful for one in tags),
        objectives=texts_of(activity, "objectives") or None,
        outcome=texts_of(activity, "outcome") or None,
        participants=activity.participants,
        women=activity.women,
        men=activity.men,
        partners=tuple(named(one.organisation) for one in activity.partnerships.all()),
        donations=tuple(donation_of(one) for one in activity.contributions.all()),
        documents=tuple(cited(one) for one in activity.documents.all()),
        source=source,
        doubts=doubts_of(activity),
    )


def donation_of(contribution):
    donor = contribution.country or contribution.organisation
    return Donation(
        donor=named(donor, key="iso2" if contribution.country_id else "slug"),
        kind=contribution.kind,
        amount=text(contribution.amount),
        currency=contribution.currency,
        sureness=contribution.sureness,
    )


def years_of(activity, biennium):
    """The years of the biennium in which it ran or may have run: the widest reading, as in the list of activities."""
    first, last = activity.first_year, activity.last_year
    return tuple(
        year
        for year in (biennium.first_year, biennium.last_year)
        if (first is None or first <= year) and (last is None or year <= last)
    )


def goes_beyond(activity, biennium):
    first, last = activity.first_day, activity.last_day
    return first is None or last is None or first < biennium.first_day or last > biennium.last_day


def doubts_of(activity):
    """Which of its values no official source states, as the claims about them say: {field: how sure}."""
    found = {}
    for claim in activity.claims.all():
        if claim.statement in OWN_FIELDS and claim.sureness != Sureness.OFFICIAL:
            value = getattr(activity, claim.statement, None)
            if claim.value == str(getattr(value, "slug", value)):
                found[claim.statement] = claim.sureness
    return found
