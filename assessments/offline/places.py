"""The places of a file that can be filled in, and the questions to which they belong."""

from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from assessments.offline.choices import one_of, stage_words
from programme.templatetags.components import text_of

CHALLENGE, NEW_CHALLENGE = "challenge", "new-challenge"


@dataclass
class Place:
    """A field of an answer or a challenge. `theirs` is what it holds now, `closed` why it cannot be filled in."""

    key: str
    record: Any
    name: str
    label: str
    theirs: Any
    form_field: forms.Field
    choices: tuple = ()
    closed: str = ""
    empty: Any = ""
    hint: str = ""

    def words(self, value):
        """The value as a file and a page say it."""
        if self.choices:
            return next((one.words for one in self.choices if one.value == value), "")
        return "" if value is None else str(value)

    def meant(self, text):
        """The value that somebody entered as this text; raises ValidationError."""
        if self.choices:
            return one_of(self.choices, text) if text.strip() else self.empty
        return self.form_field.clean(text).replace("\r\n", "\n").strip()


@dataclass
class Part:
    """A question with its places; `kind` is indicator, criterion, facet, area, challenge or new-challenge."""

    kind: str
    code: str
    title: str
    guidance: list[str] = field(default_factory=list)
    places: list[Place] = field(default_factory=list)
    evidence: list[str] = field(default_factory=list)
    is_to_confirm: bool = False


@dataclass
class AreaContents:
    code: str
    title: str
    introduction: str
    parts: list[Part] = field(default_factory=list)

    def __str__(self):
        return f"{self.code} – {self.title}"


@dataclass
class Contents:
    assessment: Any
    version: Any
    areas: list[AreaContents]

    @property
    def stages(self):
        """The words of each stage, and when a country is at it."""
        return [(stage_words(one), text_of(one, "description")[0]) for one in self.version.stages.all()]

    def keys(self):
        return {place.key for area in self.areas for part in area.parts for place in part.places}

    @property
    def is_open(self):
        """Whether anything of it can be filled in."""
        return any(not place.closed for area in self.areas for part in area.parts for place in part.places)


def not_asked():
    return _("Not asked again: this answer stays as it was submitted.")
