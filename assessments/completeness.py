"""What a version of the instrument lacks before it can be published: everything at once, each with its place."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from programme.language_names import language_in_words

MISSING = "missing"
FEWEST_STAGES = 2


@dataclass(frozen=True)
class Finding:
    """What is wrong, and the part that it is about (the version itself for what is missing as a whole)."""

    message: str
    part: Any


def findings_of(instrument):
    """Findings of a version that was read whole."""
    found = [*_structure(instrument), *_codes(instrument)]
    for part in instrument.parts():
        found += _texts(part)
    return found


def _structure(instrument):
    areas, stages = instrument.areas.all(), instrument.stages.all()
    if len(stages) < FEWEST_STAGES:
        yield Finding(_("The scale needs at least two stages."), instrument)
    if not areas:
        yield Finding(_("The version has no area."), instrument)
    for area in areas:
        if not area.indicators.all():
            yield Finding(_("The area {code} has no indicator.").format(code=area.code), area)
        for indicator in area.indicators.all():
            if not indicator.criteria.all():
                yield Finding(_("The indicator {code} has no criterion.").format(code=indicator.code), indicator)


def _codes(instrument):
    """The database keeps codes of one kind apart; a criterion that bears an indicator's code would mislead as well."""
    named = [part for part in instrument.parts() if part.kind in ("area", "indicator", "criterion")]
    times = Counter(part.code for part in named)
    for part in named:
        if times[part.code] > 1:
            yield Finding(_("The code {code} stands more than once.").format(code=part.code), part)


def _texts(part):
    """The first text of each part is there in every language, or said to be missing in it."""
    name = part._meta.get_field(part.texts[0]).verbose_name
    words = {"kind": part._meta.verbose_name, "code": part.code, "field": name}
    for language, _name in settings.LANGUAGES:
        text, mark = getattr(part, f"{part.texts[0]}_{language}"), getattr(part, f"mark_{language}")
        words["language"] = language_in_words(language)
        if not text and mark != MISSING:
            message = _("{kind} {code}: “{field}” is empty ({language}). Enter it, or mark it as not available.")
            yield Finding(message.format(**words), part)
        elif text and mark == MISSING:
            message = _("{kind} {code}: “{field}” is there ({language}) and marked as not available.")
            yield Finding(message.format(**words), part)
    if not any(getattr(part, f"{part.texts[0]}_{language}") for language, _name in settings.LANGUAGES):
        yield Finding(_("{kind} {code}: “{field}” is empty in every language.").format(**words), part)
