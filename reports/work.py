"""What this room has to say on the signed-in home of the secretariat: reports that are not published yet."""

from django.urls import reverse
from django.utils.translation import gettext as _

from programme.permissions import may
from programme.sections import Section, section
from programme.waiting import Waiting, waiting
from reports.models import ProgressReport
from reports.states import DRAFT, FROZEN


@section("work", order=30)
def open_reports(_nothing, request):
    if not may(request.user, "build", ProgressReport):
        return None
    return Section("reports/work/panel.html", {"open": ProgressReport.objects.open().newest_first()})


@waiting(order=9)
def reports_wait():
    found = ProgressReport.objects.open()
    return [
        Waiting(
            _("Drafts of progress reports to be frozen"), found.filter(status=DRAFT).count(), reverse("report-board")
        ),
        Waiting(
            _("Frozen progress reports to be published"), found.filter(status=FROZEN).count(), reverse("report-board")
        ),
    ]
