"""The vocabulary of what every room uses, and the guard that lets no write go unrecorded (see ADR 5)."""

from django.db import models, transaction


class UnrecordedWrite(RuntimeError):
    """A write that would leave no history: use save(), delete() or recorded_update()."""


class RecordedQuerySet(models.QuerySet):
    """Refuses the writes that simple-history does not see."""

    def update(self, **values):
        if not self._guarded():
            return super().update(**values)
        raise UnrecordedWrite("update() leaves no history; use recorded_update().")

    def bulk_create(self, objs, *args, **kwargs):
        if not self._guarded():
            return super().bulk_create(objs, *args, **kwargs)
        raise UnrecordedWrite("bulk_create() leaves no history; save each record.")

    def bulk_update(self, objs, *args, **kwargs):
        if not self._guarded():
            return super().bulk_update(objs, *args, **kwargs)
        raise UnrecordedWrite("bulk_update() leaves no history; save each record or use recorded_update().")

    @staticmethod
    def _guarded():
        from programme.history import is_guarded  # history needs this module's classes

        return is_guarded()

    def recorded_update(self, **values):
        """Like update(), with a history row for each record it changed; returns how many.

        The rows are chosen and changed in one statement each, so a condition in the filter (a status just read)
        still holds when the write happens.
        """
        from programme.history import record_changes

        with transaction.atomic():
            keys = list(self.select_for_update().values_list("pk", flat=True))
            changed = super(RecordedQuerySet, self.filter(pk__in=keys)).update(**values)
            if changed:
                record_changes(self.model._base_manager.filter(pk__in=keys))
        return changed


class DocumentQuerySet(RecordedQuerySet):
    def published(self):
        """What the Programme itself issued or adopted; not what is only cited as a source."""
        return self.filter(is_reference=False)

    def references(self):
        return self.filter(is_reference=True)

    def for_listing(self):
        return self.select_related("meeting__body").prefetch_related("versions")

    def newest_first(self):
        return self.order_by(models.F("first_day").desc(nulls_last=True), "slug")


class ClaimQuerySet(RecordedQuerySet):
    def about(self, record):
        from django.contrib.contenttypes.models import ContentType  # not ready when models load

        return self.filter(subject_type=ContentType.objects.get_for_model(record), subject_id=record.pk)

    def of_the_programme(self):
        """Claims about the Programme as a whole: they have no subject."""
        return self.filter(subject_type=None)

    def stating(self, statement):
        return self.filter(statement=statement)

    def with_source(self):
        return self.select_related("source")


class MeetingQuerySet(RecordedQuerySet):
    def in_order(self):
        return self.order_by("first_day", "slug")
