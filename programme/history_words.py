"""The history in words: who changed what, when, from where, from what to what, for people to read (PRODUCT A9).

Whatever belongs to a record counts as its history too: the phases of a country, the participations of an activity,
the claims about either. Values are put into words when they are read, in the reader's language.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.apps import apps
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.db import models
from django.db.models import OuterRef, Subquery
from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext
from modeltranslation.fields import TranslationField
from modeltranslation.translator import NotRegistered, translator
from simple_history.utils import get_history_model_for_model, get_m2m_reverse_field_name

from programme.action_words import step_in_words
from programme.date_format import date_format, format_partial_date
from programme.dates import PartialDate
from programme.deeds import deed_of
from programme.histories import is_recorded, newest, owner_of, recorded_models, rows, rows_of
from programme.history import Door
from programme.language_names import language_in_words
from programme.matrix import ROLE_NAMES
from programme.punctuation import enumerated, labelled
from programme.signatures import Signatures, nameless
from programme.workflow import Stepping, StepTaken

ADDED, CHANGED, DELETED, STEP, DEED = "+", "~", "-", "step", "deed"
PER_PAGE = 50
# What a reason in the history stands for, so that it can be read in every language.
MERGED = "merged:"
# Why a change was made that came in a file which somebody had filled in offline, and from where that says it came.
FILLED_WORKBOOK, FILLED_DOCUMENT = "filled-in-offline:workbook", "filled-in-offline:document"
FROM_FILES = {
    FILLED_WORKBOOK: gettext_lazy("an Excel workbook that was filled in offline"),
    FILLED_DOCUMENT: gettext_lazy("a Word form that was filled in offline"),
}


@dataclass(frozen=True)
class Change:
    """One field of a record before and after."""

    label: str
    before: str
    after: str


@dataclass(frozen=True)
class Whole:
    """The record that a part belongs to: the country of a phase, the activity of a participation."""

    model: type[models.Model]
    pk: int
    name: str


@dataclass(frozen=True)
class Entry:
    """One change of one record, or of something that belongs to the one that was asked for (`is_part`)."""

    when: datetime
    who: str  # the person; empty for the portal itself and for somebody whose data was erased
    role: str  # in which role and for which country, where that was kept
    on_behalf: str  # the country in whose name it was done
    door: str
    action: str
    done: str  # the action in words
    model: type[models.Model]
    pk: int
    name: str
    kind: str
    whole: "Whole | None"
    is_part: bool
    reason: str
    changes: tuple[Change, ...]

    @property
    def by(self):
        """Who it was, as well as the portal may or can say."""
        return self.who or self.role or _("the portal itself")

    @property
    def says_something(self):
        """A save that changed nothing leaves a row that is not worth reading."""
        return bool(self.changes or self.reason) or self.action != CHANGED


def entries(record, page=1, per_page=PER_PAGE):
    """One page of the record's history, newest first, and whether there are more: the queries do not grow with it."""
    start = (page - 1) * per_page
    keys = list(newest(rows_of(record))[start : start + per_page + 1])
    return told(keys[:per_page]), len(keys) > per_page


def recent(limit=10, among=None):
    """The last changes of the whole record, or of these models."""
    histories = []
    for model in recorded_models() if among is None else among:
        last = get_history_model_for_model(model).objects.order_by("-history_date", "-history_id").values("pk")
        # More than asked for, since rows that changed nothing are left out.
        histories.append(rows(model).filter(pk__in=last[: limit * 3]))
    return told(newest(histories)[: limit * 3])[:limit] if histories else []


def last_change(model, pk):
    """The newest history row of a record, or of one that is gone."""
    rows = get_history_model_for_model(model).objects.filter(**{model._meta.pk.attname: pk})
    return rows.select_related("history_user").order_by("-history_id").first()


