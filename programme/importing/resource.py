"""What the tables of every kind of record share: columns, keys, and what a row would change."""

import difflib
from dataclasses import dataclass

from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from import_export.fields import Field
from import_export.resources import ModelResource
from modeltranslation.fields import TranslationField

from programme.fields import PartialDateField
from programme.history_words import label_of
from programme.importing import cells
from programme.importing.faults import BrokenCell, Fault
from programme.models import Document, Sureness

SOURCED = ("source", "source_locator", "source_text", "sureness")


@dataclass(frozen=True)
class Change:
    """A cell that differs from the record."""

    column: str
    old: str
    new: str


class Column(Field):
    """A column whose heading is the name of its field."""

    is_late = False  # whether it can only be written once the record is there

    def __init__(self, attribute, widget):
        super().__init__(attribute=attribute, column_name=attribute, widget=widget)

    def clean(self, row, **kwargs):
        value = row[self.column_name]
        if isinstance(value, BrokenCell):
            raise ValueError(value.message)
        return self.widget.clean(value, row=row)

    def shown(self, value):
        return self.widget.render(value)

    def check(self, instance, before, value):
        """Raises ValueError where this record cannot take the value."""

    def put(self, instance, value):
        setattr(instance, self.attribute, value)

    def label(self, model):
        try:
            return capfirst(label_of(model._meta.get_field(self.attribute)))
        except FieldDoesNotExist:
            return ""


class LinksColumn(Column):
    """A plain list of other records (many-to-many): the cell says the whole list."""

    is_late = True

    def __init__(self, attribute, one):
        super().__init__(attribute, cells.ListCell(one))

    def get_value(self, instance):
        return list(getattr(instance, self.attribute).all()) if instance.pk else []

    def put(self, instance, value):
        getattr(instance, self.attribute).set(value)


class PartsColumn(LinksColumn):
    """Other records that are joined to this one by rows with a source of their own. Rows are added, never deleted."""

    def __init__(self, name, one, *, rows, part, defaults):
        super().__init__(name, one)
        self.rows, self.part, self.defaults = rows, part, defaults

    def get_value(self, instance):
        return [getattr(row, self.part) for row in getattr(instance, self.rows).all()] if instance.pk else []

    def check(self, instance, before, value):
        missing = sorted(self.widget.one.render(one) for one in before if one not in value)
        if missing:
            message = _("An import deletes nothing: {names} must stay in the cell. Delete it in the record’s own form.")
            raise ValueError(message.format(names=", ".join(f"“{name}”" for name in missing)))

    def put(self, instance, value):
        before = self.get_value(instance)
        for one in value:
            if one not in before:
                getattr(instance, self.rows).create(**{self.part: one}, **self.defaults)


