from .country import Authority, Country, CountryGroup, CountryName, GroupMembership
from .preparation import BasicTaskPlan, BasicTaskResult, Mission
from .standing import BeneficiaryPeriod, Commitment, PartyStatus, PhaseEntry

__all__ = [
    "Authority",
    "BasicTaskPlan",
    "BasicTaskResult",
    "BeneficiaryPeriod",
    "Commitment",
    "Country",
    "CountryGroup",
    "CountryName",
    "GroupMembership",
    "Mission",
    "PartyStatus",
    "PhaseEntry",
]
