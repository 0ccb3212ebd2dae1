"""The vocabulary of the instrument, and the guard that keeps a published version as it was published (ADR 13)."""

from django.db import models, transaction
from django.db.models import Prefetch

from programme.querysets import RecordedQuerySet

DRAFT, PUBLISHED, RETIRED = "draft", "published", "retired"


class InstrumentFrozen(Exception):
    """A published version of the instrument does not change: copy it into a new draft, or correct a typing error."""


class KeptQuerySet(RecordedQuerySet):
    """Changes and deletes drafts only; what stands in the model's `free_columns` says nothing of the meaning."""

    def recorded_update(self, **values):
        with transaction.atomic():
            if set(values) - self.model.free_columns:
                self.refuse_frozen()
            return super().recorded_update(**values)

    def delete(self):
        with transaction.atomic():
            self.refuse_frozen()
            return super().delete()

    delete.alters_data = True  # type: ignore[attr-defined]
    delete.queryset_only = True  # type: ignore[attr-defined]

    def refuse_frozen(self):
        """Locks the versions of these rows, so that none is published meanwhile; raises InstrumentFrozen."""
        is_version = hasattr(self.model, "status")
        versions = self.model if is_version else self.model._meta.get_field("instrument").related_model
        keys = set(self.order_by().values_list("pk" if is_version else "instrument_id", flat=True))
        states = versions._base_manager.order_by("pk").select_for_update().filter(pk__in=keys)
        if set(states.values_list("status", flat=True)) - {DRAFT}:
            raise InstrumentFrozen(InstrumentFrozen.__doc__)


class InstrumentQuerySet(KeptQuerySet):
    def drafts(self):
        return self.filter(status=DRAFT)

    def published(self):
        return self.filter(status=PUBLISHED)

    def ever_published(self):
        """Every version that is or was in force, the newest first."""
        return self.exclude(status=DRAFT).order_by("-published_at", "-pk")

    def current(self):
        """The version with which a self-assessment begins today, or None."""
        return self.published().first()

    def whole(self):
        """With all that belongs to a version, in a number of queries that does not grow with it."""
        return self.select_related("source", "previous").prefetch_related(
            self._rows("stages", "source"),
            self._rows("facets", "source", "cross_cutting_area"),
            self._rows("areas", "source", "working_area"),
            self._rows("areas__indicators", "source"),
            self._rows("areas__indicators__criteria", "source"),
            self._rows("areas__indicators__links", "earlier"),
            self._rows("errata", "by"),
        )

    def for_area(self, code):
        """What a page about one area needs of a version: the other areas by name only."""
        return [
            self._rows("stages"),
            self._rows("facets"),
            self._rows("areas"),
            Prefetch("areas__indicators", self._model_at("areas__indicators").objects.filter(area__code=code)),
            self._rows("areas__indicators__criteria"),
            self._rows("errata"),
        ]

    def _rows(self, path, *related):
        rows = self._model_at(path)._default_manager
        return Prefetch(path, rows.select_related(*related) if related else rows.all())

    def _model_at(self, path):
        model = self.model
        for step in path.split("__"):
            model = model._meta.get_field(step).related_model
        return model

    def with_counts(self):
        counted = {name: models.Count(name, distinct=True) for name in ("areas", "indicators", "criteria", "stages")}
        return self.annotate(**{f"{name}_count": count for name, count in counted.items()})


class ErratumQuerySet(RecordedQuerySet):
    """Errata are added, never changed."""

    def recorded_update(self, **values):
        raise InstrumentFrozen("An erratum stays as it was noted; note another one.")

    def delete(self):
        raise InstrumentFrozen("An erratum stays as it was noted; note another one.")
