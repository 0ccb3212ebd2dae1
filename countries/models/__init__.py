from .contacts import ContactNote
from .country import Authority, Country, CountryGroup, CountryName, GroupMembership
from .people import BODY_ROLES, BodyMember, Invitation, InvitationRefused, Mandate, digest_of
from .plans import BasicTaskPlan, PlannedTask
from .preparation import BasicTaskResult, Mission
from .standing import BeneficiaryPeriod, Commitment, PartyStatus, PhaseEntry

__all__ = [
    "BODY_ROLES",
    "Authority",
    "BasicTaskPlan",
    "BasicTaskResult",
    "BeneficiaryPeriod",
    "BodyMember",
    "Commitment",
    "ContactNote",
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
    "PlannedTask",
    "digest_of",
]
