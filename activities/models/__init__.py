from .activity import Activity, ActivityKind, Group, Phase, Status
from .participation import AreaTag, Contribution, Organisation, Participation, Partnership, Reach, TargetGroup

__all__ = [
    "Activity",
    "ActivityKind",
    "AreaTag",
    "Contribution",
    "Group",
    "Organisation",
    "Participation",
    "Partnership",
    "Phase",
    "Reach",
    "Status",
    "TargetGroup",
]
