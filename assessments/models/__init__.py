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
from .reminders import Reminder, ReminderStep
from .review import ReviewComment, ReviewedStage, ReviewThread
from .submission import Publication, Submission, Withdrawal

__all__ = [
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
]