def told(keys, names_people=True):
    """The entries for these keys of history rows, in their order; without the names of people where they are not
    the reader's to know."""
    wanted = defaultdict(list)
    for _when, key, label, _owner in keys:
        wanted[label].append(key)
    steps = StepTaken.objects.select_related("by", "record_type").in_bulk(wanted.pop(StepTaken._meta.label, ()))
    deeds = {
        (label, row.pk): row
        for label in [label for label in wanted if deed_of(label)]
        for row in deed_of(label).signed().select_related("by").filter(pk__in=wanted.pop(label))
    }
    found, before = {}, {}
    for label, history_ids in wanted.items():
        model = apps.get_model(label)
        history = get_history_model_for_model(model)
        pk = model._meta.pk.attname
        earlier = history.objects.filter(**{pk: OuterRef(pk)}, history_id__lt=OuterRef("history_id"))
        those = (
            history.objects.filter(history_id__in=history_ids)
            .select_related("history_user")
            .annotate(before_id=Subquery(earlier.order_by("-history_id").values("history_id")[:1]))
        )
        for row in those:
            found[label, row.history_id] = row
        ids = [row.before_id for row in those if row.before_id]
        for row in history.objects.filter(history_id__in=ids):
            before[label, row.history_id] = row
    lists = _lists([*found.items(), *before.items()])
    about = [(step.record_type.model_class(), step.record_id) for step in steps.values()]
    about += [(deed_of(label).record_model, row.about_key) for (label, _key), row in deeds.items()]
    names = _Names([*found.items(), *before.items()], lists, about, names_people)
    signatures = Signatures([*found.values(), *steps.values(), *deeds.values()], names_people)
    entries_ = []
    for _when, key, label, owner in keys:
        if label == StepTaken._meta.label:
            entries_.append(_step(steps[key], names, signatures))
            continue
        if (label, key) in deeds:
            entries_.append(_deed(deed_of(label), deeds[label, key], names, signatures))
            continue
        row = found[label, key]
        previous = before.get((label, row.before_id))
        if previous is not None and getattr(previous, owner, None) != getattr(row, owner, None):
            previous = None  # it was part of something else, whose history is not this one
        entries_.append(_entry(apps.get_model(label), row, previous, owner, lists, names, signatures))
    return [entry for entry in entries_ if entry.says_something]


def _entry(model, row, previous, owner, lists, names, signatures):
    whole = owner_of(model, row)
    return Entry(
        when=row.history_date,
        **signatures.of(row, row.history_user),
        door=str(FROM_FILES.get(row.history_change_reason, Door(row.door).label)),
        action=row.history_type,
        done={ADDED: _("Added"), CHANGED: _("Changed"), DELETED: _("Deleted")}[row.history_type],
        model=model,
        pk=getattr(row, model._meta.pk.attname),
        name=names.of_row(model, row),
        kind=str(model._meta.verbose_name),
        whole=Whole(*whole, names.of(*whole)) if whole and whole[1] else None,
        is_part=bool(owner),
        reason=_reason(row.history_change_reason),
        changes=tuple(_changes(model, row, previous, owner, lists, names)),
    )


def _step(taken, names, signatures):
    """A step in the work on a record; the change of its status is told here and nowhere else."""
    model = taken.record_type.model_class()
    status = model._meta.get_field("status")
    return Entry(
        when=taken.at,
        **signatures.of(taken, taken.by),
        door="",
        action=STEP,
        done=step_in_words(taken.step),
        model=model,
        pk=taken.record_id,
        name=names.of(model, taken.record_id),
        kind=str(model._meta.verbose_name),
        whole=None,
        is_part=True,
        reason=taken.note,
        changes=(Change(label_of(status), in_words(status, taken.from_status), in_words(status, taken.to_status)),),
    )


def _deed(deed, row, names, signatures):
    """What was done beside the steps: it changed no field that the history of the record keeps."""
    words, said = step_in_words(deed.action), deed.said(row)
    model = deed.record_model
    return Entry(
        when=row.at,
        **signatures.of(row, row.by),
        door="",
        action=DEED,
        done=labelled(words, said) if said else words,
        model=model,
        pk=row.about_key,
        name=names.of(model, row.about_key),
        kind=str(model._meta.verbose_name),
        whole=None,
        is_part=True,
        reason=getattr(row, deed.reason) if deed.reason else "",
        changes=(),
    )


def _reason(text):
    if not text or text in FROM_FILES:
        return ""
    if text.startswith(MERGED):
        return _("Two records of one thing were merged: “{name}” is gone.").format(name=text.removeprefix(MERGED))
    return text


def _changes(model, row, previous, owner, lists, names):
    by_steps = issubclass(model, Stepping) and row.history_type == CHANGED
    for field in readable_fields(model):
        if (owner and field.attname == owner) or (by_steps and field.name == "status"):
            continue
        if isinstance(field, models.EmailField) and not names.names_people:
            continue
        after = None if row.history_type == DELETED else _value(field, row, lists)
        if row.history_type == DELETED:
            before = _value(field, row, lists)
        elif row.history_type == ADDED or previous is None:
            before = None
        else:
            before = _value(field, previous, lists)
        if row.history_type != CHANGED and (before or after) in (None, "", False, ()):
            continue  # what an added or deleted record does not say is not worth a line
        if (before or None) != (after or None) or (before is False) != (after is False):
            if before in (None, "", ()) and after in (None, "", ()):
                continue
            yield Change(label_of(field), in_words(field, before, names), in_words(field, after, names))


def _value(field, row, lists):
    if field.many_to_many:
        return lists.get((type(row), row.history_id, field.name), ())
    return getattr(row, field.attname)


