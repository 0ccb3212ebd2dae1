"""Finding a report for the builder, for who may: for everybody else there is no such page."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from programme.permissions import may
from reports.models import ProgressReport

ACTIONS = ("freeze", "take_back", "publish")


def report_for(request, pk, action="build"):
    report = ProgressReport.objects.visible_to(request.user).for_page().filter(pk=pk).first()
    if report is None:
        raise Http404
    if not may(request.user, action, report):
        raise PermissionDenied
    return report


def possible(user, report):
    """What this person can do with the report now: what the role allows and the state leads to."""
    can = {name: may(user, name.replace("_", "-"), report) and report.can(name) for name in ACTIONS}
    return can | {
        "change": may(user, "change", report) and report.is_writable,
        "begin_corrigendum": may(user, "begin-corrigendum", report) and report.can("supersede"),
    }


def too_late(request, report):
    """The answer to a step that somebody else was faster with, or that the state does not lead to."""
    now = ProgressReport.objects.get(pk=report.pk)
    words = _("This is not possible now. State: {state}.")
    messages.error(request, words.format(state=now.get_status_display()))
    return redirect(now)
