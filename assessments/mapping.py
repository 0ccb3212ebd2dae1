"""What became of each indicator from one version to the next. It follows from the links; nothing of it is stored."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from assessments.models.instrument import LANGUAGES


class Fate(StrEnum):
    SAME = "same"
    REWORDED = "reworded"
    MERGED = "merged"
    SPLIT = "split"
    NEW = "new"
    DROPPED = "dropped"


FATE_NAMES = {
    Fate.SAME: pgettext_lazy("indicator", "the same"),
    Fate.REWORDED: pgettext_lazy("indicator", "reworded"),
    Fate.MERGED: pgettext_lazy("indicator", "merged"),
    Fate.SPLIT: pgettext_lazy("indicator", "split"),
    Fate.NEW: pgettext_lazy("indicator", "new"),
    Fate.DROPPED: pgettext_lazy("indicator", "dropped"),
}
FATE_MEANINGS = {
    Fate.SAME: _("The wording and the criteria are as they were."),
    Fate.REWORDED: _("One indicator took the place of one, in other words or with other criteria."),
    Fate.MERGED: _("Several indicators became one."),
    Fate.SPLIT: _("One indicator became several."),
    Fate.NEW: _("Nothing like it was asked before."),
    Fate.DROPPED: _("It is no longer asked."),
}


@dataclass(frozen=True)
class Passage:
    """Indicators of the earlier version, and what they are in the later one."""

    fate: Fate
    earlier: tuple[Any, ...]
    later: tuple[Any, ...]

    @property
    def name(self):
        return FATE_NAMES[self.fate]


def mapping(earlier, later):
    """The passages from one version to the next, both read whole, in the order of the later one."""
    former = {one.pk: one for one in _indicators(earlier)} if earlier else {}
    followers: dict[int, list] = {key: [] for key in former}
    for indicator in _indicators(later):
        for link in indicator.links.all():
            followers.setdefault(link.earlier_id, []).append(indicator)
    passages, done = [], set()
    for indicator in _indicators(later):
        if indicator.pk in done:
            continue
        before = [former[link.earlier_id] for link in indicator.links.all() if link.earlier_id in former]
        if len(before) == 1:
            after = followers[before[0].pk]
            is_split = len(after) > 1 and all(len(one.links.all()) == 1 for one in after)
            fate = Fate.SPLIT if is_split else Fate.SAME if _says_the_same(before[0], indicator) else Fate.REWORDED
            after = after if is_split else [indicator]
        else:
            fate, after = (Fate.MERGED if before else Fate.NEW), [indicator]
        done |= {one.pk for one in after}
        passages.append(Passage(fate, tuple(before), tuple(after)))
    gone = [one for key, one in former.items() if not followers[key]]
    return passages + [Passage(Fate.DROPPED, (one,), ()) for one in gone]


def _indicators(instrument):
    return [indicator for area in instrument.areas.all() for indicator in area.indicators.all()]


def _says_the_same(one, other):
    return _words(one) == _words(other)


def _words(indicator):
    parts = [indicator, *indicator.criteria.all()]
    return [
        getattr(part, f"{name}_{language}") or "" for part in parts for name in part.texts for language in LANGUAGES
    ]
