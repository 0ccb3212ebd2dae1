"""Which published reports tell of an activity: the step from a record to what was reported of it."""

from functools import lru_cache

from reports.models import ReportCopy
from reports.states import PUBLISHED

REMEMBERED = 64  # frozen copies whose slugs a process keeps: they never change


@lru_cache(maxsize=REMEMBERED)
def _told_in(key, _checksum):
    """The slugs of the activities on which the frozen copy has a passage of its own."""
    content = ReportCopy.objects.values_list("content", flat=True).get(pk=key)
    return frozenset(one["slug"] for one in content["activities"])


def reports_on(activity):
    """The published reports with a passage on the activity, the newest first."""
    copies = ReportCopy.objects.filter(kind=ReportCopy.Kind.FROZEN, report__status=PUBLISHED)
    in_order = copies.select_related("report").defer("content").order_by("report__first_year", "number")
    last = {copy.report_id: copy for copy in in_order}  # one that was taken back and frozen anew has several
    return [one.report for one in reversed(last.values()) if activity.slug in _told_in(one.pk, one.checksum)]
