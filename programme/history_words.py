"""The history in words: who changed what, when, from where, from what to what, for people to read (PRODUCT A9).

Whatever belongs to a record counts as its history too: the phases of a country, the participations of an activity,
the claims about either. Values are put into words when they are read, in the reader's language.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.apps import apps
from django.contrib.auth.models import Group
from django.contrib.contenttypes.fields import GenericRel
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import CharField, ForeignObjectRel, OuterRef, Subquery, Value
from django.utils import formats, timezone
from django.utils.translation import get_language, get_language_info, pgettext
from django.utils.translation import gettext as _
from modeltranslation.fields import TranslationField
from modeltranslation.translator import NotRegistered, translator
from simple_history.utils import get_history_model_for_model, get_m2m_reverse_field_name

from programme.date_format import format_partial_date
from programme.dates import PartialDate
from programme.history import Door
from programme.matrix import ROLE_NAMES

ADDED, CHANGED, DELETED = "+", "~", "-"
PER_PAGE = 50
# What a reason in the history stands for, so that it can be read in every language.
MERGED = "merged:"


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
    who: str
    door: str
    action: str
    model: type[models.Model]
    pk: int
    name: str
    kind: str
    whole: "Whole | None"
    is_part: bool
    reason: str
    changes: tuple[Change, ...]

    @property
    def says_something(self):
        """A save that changed nothing leaves a row that is not worth reading."""
        return bool(self.changes or self.reason) or self.action != CHANGED


def is_recorded(model):
    return hasattr(model._meta, "simple_history_manager_attribute")


def recorded_models():
    return [model for model in apps.get_models() if is_recorded(model)]


def parts_of(model):
    """The recorded models whose rows live and die with a record of this one, and the field that says whose they are."""
    return [
        (relation.related_model, relation.field)
        for relation in relations_to(model)
        if not relation.many_to_many and relation.on_delete is models.CASCADE
    ]


def relations_to(model):
    """Whatever recorded models refer to records of this one, by a foreign key or a list, named back or not."""
    return [
        field
        for field in model._meta.get_fields(include_hidden=True)
        if isinstance(field, ForeignObjectRel)
        and not isinstance(field, GenericRel)
        and is_recorded(field.related_model)
    ]


def owner_of(model, row):
    """Which record a row belongs to, as model and key, or None where it stands for itself."""
    if getattr(row, "subject_type_id", None):
        owner = ContentType.objects.get_for_id(row.subject_type_id).model_class()
        return (owner, row.subject_id) if owner else None
    for field in model._meta.concrete_fields:
        belongs = isinstance(field, models.ForeignKey) and field.remote_field.on_delete is models.CASCADE
        if belongs and is_recorded(field.related_model):
            return field.related_model, getattr(row, field.attname)
    return None


def generic_parts():
    """The recorded models that point at any record."""
    return [model for model in recorded_models() if any(f.name == "subject" for f in model._meta.private_fields)]


def entries(record, page=1, per_page=PER_PAGE):
    """One page of the record's history, newest first, and whether there are more: the queries do not grow with it."""
    histories = [_history(type(record), "").filter(**{record._meta.pk.attname: record.pk})]
    for model, field in parts_of(type(record)):
        histories.append(_history(model, field.attname).filter(**{field.attname: record.pk}))
    content_type = ContentType.objects.get_for_model(record)
    for model in generic_parts():
        histories.append(_history(model, "subject").filter(subject_type_id=content_type.pk, subject_id=record.pk))
    start = (page - 1) * per_page
    keys = _newest(histories)[start : start + per_page + 1]
    rows = list(keys)
    return _in_words(rows[:per_page]), len(rows) > per_page


def recent(limit=10, among=None):
    """The last changes of the whole record, or of these models."""
    histories = []
    for model in recorded_models() if among is None else among:
        newest = get_history_model_for_model(model).objects.order_by("-history_date", "-history_id").values("pk")
        # More than asked for, since rows that changed nothing are left out.
        histories.append(_history(model, "").filter(pk__in=newest[: limit * 3]))
    return _in_words(_newest(histories)[: limit * 3])[:limit] if histories else []


