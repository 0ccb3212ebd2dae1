"""What this room has to say on the signed-in home: proposals, reports that are due, what waits for the secretariat."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from activities.models import ActivityProposal, ActivityReport, ProposalCountry
from activities.permissions import WRITERS
from activities.reports_due import open_reports
from activities.states import INVITED, SUBMITTED, UNDECIDED
from activities.work_access import countries_to_write_for
from programme.matrix import COUNTRY_ROLES, FOCAL_POINTS, SECRETARIAT, countries_as, has_role
from programme.permissions import may
from programme.sections import Section, section
from programme.tasks import Task, tasks
from programme.waiting import Waiting, waiting

SHOWN = 8  # proposals on the signed-in home


@section("work", order=7)
def proposals_and_reports(_nothing, request):
    """The undecided proposals of the reader's countries, the overdue reports, and the ways to all of them."""
    if not may(request.user, "read", ActivityProposal):
        return None
    is_staff = has_role(request.user, *SECRETARIAT)
    keys = countries_as(request.user, COUNTRY_ROLES)
    # The secretariat's own board counts what waits for it.
    late = [] if is_staff else [one for one in open_reports(countries=keys) if one.is_late()]
    undecided = ActivityProposal.objects.visible_to(request.user).filter(status__in=UNDECIDED)
    context = {
        "proposals": [] if is_staff else undecided.for_work().newest_first()[:SHOWN],
        "late": len(late),
        "may_add": countries_to_write_for(request.user).exists(),
        "is_staff": is_staff,
    }
    return Section("activities/work/panel.html", context)


@tasks
def reports_to_write(user):
    """A report is a task of who writes in it, from the end of the activity until it is submitted."""
    keys = countries_as(user, WRITERS)
    for one in open_reports(countries=keys) if keys else ():
        label = _("Report on the activity: {activity}").format(activity=one.activity)
        address = f"{reverse('activity-report-start', args=[one.activity.pk])}?country={one.country.slug}"
        yield Task(label, address, about=str(one.country), due=one.due_on)


@tasks
def requests_to_join(user):
    """Whether a country joins a proposal is for its focal point and deputies to say."""
    keys = countries_as(user, FOCAL_POINTS)
    if not keys:
        return
    asked = ProposalCountry.objects.filter(country__in=keys, status=INVITED, proposal__status__in=UNDECIDED)
    for one in asked.select_related("proposal__country", "country"):
        label = _("Join the proposal of {country}?").format(country=one.proposal.country)
        yield Task(label, one.proposal.get_absolute_url(), about=str(one.proposal))


@section("countries.Mandate", order=20)
def on_handover(mandate, request):
    """The successor finds the proposals that wait and the reports that are due."""
    found = ActivityProposal.objects.of_country(mandate.country).filter(status__in=UNDECIDED)
    proposals = list(found.for_work().newest_first())
    due = list(open_reports(countries=[mandate.country_id]))
    if not due and not proposals:
        return None
    return Section("activities/work/handover.html", {"proposals": proposals, "due": due})


@waiting(order=8)
def decisions():
    """What waits for the secretariat: proposals and reports handed in, and reports that are late."""
    today = timezone.localdate()
    late = sum(one.is_late(today) for one in open_reports(today))
    return [
        Waiting(
            _("Proposals that wait for a decision"),
            ActivityProposal.objects.filter(status=SUBMITTED).count(),
            f"{reverse('proposals')}?state={SUBMITTED}",
        ),
        Waiting(
            _("Reports on activities that wait for their review"),
            ActivityReport.objects.filter(status=SUBMITTED).count(),
            f"{reverse('activity-reports')}?state={SUBMITTED}",
        ),
        Waiting(_("Overdue reports on activities"), late, reverse("activity-reports")),
    ]
