"""The states of a progress report, and which reports are asked for."""

from programme.querysets import RecordedQuerySet, UnrecordedWrite

DRAFT, FROZEN, PUBLISHED, SUPERSEDED = "draft", "frozen", "published", "superseded"
# Not decided on yet: one of them for a biennium.
OPEN = frozenset({DRAFT, FROZEN})
# What everybody reads: a superseded one stays, and says which one took its place.
PUBLIC = frozenset({PUBLISHED, SUPERSEDED})


class ProgressReportQuerySet(RecordedQuerySet):
    def of(self, biennium):
        return self.filter(first_year=biennium.first_year)

    def open(self):
        return self.filter(status__in=OPEN)

    def published(self):
        """Those in force: a corrected one is left out."""
        return self.filter(status=PUBLISHED)

    def public(self):
        return self.filter(status__in=PUBLIC)

    def for_page(self):
        return self.select_related("meeting__body", "corrects", "corrected_by", "saved_by")

    def newest_first(self):
        return self.order_by("-first_year", "-number")

    def delete(self):
        raise UnrecordedWrite("Reports are not deleted: an open one waits until somebody goes on with it.")

    delete.alters_data = True  # type: ignore[attr-defined]
    delete.queryset_only = True  # type: ignore[attr-defined]
