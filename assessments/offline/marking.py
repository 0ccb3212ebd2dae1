"""What changed within a text, word by word, so that nobody has to read two long texts to find three words."""

import re
from difflib import SequenceMatcher

from django.utils.html import escape, format_html
from django.utils.safestring import mark_safe

_WORDS = re.compile(r"\s*\S+|\s+$")
# Texts that share less are simply two texts. To compare longer ones, word by word, would take too long.
LEAST_ALIKE, LONGEST = 0.4, 1_500


def marked(before, after):
    """Both texts, with what was left out of the one and what is new in the other marked."""
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    if not old or not new or len(old) > LONGEST or len(new) > LONGEST:
        return escape(before), escape(after)
    matcher = SequenceMatcher(None, old, new)
    if matcher.quick_ratio() < LEAST_ALIKE or matcher.ratio() < LEAST_ALIKE:
        return escape(before), escape(after)
    left, right = [], []
    for kind, start, end, other_start, other_end in matcher.get_opcodes():
        for words, first, last, pieces, tag in (
            (old, start, end, left, "del"),
            (new, other_start, other_end, right, "ins"),
        ):
            text = escape("".join(words[first:last]))
            if text:
                pieces.append(text if kind == "equal" else format_html("<{}>{}</{}>", tag, text, tag))
    return mark_safe("".join(left)), mark_safe("".join(right))  # every piece is escaped
