"""Who acted, in words: the person, the role and the country, and in whose name (ADR 15).

The name stands on the person alone. A history row keeps role and country, which still tell who it was when the name is
not the reader's to know, or was erased.
"""

from django.utils.translation import gettext as _

from programme.matrix import ROLE_NAMES

_resolvers: list = []


def names_of_countries(function):
    """Registers the function that gives the names of countries by ISO code: this room knows no countries (ADR 1)."""
    _resolvers[:] = [function]
    return function


def country_names(codes):
    """The names of these countries in the reader's language, in one query."""
    wanted = {code for code in codes if code}
    return _resolvers[0](wanted) if wanted and _resolvers else {}


def nameless():
    """Somebody of whom only that much may be said."""
    return _("a person")


class Signatures:
    """The signatures of some rows that keep `acted_as`, `acted_for` and `on_behalf`."""

    def __init__(self, rows, names_people=True):
        self.names_people = names_people
        self.countries = country_names(row.acted_for for row in rows)

    def of(self, row, person):
        """`who`, `role` and `on_behalf` of the row, each empty where there is nothing to say."""
        country = self.countries.get(row.acted_for, row.acted_for)
        role = str(ROLE_NAMES.get(row.acted_as, row.acted_as))
        if role and country and not row.on_behalf:
            # After a colon: names of countries stand in the nominative, whatever the language.
            role = _("{role}: {country}").format(role=role, country=country)
        return {"who": self._who(person, role), "role": role, "on_behalf": country if row.on_behalf else ""}

    def _who(self, person, role):
        if person is None:
            return ""
        if self.names_people and not person.is_erased:
            return str(person)
        return "" if role else nameless()
