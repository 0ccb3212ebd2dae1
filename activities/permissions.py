"""Who may do what with activities."""

from programme.matrix import SECRETARIAT, register, rights
from programme.permissions import kept_record

register(
    *kept_record("activities.activity", states={True}),  # published or not
    *kept_record(
        """activities.activitykind activities.participation activities.targetgroup activities.areatag
        activities.organisation activities.partnership activities.contribution"""
    ),
    *rights("activities.reach", "read", SECRETARIAT),  # derived from the others
)
