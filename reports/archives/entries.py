"""What an archive holds, before it is made: each file with its place, what it is and where pages show the same."""

import json
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.text import slugify

LONGEST = 40  # letters of a name: paths must not grow too long where people unpack them


@dataclass(frozen=True)
class Entry:
    """A file of the archive. `made` gives its bytes when they are wanted, whole or in pieces."""

    path: str
    what: str
    address: str  # where this reader finds the same on the pages of the portal
    made: Callable[[], bytes | Iterable[bytes]] | None = None
    # Of an uploaded file: the file, of which record, and whether everybody may have it anyway.
    stored: Any = None
    about: Any = None
    is_public: bool = False

    @property
    def size(self):
        """In bytes, where it is known before the file is made."""
        return self.stored.size if self.stored else None

    @property
    def is_packed(self):
        """Whether its format is compressed already."""
        return self.stored is not None or self.path.endswith((".pdf", ".docx"))


@dataclass(frozen=True)
class Group:
    title: str
    about: str
    entries: list[Entry]

    @property
    def size(self):
        return sum(one.size or 0 for one in self.entries)


def as_json(content):
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode()


def uploaded(folder, key, stored, what, address, *, about, title="", is_public=False):
    """A stored file under a name that every system can write: its key, what Latin letters its title has, its ending."""
    name = "-".join(filter(None, [f"{key:05}", slugify(title)[:LONGEST].strip("-")]))
    ending = stored.name.rpartition(".")[2].lower()
    if not re.fullmatch("[a-z0-9]{1,5}", ending):
        ending = "bin"
    return Entry(f"{folder}/{name}.{ending}", what, address, stored=stored, about=about, is_public=is_public)


def page(name, *of):
    return reverse(name, args=of)


def by_owner(records, owner):
    """Key of the record that they belong to (in this column) → these records, in their order."""
    found: dict[int, list] = {}
    for one in records:
        found.setdefault(getattr(one, owner), []).append(one)
    return found


# What is said and done in a record: the role of who it was, never the name. A file travels further than a page.


def steps_of(record):
    """The note of a submission is the number of its version."""
    return [
        {"step": one.step, "at": one.at.isoformat(), "note": one.note if one.step != "submit" else ""} | signed(one)
        for one in record.steps
    ]


def comments_of(comments):
    return [{"text": one.text, "at": one.at.isoformat()} | signed(one) for one in comments]


def signed(row):
    return {
        "role": row.acted_as,
        "country": getattr(row, "acted_for", ""),
        "on_behalf_of_the_country": getattr(row, "on_behalf", False),
    }
