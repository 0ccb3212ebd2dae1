"""Model fields of the portal: partial dates, and columns that are derived from others whenever a record is saved."""

from django.core.exceptions import ValidationError
from django.db import models

from programme.dates import PartialDate
from programme.folding import fold
from programme.form_fields import PartialDateFormField


class PartialDateField(models.CharField):
    """A date known to the day, the month or the year; NULL where it is unknown (see ADR 2)."""

    def __init__(self, *args, **kwargs):
        kwargs |= {"max_length": 10, "null": True, "blank": True}
        super().__init__(*args, **kwargs)

    def deconstruct(self):
        name, path, args, kwargs = super().deconstruct()
        for implied in ("max_length", "null", "blank"):
            kwargs.pop(implied, None)
        return name, path, args, kwargs

    def from_db_value(self, value, expression, connection):
        return PartialDate.parse(value) if value else None

    def to_python(self, value):
        if value in (None, "") or isinstance(value, PartialDate):
            return value or None
        try:
            return PartialDate.parse(str(value))
        except ValueError as error:
            raise ValidationError(str(error), code="invalid") from error

    def get_prep_value(self, value):
        value = self.to_python(value)
        return None if value is None else str(value)

    def value_to_string(self, obj):
        value = self.value_from_object(obj)
        return "" if value is None else str(value)

    def run_validators(self, value):
        """CharField's validators measure text; a PartialDate has checked itself."""

    def formfield(self, **kwargs):
        return models.Field.formfield(self, form_class=kwargs.pop("form_class", PartialDateFormField), **kwargs)


class DerivedField(models.Field):
    """A column computed from other columns of its record each time the record is saved; never edited."""

    sources: tuple[str, ...] = ()

    def derive(self, record):
        raise NotImplementedError(f"{type(self).__name__} does not say how it is derived.")

    def pre_save(self, model_instance, add):
        value = self.derive(model_instance)
        setattr(model_instance, self.attname, value)
        return value


class EdgeDayField(DerivedField, models.DateField):
    """The first or last day that a partial date may mean: what sorting and overlap use.

    `sources` are tried in turn, so that an end which is unknown falls back on the start.
    """

    def __init__(self, *args, sources=(), edge="earliest", **kwargs):
        self.sources, self.edge = tuple(sources), edge
        kwargs |= {"null": True, "blank": True, "editable": False}
        super().__init__(*args, **kwargs)

    def deconstruct(self):
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, kwargs | {"sources": self.sources, "edge": self.edge}

    def derive(self, record):
        for source in self.sources:
            value = getattr(record, source)
            if isinstance(value, str):
                value = PartialDate.parse(value)
            if value is not None:
                return getattr(value, self.edge) if isinstance(value, PartialDate) else value
        return None


class FoldedTextField(DerivedField, models.TextField):
    """Several texts of a record in one column without case and accents: what search and sorting use."""

    def __init__(self, *args, sources=(), **kwargs):
        self.sources = tuple(sources)
        kwargs |= {"blank": True, "editable": False, "default": ""}
        super().__init__(*args, **kwargs)

    def deconstruct(self):
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, kwargs | {"sources": self.sources}

    def derive(self, record):
        return fold(" ".join(str(getattr(record, source) or "") for source in self.sources))
