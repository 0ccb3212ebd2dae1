"""Who may do what with the instrument, cycles, self-assessments, reviews and publications (DESIGN "Who may")."""

from assessments.cycle_querysets import ACCEPTED, CORRECTION, REVISION, SUBMITTED, UNDER_REVIEW, WRITABLE
from assessments.plan_querysets import CARRIED_OUT, IN_FORCE, PLAN_WRITABLE
from assessments.querysets import DRAFT, PUBLISHED, RETIRED
from programme.matrix import (
    BODIES,
    COUNTRY_ROLES,
    EVERYBODY,
    FOCAL_POINTS,
    SECRETARIAT,
    Role,
    Scope,
    register,
    rights,
)
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

ANSWERS = "assessments.areaanswer"
PARTS = """assessments.indicatoranswer assessments.criterionanswer assessments.facetanswer assessments.challenge"""
HANDED_IN = frozenset({SUBMITTED, UNDER_REVIEW, REVISION, ACCEPTED, CORRECTION})
IN_REVIEW = frozenset({SUBMITTED, UNDER_REVIEW})
WRITERS = FOCAL_POINTS | {Role.CONTRIBUTOR}

register(
    # Cycles
    *rights("assessments.cycle", "read", COUNTRY_ROLES, scope=Scope.OWN),
    *rights("assessments.cycle", "read", BODIES | SECRETARIAT),
    *rights("assessments.cycle", "add extend end", SECRETARIAT),
    # The assessment as a whole
    *rights("assessments.selfassessment", "read", COUNTRY_ROLES, scope=Scope.OWN),
    *rights("assessments.selfassessment", "read", SECRETARIAT),
    *rights("assessments.selfassessment", "read", BODIES, HANDED_IN, Scope.OTHERS),
    # Who may take a step, whenever: the table of steps says from which states (see `SelfAssessment.TRANSITIONS`).
    *rights("assessments.selfassessment", "submit reopen publish withdraw", FOCAL_POINTS, scope=Scope.OWN),
    *rights("assessments.selfassessment", "recall agree-stage", FOCAL_POINTS, scope=Scope.OWN),
    *rights("assessments.selfassessment", "submit reopen publish withdraw", SECRETARIAT),
    *rights("assessments.selfassessment", "start-review return-for-revision accept", SECRETARIAT),
    *rights("assessments.selfassessment", "accept-own", Role.ADMINISTRATOR),
    *rights("assessments.selfassessment", "comment", BODIES, IN_REVIEW, Scope.OTHERS),
    *rights("assessments.selfassessment", "comment", SECRETARIAT, HANDED_IN),
    *rights("assessments.selfassessment", "comment", FOCAL_POINTS, HANDED_IN, Scope.OWN),
    *rights("assessments.selfassessment", "propose-stage", Role.WORKING_GROUP, IN_REVIEW, Scope.OTHERS),
    *rights("assessments.selfassessment", "propose-stage", SECRETARIAT, IN_REVIEW),
    # What is written in it. Reviewers read the submitted versions, never what is being written.
    *rights(f"{ANSWERS} {PARTS}", "read", COUNTRY_ROLES, scope=Scope.OWN),
    *rights(f"{ANSWERS} {PARTS}", "read", SECRETARIAT),
    *rights(ANSWERS, "change", FOCAL_POINTS, WRITABLE, Scope.OWN),
    *rights(ANSWERS, "change", Role.CONTRIBUTOR, WRITABLE, Scope.OWN_AREAS),
    *rights(ANSWERS, "change", SECRETARIAT, WRITABLE),
    # Notes among colleagues stay in the country.
    *rights(ANSWERS, "read-notes", WRITERS, scope=Scope.OWN),
    *rights("assessments.evidence", "read", COUNTRY_ROLES, scope=Scope.OWN),
    *rights("assessments.evidence", "read", SECRETARIAT),
    *rights("assessments.evidence", "read", BODIES, {"reviewers", "public"}, Scope.OTHERS),
    # Submitted versions
    *rights("assessments.submission", "read", COUNTRY_ROLES, scope=Scope.OWN),
    *rights("assessments.submission", "read", SECRETARIAT),
    *rights("assessments.submission", "read", BODIES, scope=Scope.OTHERS),
    *rights("assessments.reviewthread assessments.reviewedstage", "read", COUNTRY_ROLES, scope=Scope.OWN),
    *rights("assessments.reviewthread assessments.reviewedstage", "read", SECRETARIAT),
    *rights("assessments.reviewthread assessments.reviewedstage", "read", BODIES, scope=Scope.OTHERS),
    *rights("assessments.reviewthread", "resolve", SECRETARIAT),
)

