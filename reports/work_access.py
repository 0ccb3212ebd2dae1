"""Finding a report for the builder, for who may: for everybody else there is no such page."""

from programme.permissions import may
from programme.work_requests import possible_actions, record_for
from reports.models import ProgressReport

ACTIONS = ("freeze", "take_back", "publish")


def report_for(request, pk, action="build"):
    return record_for(request, ProgressReport.objects.for_page(), action, pk=pk)


def possible(user, report):
    """What this person can do with the report now: what the role allows and the state leads to."""
    return possible_actions(user, report, ACTIONS) | {
        "change": may(user, "change", report) and report.is_writable,
        "begin_corrigendum": may(user, "begin-corrigendum", report) and report.can("supersede"),
    }
