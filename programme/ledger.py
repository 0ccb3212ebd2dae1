"""Writes the record's files to the database without undoing what staff did since (ADR 6).

For each record the ledger (`LoadedRecord`) keeps what was last loaded. A field that differs from that was changed by
staff and is kept; a record that is gone was deleted by staff and stays away. Both are reported.
"""

import difflib
from collections import Counter, defaultdict
from dataclasses import dataclass, field

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import models

from programme.dates import PartialDate
from programme.models import LoadedRecord, Sureness, TextMark
from programme.record_files import LANGUAGES, NEEDS_NO_SOURCE, Faults


@dataclass
class Report:
    """What a load did, for who ran it."""

    created: Counter = field(default_factory=Counter)
    updated: Counter = field(default_factory=Counter)
    unchanged: Counter = field(default_factory=Counter)
    kept: list[str] = field(default_factory=list)
    deleted: list[str] = field(default_factory=list)
    adopted: list[str] = field(default_factory=list)
    no_longer_in_files: list[str] = field(default_factory=list)

    def lines(self):
        for name, counts in (("created", self.created), ("updated", self.updated)):
            what = ", ".join(f"{number} {label}" for label, number in sorted(counts.items()))
            yield f"{name}: {sum(counts.values())}" + (f" ({what})" if what else "")
        yield f"unchanged: {sum(self.unchanged.values())}"
        for title, found in (
            ("kept as staff changed it", self.kept),
            ("left away as staff deleted it", self.deleted),
            ("was there already and is now kept up from the files", self.adopted),
            ("no longer in the files, left as it is", self.no_longer_in_files),
        ):
            yield from (f"{title}: {line}" for line in found)


CREATED, UPDATED, UNCHANGED = "created", "updated", "unchanged"


