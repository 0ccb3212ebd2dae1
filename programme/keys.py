"""Numbers of records as addresses and forms give them: what cannot be one must not reach the database."""

from django.db import models

LONGEST = 18  # digits; a database holds no longer whole numbers


def is_key(text: str) -> bool:
    """Whether this can be the number of a record. `str.isdigit` alone is true of "²" too, which is no number."""
    return text.isascii() and text.isdigit() and len(text) <= LONGEST


@models.AutoField.register_lookup
@models.BigAutoField.register_lookup
class AmongKeys(models.lookups.In):
    """Finds nothing for a number that no record can have, as Django does for a single one: SQLite fails at it."""

    def get_prep_lookup(self):
        found = super().get_prep_lookup()
        if not isinstance(found, list):
            return found
        return [one for one in found if not isinstance(one, int) or abs(one) < 10**LONGEST]
