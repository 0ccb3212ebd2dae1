"""What a cell of the workbook can hold, and how a row is known again (see `workbook_writing`, `workbook_reading`)."""

import re

from django.utils.crypto import salted_hmac

from programme.plain_text import without_control_characters
from programme.spreadsheets import LONGEST_CELL

# Column A, which is hidden, says which place a row is and that nobody changed what it asks.
KEY, CODE, QUESTION, ANSWER, REMARK = "A", "B", "C", "D", "E"
COLUMNS = (KEY, CODE, QUESTION, ANSWER, REMARK)
# A row in which nothing is filled in, such as a heading.
NO_PLACE = "-"
PROPERTY = "portal-self-assessment"
# How Office writes a letter that XML has not. A text that merely looks like it gets the escape of its first letter.
_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_ESCAPE = "x005F_"
# A return or another letter that nobody sees, as Excel writes what was pasted from elsewhere. openpyxl leaves it so.
_UNSEEN = re.compile(r"_x(00[01][0-9A-F]|007F)_")


def carried(text):
    """The text as it comes back out of a workbook, however often it goes in and out."""
    text = cut(_plain(text))
    while (less := read(text)) != text:
        text = less
    return text.strip()


def read(text):
    """What a cell says, as a person sees it. openpyxl drops escapes of some cells itself, whatever stands around."""
    seen = _UNSEEN.sub(lambda found: chr(int(found[1], 16)), text.replace(_ESCAPE, ""))
    return _plain(seen)


def _plain(text):
    return without_control_characters(text.replace("\r\n", "\n").replace("\r", "\n"))


def cut(text):
    """As much of it as a cell holds. Excel counts as UTF-16 does, in which some letters count twice."""
    if len(text) * 2 <= LONGEST_CELL:
        return text
    return text.encode("utf-16-le")[: LONGEST_CELL * 2].decode("utf-16-le", "ignore")


def fits(text):
    return cut(text) == text


def written(text):
    """The text as it is put into a cell."""
    return _ESCAPED.sub(f"_{_ESCAPE}", cut(_plain(text)))


def mark_of(key, identity, texts):
    """What column A says: the place, and a seal on what the row asks, for this one workbook."""
    told = "\x1f".join(" ".join(carried(text).split()) for text in texts)
    return f"{key} {salted_hmac('row of a workbook', f'{identity} {key} {told}').hexdigest()[:16]}"