def last_change(model, pk):
    """The newest history row of a record, or of one that is gone."""
    rows = get_history_model_for_model(model).objects.filter(**{model._meta.pk.attname: pk})
    return rows.select_related("history_user").order_by("-history_id").first()


def _history(model, owner):
    history = get_history_model_for_model(model).objects.order_by()
    return history.annotate(
        of_model=Value(model._meta.label, output_field=CharField()), of_owner=Value(owner, output_field=CharField())
    )


def _newest(histories):
    columns = [history.values_list("history_date", "history_id", "of_model", "of_owner") for history in histories]
    return columns[0].union(*columns[1:], all=True).order_by("-history_date", "-history_id", "of_model")


def _in_words(keys):
    """The entries for these history rows, in their order."""
    wanted = defaultdict(list)
    for _when, key, label, _owner in keys:
        wanted[label].append(key)
    rows, before = {}, {}
    for label, history_ids in wanted.items():
        model = apps.get_model(label)
        history = get_history_model_for_model(model)
        pk = model._meta.pk.attname
        earlier = history.objects.filter(**{pk: OuterRef(pk)}, history_id__lt=OuterRef("history_id"))
        found = (
            history.objects.filter(history_id__in=history_ids)
            .select_related("history_user")
            .annotate(before_id=Subquery(earlier.order_by("-history_id").values("history_id")[:1]))
        )
        for row in found:
            rows[label, row.history_id] = row
        ids = [row.before_id for row in found if row.before_id]
        for row in history.objects.filter(history_id__in=ids):
            before[label, row.history_id] = row
    lists = _lists([*rows.items(), *before.items()])
    names = _Names([*rows.items(), *before.items()], lists)
    told = []
    for _when, key, label, owner in keys:
        row = rows[label, key]
        previous = before.get((label, row.before_id))
        told.append(_entry(apps.get_model(label), row, previous, owner, lists, names))
    return [entry for entry in told if entry.says_something]


def _entry(model, row, previous, owner, lists, names):
    user, whole = row.history_user, owner_of(model, row)
    return Entry(
        when=row.history_date,
        who=str(user) if user else "",
        door=str(Door(row.door).label),
        action=row.history_type,
        model=model,
        pk=getattr(row, model._meta.pk.attname),
        name=names.of_row(model, row),
        kind=str(model._meta.verbose_name),
        whole=Whole(*whole, names.of(*whole)) if whole and whole[1] else None,
        is_part=bool(owner),
        reason=_reason(row.history_change_reason),
        changes=tuple(_changes(model, row, previous, owner, lists, names)),
    )


def _reason(text):
    if not text:
        return ""
    if text.startswith(MERGED):
        return _("Two records of one thing were merged: “{name}” is gone.").format(name=text.removeprefix(MERGED))
    return text


def _changes(model, row, previous, owner, lists, names):
    for field in readable_fields(model):
        if owner and field.attname == owner:
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
        language = get_language_info(field.language)["name_translated"]
        return _("{field} ({language})").format(field=field.translated_field.verbose_name, language=language)
    return str(field.verbose_name)


def in_words(field, value, names=None):
    """A value as people write it in the reader's language."""
    if value is None or value == "" or (field.many_to_many and not value):
        return pgettext("an empty field", "nothing")
    if field.many_to_many:
        return "; ".join(sorted(_name(field, key, names) for key in value))
    if isinstance(field, models.ForeignKey):
        return _name(field, value, names)
    if field.flatchoices:
        return str(dict(field.flatchoices).get(value, value))
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, datetime):
        return formats.date_format(timezone.localtime(value), "DATETIME_FORMAT")
    if isinstance(value, date):
        value = PartialDate.of(value)
    if isinstance(value, PartialDate):
        return format_partial_date(value, get_language() or "en")
    if isinstance(value, Decimal):
        return formats.number_format(value)
    return str(value)


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

    def __init__(self, rows, lists):
        wanted = defaultdict(set)
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
