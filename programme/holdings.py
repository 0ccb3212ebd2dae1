"""What the portal holds about a person: each room registers its part, and what erasure does to it (ADR 15).

Whoever adds a link to a person or a column for an e-mail address registers it here: a test walks all models.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import models
from django.db.models import Q

from programme.history_words import in_words, label_of
from programme.punctuation import enumerated


@dataclass(frozen=True)
class Fact:
    """One value of a record: its name and value for machines, the same in words for people."""

    name: str
    value: Any
    label: str
    words: str


Row = tuple[Fact, ...]


@dataclass(frozen=True)
class Identity:
    """Everything by which a person was known here: all names and e-mail addresses there ever were."""

    pk: int
    emails: frozenset[str]
    names: frozenset[str]

    @classmethod
    def of(cls, person):
        known = [(person.email, person.name), *person.history.values_list("email", "name")]
        return cls(
            person.pk,
            frozenset(email.lower() for email, _name in known if email),
            frozenset(name for _email, name in known if name),
        )

    @property
    def placeholder(self):
        """Stands where an e-mail address must: unique, and at a domain that can never be."""
        return f"erased-{self.pk}@erased.invalid"

    def by_email(self, column):
        """The rows in which the column holds one of the addresses, however it is written."""
        return Q(*((f"{column}__iexact", email) for email in sorted(self.emails)), _connector=Q.OR)

    def mentioned_in(self, *columns):
        """The rows in whose columns a name or an address stands within other words."""
        words = sorted(self.emails | self.names)
        return Q(*((f"{column}__icontains", word) for column in columns for word in words), _connector=Q.OR)


def _nothing(_person) -> Iterable[Any]:
    return ()


@dataclass(frozen=True)
class Holding:
    """One kind of thing that is kept about people.

    `links` are the columns that it accounts for, such as `countries.Mandate.user`; `kept` says what erasure does;
    `in_the_way` names what must be ended before.
    """

    key: str
    title: Any
    kept: Any
    links: tuple[str, ...] = ()
    rows: Callable[..., Iterable[Row]] = _nothing
    erase: Callable[..., None] | None = None
    in_the_way: Callable[..., Iterable[str]] = _nothing


_holdings: dict[str, Holding] = {}


def register(*holdings: Holding):
    for holding in holdings:
        _holdings[holding.key] = holding


def all_holdings():
    return list(_holdings.values())


def facts(record, *names) -> Row:
    """These fields of the record, for people and machines."""
    return tuple(_fact(record, record._meta.get_field(name)) for name in names)


def _fact(record, field):
    if field.many_to_many:
        listed = [str(one) for one in getattr(record, field.name).all()]
        return Fact(field.name, listed, label_of(field), enumerated(listed) or in_words(field, ()))
    value = getattr(record, field.name)
    return Fact(field.name, for_machines(value), label_of(field), in_words(field, value))


def for_machines(value):
    if isinstance(value, models.Model):
        return str(value)
    return value.isoformat() if isinstance(value, date | datetime) else value


def held_about(person):
    """Each kind of thing with what is there of it."""
    return [(holding, list(holding.rows(person))) for holding in all_holdings()]


def as_data(person):
    """The same for machines."""
    return {
        holding.key: {
            "title": str(holding.title),
            "on_erasure": str(holding.kept),
            "records": [{fact.name: fact.value for fact in row} for row in rows],
        }
        for holding, rows in held_about(person)
    }
