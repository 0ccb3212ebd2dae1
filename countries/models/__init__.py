from .country import Authority, Country, CountryGroup, CountryName, GroupMembership
from .people import BODY_ROLES, BodyMember, Invitation, InvitationRefused, Mandate, digest_of
from .preparation import BasicTaskPlan, BasicTaskResult, Mission
from .standing import BeneficiaryPeriod, Commitment, PartyStatus, PhaseEntry

__all__ = [
    "BODY_ROLES",
    "Authority",
    "BasicTaskPlan",
    "BasicTaskResult",
    "BeneficiaryPeriod",
    "BodyMember",
    "Commitment",
    "Country",
    "CountryGroup",
    "CountryName",
    "GroupMembership",
    "Invitation",
    "InvitationRefused",
    "Mandate",
    "Mission",
    "PartyStatus",
    "PhaseEntry",
    "digest_of",
]
