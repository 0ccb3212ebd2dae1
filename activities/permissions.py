"""Who may do what with activities, with proposals of activities and with reports on them."""

from activities.states import DRAFT, UNDECIDED, WRITABLE
from programme.matrix import COUNTRY_ROLES, FOCAL_POINTS, SECRETARIAT, Role, Scope, register, rights
from programme.permissions import kept_record

register(
    *kept_record("activities.activity", states={True}),  # published or not
    *kept_record(
        """activities.activitykind activities.participation activities.targetgroup activities.areatag
        activities.organisation activities.partnership activities.contribution"""
    ),
    *rights("activities.reach", "read", SECRETARIAT),  # derived from the others
)

WRITERS = FOCAL_POINTS | {Role.CONTRIBUTOR}
PROPOSAL, PARTNER = "activities.activityproposal", "activities.proposalcountry"
REPORT, EVIDENCE = "activities.activityreport", "activities.reportevidence"

register(
    # Proposals. Who may take a step, whenever: the table of steps says from which states.
    *rights(PROPOSAL, "read", COUNTRY_ROLES, scope=Scope.OWN),
    *rights(PROPOSAL, "read", COUNTRY_ROLES, scope=Scope.JOINED),
    *rights(PROPOSAL, "read", SECRETARIAT),
    *rights(PROPOSAL, "add", WRITERS, scope=Scope.OWN),
    *rights(PROPOSAL, "add", SECRETARIAT),
    *rights(PROPOSAL, "change", WRITERS, {DRAFT}, Scope.OWN),
    *rights(PROPOSAL, "change", SECRETARIAT, {DRAFT}),
    *rights(PROPOSAL, "submit recall", FOCAL_POINTS, scope=Scope.OWN),
    *rights(PROPOSAL, "submit accept decline", SECRETARIAT),
    *rights(PROPOSAL, "accept-own", Role.ADMINISTRATOR),
    *rights(PROPOSAL, "invite", FOCAL_POINTS, UNDECIDED, Scope.OWN),
    *rights(PROPOSAL, "invite", SECRETARIAT, UNDECIDED),
    *rights(PROPOSAL, "comment", FOCAL_POINTS, scope=Scope.OWN),
    *rights(PROPOSAL, "comment", FOCAL_POINTS, scope=Scope.JOINED),
    *rights(PROPOSAL, "comment", SECRETARIAT),
    # Each country decides for itself whether it takes part.
    *rights(PARTNER, "read", COUNTRY_ROLES, scope=Scope.OWN),
    *rights(PARTNER, "read", SECRETARIAT),
    *rights(PARTNER, "join leave", FOCAL_POINTS, scope=Scope.OWN),
    *rights(PARTNER, "join leave", SECRETARIAT),
    # Reports
    *rights(f"{REPORT} {EVIDENCE}", "read", COUNTRY_ROLES, scope=Scope.OWN),
    *rights(f"{REPORT} {EVIDENCE}", "read", SECRETARIAT),
    *rights(REPORT, "add", WRITERS, scope=Scope.OWN),
    *rights(REPORT, "add", SECRETARIAT),
    *rights(REPORT, "change", WRITERS, WRITABLE, Scope.OWN),
    *rights(REPORT, "change", SECRETARIAT, WRITABLE),
    *rights(REPORT, "submit recall publish", FOCAL_POINTS, scope=Scope.OWN),
    *rights(REPORT, "submit return-for-revision accept publish", SECRETARIAT),
    *rights(REPORT, "accept-own", Role.ADMINISTRATOR),
)
