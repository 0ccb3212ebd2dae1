"""Who is told of what happens with a self-assessment."""

from countries.models import BODY_ROLES, BodyMember, Mandate
from programme.matrix import COUNTRY_ROLES, FOCAL_POINTS, Role
from programme.models import User
from programme.permissions import STAFF_ROLES

WRITERS = FOCAL_POINTS | {Role.CONTRIBUTOR}


def people_of(country, roles=COUNTRY_ROLES):
    """Who acts for the country now in one of these roles."""
    mandates = Mandate.objects.current().filter(country=country, role__in=roles).select_related("user")
    return list({mandate.user_id: mandate.user for mandate in mandates}.values())


def secretariat():
    return list(User.objects.filter(is_active=True, groups__name__in=STAFF_ROLES).distinct())


def reviewers_for(country):
    """Members of the Working Group on Implementation whom another country sent."""
    return members_for(country, next(slug for slug, role in BODY_ROLES.items() if role is Role.WORKING_GROUP))


def members_for(country, slug):
    """Members of the body with this key whom another country sent."""
    seats = BodyMember.objects.current().filter(body__slug=slug).exclude(country=country).select_related("user")
    return list({seat.user_id: seat.user for seat in seats}.values())


def focal_points(assessment):
    return people_of(assessment.country, FOCAL_POINTS)


def writers(assessment):
    return people_of(assessment.country, WRITERS)


def office(_assessment):
    return secretariat()


def readers(assessment):
    return reviewers_for(assessment.country)
