"""Texts that several people write: each save is a version, so that a form which is behind is noticed (PRODUCT D4)."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from .base import Recorded


class Versioned(Recorded):
    """A record with a version that each save raises, who saved it last and when.

    `written` names the fields that a person fills. What an earlier version said is read from the history.
    """

    version = models.PositiveIntegerField(_("version"), default=0, editable=False)
    saved_at = models.DateTimeField(_("saved at"), null=True, editable=False)
    saved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("saved by"),
    )

    written: tuple[str, ...] = ()

    class Meta(Recorded.Meta):
        abstract = True

    def values(self):
        """What the person filled in, by field; a record by its key, a list as a set of keys."""
        return {name: _value(self, name) for name in self.written}

    def values_at(self, version):
        """What was filled in in this version, or None where the history does not know it."""
        if version == self.version:
            return self.values()
        row = self.history.filter(version=version).order_by("-history_date", "-history_id").first()
        return None if row is None else {name: _value_of_row(self, row, name) for name in self.written}


def _value(record, name):
    field = record._meta.get_field(name)
    if field.many_to_many:
        return frozenset(getattr(record, name).values_list("pk", flat=True)) if record.pk else frozenset()
    return getattr(record, field.attname)


def _value_of_row(record, row, name):
    field = record._meta.get_field(name)
    if field.many_to_many:
        column = f"{field.related_model._meta.model_name}_id"
        return frozenset(getattr(row, name).values_list(column, flat=True))
    return getattr(row, field.attname)
