"""Which rows of the history belong together: those of a record, of what is a country's, of everything.

A history is a list of querysets, one for each kind of row; `newest` puts them in one order. Beside the rows that tell
how fields changed stand the steps that were taken (`StepTaken`), which tell why, and what else was done (`deeds`).
"""

from django.apps import apps
from django.contrib.contenttypes.fields import GenericRel
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import CharField, F, ForeignObjectRel, Q, Value
from simple_history.utils import get_history_model_for_model

from programme.deeds import deeds_with
from programme.matrix import condition, within
from programme.workflow import StepTaken


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


def rows_of(record):
    """The history of a record with what belongs to it, and what was done with it."""
    model = type(record)
    found = [rows(model).filter(**{model._meta.pk.attname: record.pk})]
    for part, field in parts_of(model):
        found.append(rows(part, field.attname).filter(**{field.attname: record.pk}))
    content_type = ContentType.objects.get_for_model(record)
    for part in generic_parts():
        found.append(rows(part, "subject").filter(subject_type_id=content_type.pk, subject_id=record.pk))
    return [*found, *_done_with(model, [record.pk])]


def rows_of_country(country, reader):
    """Whatever is recorded of the country and of what is the country's, as far as this person may read it."""
    found = [_readable(history, reader) for history in rows_of(country) if _is_open(history, reader)]
    parts = {part for part, _field in parts_of(type(country))}
    for model in recorded_models():
        path = getattr(model, "rights_country", "")
        if not path or model is type(country) or model in parts or condition(model, reader) is None:
            continue
        found.append(_readable(rows(model, _column_of(model, path)).filter(_of_country(model, path, country)), reader))
        own = within(model._base_manager.filter(**{path: country.pk}), reader).values("pk")
        found += _done_with(model, own)
        found += [history for part in parts_of(model) for history in _of_others(*part, path, country, own)]
    return found


def _of_others(part, field, path, country, wholes):
    """What other countries have in records of this one: that one joined a proposal is told to who made it."""
    theirs = getattr(part, "rights_country", "")
    if theirs in ("", f"{field.name}__{path}"):
        return
    records = part._base_manager.filter(**{f"{field.name}__in": wholes}).exclude(**{theirs: country.pk}).values("pk")
    yield rows(part).filter(**{f"{part._meta.pk.attname}__in": records})
    yield from _done_with(part, records)


def _done_with(model, keys):
    """The steps that were taken with these records, and what else was done with them."""
    found = [steps().filter(record_type=ContentType.objects.get_for_model(model), record_id__in=keys)]
    for deed in deeds_with(model):
        done = deed.signed().filter(about_key__in=keys)
        found.append(_marked(done, deed.rows.model, "at", "pk", ""))
    return found


def rows(model, owner=""):
    """All history rows of the model; `owner` is the column that says whose part it is, where that is asked for."""
    history = get_history_model_for_model(model).objects.order_by()
    return _marked(history, model, "history_date", "history_id", owner)


def steps():
    return _marked(StepTaken.objects.order_by(), StepTaken, "at", "pk", "")


def _marked(history, model, at, number, owner):
    """With columns of the same names for all, which no record has."""
    return history.annotate(
        row_at=F(at),
        row_id=F(number),
        row_label=Value(model._meta.label, output_field=CharField()),
        row_owner=Value(owner, output_field=CharField()),
    )


def newest(histories):
    """Keys of the rows, the newest first: when, key, model, and the column of the owner."""
    columns = [history.values_list("row_at", "row_id", "row_label", "row_owner") for history in histories]
    return columns[0].union(*columns[1:], all=True).order_by("-row_at", "-row_id", "row_label")


def kind_of(history):
    """The model that a history tells of; steps tell of the records that they were taken with."""
    return getattr(history.model, "instance_type", history.model)


def _is_open(history, reader):
    return history.model is StepTaken or condition(kind_of(history), reader) is not None


def _column_of(model, path):
    """The column that names the country; for one that stands further away a name that is no column."""
    return path if "__" in path else model._meta.get_field(path).attname


def _of_country(model, path, country):
    """The history rows that were the country's when they were written.

    The row itself knows a country that stands on the record. Where it stands further away the records on the way are
    asked: those that are there, and those that are gone by their own history.
    """
    first, _dot, rest = path.partition("__")
    column = model._meta.get_field(first)
    if not rest:
        return Q(**{column.attname: country.pk})
    parent = column.related_model
    there = parent._base_manager.filter(**{rest: country.pk}).values("pk")
    if not is_recorded(parent):
        return Q(**{f"{column.attname}__in": there})
    history = get_history_model_for_model(parent).objects.order_by()
    gone = history.filter(_of_country(parent, rest, country)).exclude(
        **{f"{parent._meta.pk.attname}__in": parent._base_manager.values("pk")}
    )
    return Q(**{f"{column.attname}__in": there}) | Q(**{f"{column.attname}__in": gone.values(parent._meta.pk.attname)})


def _readable(history, reader):
    """The rows of records that this person may read; those of a record that is gone as it then stood."""
    model = kind_of(history)
    allowed = None if model is StepTaken else condition(model, reader)
    if not allowed:
        return history
    key, there = model._meta.pk.attname, model._base_manager
    readable = Q(**{f"{key}__in": within(there.all(), reader).values("pk")})
    is_gone = ~Q(**{f"{key}__in": there.values("pk")})
    return history.filter(readable | (is_gone & allowed))
