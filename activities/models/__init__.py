from .activity import Activity, ActivityKind, Group, Phase, Status
from .participation import AreaTag, Contribution, Organisation, Participation, Partnership, Reach, TargetGroup
from .proposal import ActivityProposal, ProposalComment, ProposalCountry
from .report import ActivityReport, ReportEvidence

__all__ = [
    "Activity",
    "ActivityKind",
    "ActivityProposal",
    "ActivityReport",
    "AreaTag",
    "Contribution",
    "Group",
    "Organisation",
    "Participation",
    "Partnership",
    "Phase",
    "ProposalComment",
    "ProposalCountry",
    "Reach",
    "ReportEvidence",
    "Status",
    "TargetGroup",
]
