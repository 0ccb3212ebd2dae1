from .answers import (
    AreaAnswer,
    CriterionAnswer,
    FacetAnswer,
    IndicatorAnswer,
    SelfAssessment,
    Standing,
)
from .beside import Challenge, ColleagueNote, Evidence, KeptText
from .calendar import CalendarAddress
from .content import AreaFacet, Criterion, Indicator, IndicatorLink, InstrumentArea, ProgressStage
from .cycle import Cycle, CycleExtension
from .errata import CorrectionRefused, Erratum, correct
from .instrument import IncompleteInstrument, Instrument, InstrumentPart, PartOfVersion, Worded, Wording
from .plan import Action, ActionPlan, ActionStatusChange, ApprovingBody, role_of
from .plan_copies import PlanComment, PlanPublication, PlanSubmission, PlanThread, PlanWithdrawal
from .reminders import Reminder, ReminderStep
from .review import ReviewComment, ReviewedStage, ReviewThread
from .submission import Publication, Submission, Withdrawal

__all__ = [
    "Action",
    "ActionPlan",
    "ActionStatusChange",
    "ApprovingBody",
    "AreaAnswer",
    "AreaFacet",
    "CalendarAddress",
    "Challenge",
    "ColleagueNote",
    "CorrectionRefused",
    "Criterion",
    "CriterionAnswer",
    "Cycle",
    "CycleExtension",
    "Erratum",
    "Evidence",
    "FacetAnswer",
    "IncompleteInstrument",
    "Indicator",
    "IndicatorAnswer",
    "IndicatorLink",
    "Instrument",
    "InstrumentArea",
    "InstrumentPart",
    "KeptText",
    "PartOfVersion",
    "PlanComment",
    "PlanPublication",
    "PlanSubmission",
    "PlanThread",
    "PlanWithdrawal",
    "ProgressStage",
    "Publication",
    "Reminder",
    "ReminderStep",
    "ReviewComment",
    "ReviewThread",
    "ReviewedStage",
    "SelfAssessment",
    "Standing",
    "Submission",
    "Withdrawal",
    "Worded",
    "Wording",
    "correct",
    "role_of",
]