class RecordResource(ModelResource):
    """A table of one kind of record. A column that the file lacks leaves its field as it is.

    `keys` are the columns that tell which record a row is; `key_lookup` finds records by the first of them;
    `needs_one_of` are the texts of which a record must have one.
    """

    keys: tuple[str, ...] = ("slug",)
    key_lookup = "slug"
    needs_one_of: tuple[str, ...] = ()
    within_itself: tuple[str, ...] = ()  # columns that name records of the same kind
    related: tuple[str, ...] = ()
    prefetched: tuple[str, ...] = ()
    DEFAULT_RESOURCE_FIELD = Column

    class Meta:
        use_transactions = True
        clean_model_instances = True
        skip_diff = True
        skip_unchanged = True
        store_instance = True

    @classmethod
    def field_from_django_field(cls, field_name, django_field, readonly):
        return Column(field_name, cls.cell_for(django_field))

    @staticmethod
    def cell_for(field):
        if isinstance(field, PartialDateField):
            return cells.PartialDateCell()
        if field.choices:
            return cells.ChoiceCell(field.choices, blank=field.blank)
        if isinstance(field, models.ForeignKey) and field.related_model is Document:
            return document_cell()
        if isinstance(field, models.ForeignKey):
            return cells.RecordCell(field.related_model)
        if isinstance(field, models.BooleanField):
            return cells.YesNoCell()
        if isinstance(field, models.DateField):
            return cells.DayCell()
        if isinstance(field, models.IntegerField):
            return cells.NumberCell()
        return cells.TextCell()

    # Before the rows

    def get_import_id_fields(self):
        return list(self.keys)

    def open(self, sheet, *, lock=False):
        """Makes ready for the rows of this sheet; returns what is wrong with its headings."""
        self.seen, self.rows = {}, []
        faults = list(self.heading_faults(sheet.headers))
        if all(key in sheet.headers for key in self.keys):
            self.existing = self.load_existing(sheet, lock=lock)
            positions = self.in_order(sheet)
            self.order = [sheet.numbers[position] for position in positions]
            self.rows = [sheet.rows[position] for position in positions]
        return faults

    def heading_faults(self, headers):
        for key in self.keys:
            if key not in headers:
                yield Fault(_("The file lacks the column “{name}”, which says which record a row is.").format(name=key))
        for number, header in enumerate(headers):
            if not header:
                continue
            if header not in self.fields:
                near = difflib.get_close_matches(header, self.fields, 1)
                message = _("No such column is known. Take it away, or give it the name of a known one.")
                if near:
                    message = _("No such column is known. Do you mean “{near}”?").format(near=near[0])
                yield Fault(message, column=header)
            elif header in headers[:number]:
                yield Fault(_("The file has this column twice."), column=header)

    def load_existing(self, sheet, *, lock):
        """The records that the file speaks of, by their key."""
        position = sheet.headers.index(self.keys[0])
        names = sorted({self.as_looked_up(cells.cell_text(row[position])) for row in sheet.rows})
        found = self.get_queryset()
        if lock:
            found = found.select_for_update(of=("self",))
        found = found.select_related(*self.related).prefetch_related(*self.prefetched)
        existing = {}
        for start in range(0, len(names), 500):
            for record in found.filter(**{f"{self.key_lookup}__in": names[start : start + 500]}):
                existing[self.key_of(record)] = record
        return existing

    def as_looked_up(self, text):
        return cells.TextCell().clean(text)

    def key_of(self, record):
        return tuple(self.fields[key].shown(self.fields[key].get_value(record)) for key in self.keys)

    def in_order(self, sheet):
        """Positions of the rows so that a record comes before those that name it."""
        columns = [sheet.headers.index(name) for name in self.within_itself if name in sheet.headers]
        if not columns:
            return range(len(sheet.rows))
        key = sheet.headers.index(self.keys[0])
        where = {cells.cell_text(row[key]): position for position, row in enumerate(sheet.rows)}
        ordered, opened = {}, set()  # an opened row that is met again names itself in a circle
        for first in range(len(sheet.rows)):
            waiting = [first]
            while waiting:
                position = waiting[-1]
                opened.add(position)
                named = (where.get(cells.cell_text(sheet.rows[position][column])) for column in columns)
                before = [one for one in named if one is not None and one not in ordered and one not in opened]
                if before and position not in ordered:
                    waiting += before
                else:
                    ordered[waiting.pop()] = None
        return list(ordered)

    # One row

    @staticmethod
    def tell(done, total):
        """Told before each row; whoever imports for somebody who waits puts something here."""

    def before_import_row(self, row, **kwargs):
        self.tell(kwargs["row_number"] - 1, len(self.rows))

    def get_instance(self, instance_loader, row):
        try:
            return self.existing.get(self.read_key(row))
        except ValueError:
            return None  # the columns of the key say why, together with all others

    def read_key(self, row):
        return tuple(self.fields[key].shown(self.fields[key].clean(row)) for key in self.keys)

    def import_instance(self, instance, row, **kwargs):
        """Reads every cell; sets what differs and remembers it, notes every fault."""
        errors, self.changes, self.late = {}, [], []
        self.check_key(row, self.number_of(kwargs), errors)
        if not instance.pk and "sureness" in self.fields and "sureness" not in row:
            instance.sureness = Sureness.UNCONFIRMED  # as in a form: nobody said that a source states it
        for field in self.get_import_fields():
            if field.column_name not in row or field.column_name in errors:
                continue
            try:
                value = field.clean(row)
                before = field.get_value(instance)
                old, new = field.shown(before), field.shown(value)
                if old == new and (instance.pk or not new):
                    continue
                field.check(instance, before, value)
            except ValueError as error:
                errors[field.column_name] = ValidationError(str(error))
                continue
            self.changes.append(Change(field.column_name, old if instance.pk else "", new))
            if field.is_late:
                self.late.append((field, value))
            else:
                field.put(instance, value)
        if errors:
            raise ValidationError(errors)

    def check_key(self, row, number, errors):
        try:
            key = self.read_key(row)
        except ValueError:
            return
        if not key[0]:
            errors[self.keys[0]] = ValidationError(_("This cell says which record the row is; it cannot be empty."))
        elif key in self.seen:
            message = _("The same record stands in row {row} already.")
            errors[self.keys[0]] = ValidationError(message.format(row=self.seen[key]))
        else:
            self.seen[key] = number

    def number_of(self, kwargs):
        return self.order[kwargs["row_number"] - 1]

    def skip_row(self, instance, original, row, import_validation_errors=None):
        return bool(instance.pk and not self.changes and not import_validation_errors)

    def validate_instance(self, instance, import_validation_errors=None, validate_unique=True):
        errors = dict(import_validation_errors or {})
        if self.needs_one_of and not any(getattr(instance, name) for name in self.needs_one_of):
            message = _("One of these must be filled in: {names}.").format(names=", ".join(self.needs_one_of))
            errors.setdefault(self.needs_one_of[0], ValidationError(message))
        try:
            instance.full_clean(exclude={*errors, *self.translated}, validate_unique=validate_unique)
        except ValidationError as error:
            for found in (one for several in error.error_dict.values() for one in several):
                if found.code in ("null", "blank"):
                    found.message = _("This cell cannot be empty.")
            errors = error.update_error_dict(errors)
        if errors:
            raise ValidationError(errors)

    @property
    def translated(self):
        """Fields that stand for three columns: which language is there is the columns' matter."""
        fields = self._meta.model._meta.get_fields()
        return {field.translated_field.name for field in fields if isinstance(field, TranslationField)}

    def save_m2m(self, instance, row, **kwargs):
        for field, value in self.late:
            try:
                field.put(instance, value)
            except ValidationError as error:
                raise ValidationError({field.column_name: error.messages}) from error
        for field in self.fields.values():
            cell = getattr(field.widget, "one", field.widget)
            if isinstance(cell, cells.RecordCell) and isinstance(instance, cell.model):
                cell.learn(instance)

    def after_import_row(self, row, row_result, **kwargs):
        row_result.number, row_result.changes = self.number_of(kwargs), self.changes

    def after_import(self, dataset, result, **kwargs):
        """The library would reset the database's counter of keys here, which no import of ours sets aside."""

    # Export

    def filter_export(self, queryset, **kwargs):
        return queryset.select_related(*self.related).prefetch_related(*self.prefetched)


def document_cell():
    return cells.RecordCell(Document, also=("symbol", "compact_symbol"))
