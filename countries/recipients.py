"""Who is told of what happens with what is a country's: those who act for it, and the secretariat."""

from countries.models import Mandate
from programme.matrix import COUNTRY_ROLES
from programme.models import User
from programme.permissions import STAFF_ROLES


def people_of(country, roles=COUNTRY_ROLES):
    """Who acts for the country now in one of these roles."""
    mandates = Mandate.objects.current().filter(country=country, role__in=roles).select_related("user")
    return list({mandate.user_id: mandate.user for mandate in mandates}.values())


def secretariat():
    return list(User.objects.filter(is_active=True, groups__name__in=STAFF_ROLES).distinct())
