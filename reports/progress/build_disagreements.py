"""Where sources say different things of one fact: on the phases of countries and on the activities of a biennium."""

from programme.dates import PartialDate
from programme.models import Claim
from reports.progress.contents import Disagreement
from reports.progress.texts import source_of, text, texts_of

DATES = ("start", "end")
KEYS = ("kind", "status", "group", "phase")
COLUMNS = (*DATES, *KEYS, "participants")
# No column holds these: a claim of them is in the record because a source says otherwise.
TOPICS = ("countries", "identity")


def disagreements_of(countries, activities=None, vocabulary=None):
    """`countries` are records with their claims, `activities` what was read of activities."""
    return (*_of_countries(countries), *(_of_activities(activities, vocabulary) if activities else ()))


def _of_countries(countries):
    for country in countries:
        if country.has_conflict:
            yield Disagreement(
                country=country.iso2,
                statement=Claim.ENTERED_IMPLEMENTATION,
                says=tuple((one.value, source_of(one)) for one in country.phase_claims if source_of(one)),
            )


def _of_activities(activities, vocabulary):
    documents = activities.related.documents
    for activity in activities.records:
        for claim in activities.related.claims[activity.pk]:
            source, held = source_of(claim, documents), held_in(activity, claim.statement, vocabulary)
            if source and differs(claim, held):
                own = source_of(activity, documents)
                yield Disagreement(
                    activity=activity.slug,
                    title=texts_of(activity, "title") or {"en": activity.published_title},
                    statement=claim.statement,
                    says=(*(((held, own),) if held and own else ()), (claim.value, source)),
                )


def differs(claim, held):
    """Whether the claim cannot be true beside what the activity holds: a date that is only less exact can."""
    if claim.statement in TOPICS:
        return True
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


def held_in(activity, statement, vocabulary):
    """What the activity holds, written as a claim writes it."""
    if statement == "kind":
        return vocabulary.kinds[activity.kind_id].slug if activity.kind_id else ""
    return text(getattr(activity, statement)) if statement in COLUMNS else ""
