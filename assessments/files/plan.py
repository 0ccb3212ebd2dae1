"""What a file would do: what is added, changed and dropped, and all that is wrong, before anything is written."""

import json
from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from assessments.files.rows import BETWEEN, KINDS, LABELS, MARKS, TEXTS, Row, label_of, rows_of
from assessments.models import Indicator, Instrument, Wording
from assessments.models.instrument import LANGUAGES
from programme.models import CrossCuttingArea, Document, Sureness, WorkingArea


@dataclass(frozen=True)
class Change:
    label: Any
    before: str
    after: str


@dataclass
class Plan:
    """`instrument` is the draft that the file changes, or None where it makes a new one."""

    rows: list[Row]
    instrument: Instrument | None = None
    previous: Instrument | None = None
    added: list[Row] = field(default_factory=list)
    changed: list[tuple[Row, list[Change]]] = field(default_factory=list)
    dropped: list[Row] = field(default_factory=list)
    unchanged: int = 0
    faults: list[Any] = field(default_factory=list)
    digest: str = ""

    @property
    def writes(self):
        return bool(self.added or self.changed or self.dropped) and not self.faults

    @property
    def head(self):
        return next((row for row in self.rows if row.kind == "instrument"), None)


@dataclass
class Known:
    """The records that rows may name, each by its key, and what is wrong with the rows."""

    documents: dict[str, Document]
    working_areas: dict[str, WorkingArea]
    cross_cutting_areas: dict[str, CrossCuttingArea]
    earlier: dict[str, Indicator]
    faults: list[Any]

    def note(self, row, message, column):
        self.faults.append(row.fault(message, column))

    @classmethod
    def of(cls, rows, previous, faults=None):
        cited = {row.values.get("source") for row in rows}
        return cls(
            {document.slug: document for document in Document.objects.filter(slug__in=cited)},
            {area.slug: area for area in WorkingArea.objects.all()},
            {area.slug: area for area in CrossCuttingArea.objects.all()},
            {one.code: one for one in previous.indicators.all()} if previous else {},
            [] if faults is None else faults,
        )


def plan_of(rows, faults=()):
    """Compares the rows with the version of the same code, if there is one."""
    plan = Plan(rows, faults=list(faults))
    heads = [row for row in rows if row.kind == "instrument"]
    if len(heads) != 1:
        if not plan.faults:
            plan.faults.append(_("The file must hold one version: one row of the kind “instrument”."))
        return plan
    before: list[Row] = []
    plan.instrument = Instrument.objects.filter(code=heads[0].code).first()
    plan.previous = Instrument.objects.filter(code=heads[0].values.get("previous", "")).first()
    if plan.instrument:
        before = rows_of(plan.instrument.read())
    _check(plan, heads[0])
    if plan.faults:
        return plan
    _compare(plan, before)
    if plan.instrument and plan.instrument.is_frozen and plan.writes:
        message = _("The version {code} is published and does not change. Give this one another code.")
        plan.faults.append(heads[0].fault(message.format(code=heads[0].code), "code"))
    plan.digest = _digest(before, rows)
    return plan


def _digest(before, after):
    said = [[(row.kind, row.code, row.part_of, row.filled()) for row in rows] for rows in (before, after)]
    return sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()


def _compare(plan, before):
    was = {row.key: (place, row) for place, row in _placed(before)}
    for place, row in _placed(plan.rows):
        if row.key not in was:
            plan.added.append(row)
            continue
        former_place, former = was.pop(row.key)
        changes = [
            Change(label_of(column), former.filled()[column], value)
            for column, value in row.filled().items()
            if value != former.filled()[column]
        ]
        if row.part_of != former.part_of:
            changes.insert(0, Change(LABELS["part_of"], former.part_of, row.part_of))
        elif place != former_place and row.kind != "stage":
            changes.append(Change(LABELS["position"], str(former_place), str(place)))
        if changes:
            plan.changed.append((row, changes))
        else:
            plan.unchanged += 1
    plan.dropped = [former for _place, former in was.values()]


def _placed(rows):
    """Each row with its place among those of its kind that stand below the same one."""
    counted: Counter = Counter()
    for row in rows:
        counted[row.kind, row.part_of] += 1
        yield counted[row.kind, row.part_of], row