class Ledger:
    """One load: knows what was loaded before, what the files name, and what went wrong."""

    def __init__(self, faults=None):
        self.faults = faults if faults is not None else Faults()
        self.report = Report()
        # Kind of reference → key in the files → record; unsaved where it is faulty, None where staff deleted it.
        self.named = defaultdict(dict)
        self.rows = {row.key: row for row in LoadedRecord.objects.all()}
        self.outcomes = {}
        self._records = {}

    def put(self, model, key, entry, values, *, lists=None, find=None, name_as=None, completing=False):
        """Creates or updates the record of this key with these values.

        Gives None where staff deleted it, and an unsaved record where it is faulty: what stands below it is then
        checked, so that every fault is said at once, and not saved.

        `lists` are many-to-many fields with their records; `find` finds a record that staff made before the files did;
        `name_as` makes the record known to references of that kind under the entry's own key; `completing` adds what
        could not be known when the record was first put (a parent that stands further down).
        """
        label = f"{model._meta.label_lower}:{key}"
        if label in self.outcomes and not completing:
            entry.fault(f"“{key}” stands twice.", "key")
            return None
        self.outcomes.setdefault(label, UNCHANGED)
        row = self.rows.get(label)
        record = self._existing(model, row, find)
        if row is not None and record is None:
            self._once(self.report.deleted, label)
            return self._name(name_as, entry, None)
        fresh = record is None
        record = model() if fresh else record
        last = dict(row.values) if row else {}
        adopted = not fresh and row is None
        if adopted:
            self.report.adopted.append(label)

        changed = []
        for name, value in values.items():
            current, wanted = self._plain(record, name), plain(value)
            if current == wanted:
                pass
            elif fresh or (name in last and current == last[name]) or self._untouched(record, name, last):
                setattr(record, name, value)
                changed.append(name)
            else:
                self._once(self.report.kept, f"{label}, {name}")
        if (changed or fresh) and not self._save(record, entry, fresh, values):
            return self._name(name_as, entry, record if record.pk is None else model())
        loaded = {name: plain(value) for name, value in values.items()}
        loaded |= self._put_lists(record, lists or {}, last, fresh, changed, label)
        self._note(label, row, record, last | loaded)
        if fresh or (changed and self.outcomes[label] == UNCHANGED):
            self.outcomes[label] = CREATED if fresh else UPDATED
        return self._name(name_as, entry, record)

    def _existing(self, model, row, find):
        if row is None:
            return model.objects.filter(**find).first() if find and not unsaved(find) else None
        if model not in self._records:
            self._records[model] = {record.pk: record for record in model.objects.all()}
        return self._records[model].get(row.record_id)

    @staticmethod
    def _plain(record, name):
        field = record._meta.get_field(name)
        return plain(getattr(record, field.attname))

    @staticmethod
    def _untouched(record, name, last):
        """Never loaded before and still empty: nobody's work is undone by filling it."""
        if name in last:
            return False
        field = record._meta.get_field(name)
        return plain(getattr(record, field.attname)) in (None, "", plain(field.get_default()))

    def _save(self, record, entry, fresh, values):
        hanging = unsaved(values)
        try:
            if hanging:
                record.full_clean(exclude=hanging, validate_unique=False, validate_constraints=False)
                return False
            record.full_clean(validate_unique=fresh)
        except ValidationError as error:
            for name, messages in error.message_dict.items():
                for message in messages:
                    entry.fault(message if name == "__all__" else f"“{name}”: {message}", name)
            return False
        record.save()
        if fresh and type(record) in self._records:
            self._records[type(record)][record.pk] = record
        return True

    def _put_lists(self, record, lists, last, fresh, changed, label):
        loaded = {}
        for name, members in lists.items():
            wanted = sorted({member.pk for member in members if member.pk})  # a faulty one has been noted
            current = sorted(getattr(record, name).values_list("pk", flat=True)) if not fresh else []
            if current != wanted:
                if fresh or current == last.get(name, []):
                    getattr(record, name).set(wanted)
                    changed.append(name)
                else:
                    self._once(self.report.kept, f"{label}, {name}")
            loaded[name] = wanted
        return loaded

    def _note(self, label, row, record, values):
        if row is None:
            self.rows[label] = LoadedRecord.objects.create(key=label, record=record, values=values)
        elif row.values != values:
            row.values = values
            row.save()

    @staticmethod
    def _once(lines, line):
        if line not in lines:
            lines.append(line)

    def _name(self, kind, entry, record):
        if kind:
            self.named[kind][entry.text("key")] = record
        return record

    def one(self, entry, name, kind, required=False):
        """The record that this field of the entry names, or None."""
        key = entry.text(name, required=required)
        return self.named_by(entry, name, kind, key) if key else None

    def many(self, entry, name, kind):
        found = [self.named_by(entry, name, kind, key) for key in entry.texts_list(name)]
        return [record for record in found if record is not None]

    def named_by(self, entry, name, kind, key):
        known = self.named[kind]
        if key not in known:
            near = difflib.get_close_matches(key, known, 1)
            entry.fault(f"There is no {kind} “{key}”." + (f" Is it “{near[0]}”?" if near else ""), name)
            return None
        return known[key]

    def sourced(self, entry):
        """The source mark of an entry as values of a `Sourced` record."""
        sureness = entry.choice("sure", Sureness.values) or Sureness.OFFICIAL
        source = self.one(entry, "source", "document")
        if "source" not in entry and sureness not in NEEDS_NO_SOURCE:
            entry.fault("A fact needs its “source”, or “sure: inferred”, “reconstructed” or “unconfirmed”.")
        return {
            "source": source,
            "source_locator": entry.text("at"),
            "source_text": entry.text("text"),
            "sureness": sureness,
        }

    def put_marks(self, key, entry, record):
        """Marks of the entry's texts: official wording, our translation, or not confirmed."""
        marks = entry.entry("marks")
        if marks is None or record is None:
            return
        for name in marks.values:
            languages = marks.entry(name)
            if languages is None:
                continue
            for language in languages.values:
                mark = languages.choice(language, TextMark.Mark.values)
                if language not in LANGUAGES:
                    languages.fault(f"“{language}” is not a language of the portal.", language)
                elif mark:
                    values = about(record) | {"field": name, "language": language, "mark": mark}
                    self.put(TextMark, f"{record._meta.label_lower}/{key}/{name}/{language}", languages, values)

    def finish(self):
        """The report, once everything has been put."""
        for label, outcome in self.outcomes.items():
            name = str(apps.get_model(label.partition(":")[0])._meta.verbose_name)
            getattr(self.report, outcome)[name] += 1
        gone = sorted(set(self.rows) - set(self.outcomes))
        # What staff deleted together with the record above it is not in the way of anything.
        self.report.no_longer_in_files = [label for label in gone if self.rows[label].record is not None]
        return self.report


def about(record):
    """Values that point a claim or mark at its record; None stands for the Programme as a whole."""
    if record is None:
        return {"subject_type": None, "subject_id": None}
    return {"subject_type": ContentType.objects.get_for_model(record), "subject_id": record.pk}


def unsaved(values):
    """The names of those values that point at a record which is faulty and so was not saved."""
    names = [name for name, value in values.items() if isinstance(value, models.Model) and value.pk is None]
    if values.get("subject_type") is not None and values["subject_id"] is None:
        names += ["subject_type", "subject_id"]
    return names


def translated(name, texts):
    """A text in three languages as values of a translated field."""
    return {f"{name}_{language}": texts[language] for language in LANGUAGES}


def plain(value):
    """A value as JSON keeps it, so that what was loaded can be compared with what stands."""
    if isinstance(value, models.Model):
        return value.pk
    if isinstance(value, PartialDate) or hasattr(value, "isoformat"):
        return str(value)
    if value is None or isinstance(value, bool | int | str):
        return value
    return str(value)
