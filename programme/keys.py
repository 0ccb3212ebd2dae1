"""Numbers of records as addresses and forms give them: what cannot be one must not reach the database."""

LONGEST = 18  # digits; a database holds no longer whole numbers


def is_key(text: str) -> bool:
    """Whether this can be the number of a record. `str.isdigit` alone is true of "²" too, which is no number."""
    return text.isascii() and text.isdigit() and len(text) <= LONGEST
