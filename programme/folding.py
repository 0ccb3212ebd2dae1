"""One form for search: no case, no accents, no punctuation, in Latin and Cyrillic alike."""

import re
import unicodedata

MOST_TOKENS = 12

# Letters that no decomposition takes apart.
_LETTERS = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ħ": "h", "ı": "i", "ŧ": "t"}
)
_DROPPED_CATEGORIES = ("Mn", "Me", "Cf")  # accents, enclosing marks, soft hyphens and joiners
_NOT_WORD = re.compile(r"[\W_]+")
_CYRILLIC_WORD = re.compile(r"[а-яѐ-ӿ]{5,}")
_CYRILLIC_ENDING = re.compile(r"[аеиоуыэюяйь]{1,2}$")


def fold(text: str) -> str:
    """The text as search compares it: "Chișinău, Молдавия" becomes "chisinau молдавия"."""
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text).casefold()
        text = unicodedata.normalize("NFKC", text).translate(_LETTERS)
        # Recomposed at the end, since Hangul falls apart into letters that are no accents.
        text = unicodedata.normalize("NFKC", "".join(map(_without_accents, text)))
    return _NOT_WORD.sub(" ", text.casefold()).strip()


def _without_accents(character):
    if character == "й":  # a letter of its own, though Unicode takes it for и with a breve
        return character
    parts = unicodedata.normalize("NFKD", character)
    return "".join(part for part in parts if unicodedata.category(part) not in _DROPPED_CATEGORIES)


def query_tokens(text: str) -> list[str]:
    """The words of a search query, each to be found in a folded text.

    A longer Russian word loses its ending, so that «сербия» finds «Сербии» and «сербская».
    """
    tokens = dict.fromkeys(_stem(token) for token in fold(text).split())
    return list(tokens)[:MOST_TOKENS]


def _stem(token):
    return _CYRILLIC_ENDING.sub("", token) if _CYRILLIC_WORD.fullmatch(token) else token
