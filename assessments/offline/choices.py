"""Answers that are chosen from a list: written in the language of a file, read in any of the portal's languages."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessments.models import Challenge, CriterionAnswer, Standing
from programme.folding import fold
from programme.punctuation import enumerated
from programme.templatetags.components import text_of

LANGUAGES = [code for code, _name in settings.LANGUAGES]
YES_OR_NO = ((True, gettext_lazy("Yes")), (False, gettext_lazy("No")))


@dataclass(frozen=True)
class Choice:
    """`readings` are the folded words by which it is known."""

    value: Any
    words: str
    readings: frozenset[str]


def choices_for(version):
    """The choices of every field that has them, by the name of the field; an indicator's are those of its area."""
    kinds = {
        "standing": Standing.choices,
        "value": CriterionAnswer.Value.choices,
        "priority": Challenge.Priority.choices,
        "needs_assistance": YES_OR_NO,
    }
    found = {name: tuple(_of_words(value, label) for value, label in pairs) for name, pairs in kinds.items()}
    return found | {"stage": tuple(_of_stage(stage) for stage in version.stages.all())}


def _of_words(value, label):
    readings = {str(value)}
    for language in LANGUAGES:
        with translation.override(language):
            readings.add(str(label))
    return Choice(value, str(label), frozenset(map(fold, readings)))


def stage_words(stage):
    return f"{stage.number}. {text_of(stage, 'label')[0]}"


def _of_stage(stage):
    labels = [getattr(stage, f"label_{language}") or "" for language in LANGUAGES]
    readings = {str(stage.number), *labels, *(f"{stage.number}. {label}" for label in labels)}
    return Choice(stage.pk, stage_words(stage), frozenset(map(fold, readings)) - {""})


def indicator_choices(indicators):
    """Indicators of one area; the title says in a list what the code means, the code alone is enough to be read."""
    return tuple(
        Choice(one.pk, f"{one.code} – {text_of(one, 'title')[0]}", frozenset(_readings_of_indicator(one)))
        for one in indicators
    )


def _readings_of_indicator(indicator):
    yield fold(indicator.code)
    for language in LANGUAGES:
        yield fold(f"{indicator.code} – {getattr(indicator, f'title_{language}') or ''}")


def one_of(choices, text):
    """The value of the choice that this text names; raises ValidationError."""
    found = [one for one in choices if fold(text) in one.readings]
    if len(found) == 1:
        return found[0].value
    words = enumerated(one.words for one in choices)
    raise ValidationError(_("“{text}” is none of the choices: {choices}.").format(text=text[:80], choices=words))
