"""Proposing an activity: writing it, asking others to join, handing it in, deciding on it (PRODUCT E2)."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import get_language

from activities import notifications
from activities.addresses import free_slug
from activities.deciding import NotReady, locked, refuse_own_entry
from activities.models import (
    Activity,
    ActivityProposal,
    AreaTag,
    Group,
    Participation,
    ProposalComment,
    ProposalCountry,
    Status,
)
from activities.states import DRAFT, LEFT
from programme.history import acting_now, raise_version
from programme.models import Sureness
from programme.versions import merge, write
from programme.workflow import TransitionNotAllowed


@transaction.atomic
def draft(country, *, by, **initial):
    """Begins a proposal of the country with what is known already, by the fields' names; returns it.

    `areas` are working areas, `follows` is the report out of which it came.
    """
    areas = initial.pop("areas", ())
    initial.setdefault("language", (get_language() or "en")[:2])
    proposal = ActivityProposal(country=country, saved_by=by, saved_at=timezone.now(), version=1, **initial)
    proposal.title = proposal.title.strip()[: ActivityProposal._meta.get_field("title").max_length]
    proposal.save()
    proposal.areas.set(areas)
    return proposal


@transaction.atomic
def save(key, values, *, seen, by):
    """Saves what the person changed since the version seen.

    Returns the proposal with the merged values and the differences; where there are any, nothing was written. Raises
    TransitionNotAllowed where it cannot be written any more.
    """
    proposal = locked(ActivityProposal, key)
    if proposal.status != DRAFT:
        raise TransitionNotAllowed("save", proposal.status)
    merged, differences = merge(proposal, seen, values)
    if not differences:
        write(proposal, merged, by=by)
    return proposal, merged, differences


@transaction.atomic
def submit(key, *, by):
    proposal = locked(ActivityProposal, key)
    if proposal.can("submit") and proposal.missing():
        raise NotReady(proposal.missing())
    proposal.step("submit", by=by)
    return proposal


@transaction.atomic
def recall(key, *, by):
    proposal = locked(ActivityProposal, key)
    proposal.step("recall", by=by)
    return proposal


@transaction.atomic
def decline(key, *, by, reason):
    proposal = locked(ActivityProposal, key)
    proposal.step("decline", by=by, note=reason)
    return proposal


@transaction.atomic
def accept(key, *, by, activity=None, values=None, note="", override=""):
    """Takes the proposal into the programme: links it to this activity, or makes one of the values; returns it.

    The values are those of the acceptance form: title, kind, start, end, objectives, areas. A new activity is planned
    and not public yet; the countries that joined by now are its beneficiaries.
    """
    proposal = locked(ActivityProposal, key)
    if not proposal.can("accept"):
        raise TransitionNotAllowed("accept", proposal.status)
    refuse_own_entry(proposal, by, override)
    if activity is None:
        activity = _new_activity(proposal, **values)
    proposal.step("accept", by=by, note=override.strip() or note, activity=activity)
    raise_version(Activity, activity)  # its page says who proposed it
    return activity


def _new_activity(proposal, *, title, kind, start, end, objectives, areas):
    language = proposal.language
    activity = Activity(
        kind=kind,
        status=Status.PLANNED,
        group=Group.PROGRAMME,
        start=start,
        end=end or start,
        is_published=False,
        sureness=Sureness.UNCONFIRMED,
        **{f"title_{language}": title, f"objectives_{language}": objectives},
    )
    activity.slug = free_slug(title, start, f"proposal-{proposal.pk}")
    activity.save()
    for country in proposal.countries:
        Participation.objects.create(
            activity=activity, country=country, role=Participation.Role.BENEFICIARY, sureness=Sureness.UNCONFIRMED
        )
    for area in areas:
        AreaTag.objects.create(activity=activity, area=area, sureness=Sureness.UNCONFIRMED)
    return activity


@transaction.atomic
def invite(key, country, *, by):
    """Asks another country to join; it may read the proposal from then on. Returns whether it was not in it yet."""
    proposal = _undecided(key, "invite")
    partner = proposal.partners.filter(country=country).first()
    if country == proposal.country or (partner is not None and partner.status != LEFT):
        return False
    if partner is None:
        partner = ProposalCountry.objects.create(proposal=proposal, country=country)
    else:
        partner.step("ask_again", by=by)
    notifications.asked_to_join(partner)
    return True


@transaction.atomic
def take_partner_step(key, partner_key, step, *, by):
    """A country joins or leaves, or the request to it is withdrawn: as long as nobody has decided on the proposal."""
    proposal = _undecided(key, step)
    partner = proposal.partners.select_related("country", "proposal__country").get(pk=partner_key)
    partner.step(step, by=by)
    return partner


def _undecided(key, step):
    proposal = locked(ActivityProposal, key)
    if not proposal.is_undecided:
        raise TransitionNotAllowed(step, proposal.status)
    return proposal


@transaction.atomic
def comment(proposal, *, by, text):
    signature = acting_now(proposal, by)
    made = ProposalComment.objects.create(
        proposal=proposal, text=text, by=by, acted_as=signature["acted_as"], acted_for=signature["acted_for"]
    )
    notifications.proposal_commented(made)
    return made
