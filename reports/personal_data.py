"""What this room holds about people: who wrote, kept and froze reports."""

from django.utils.translation import gettext_lazy

from programme.holdings import Holding, facts, register
from reports.models import KeptReportText, ReportCopy


def copies(person):
    found = ReportCopy.objects.filter(by=person).defer("content").select_related("report")
    return [facts(one, "report", "number", "kind", "at") for one in found]


def kept(person):
    return [facts(one, "section", "report", "at") for one in KeptReportText.objects.filter(user=person)]


def forget_kept(person, identity):
    KeptReportText.objects.filter(user=person).delete()


register(
    Holding(
        "progress-reports",
        gettext_lazy("Progress reports written"),
        gettext_lazy("They stay, without a name."),
        links=("reports.ProgressReport.saved_by", "reports.ReportSection.saved_by"),
    ),
    Holding(
        "report-copies",
        gettext_lazy("Copies of progress reports kept and frozen"),
        gettext_lazy("They stay, without a name."),
        links=("reports.ReportCopy.by",),
        rows=copies,
    ),
    Holding(
        "kept-report-texts",
        gettext_lazy("Texts of reports kept because the session had ended"),
        gettext_lazy("They go: they are kept for a day only."),
        links=("reports.KeptReportText.user",),
        rows=kept,
        erase=forget_kept,
    ),
)
