"""All that the page of one activity tells beside its own columns, read once and sorted for the reader."""

from collections import defaultdict
from dataclasses import dataclass

from django.core.exceptions import FieldDoesNotExist
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from activities.models import Activity, Group, Phase, Reach, Status
from countries.models import Country
from programme.date_format import format_partial_date
from programme.dates import PartialDate
from programme.models import Claim, ProgrammeName

# What claims speak of that is no column of its own.
TOPICS = {
    "place": _("place"),
    "countries": _("countries"),
    "groups": _("groups of countries"),
    "areas": _("working areas"),
    "partners": _("partners"),
    "contributions": _("contributions"),
    "identity": _("which activity it is"),
}
WORDS = {"status": Status, "group": Group, "phase": Phase}


@dataclass(frozen=True)
class ClaimInWords:
    claim: Claim
    topic: str
    value: str
    is_quoted: bool  # the source's own words or ours in English, not a value that the portal knows
    is_held: bool  # whether the activity has this very value, so that the claim says where it comes from


@dataclass(frozen=True)
class Story:
    """`countries` are those that the activity names, each with its participations."""

    countries: list
    through_groups: list[Country]
    only_held_in: list[Country]
    parent: Activity | None
    follows: Activity | None
    parts: list[Activity]
    followed_by: list[Activity]
    claims: list[ClaimInWords]
    said: dict[str, list[ClaimInWords]]  # the same claims by the field that they speak of
    name: ProgrammeName | None
    why_name: str

    @classmethod
    def of(cls, activity, user):
        participations = defaultdict(list)
        for participation in activity.participations.all():
            participations[participation.country].append(participation)
        visible = Activity.objects.visible_to(user)
        claims = [in_words(claim, activity) for claim in activity.claims.all()]
        language = (get_language() or "en")[:2]
        # One query, not one for each way of being reached.
        reached = defaultdict(list)
        hows = dict(Reach.objects.filter(activity=activity).values_list("country", "how"))
        for country in Country.objects.filter(pk__in=hows).in_order_of_names(language):
            reached[hows[country.pk]].append(country)
        return cls(
            countries=sorted(participations.items(), key=lambda pair: (pair[0].sort_key, pair[0].iso2)),
            through_groups=reached[Reach.How.GROUP],
            only_held_in=reached[Reach.How.HELD],
            parent=seen_by(user, activity.parent),
            follows=seen_by(user, activity.follows),
            parts=list(visible.filter(parent=activity).oldest_first().for_listing()),
            followed_by=list(visible.filter(follows=activity).oldest_first().for_listing()),
            claims=claims,
            said={one.claim.statement: [two for two in claims if two.topic == one.topic] for one in claims},
            name=activity.name_of_programme(),
            why_name=why_name(activity),
        )


def seen_by(user, activity):
    """What is not published stays unknown to the public, also as part of something."""
    return activity if activity is not None and (activity.is_published or user.is_staff) else None


def why_name(activity):
    if activity.programme_name_id:
        return _("Chosen by the secretariat for this activity.")
    if activity.first_day or activity.last_day:
        return _("The day on which an activity began decides which name it bears.")
    return _("Its dates are not known; until the secretariat decides it bears the current name.")


def in_words(claim, activity):
    value, is_quoted = claim.value, False
    if claim.statement in WORDS and claim.value in WORDS[claim.statement]:
        value = WORDS[claim.statement](claim.value).label
    elif claim.statement in ("start", "end"):
        try:
            value = format_partial_date(PartialDate.parse(claim.value))
        except ValueError:
            is_quoted = True
    else:
        is_quoted = True
    is_held = claim.value == held_in(activity, claim.statement)
    return ClaimInWords(claim, capfirst(str(topic_of(claim.statement))), str(value), is_quoted, is_held)


def held_in(activity, statement):
    """What the activity holds in this field, written as a claim writes it."""
    value = getattr(activity, statement, None)
    return str(getattr(value, "slug", value))


def topic_of(statement):
    if statement in TOPICS:
        return TOPICS[statement]
    try:
        return Activity._meta.get_field(statement).verbose_name
    except FieldDoesNotExist:
        return statement.replace("-", " ").replace("_", " ")
