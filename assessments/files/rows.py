"""A version as rows in reading order: what files hold, what a copy is made of, what two versions are compared by.

Every row has the same columns whatever it is, so that one sheet holds a whole version; what a column is in the record
depends on the kind of row.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from assessments.models import AreaFacet, Criterion, Indicator, Instrument, InstrumentArea, ProgressStage
from assessments.models.instrument import LANGUAGES
from programme.importing.cells import cell_text

# Kind → model, and the kind that it stands below.
KINDS: dict[str, tuple[Any, str]] = {
    "instrument": (Instrument, ""),
    "stage": (ProgressStage, "instrument"),
    "facet": (AreaFacet, "instrument"),
    "area": (InstrumentArea, "instrument"),
    "indicator": (Indicator, "area"),
    "criterion": (Criterion, "indicator"),
}
# What the columns of texts are in each kind of record.
TEXTS = {
    "instrument": {"text": "title", "guidance": "note"},
    "stage": {"text": "label", "guidance": "description"},
    "facet": {"text": "name", "guidance": "guidance"},
    "area": {"text": "name", "guidance": "introduction"},
    "indicator": {"text": "title", "guidance": "guidance", "evidence": "evidence", "legal_basis": "legal_basis"},
    "criterion": {"text": "text"},
}
ALL_TEXTS = ("text", "guidance", "evidence", "legal_basis")
SOURCED = ("sureness", "source", "source_locator", "source_text")
MARKS = tuple(f"mark_{language}" for language in LANGUAGES)
# What only some kinds have.
OWN = {
    "instrument": ("previous", "effective_from"),
    "facet": ("cross_cutting_area",),
    "area": ("working_area",),
    "indicator": ("follows",),
}
BETWEEN = "; "  # the codes that an indicator follows; no code holds it

LABELS = {
    "text": _("text"),
    "guidance": _("guidance"),
    "evidence": _("what counts as evidence"),
    "legal_basis": _("legal basis"),
    "sureness": _("how sure"),
    "source": _("source"),
    "source_locator": _("place in the source"),
    "source_text": _("words of the source"),
    "mark": _("wording"),
    "previous": _("previous version"),
    "effective_from": _("in force from"),
    "cross_cutting_area": _("cross-cutting area"),
    "working_area": _("working area"),
    "follows": _("takes up from the previous version"),
    "part_of": _("belongs to"),
    "position": _("position"),
}


def label_of(column):
    """A column in words: “guidance (fr)”."""
    name, _underscore, language = column.rpartition("_")
    if language in LANGUAGES and name in LABELS:
        return format_lazy("{name} ({language})", name=LABELS[name], language=language)
    return LABELS.get(column, column)


def columns_of(kind):
    """The columns that a row of this kind may fill."""
    texts = [f"{name}_{language}" for name in TEXTS[kind] for language in LANGUAGES]
    return [*texts, *OWN.get(kind, ()), *SOURCED, *MARKS]


@dataclass
class Row:
    """One part of a version. `fault` makes a fault of a message and the column that it is about: it knows the place."""

    kind: str
    code: str
    part_of: str = ""
    values: dict[str, str] = field(default_factory=dict)
    fault: Callable[[Any, str], Any] = field(default=lambda message, column: message, compare=False, repr=False)

    @property
    def key(self):
        return self.kind, self.code

    @property
    def name(self):
        """The row in words, in whatever language there is a text."""
        text = next((self.values[f"text_{one}"] for one in LANGUAGES if self.values.get(f"text_{one}")), "")
        return f"{self.code} – {text}" if text else self.code

    @property
    def kind_in_words(self):
        return KINDS[self.kind][0]._meta.verbose_name

    def filled(self):
        """The values with every column of the kind, empty ones too, so that rows can be compared."""
        return {column: self.values.get(column, "") for column in columns_of(self.kind)}


def rows_of(instrument):
    """The rows of a version that was read whole."""
    rows, above = [], {}
    for part in instrument.parts():
        above[part.kind] = part.code
        _model, owner = KINDS[part.kind]
        part_of = above[owner] if owner and owner != "instrument" else ""
        rows.append(Row(part.kind, part.code, part_of, _values(part)))
    return rows


def _values(part):
    values = {
        f"{column}_{language}": getattr(part, f"{name}_{language}")
        for column, name in TEXTS[part.kind].items()
        for language in LANGUAGES
    }
    values |= {"sureness": part.sureness, "source": part.source.slug if part.source else ""}
    values |= {name: getattr(part, name) for name in ("source_locator", "source_text", *MARKS)}
    if part.kind == "instrument":
        values["previous"] = part.previous.code if part.previous else ""
        values["effective_from"] = part.effective_from.isoformat() if part.effective_from else ""
    elif part.kind == "facet":
        values["cross_cutting_area"] = part.cross_cutting_area.slug if part.cross_cutting_area else ""
    elif part.kind == "area":
        values["working_area"] = part.working_area.slug if part.working_area else ""
    elif part.kind == "indicator":
        values["follows"] = BETWEEN.join(sorted(link.earlier.code for link in part.links.all()))
    return {column: cell_text(value) for column, value in values.items()}
