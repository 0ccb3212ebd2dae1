"""The guard of what stays as it was given."""

from django.db import models

from programme.matrix import within


class Frozen(Exception):
    """What was submitted or published stays as it was: submit or publish a new version instead."""


class FrozenQuerySet(models.QuerySet):
    """Rows that are added and read, and nothing else."""

    def update(self, **values):
        raise Frozen(Frozen.__doc__)

    def delete(self):
        raise Frozen(Frozen.__doc__)

    delete.alters_data = True  # type: ignore[attr-defined]
    delete.queryset_only = True  # type: ignore[attr-defined]

    def bulk_update(self, objs, fields, batch_size=None):
        raise Frozen(Frozen.__doc__)

    def visible_to(self, user):
        return within(self, user)
