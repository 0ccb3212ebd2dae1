"""The nearest known names and words to what somebody typed: the same on every database, since it asks none."""

import re
from bisect import bisect_left
from collections import defaultdict
from dataclasses import dataclass

from programme.folding import MOST_TOKENS, fold, query_tokens

MOST_SUGGESTIONS = 3
LONGEST_WORD = 40
SHORTEST_WORD = 3
# How far off a word may be: at most so many letters wrong, missing, too many or swapped, from a length of so many on.
TOLERANCE = ((11, 3), (6, 2), (4, 1))
_DIGITS = re.compile(r"\d+")


@dataclass(frozen=True)
class Name:
    """Something that can be meant: as it is written, as it is compared, and how much rather than others."""

    written: str
    key: str
    weight: int  # 0 comes first
    subject: object  # what it names: one suggestion for each is enough

    @property
    def letters(self):
        return letters_of(self.key)


def letters_of(key):
    """Which letters a text has, as bits: texts that have too different ones need not be compared."""
    found = 0
    for letter in key:
        found |= 1 << (ord(letter) % 61)
    return found


def tolerance(length):
    return next((most for shortest, most in TOLERANCE if length >= shortest), 0)


def distance(one, other, most):
    """How many letters are wrong, missing, too many or swapped with their neighbour; most + 1 where it is more."""
    if abs(len(one) - len(other)) > most:
        return most + 1
    far = most + 1
    before_last: list[int] = []
    last = list(range(len(other) + 1))
    for row, letter in enumerate(one, start=1):
        current = [row] + [far] * len(other)
        for column in range(max(1, row - most), min(len(other), row + most) + 1):
            same = letter == other[column - 1]
            cost = min(last[column] + 1, current[column - 1] + 1, last[column - 1] + (not same))
            if row > 1 and column > 1 and letter == other[column - 2] and one[row - 2] == other[column - 1]:
                cost = min(cost, before_last[column - 2] + 1)
            current[column] = cost
        if min(current) > most:
            return far
        before_last, last = last, current
    return min(last[-1], far)


class NearNames:
    """Whole names (of countries, places, terms, symbols) and the single words of titles."""

    def __init__(self, names, words):
        """`names` and `words` are each a text, its weight and what it names."""
        self.names = self._by_length((text, fold(text).replace(" ", ""), *rest) for text, *rest in names)
        parts = ((part, fold(part), *rest) for text, *rest in (*names, *words) for part in re.findall(r"\w+", text))
        self.words = self._by_length(part for part in parts if len(part[1]) > SHORTEST_WORD and part[1].isalpha())
        known = {word for text, *_rest in (*names, *words) for word in fold(text).split()}
        self.known = sorted(known | {key for some in self.names.values() for key in some})

    @staticmethod
    def _by_length(entries):
        """{length: {key: (name, its letters)}}; of several ways to write one key the most likely is kept."""
        found: dict[int, dict[str, tuple[Name, int]]] = defaultdict(dict)
        for written, key, weight, subject in entries:
            if not SHORTEST_WORD <= len(key) <= LONGEST_WORD:
                continue
            kept = found[len(key)].get(key)
            if kept is None or weight < kept[0].weight:
                name = Name(written, key, weight, subject)
                found[len(key)][key] = (name, name.letters)
        return found

    def suggestions(self, text):
        """What may have been meant instead, likeliest first; nothing where every word is known."""
        words = fold(text).split()[:MOST_TOKENS]
        if not words or all(map(self.is_known, words)):
            return []
        found = self._nearest(self.names, "".join(words))
        if not found and len(words) == 1:
            found = self._nearest(self.words, words[0])
        suggested = {name.subject: name.written for name in reversed(found)}  # the nearest of each subject stays
        in_order = [name.written for name in found if suggested[name.subject] == name.written]
        if len(words) > 1 and (mended := self._mended(words)):
            in_order.append(mended)
        by_key = {fold(one): one for one in reversed(in_order) if fold(one) != fold(text)}
        return list(dict.fromkeys(by_key[fold(one)] for one in in_order if fold(one) in by_key))[:MOST_SUGGESTIONS]

    def is_known(self, word):
        """Whether some known word begins like this one, without its Russian ending."""
        (stem,) = query_tokens(word) or [word]
        place = bisect_left(self.known, stem)
        return place < len(self.known) and self.known[place].startswith(stem)

    def _mended(self, words):
        """The words with each unknown one replaced by the nearest known; those like nothing are left out."""
        mended = []
        for word in words:
            if self.is_known(word):
                mended.append(word)
            elif _DIGITS.search(word):  # another number is another thing, and none is everything
                return ""
            elif near := self._nearest(self.words, word):
                mended.append(near[0].written.lower())
        return " ".join(mended)

    @staticmethod
    def _nearest(names, key):
        """Names within the tolerance, the nearest ones and those one step further. Numbers are never corrected."""
        most = tolerance(len(key))
        if len(key) > LONGEST_WORD:
            return []
        letters, digits = letters_of(key), _DIGITS.findall(key)
        near = []
        for length in range(len(key) - most, len(key) + most + 1):
            for name, its_letters in names.get(length, {}).values():
                if (letters ^ its_letters).bit_count() > 2 * most or _DIGITS.findall(name.key) != digits:
                    continue
                off = distance(key, name.key, most)
                if off <= most:
                    near.append((off, name.weight, name.key, name))
        near.sort(key=lambda one: one[:3])
        return [name for off, _weight, _key, name in near if off <= near[0][0] + 1]
