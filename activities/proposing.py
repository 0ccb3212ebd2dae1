"""Proposing an activity: writing it, asking others to join, handing it in, deciding on it (PRODUCT E2)."""

from django.db import IntegrityError, transaction
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
from programme.histories import relations_to
from programme.history import acting_now, raise_version
from programme.models import Sureness
from programme.sent_twice import said_a_moment_ago
from programme.versions import merge, plain, write
from programme.workflow import TransitionNotAllowed


@transaction.atomic
def draft(country, *, by, form_key=None, **initial):
    """Begins a proposal of the country with what is known already, by the fields' names; returns it.

    `areas` are working areas, `follows` is the report out of which it came. A form that was sent twice, as its
    `form_key` tells, begins one proposal; one that was changed before it was sent again begins another.
    """
    made = _begun_with(country, form_key)
    if made is not None:
        if _says(made, initial):
            return made
        form_key = None
    areas = initial.pop("areas", ())
    initial.setdefault("language", (get_language() or "en")[:2])
    proposal = ActivityProposal(
        country=country, saved_by=by, saved_at=timezone.now(), version=1, form_key=form_key, **initial
    )
    proposal.title = proposal.title.strip()[: ActivityProposal._meta.get_field("title").max_length]
    try:
        with transaction.atomic():
            proposal.save()
    except IntegrityError:  # two at once: the database let one through
        made = _begun_with(country, form_key)
        if made is None:
            raise
        return made
    proposal.areas.set(areas)
    return proposal


def _begun_with(country, form_key):
    return ActivityProposal.objects.filter(country=country, form_key=form_key).first() if form_key else None


def _says(proposal, initial):
    """Whether the proposal began with just this."""
    began = proposal.values_at(1) or {}
    return all(plain(value) == began.get(name) for name, value in initial.items() if name in proposal.written)


@transaction.atomic
def throw_away(key):
    """Deletes a draft, with what its history tells of it left on record; raises InUse where it is more than a draft."""
    proposal = locked(ActivityProposal, key)
    if proposal.status != DRAFT:
        raise TransitionNotAllowed("delete", proposal.status)
    if not proposal.can_be_thrown_away():
        raise InUse
    for relation in relations_to(ActivityProposal):
        if relation.many_to_many:  # the actions of plans for which it was begun: their history tells that it is gone
            name = relation.field.name
            for other in relation.related_model._base_manager.filter(**{name: proposal}):
                getattr(other, name).remove(proposal)
    proposal.delete()


class InUse(Exception):
    """It was submitted, joined or spoken of: it stays."""


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
    proposal.recall(by=by)
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
    """Adds it and tells the others, once though it is sent twice."""
    locked(ActivityProposal, proposal.pk)
    if last := said_a_moment_ago(proposal.comments, by=by, text=text):
        return last
    signature = acting_now(proposal, by)
    made = ProposalComment.objects.create(
        proposal=proposal, text=text, by=by, acted_as=signature["acted_as"], acted_for=signature["acted_for"]
    )
    notifications.proposal_commented(made)
    return made
