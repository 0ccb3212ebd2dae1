"""Letting people act for a country: inviting them, sending a link again, ending what they may (PRODUCT C2)."""

from django.db import transaction

from countries import notifications
from countries.models import Country, Invitation
from programme.stored_files import store


class AlreadyInvited(Exception):
    """Somebody else, or the same form sent twice, has invited this address to this country meanwhile."""


@transaction.atomic
def invite(*, country, email, role, by, areas=(), language="en", mandate_until=None, nomination=None):
    """Makes an invitation and queues its mail in the same transaction; returns it.

    `nomination` is a CheckedUpload, kept with the invitation and then with the mandate.
    """
    Country.objects.select_for_update().get(pk=country.pk)  # two at once must not both find that nobody is invited
    if Invitation.objects.filter(country=country, email__iexact=email).waiting().exists():
        raise AlreadyInvited(email)
    invitation = Invitation(
        country=country,
        email=email,
        role=role,
        invited_by=by,
        language=language,
        mandate_until=mandate_until,
        nomination=store(nomination, by=by) if nomination else None,
    )
    secret = invitation.renew_link()
    invitation.full_clean()
    invitation.save()
    invitation.areas.set(areas)
    notifications.invited(invitation, secret)
    return invitation


@transaction.atomic
def send_again(invitation):
    """A new link with its full time; the one sent before opens nothing any more. Returns whether it still waited."""
    waiting = Invitation.objects.waiting().select_for_update().filter(pk=invitation.pk).first()
    if waiting is None:
        return False
    secret = waiting.renew_link()
    waiting.save()
    notifications.invited(waiting, secret)
    return True


@transaction.atomic
def end_mandate(mandate, *, by):
    """Ends it at once and tells the person; returns whether it was still in force."""
    ended = mandate.end()
    if ended:
        notifications.mandate_ended(mandate, by)
    return ended
