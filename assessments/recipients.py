"""Who is told of what happens with a self-assessment."""

from countries.recipients import members_of, people_of, secretariat
from programme.matrix import FOCAL_POINTS, Role

WRITERS = FOCAL_POINTS | {Role.CONTRIBUTOR}


def focal_points(assessment):
    return people_of(assessment.country, FOCAL_POINTS)


def writers(assessment):
    return people_of(assessment.country, WRITERS)


def office(_assessment):
    return secretariat()


def readers(assessment):
    """Members of the Working Group on Implementation whom another country sent."""
    return members_of(Role.WORKING_GROUP, other_than=assessment.country)
