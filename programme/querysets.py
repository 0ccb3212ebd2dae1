"""The vocabulary of what every room uses, and the guard that lets no write go unrecorded (see ADR 5)."""

from django.db import models, transaction

from programme.folding import fold, query_tokens
from programme.matrix import within


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
        raise UnrecordedWrite("bulk_create() leaves no history; use recorded_create().")

    def bulk_update(self, objs, *args, **kwargs):
        if not self._guarded():
            return super().bulk_update(objs, *args, **kwargs)
        raise UnrecordedWrite("bulk_update() leaves no history; save each record or use recorded_update().")

    def visible_to(self, user):
        """The records that this person may read, by the same rows of the matrix that `may` asks."""
        return within(self, user)

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

        self._refuse_sources_of_derived_columns(values)
        with transaction.atomic():
            keys = list(self.select_for_update().values_list("pk", flat=True))
            changed = super(RecordedQuerySet, self.filter(pk__in=keys)).update(**values)
            if changed:
                record_changes(self.model._base_manager.filter(pk__in=keys))
        return changed

    def recorded_create(self, records):
        """Like bulk_create(), with a history row for each record; returns the records.

        Their save() is not asked, so it is for new records about which save() has nothing to say.
        """
        from programme.history import record_changes

        with transaction.atomic():
            made = super().bulk_create(records)
            record_changes(made, are_new=True)
        return made

    def _refuse_sources_of_derived_columns(self, values):
        """Only save() derives columns; changed behind its back, search, sorting and dates would tell something else."""
        for field in self.model._meta.concrete_fields:
            stale = set(getattr(field, "sources", ())) & set(values)
            if stale:
                raise UnrecordedWrite(f"{field.name} is derived from {', '.join(sorted(stale))}: save each record.")


class AddedOnlyQuerySet(models.QuerySet):
    """Rows that are only ever added."""

    def update(self, **values):
        raise UnrecordedWrite("These rows stay as they were written.")

    def delete(self):
        raise UnrecordedWrite("These rows stay as they were written.")


class DocumentQuerySet(RecordedQuerySet):
    def published(self):
        """What the Programme itself issued or adopted; not what is only cited as a source."""
        return self.filter(is_reference=False)

    def references(self):
        return self.filter(is_reference=True)

    def numbers(self):
        """How many are published and how many are references, counted at once."""
        found = self.aggregate(
            published=models.Count("pk", filter=models.Q(is_reference=False)),
            references=models.Count("pk", filter=models.Q(is_reference=True)),
        )
        return found["published"], found["references"]

    def for_listing(self):
        return self.select_related("meeting__body").prefetch_related("versions__file")

    def for_page(self):
        return self.for_listing().select_related("source").prefetch_related("marks")

    def search(self, text):
        """Documents whose symbol or titles hold every word of the text; none if it holds no word."""
        tokens = query_tokens(text)
        found = self if tokens else self.none()
        for token in tokens:
            found = found.filter(search_text__contains=token)
        return found

    def dated_between(self, first_day, last_day):
        return self.filter(first_day__range=(first_day, last_day))

    def available_in(self, languages):
        """Documents that are there in all of these languages."""
        versions = self.model._meta.get_field("versions").related_model
        found = self
        for language in languages:
            there = versions.objects.filter(document=models.OuterRef("pk"), language=language, availability="available")
            found = found.filter(models.Exists(there))
        return found

    def newest_first(self):
        return self.order_by(models.F("first_day").desc(nulls_last=True), "slug")

    def in_order(self, order, looked_for=""):
        """Sorted as the reader asks; a document with just the symbol looked for comes before those that contain it."""
        by_day = models.F("first_day")
        orders = {
            "newest": (by_day.desc(nulls_last=True), "slug"),
            "oldest": (by_day.asc(nulls_last=True), "slug"),
            "symbol": (models.Case(models.When(symbol="", then=1), default=0), "symbol", "slug"),
        }
        folded = fold(looked_for)
        if not folded:
            return self.order_by(*orders[order])
        # The folded symbol begins the text; the same without spaces stands in it as a word of its own.
        is_it = models.Q(search_text__startswith=f"{folded} ") | models.Q(
            search_text__contains=f" {folded.replace(' ', '')} "
        )
        has_symbol = ~models.Q(symbol="")
        return self.order_by(models.Case(models.When(has_symbol & is_it, then=0), default=1), *orders[order])


class ClaimQuerySet(RecordedQuerySet):
    def about(self, record):
        from django.contrib.contenttypes.models import ContentType  # not ready when models load

        return self.filter(subject_type=ContentType.objects.get_for_model(record), subject_id=record.pk)

    def of_the_programme(self):
        """Claims about the Programme as a whole: they have no subject."""
        return self.filter(subject_type=None)

    def with_source(self):
        return self.select_related("source")


class MeetingQuerySet(RecordedQuerySet):
    def in_order(self):
        return self.order_by("first_day", "slug")


class StoredFileQuerySet(RecordedQuerySet):
    def recorded_update(self, **values):
        raise UnrecordedWrite("A stored file stays as it is: store another one.")