PLAN_IN_REVIEW = frozenset({SUBMITTED, UNDER_REVIEW})
PLAN_HANDED_IN = PLAN_IN_REVIEW | IN_FORCE | {REVISION}

register(
    # The action plan as a whole. Who may take a step, whenever: `ActionPlan.TRANSITIONS` says from which states.
    *rights("assessments.actionplan", "read", COUNTRY_ROLES, scope=Scope.OWN),
    *rights("assessments.actionplan", "read", SECRETARIAT),
    *rights("assessments.actionplan", "read", BODIES, PLAN_HANDED_IN, Scope.OTHERS),
    *rights("assessments.cycle", "begin-plan", WRITERS, scope=Scope.OWN),
    *rights("assessments.cycle", "begin-plan", SECRETARIAT),
    *rights("assessments.actionplan", "change", FOCAL_POINTS, PLAN_WRITABLE, Scope.OWN),
    *rights("assessments.actionplan", "change", SECRETARIAT, PLAN_WRITABLE),
    *rights("assessments.actionplan", "submit evaluate close publish withdraw", FOCAL_POINTS, scope=Scope.OWN),
    *rights("assessments.actionplan", "submit evaluate close publish withdraw", SECRETARIAT),
    *rights("assessments.actionplan", "recall", FOCAL_POINTS, scope=Scope.OWN),
    *rights("assessments.actionplan", "start-review return-for-revision record-approval", SECRETARIAT),
    # Of the bodies only the one that approves plans does, see `plans.reviewing.may_approve`.
    *rights("assessments.actionplan", "approve", BODIES, scope=Scope.OTHERS),
    *rights("assessments.actionplan", "comment", BODIES, PLAN_IN_REVIEW, Scope.OTHERS),
    *rights("assessments.actionplan", "comment", SECRETARIAT, PLAN_HANDED_IN),
    *rights("assessments.actionplan", "comment", FOCAL_POINTS, PLAN_HANDED_IN, Scope.OWN),
    # What is written in it. Reviewers read the submitted versions, never what is being written.
    *rights("assessments.action", "read", COUNTRY_ROLES, scope=Scope.OWN),
    *rights("assessments.action", "read", SECRETARIAT),
    *rights("assessments.action", "change", FOCAL_POINTS, PLAN_WRITABLE, Scope.OWN),
    *rights("assessments.action", "change", Role.CONTRIBUTOR, PLAN_WRITABLE, Scope.OWN_AREAS),
    *rights("assessments.action", "change", SECRETARIAT, PLAN_WRITABLE),
    *rights("assessments.action", "set-status", FOCAL_POINTS, CARRIED_OUT, Scope.OWN),
    *rights("assessments.action", "set-status", Role.CONTRIBUTOR, CARRIED_OUT, Scope.OWN_AREAS),
    *rights("assessments.action", "set-status", SECRETARIAT, CARRIED_OUT),
    *rights("assessments.plansubmission assessments.planthread", "read", COUNTRY_ROLES, scope=Scope.OWN),
    *rights("assessments.plansubmission assessments.planthread", "read", SECRETARIAT),
    *rights("assessments.plansubmission assessments.planthread", "read", BODIES, scope=Scope.OTHERS),
    *rights("assessments.planthread", "resolve", SECRETARIAT),
    *rights("assessments.approvingbody", "read", BODIES | SECRETARIAT),
    *rights("assessments.approvingbody", "add change delete", Role.ADMINISTRATOR),
)

register(
    # Reminders: an editor writes steps that send nothing yet, an administrator lets them send.
    *rights("assessments.reminderstep", "read", BODIES | SECRETARIAT),
    *rights("assessments.reminderstep", "add preview", SECRETARIAT),
    *rights("assessments.reminderstep", "change delete", Role.EDITOR, {False}),
    *rights("assessments.reminderstep", "change", Role.ADMINISTRATOR),
    *rights("assessments.reminderstep", "delete", Role.ADMINISTRATOR, {False}),
    *rights("assessments.reminderstep", "activate deactivate", Role.ADMINISTRATOR),
    *rights("assessments.reminder", "read", SECRETARIAT),
    # A country's deadlines in one's own calendar; the secretariat reads nothing without its second factor.
    *rights("countries.country", "read-deadlines", COUNTRY_ROLES, scope=Scope.OWN),
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