def readable_fields(model):
    """The fields of a record that a person edits: not its key, not what is derived, not whose part it is."""
    try:
        translated = translator.get_options_for_model(model).fields
    except NotRegistered:
        translated = {}
    history = get_history_model_for_model(model)
    fields = [
        field
        for field in history.tracked_fields
        if field.editable
        and not field.primary_key
        and field.name not in translated
        and field.name not in ("subject_type", "subject_id")
    ]
    return [*fields, *history._history_m2m_fields]


def label_of(field):
    """The field's name as a person reads it, with its language where it has one."""
    if isinstance(field, TranslationField):
        language = language_in_words(field.language)
        return _("{field} ({language})").format(field=field.translated_field.verbose_name, language=language)
    return str(field.verbose_name)


def in_words(field, value, names=None):
    """A value as people write it in the reader's language."""
    if value is None or value == "" or (field.many_to_many and not value):
        return pgettext("an empty field", "nothing")
    if field.many_to_many:
        return enumerated(sorted(_name(field, key, names) for key in value))
    if isinstance(field, models.ForeignKey):
        return _name(field, value, names)
    if field.flatchoices:
        return str(dict(field.flatchoices).get(value, value))
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, datetime):
        return date_format(timezone.localtime(value), "DATETIME_FORMAT")
    if isinstance(value, date):
        value = PartialDate.of(value)
    if isinstance(value, PartialDate):
        return format_partial_date(value)
    if isinstance(value, Decimal):
        return formats.number_format(value)
    return str(getattr(field.model, "words_of", {}).get(field.name, str)(value))


def _name(field, key, names):
    if isinstance(key, models.Model):
        return _called(key)
    if names is None:
        found = field.related_model._base_manager.filter(pk=key).first()
        return _called(found) if found else _gone(field.related_model, key)
    return names.of(field.related_model, key)


def _called(record):
    return str(ROLE_NAMES.get(record.name, record.name)) if isinstance(record, Group) else str(record)


def _gone(model, key):
    """A record that is no longer there, by its last name in the history where it has one."""
    row = last_change(model, key) if is_recorded(model) else None
    kind = model._meta.verbose_name
    if row is None:
        return _("{kind} no. {number}, since deleted").format(kind=kind, number=key)
    return _("{name} (since deleted)").format(name=_Names([], {}).of_row(model, row))


def _lists(rows):
    """What stood in the lists (many-to-many fields) of these history rows."""
    found = defaultdict(tuple)
    by_history = defaultdict(list)
    for _key, row in rows:
        by_history[type(row)].append(row.history_id)
    for history, ids in by_history.items():
        for field in history._history_m2m_fields:
            target = f"{get_m2m_reverse_field_name(field)}_id"
            listed = getattr(history, field.name).model.objects.filter(history_id__in=ids)
            for history_id, key in listed.values_list("history_id", target).order_by(target):
                found[history, history_id, field.name] += (key,)
    return found


class _Names:
    """The names of all records that some history rows speak of, read in one query for each kind of record."""

    def __init__(self, rows, lists, about=(), names_people=True):
        self.names_people = names_people
        wanted = defaultdict(set)
        for model, key in about:
            wanted[model].add(key)
        for (label, _key), row in rows:
            for field in apps.get_model(label)._meta.concrete_fields:
                if field.is_relation and getattr(row, field.attname, None):
                    wanted[field.related_model].add(getattr(row, field.attname))
            owner = owner_of(apps.get_model(label), row)
            if owner:
                wanted[owner[0]].add(owner[1])
        for (history, _history_id, name), keys in lists.items():
            field = next(one for one in history._history_m2m_fields if one.name == name)
            wanted[field.related_model].update(keys)
        self.records = {
            model: model._base_manager.select_related().in_bulk(keys)  # without names: what __str__ needs
            for model, keys in wanted.items()
        }
        if not names_people:
            User = get_user_model()
            self.records[User] = {key: User(pk=key, name=nameless()) for key in wanted[User]}

    def of(self, model, key):
        found = self.records.get(model, {}).get(key)
        return _called(found) if found else _gone(model, key)

    def of_row(self, model, row):
        """What the record was called when this history row was written."""
        values = {field.attname: getattr(row, field.attname) for field in type(row).tracked_fields}
        record = model(**values)
        for field in type(row).tracked_fields:
            if field.is_relation and values[field.attname]:
                found = self.records.get(field.related_model, {}).get(values[field.attname])
                if found is not None:
                    setattr(record, field.name, found)
        try:
            name = str(record)
        except models.ObjectDoesNotExist:
            name = ""
        return name or str(model._meta.verbose_name)
