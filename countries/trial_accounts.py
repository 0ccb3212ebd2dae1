"""Accounts to try the portal with, for a run on one's own machine: who acts for a country, who sits in a body."""

from countries.models import BODY_ROLES, BodyMember, Country, Mandate
from programme.accounts import trial_accounts
from programme.matrix import ROLE_NAMES, Role
from programme.models import Body, WorkingArea

HOME, OF_MEMBERS = "RS", "GE"  # the country of the trial accounts, and the one that sends the members of bodies


@trial_accounts
def people_of_countries():
    home = Country.objects.filter(iso2=HOME).first()
    sender = Country.objects.filter(iso2=OF_MEMBERS).first()
    if home is not None:
        for role in (Role.FOCAL_POINT, Role.DEPUTY, Role.CONTRIBUTOR, Role.VIEWER):
            yield role.value, str(ROLE_NAMES[role]), lambda user, role=role: act_for(user, home, role)
    if sender is not None:
        for slug, role in BODY_ROLES.items():
            body = Body.objects.filter(slug=slug).first()
            if body is not None:
                yield role.value, str(ROLE_NAMES[role]), lambda user, body=body: sit_in(user, body, sender)


def act_for(user, country, role):
    if not user.mandates.current().exists():
        mandate = Mandate.objects.create(user=user, country=country, role=role)
        if role is Role.CONTRIBUTOR:
            mandate.areas.set(WorkingArea.objects.order_by("number")[:2])


def sit_in(user, body, country):
    if not user.seats.current().exists():
        BodyMember.objects.create(user=user, body=body, country=country)
