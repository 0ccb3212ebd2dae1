"""What this room holds about people: mandates, seats in bodies, invitations."""

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from countries.models import BodyMember, ContactNote, Invitation, Mandate
from programme.history import overwrite
from programme.holdings import Holding, facts, register


def mandates(person):
    found = Mandate.objects.filter(user=person).select_related("country").prefetch_related("areas")
    return [facts(mandate, "country", "role", "areas", "since", "until", "ended_at") for mandate in found]


def mandates_in_force(person):
    """Those of today and those yet to begin."""
    for mandate in _unended(Mandate.objects.filter(user=person)).select_related("country"):
        yield _("A mandate is in force ({role}: {country}): end it first.").format(
            role=mandate.get_role_display(), country=mandate.country
        )


def seats(person):
    found = BodyMember.objects.filter(user=person).select_related("body", "country")
    return [facts(seat, "body", "country", "since", "until", "ended_at") for seat in found]


def seats_in_force(person):
    for seat in _unended(BodyMember.objects.filter(user=person)).select_related("body", "country"):
        yield _("A seat is in force ({body}: {country}): end it first.").format(body=seat.body, country=seat.country)


def _unended(terms):
    return terms.filter(Q(until=None) | Q(until__gte=timezone.localdate()), ended_at=None)


def invitations(person):
    found = Invitation.objects.filter(Q(email__iexact=person.email) | Q(accepted_by=person)).select_related("country")
    return [facts(one, "email", "country", "role", "sent_at", "accepted_at", "withdrawn_at") for one in found]


def forget_invitations(person, identity):
    """An invitation that still waits opens nothing any more; of all that were sent to the person the address goes."""
    for invitation in Invitation.objects.filter(identity.by_email("email")).waiting():
        invitation.withdraw()
    theirs = identity.by_email("email") | Q(accepted_by=person)
    overwrite(Invitation, theirs, "A person's data is erased.", email=identity.placeholder)


def invitations_given(person):
    found = Invitation.objects.filter(invited_by=person).select_related("country")
    return [facts(one, "country", "role", "sent_at") for one in found]


def contact_notes(person):
    found = ContactNote.objects.filter(contacted_by=person).select_related("country")
    return [facts(note, "country", "contacted_on", "kind", "about") for note in found]


register(
    Holding(
        "mandates",
        gettext_lazy("Mandates"),
        gettext_lazy("They stay, without a name: country, role and dates. What was done stays with the country."),
        links=("countries.Mandate.user",),
        rows=mandates,
        in_the_way=mandates_in_force,
    ),
    Holding(
        "seats",
        gettext_lazy("Seats in bodies"),
        gettext_lazy("They stay, without a name: body, country and dates."),
        links=("countries.BodyMember.user",),
        rows=seats,
        in_the_way=seats_in_force,
    ),
    Holding(
        "invitations",
        gettext_lazy("Invitations received"),
        gettext_lazy("The address goes, from the history too; country, role and dates stay. Open ones are withdrawn."),
        links=("countries.Invitation.email", "countries.Invitation.accepted_by"),
        rows=invitations,
        erase=forget_invitations,
    ),
    Holding(
        "invitations-given",
        gettext_lazy("Invitations given to others"),
        gettext_lazy("They stay, without a name."),
        links=("countries.Invitation.invited_by",),
        rows=invitations_given,
    ),
    Holding(
        "contact-notes",
        gettext_lazy("Contact notes written"),
        gettext_lazy("They stay, without a name: what was said with a country belongs to the Programme."),
        links=("countries.ContactNote.contacted_by",),
        rows=contact_notes,
    ),
)
