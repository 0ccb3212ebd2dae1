"""Who is told of what happens with a country: its own people, the secretariat, the members of a body."""

from countries.models import BODY_ROLES, BodyMember, Mandate
from programme.matrix import COUNTRY_ROLES, Role
from programme.models import User
from programme.permissions import STAFF_ROLES


def people_of(country, roles=COUNTRY_ROLES):
    """Who acts for the country now in one of these roles."""
    mandates = Mandate.objects.current().filter(country=country, role__in=roles).select_related("user")
    return list({mandate.user_id: mandate.user for mandate in mandates}.values())


def secretariat():
    return list(User.objects.filter(is_active=True, groups__name__in=STAFF_ROLES).distinct())


def members_of(role: Role, *, other_than=None):
    """Who sits now in the body that gives this role; with a country, only whom another one sent."""
    slug = next(slug for slug, of_body in BODY_ROLES.items() if of_body is role)
    seats = BodyMember.objects.current().filter(body__slug=slug).select_related("user")
    if other_than is not None:
        seats = seats.exclude(country=other_than)
    return list({seat.user_id: seat.user for seat in seats}.values())
