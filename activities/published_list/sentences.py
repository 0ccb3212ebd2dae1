"""Telling prose and headings from the entries of a list."""

from __future__ import annotations

import re

from django.utils.translation import gettext_lazy as _

# Small letters only: "May" is a month.
_VERBS = re.compile(
    r"\b(?:is|are|was|were|has|have|had|will|would|can|could|should|must|may|might|began|took place|does|do|did|"
    r"est|sont|était|étaient|ont|sera|seront|peut|peuvent|doit|doivent|a été|s’est|s'est|"
    r"является|являются|был|была|было|были|будет|будут|может|могут|должн[аоы]?|состоял(?:ся|ась|ось|ись)|"
    r"состоится|прош[её]л|прошла|проводится|проводятся|проведен[аоы]?)\b"
)
_SENTENCE_END = re.compile(r"(?<![A-ZА-Я])(?<!\b(?:St|Dr|Mr|No|vs))(?<!\bRep)(?<!\bMrs)[.!?]\s+(?=[A-ZА-ЯÉÀ])")
_LONGEST_TITLE = 60


def why_prose(text: str, *, has_bullet: bool, is_dated: bool):
    """Why the text reads as prose, or nothing; a title has no verb and is no row of sentences."""
    if text.endswith(":"):
        return _("It introduces what follows.")
    has_verb = bool(_VERBS.search(text))
    sentences = len(_SENTENCE_END.findall(text)) + 1
    is_closed = text.endswith((".", "!", "?"))
    if has_verb and (is_closed or sentences > 1 or not (has_bullet or is_dated)):
        return _("It is a sentence, not a title.")
    if sentences > 2 or (sentences > 1 and is_closed and not is_dated):
        return _("It has several sentences.")
    if len(text.split()) > _LONGEST_TITLE:
        return _("It is longer than a title.")
    return None
