"""What this room holds about people: who wrote and discussed proposals and reports."""

from django.utils.translation import gettext_lazy

from activities.models import ProposalComment, ReportEvidence
from programme.holdings import Holding, facts, register

STAYS_NAMELESS = gettext_lazy("They stay, without a name: the work is the country’s.")


def comments(person):
    return [facts(one, "proposal", "text", "at") for one in ProposalComment.objects.filter(by=person)]


def evidence(person):
    return [facts(one, "report", "title", "added_at") for one in ReportEvidence.objects.filter(added_by=person)]


register(
    Holding(
        "proposals-and-reports",
        gettext_lazy("Proposals and reports on activities saved"),
        STAYS_NAMELESS,
        links=("activities.ActivityProposal.saved_by", "activities.ActivityReport.saved_by"),
    ),
    Holding(
        "proposal-comments",
        gettext_lazy("Comments on proposals"),
        STAYS_NAMELESS,
        links=("activities.ProposalComment.by",),
        rows=comments,
    ),
    Holding(
        "report-evidence",
        gettext_lazy("Evidence added to reports"),
        STAYS_NAMELESS,
        links=("activities.ReportEvidence.added_by",),
        rows=evidence,
    ),
)
