"""Text as the fonts of a PDF can show it: PDF/UA allows no letter that a font lacks."""

import re
import unicodedata
from functools import cache
from pathlib import Path

from programme.plain_text import without_control_characters

MISSING = "□"
# Joiners, marks of direction and variants of emoji: they show nothing themselves.
INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe00-\ufe0f\ufeff\U000e0000-\U000e0fff]")
LONG = re.compile(r"\S{31,}")
BREAK_AFTER = 15


@cache
def _unknown():
    """What finds the characters that no font has."""
    ranges = []
    for line in (Path(__file__).parent / "letters.txt").read_text().splitlines():
        if not line.startswith("#"):
            first, _dash, last = line.partition("-")
            ranges.append(f"{chr(int(first, 16))}-{chr(int(last or first, 16))}".replace("\\", "\\\\"))
    return re.compile("[^" + "".join(re.sub(r"([\[\]^])", r"\\\1", one) for one in ranges) + r"\t\n]")


def printable(text, *, plainly=False):
    """Composed letters; a box for what no font has. `plainly` gives up marks above letters that have none of their own.

    Words of more than thirty letters may break anywhere.
    """
    text = unicodedata.normalize("NFC", INVISIBLE.sub("", without_control_characters(text)))
    if plainly:
        text = "".join(letter for letter in text if not unicodedata.combining(letter))
    text = _unknown().sub(MISSING, text)
    return LONG.sub(_breakable, text)


def _breakable(found):
    word = found.group()
    return "\u200b".join(word[start : start + BREAK_AFTER] for start in range(0, len(word), BREAK_AFTER))
