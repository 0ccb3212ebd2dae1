"""The activities of a report, from the public record: what took place in the biennium, what was planned and was not."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from activities.fields import read_keys
from activities.models import Activity, Reach, Status
from programme.models import Sureness, TextMark
from reports.progress.contents import ActivityEntry, Donation, Role
from reports.progress.related import Related, Vocabulary
from reports.progress.texts import cited, named, source_of, text, texts_of, title_of

NOT_HELD = (Status.PLANNED, Status.POSTPONED, Status.CANCELLED)
# Long, and nothing that a report says.
NOT_READ = ("search_text", *(f"sort_title_{language}" for language in ("en", "fr", "ru")))
# Claims that say how sure a value is which the activity holds.
OWN_FIELDS = ("kind", "status", "group", "phase", "start", "end", "participants", "place", "outcome", "objectives")


@dataclass(frozen=True)
class Activities:
    """The records behind the entries too, with what belongs to them: disagreements are read from them."""

    records: list[Activity]
    related: Related
    held: tuple[ActivityEntry, ...]
    not_held: tuple[ActivityEntry, ...]
    reached: dict[int, dict[str, str]]  # key of a country: slug of an activity: how it reached the country
    projects: dict[str, Any]


def activities_of(biennium, vocabulary):
    return entries_of(Activity.objects.published().in_biennium(biennium), biennium, vocabulary)


def entries_of(activities, biennium, vocabulary: Vocabulary):
    """Of published activities all that a report says, in a number of queries that does not grow."""
    records = list(activities.defer(*NOT_READ).oldest_first())
    related = Related(records)
    projects = _projects_above(records)
    entries = [(one, entry_of(one, biennium, projects, related, vocabulary)) for one in records]
    reached: dict[int, dict[str, str]] = defaultdict(dict)
    for record, entry in entries:
        if record.status in NOT_HELD:
            continue
        for reach in related.reaches[record.pk]:
            if reach.how != Reach.How.HELD:
                reached[reach.country_id][entry.slug] = "named" if reach.how == Reach.How.NAMED else "group"
    return Activities(
        records=records,
        related=related,
        held=tuple(entry for record, entry in entries if record.status not in NOT_HELD),
        not_held=tuple(entry for record, entry in entries if record.status in NOT_HELD),
        reached=reached,
        projects={one.slug: texts_of(one, "title") or {"en": one.published_title} for one in projects.values()},
    )


def _projects_above(records):
    """The published projects that these are part of at any depth, themselves among them, by their key."""
    keys = {key for one in records for key in read_keys(one.projects_key)}
    projects = Activity.objects.published().filter(pk__in=keys).projects().defer(*NOT_READ).oldest_first()
    return {str(one.pk): one for one in projects}


def entry_of(activity, biennium, projects, related, vocabulary):
    key, countries, groups = activity.pk, vocabulary.countries, vocabulary.groups
    parent = projects.get(str(activity.parent_id))
    tags = related.area_tags[key]
    kind = vocabulary.kinds.get(activity.kind_id)
    return ActivityEntry(
        slug=activity.slug,
        title=texts_of(activity, "title"),
        published_title=activity.published_title,
        published_language=activity.published_language,
        our_titles=tuple(
            sorted(mark.language for mark in related.marks[key] if mark.mark == TextMark.Mark.TRANSLATION)
        ),
        kind=kind.slug if kind else "",
        group=activity.group,
        status=activity.status,
        phase=activity.phase,
        start=text(activity.start),
        end=text(activity.end),
        years=years_of(activity, biennium),
        goes_beyond=goes_beyond(activity, biennium),
        is_online=activity.is_online,
        city=texts_of(activity, "city") or None,
        place_country=countries[activity.place_country_id].iso2 if activity.place_country_id else "",
        place_text=activity.place_text,
        project=parent.slug if parent else "",
        project_title=title_of(parent) if parent else None,
        projects=tuple(projects[one].slug for one in read_keys(activity.projects_key) if one in projects),
        countries=tuple(
            Role(countries[one.country_id].iso2, one.role, one.sureness) for one in related.participations[key]
        ),
        groups=tuple(groups[one.group_id].slug for one in related.target_groups[key]),
        groups_served=tuple(groups[int(one)].slug for one in read_keys(activity.groups_key)),
        areas=tuple(vocabulary.areas[one.area_id].slug for one in tags),
        areas_inferred=bool(tags) and all(one.is_doubtful for one in tags),
        objectives=texts_of(activity, "objectives") or None,
        outcome=texts_of(activity, "outcome") or None,
        participants=activity.participants,
        women=activity.women,
        men=activity.men,
        partners=tuple(named(one.organisation) for one in related.partnerships[key]),
        donations=tuple(donation_of(one, countries) for one in related.contributions[key]),
        documents=tuple(cited(one) for one in related.documents_of(activity)),
        source=source_of(activity, related.documents),
        doubts=doubts_of(activity, kind, related.claims[key]),
    )


def donation_of(contribution, countries):
    donor = countries[contribution.country_id] if contribution.country_id else contribution.organisation
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


def doubts_of(activity, kind, claims):
    """Which of its values no official source states, as the claims about them say: {field: how sure}."""
    found = {}
    for claim in claims:
        if claim.statement in OWN_FIELDS and claim.sureness != Sureness.OFFICIAL:
            held = kind and kind.slug if claim.statement == "kind" else getattr(activity, claim.statement, None)
            if claim.value == text(held):
                found[claim.statement] = claim.sureness
    return found