def _check(plan, head):
    """Notes everything that keeps the rows from being written, each at its place."""
    known = Known.of(plan.rows, plan.previous, plan.faults)
    seen: dict[tuple[str, str], Row] = {}
    for row in plan.rows:
        if row.key in seen:
            known.note(row, _("The code {code} stands twice.").format(code=row.code), "code")
        seen[row.key] = row
    if head.values.get("previous") and plan.previous is None:
        known.note(head, _("There is no version “{code}”.").format(code=head.values["previous"]), "previous")
    if head.values.get("previous") == head.code:
        known.note(head, _("A version does not follow itself."), "previous")
    for row in plan.rows:
        _check_place(row, seen, known)
        record = record_of(row, known)
        try:
            record.clean_fields(exclude=_not_here(record))
        except ValidationError as error:
            for name, messages in error.message_dict.items():
                for message in messages:
                    known.note(row, message, _column(row.kind, name))
        if not any(row.values.get(f"text_{language}") for language in LANGUAGES):
            known.note(row, _("There is no text in any language."), "text_en")


def _not_here(record):
    """Fields that no row holds, or that hold another record: those are checked by name."""
    return [field.name for field in record._meta.concrete_fields if field.is_relation]


def _column(kind, name):
    for column, text in TEXTS[kind].items():
        if name == text or (name.startswith(f"{text}_") and name.removeprefix(f"{text}_") in LANGUAGES):
            return column + name.removeprefix(text)
    return "code" if name == "number" else name


def _check_place(row, seen, known):
    _model, owner = KINDS[row.kind]
    if owner in ("", "instrument"):
        if row.part_of:
            known.note(row, _("A row of this kind belongs to the version itself: leave this empty."), "part_of")
    elif (owner, row.part_of) not in seen:
        message = _("There is no {kind} “{code}” for it to belong to.")
        known.note(row, message.format(kind=KINDS[owner][0]._meta.verbose_name, code=row.part_of), "part_of")


def record_of(row, known, record=None):
    """The row as a record, new or as it stands with the row's values; what cannot be understood is noted."""
    model, _owner = KINDS[row.kind]
    record = model() if record is None else record
    for column, name in TEXTS[row.kind].items():
        for language in LANGUAGES:
            setattr(record, f"{name}_{language}", row.values.get(f"{column}_{language}", ""))
    if row.kind == "stage":
        record.number = int(row.code) if row.code.isascii() and row.code.isdigit() and len(row.code) < 4 else None
        if record.number is None:
            known.note(row, _("The code of a stage is its number."), "code")
            record.number = 0
    else:
        record.code = row.code
    record.sureness = row.values.get("sureness") or Sureness.UNCONFIRMED
    if record.sureness not in Sureness.values:
        known.note(row, _one_of(record.sureness, Sureness.values), "sureness")
        record.sureness = Sureness.UNCONFIRMED
    for name in ("source_locator", "source_text"):
        setattr(record, name, row.values.get(name, ""))
    for name in MARKS:
        mark = row.values.get(name, "")
        if mark and mark not in Wording.values:
            known.note(row, _one_of(mark, Wording.values), name)
            mark = ""
        setattr(record, name, mark)
    record.source = _named(row, "source", known.documents, known)
    if row.kind == "instrument":
        record.effective_from = _day(row, known)
    elif row.kind == "facet":
        record.cross_cutting_area = _named(row, "cross_cutting_area", known.cross_cutting_areas, known)
    elif row.kind == "area":
        record.working_area = _named(row, "working_area", known.working_areas, known)
    elif row.kind == "indicator":
        for code in followed(row):
            if code not in known.earlier:
                known.note(row, _("The previous version has no indicator “{code}”.").format(code=code), "follows")
    return record


def followed(row):
    """The codes of the indicators of the previous version that this one takes up."""
    return [code for code in row.values.get("follows", "").split(BETWEEN) if code]


def _one_of(value, choices):
    return _("“{value}” is none of the choices: {choices}.").format(value=value, choices=", ".join(choices))


def _named(row, column, records, known):
    key = row.values.get(column, "")
    if key and key not in records:
        known.note(row, _("There is no “{key}” in the record.").format(key=key), column)
    return records.get(key)


def _day(row, known):
    text = row.values.get("effective_from", "")
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        known.note(row, _("Write a full day, such as 2021-11-30."), "effective_from")
        return None
