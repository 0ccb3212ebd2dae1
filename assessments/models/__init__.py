from .content import AreaFacet, Criterion, Indicator, IndicatorLink, InstrumentArea, ProgressStage
from .errata import CorrectionRefused, Erratum, correct
from .instrument import IncompleteInstrument, Instrument, InstrumentPart, PartOfVersion, Worded, Wording

__all__ = [
    "AreaFacet",
    "CorrectionRefused",
    "Criterion",
    "Erratum",
    "IncompleteInstrument",
    "Indicator",
    "IndicatorLink",
    "Instrument",
    "InstrumentArea",
    "InstrumentPart",
    "PartOfVersion",
    "ProgressStage",
    "Worded",
    "Wording",
    "correct",
]
