"""What the public sees of assessments: read from the published copies only (PRODUCT D12)."""

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from assessments.models import Publication
from assessments.shown_copy import shown


@dataclass
class StageLine:
    """An indicator with its stage, the one of the published cycle before, and the reviewed one that both agreed on."""

    indicator: Any
    stage: Any
    standing: str
    earlier: Any
    reviewed: Any

    @property
    def movement(self):
        """Stages further than in the published cycle before (negative: back); None where it cannot be told."""
        return None if self.stage is None or self.earlier is None else self.stage.number - self.earlier.number


@dataclass
class PublishedAssessment:
    """A publication as pages show it; `publication` is None in a preview, `before` the one of an earlier cycle."""

    cycle: Any
    instrument: Any
    content: dict
    parts: list[str]
    publication: Any = None
    on_behalf: bool = False  # of the country, by the secretariat
    before: list = field(default_factory=list)

    @property
    def is_shown(self):
        return self.publication is None or not hasattr(self.publication, "withdrawal")

    @property
    def has_stages(self):
        return Publication.Part.STAGES in self.parts

    @property
    def has_texts(self):
        return Publication.Part.TEXTS in self.parts

    @property
    def has_evidence(self):
        return Publication.Part.EVIDENCE in self.parts

    @cached_property
    def copy(self):
        return shown(self.content, self.instrument)

    @cached_property
    def areas(self):
        """Each area with the stages of its indicators: the picture and its table are drawn from them."""
        earlier = self._earlier_stages()
        return [
            (
                area,
                [
                    StageLine(one.part, one.stage, one.standing, earlier.get(one.part.code), one.reviewed)
                    for one in area.indicators
                ],
            )
            for area in self.copy.areas
        ]

    def _earlier_stages(self):
        """Stages of the cycle before, where the same scale makes them comparable."""
        before = self.before[0] if self.before else None
        if before is None or not before.has_stages or before.instrument.pk != self.instrument.pk:
            return {}
        return {one.part.code: one.stage for area in before.copy.areas for one in area.indicators}

    @property
    def has_reviewed(self):
        return any(line.reviewed for _area, lines in self.areas for line in lines)

    @property
    def has_movement(self):
        return any(line.movement is not None for _area, lines in self.areas for line in lines)


def _as_published(one):
    cycle, instrument = one.submission.assessment.cycle, one.submission.instrument
    return PublishedAssessment(cycle, instrument, one.content, one.parts, one, one.on_behalf)


def published_of(country):
    """What the country published of each cycle, the latest first; each knows the shown one before it."""
    found = [_as_published(one) for one in Publication.objects.shown_for(country)]
    for position, one in enumerate(found):
        one.before = [other for other in found[position + 1 :] if other.is_shown][:1]
    return found
