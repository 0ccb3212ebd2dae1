"""Who may do what with the instrument (DESIGN "Who may")."""

from assessments.querysets import DRAFT, PUBLISHED, RETIRED
from programme.matrix import BODIES, EVERYBODY, SECRETARIAT, Role, register, rights
from programme.permissions import may

PARTS = """assessments.progressstage assessments.areafacet assessments.instrumentarea assessments.indicator
    assessments.criterion assessments.indicatorlink"""
EVERYTHING = f"assessments.instrument {PARTS} assessments.erratum"

register(
    *rights(EVERYTHING, "read", EVERYBODY - SECRETARIAT - BODIES, {PUBLISHED, RETIRED}),
    *rights(EVERYTHING, "read", BODIES | SECRETARIAT),
    *rights(f"assessments.instrument {PARTS}", "add change delete", SECRETARIAT, {DRAFT}),
    *rights("assessments.instrument", "copy", SECRETARIAT),
    *rights("assessments.instrument", "publish", Role.ADMINISTRATOR, {DRAFT}),
    *rights("assessments.instrument", "retire", Role.ADMINISTRATOR, {PUBLISHED}),
    *rights("assessments.instrument", "correct", Role.ADMINISTRATOR, {PUBLISHED, RETIRED}),
)


def can_edit_instrument(user, instrument):
    return may(user, "change", instrument)


def can_publish_instrument(user, instrument):
    return may(user, "publish", instrument)


def can_retire_instrument(user, instrument):
    return may(user, "retire", instrument)


def can_correct_instrument(user, instrument):
    """Whether this person may note errata."""
    return may(user, "correct", instrument)
