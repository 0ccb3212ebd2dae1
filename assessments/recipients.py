"""Who is told of what happens with a self-assessment."""

from countries.models import BODY_ROLES, BodyMember
from countries.recipients import people_of, secretariat
from programme.matrix import FOCAL_POINTS, Role

WRITERS = FOCAL_POINTS | {Role.CONTRIBUTOR}


def reviewers_for(country):
    """Members of the Working Group on Implementation whom another country sent."""
    slug = next(slug for slug, role in BODY_ROLES.items() if role is Role.WORKING_GROUP)
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
