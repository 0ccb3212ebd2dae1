"""Where sources say different things of one fact: on the phases of countries and on the activities of a biennium."""

from activities.models import Activity
from programme.dates import PartialDate
from programme.models import Claim
from reports.progress.contents import Disagreement
from reports.progress.texts import source_of, texts_of

DATES = ("start", "end")
KEYS = ("kind", "status", "group", "phase")
# No column holds these: a claim of them is in the record because a source says otherwise.
TOPICS = ("countries", "identity")


def disagreements_of(countries, activities):
    """`countries` and `activities` are records with their claims and sources."""
    return (*_of_countries(countries), *_of_activities(activities))


def _of_countries(countries):
    for country in countries:
        if country.has_conflict:
            yield Disagreement(
                country=country.iso2,
                statement=Claim.ENTERED_IMPLEMENTATION,
                says=tuple((one.value, source_of(one)) for one in country.phase_claims if source_of(one)),
            )


def _of_activities(activities):
    for activity in activities:
        for claim in activity.claims.all():
            source = source_of(claim)
            if source and differs(claim, activity):
                held = held_in(activity, claim.statement)
                own = source_of(activity)
                yield Disagreement(
                    activity=activity.slug,
                    title=texts_of(activity, "title") or {"en": activity.published_title},
                    statement=claim.statement,
                    says=(*(((held, own),) if held and own else ()), (claim.value, source)),
                )


def differs(claim, activity):
    """Whether the claim cannot be true beside what the activity holds: a date that is only less exact can."""
    if claim.statement in TOPICS:
        return True
    held = held_in(activity, claim.statement)
    if not held:
        return False
    if claim.statement in DATES:
        try:
            said, own = PartialDate.parse(claim.value), PartialDate.parse(held)
        except ValueError:
            return False  # words on how a date is known
        return said.latest < own.earliest or said.earliest > own.latest
    if claim.statement == "participants":
        return claim.value.isdecimal() and claim.value != held
    return claim.statement in KEYS and claim.value != held


def held_in(activity, statement):
    """What the activity holds, written as a claim writes it."""
    if statement not in {one.name for one in Activity._meta.concrete_fields}:
        return ""
    value = getattr(activity, statement)
    return "" if value is None else str(getattr(value, "slug", value))
