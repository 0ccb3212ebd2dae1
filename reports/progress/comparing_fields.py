"""The fields of what a report tells, in words: what two versions of an entry are compared by."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from programme.history_words import Change
from programme.language_names import language_in_words
from reports.progress.pen import Pen
from reports.progress.texts import LANGUAGES

Words = Callable[[Pen, Any], str]
Fields = tuple[tuple[Any, Words], ...]


@dataclass(frozen=True)
class Titled:
    """An entry of a report, with its page and what of it changed."""

    title: str
    language: str
    url: str
    changes: tuple[Change, ...] = ()


def text_of(line):
    return "".join(run.text for run in line)


def names(kind, field) -> Words:
    return lambda pen, entry: text_of(pen.names(kind, getattr(entry, field)))


def name(kind, field) -> Words:
    return lambda pen, entry: pen.name(kind, getattr(entry, field)) if getattr(entry, field) else ""


def choice(choices, field) -> Words:
    return lambda pen, entry: pen.choice(choices, getattr(entry, field)) if getattr(entry, field) else ""


def number(field) -> Words:
    return lambda pen, entry: "" if getattr(entry, field) is None else str(getattr(entry, field))


def day(field) -> Words:
    return lambda pen, entry: pen.date(getattr(entry, field)) if getattr(entry, field) else ""


def yes_or_no(field) -> Words:
    return lambda pen, entry: {True: _("Yes"), False: _("No")}.get(getattr(entry, field), "")


def source(field) -> Words:
    return lambda pen, entry: text_of(pen.source(getattr(entry, field))) if getattr(entry, field) else ""


def in_language(field, language) -> Words:
    return lambda pen, entry: (getattr(entry, field) or {}).get(language, "")


def in_each_language(field, label) -> Iterator[tuple[str, Words]]:
    for language in LANGUAGES:
        yield f"{label} ({language_in_words(language)})", in_language(field, language)


def differing(fields, was, now, before, after) -> Iterator[Change]:
    for label, words in fields:
        earlier = words(was, before) if before else ""
        later = words(now, after) if after else ""
        if earlier != later:
            yield Change(str(label), earlier, later)
