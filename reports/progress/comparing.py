"""What two contents of one biennium say differently: figures, entries of every kind, texts, in the reader's words."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from activities.models import Contribution, Group, Participation, Phase, Status
from countries.standing_on import PHASES
from programme.history_words import Change
from programme.punctuation import enumerated, labelled
from reports.progress.comparing_entries import Entries, entries_compared
from reports.progress.comparing_fields import (
    Fields,
    Titled,
    choice,
    day,
    differing,
    in_each_language,
    name,
    names,
    number,
    source,
    text_of,
    yes_or_no,
)
from reports.progress.contents import Contents
from reports.progress.parts import PARTS, WRITTEN
from reports.progress.pen import Pen
from reports.progress.texts import LANGUAGES

SAME, REMOVED, ADDED = "same", "removed", "added"
MOST_COMPARED = 4_000_000  # pairs of words or lines: some tenths of a second
GAP = "gap"  # paragraphs between, in which nothing changed


@dataclass(frozen=True)
class Piece:
    kind: str
    text: str = ""


@dataclass(frozen=True)
class TextChange:
    """What changed in the narrative of a part in one language."""

    key: str
    language: str
    pieces: tuple[Piece, ...]

    @property
    def title(self):
        return PARTS[self.key]


@dataclass(frozen=True)
class Comparison:
    figures: tuple[Change, ...]
    added: tuple[Titled, ...]
    removed: tuple[Titled, ...]
    changed: tuple[Titled, ...]
    countries: tuple[Titled, ...]
    entries: tuple[Entries, ...]  # of each kind of which some differ
    narrative: tuple[TextChange, ...]

    @property
    def is_empty(self):
        found = (self.figures, self.added, self.removed, self.changed, self.countries, self.entries, self.narrative)
        return not any(found)


def compared(earlier: Contents, later: Contents, language: str) -> Comparison:
    """`language` is active: labels and names are in it."""
    was, now = Pen(earlier, language), Pen(later, language)
    return Comparison(
        figures=tuple(_figures(was, now)),
        added=tuple(_titled(now, slug) for slug in now.activities if slug not in was.activities),
        removed=tuple(_titled(was, slug) for slug in was.activities if slug not in now.activities),
        changed=tuple(_changed_activities(was, now)),
        countries=tuple(_changed_countries(was, now)),
        entries=tuple(entries_compared(was, now)),
        narrative=tuple(_changed_texts(earlier.narrative, later.narrative)),
    )


# Figures


def _figures(was, now):
    before, after = _numbers(was), _numbers(now)
    for label in dict.fromkeys([*after, *before]):
        if before.get(label, 0) != after.get(label, 0):
            yield Change(label, str(before.get(label, 0)), str(after.get(label, 0)))


def _numbers(pen) -> dict[str, int]:
    """Every figure of the report by its label in words."""
    figures, contents = pen.figures, pen.contents
    found = {_("Activities"): figures.total.number}
    for one in figures.by_group:
        found[pen.choice(Group, one.key)] = one.number
    for title, kind, counts in (
        (_("Activities by kind"), "kind", figures.by_kind),
        (_("Activities by subregion"), "group", figures.by_subregion),
        (_("Activities by project"), "project", figures.by_project),
        (_("Activities by working area"), "area", figures.by_area),
    ):
        for one in counts:
            found[labelled(title, pen.name(kind, one.key) if one.key else _("not stated"))] = one.number
    for one in figures.by_year:
        found[labelled(_("Activities by year"), one.key)] = one.number
    for one in figures.not_held:
        found[labelled(_("Planned and not held"), pen.choice(Status, one.key))] = one.number
    return found | {
        _("Countries reached"): len(figures.reached),
        _("Countries not reached"): len(figures.missed),
        _("Missions"): len(contents.missions),
        _("Contributions"): figures.contributions,
        _("Self-assessments published"): len(contents.assessments),
        _("Needs published"): len(contents.needs),
        _("Facts on which sources disagree"): len(contents.disagreements),
    }


# Activities and countries, field by field


def _by_role(pen, entry):
    found = []
    for one in entry.countries:
        role = pen.choice(Participation.Role, one.role) if one.role else _("role not stated")
        found.append(f"{pen.name('country', one.country)} ({role})")
    return enumerated(sorted(found))


def _donors(pen, entry):
    found = []
    for one in entry.donations:
        about = [pen.choice(Contribution.Kind, one.kind)] if one.kind else []
        about += [f"{one.amount} {one.currency}"] if one.amount else []
        found.append(pen.text_in(one.donor.name)[0] + (f" ({', '.join(about)})" if about else ""))
    return enumerated(found)


def _place(pen, entry):
    parts = [pen.text_in(entry.city)[0], name("country", "place_country")(pen, entry)]
    return ", ".join(part for part in parts if part) or entry.place_text


def _documents(pen, entry):
    return enumerated(one.symbol or pen.text_in(one.title)[0] for one in entry.documents)


ACTIVITY: Fields = (
    (gettext_lazy("Title as published"), lambda pen, entry: entry.published_title),
    (gettext_lazy("Kind of activity"), name("kind", "kind")),
    (gettext_lazy("Group"), choice(Group, "group")),
    (gettext_lazy("Status"), choice(Status, "status")),
    (gettext_lazy("Phase"), choice(Phase, "phase")),
    (gettext_lazy("Dates"), lambda pen, entry: pen.dates(entry.start, entry.end)),
    (gettext_lazy("Place"), _place),
    (gettext_lazy("Online"), yes_or_no("is_online")),
    (gettext_lazy("Project"), lambda pen, entry: pen.text_in(entry.project_title)[0]),
    (gettext_lazy("Countries"), _by_role),
    (gettext_lazy("For groups of countries"), names("group", "groups")),
    (gettext_lazy("Working areas"), names("area", "areas")),
    (gettext_lazy("Participants"), number("participants")),
    (gettext_lazy("Women"), number("women")),
    (gettext_lazy("Men"), number("men")),
    (gettext_lazy("Partners"), lambda pen, entry: enumerated(pen.text_in(one.name)[0] for one in entry.partners)),
    (gettext_lazy("Contributions"), _donors),
    (gettext_lazy("Documents"), _documents),
    (gettext_lazy("Source"), source("source")),
)
TEXTS = (
    ("title", gettext_lazy("Title")),
    ("objectives", gettext_lazy("Objectives")),
    ("outcome", gettext_lazy("Outcome")),
)
REACHED = {
    "named": pgettext_lazy("country", "reached by name"),
    "group": pgettext_lazy("country", "reached in a group"),
    "": pgettext_lazy("country", "not reached"),
}
COUNTRY: Fields = (
    (gettext_lazy("Phase"), lambda pen, entry: str(PHASES.get(entry.phase, entry.phase))),
    (gettext_lazy("Since"), day("phase_since")),
    (gettext_lazy("Party to the Convention"), yes_or_no("is_party")),
    (gettext_lazy("Reached"), lambda pen, entry: str(REACHED.get(entry.reached, entry.reached))),
    (
        gettext_lazy("Activities"),
        lambda pen, entry: enumerated(sorted(text_of(pen.title_of(slug)) for slug in entry.activities)),
    ),
)


def _fields_of_activity():
    for field, label in TEXTS:
        yield from in_each_language(field, label)
    yield from ACTIVITY


def _titled(pen, slug, changes=()):
    entry = pen.activities[slug]
    text, language = pen.text_in(entry.title)
    title, language = (text, language) if text else (entry.published_title or slug, entry.published_language)
    return Titled(title, language, pen.address(pen.page(entry)), tuple(changes))


def _changed_activities(was, now):
    fields = tuple(_fields_of_activity())
    for slug, after in now.activities.items():
        before = was.activities.get(slug)
        if before is not None and before != after and (changes := tuple(differing(fields, was, now, before, after))):
            yield _titled(now, slug, changes)


def _changed_countries(was, now):
    before, after = ({one.country: one for one in pen.contents.countries} for pen in (was, now))
    for key in now.in_order("country", [*after, *before]):
        changes = tuple(differing(COUNTRY, was, now, before.get(key), after.get(key)))
        if changes:
            yield Titled((now if key in after else was).name("country", key), "", "", changes)


# The narrative


def _changed_texts(before, after):
    for key in WRITTEN:
        for language in LANGUAGES:
            earlier, later = (texts.get(key, {}).get(language, "") for texts in (before, after))
            if earlier != later:
                yield TextChange(key, language, tuple(pieces(earlier, later)))


def pieces(earlier: str, later: str) -> Iterator[Piece]:
    """Both texts in one: what stayed around a change, what went, what came. Lines far from any change are left out."""
    was, now = (text.splitlines(keepends=True) for text in (earlier, later))
    for kind, i1, i2, j1, j2 in _steps(was, now):
        if kind == "equal":
            yield Piece(GAP)
        else:
            yield from _word_by_word("".join(was[i1:i2]), "".join(now[j1:j2]))


def _steps(was, now):
    """What of the one list became what of the other; lists too long to be compared in time as a whole."""
    if len(was) * len(now) > MOST_COMPARED:
        return [("replace", 0, len(was), 0, len(now))]
    return SequenceMatcher(None, was, now).get_opcodes()


def _word_by_word(earlier, later):
    was, now = (re.findall(r"\S+|\s+", text) for text in (earlier, later))
    for kind, i1, i2, j1, j2 in _steps(was, now):
        if kind == "equal":
            yield Piece(SAME, "".join(was[i1:i2]))
            continue
        if i2 > i1:
            yield Piece(REMOVED, "".join(was[i1:i2]))
        if j2 > j1:
            yield Piece(ADDED, "".join(now[j1:j2]))
