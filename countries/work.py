"""What this room has to say on the signed-in home: the countries of the reader, mandates that end, who is missing."""

from collections import defaultdict

from django.db.models import Min, Q
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from countries.models import BasicTaskPlan, Country, Invitation, Mandate, Mission, PlannedTask
from programme.histories import newest, rows_of_country
from programme.history_words import told
from programme.matrix import FOCAL_POINTS, SECRETARIAT, countries_as, has_role
from programme.permissions import may
from programme.sections import Section, section, sections_on
from programme.tasks import ComingDay, Task, coming_days, tasks
from programme.waiting import Waiting, list_of, waiting

SHOWN = 8  # changes of a country on the signed-in home
SOON = 90  # days before its end from which a mandate is worth a word (PRODUCT C2)


@section("work", order=10)
def my_countries(_nothing, request):
    """A panel for each country for which the reader has a mandate."""
    mandates = list(
        request.user.mandates.current().select_related("country").prefetch_related("areas", "country__phase_entries")
    )
    if not mandates:
        return None
    preparing = _preparing([mandate.country_id for mandate in mandates])
    panels = [
        {
            "country": mandate.country,
            "role": mandate.get_role_display(),
            "until": mandate.until,
            "areas": mandate.areas.all(),
            "may_read_people": may(request.user, "read-people", mandate.country),
            "has_basic_tasks": mandate.country_id in preparing,
            "sections": [
                render_to_string(one.template, one.context, request)
                for one in sections_on("country-panel", request, mandate.country)
            ],
        }
        for mandate in mandates
    ]
    return Section("countries/work/country_panels.html", {"panels": panels})


def _preparing(country_ids):
    """Those of the countries that have a plan for the basic tasks, or a mission after which they make one."""
    raising = Mission.objects.filter(country__in=country_ids, kind=Mission.Kind.AWARENESS_RAISING)
    planning = BasicTaskPlan.objects.filter(country__in=country_ids)
    return set(raising.values_list("country", flat=True)) | set(planning.values_list("country", flat=True))


@section("work", order=50)
def changes(_nothing, request):
    """What was changed in the countries of the reader since the last visit, or lately at the first one."""
    since, found = request.last_visit, []
    for country in Country.objects.filter(pk__in=countries_as(request.user)).in_order_of_names(
        (get_language() or "en")[:2]
    ):
        histories = rows_of_country(country, request.user)
        if since is not None:
            histories = [history.filter(row_at__gt=since) for history in histories]
        keys = list(newest(histories)[: SHOWN + 1])
        entries = told(keys[:SHOWN], may(request.user, "read-people", country))
        found.append((country, entries, len(keys) > SHOWN))
    return Section("countries/work/changes.html", {"since": since, "countries": found}) if found else None


@tasks
def expired_invitations(user):
    """Those nobody accepted in time: to be sent again or withdrawn by who may."""
    waiting_ones = Invitation.objects.visible_to(user).waiting().exclude(pk__in=Invitation.objects.open().values("pk"))
    found = defaultdict(int)
    for invitation in waiting_ones.select_related("country"):
        if may(user, "resend", invitation):
            found[invitation.country] += 1
    for country, number in found.items():
        label = _("Invitations that expired: {number}").format(number=number)
        yield Task(label, reverse("country-people", args=[country.slug]), about=str(country))


@tasks
def plans_for_the_basic_tasks(user):
    """Plans that their country is writing or carrying out, for who writes them; what is due next says when."""
    mine = BasicTaskPlan.objects.unfinished().filter(country__in=countries_as(user, FOCAL_POINTS))
    for plan in mine.select_related("country").annotate(next_due=_next_due()):
        label = (
            _("Write and submit the plan for the basic tasks") if plan.is_writable else _("Carry out the basic tasks")
        )
        due = None if plan.is_writable else plan.next_due
        yield Task(label, reverse("basic-task-plan", args=[plan.pk]), about=str(plan.country), due=due)


def _next_due():
    return Min("tasks__due_on", filter=~Q(tasks__progress=PlannedTask.Progress.DONE))


@tasks
def mandates_ending(user):
    """Mandates that end soon, for who can invite a successor; those who hold one see the day among their dates."""
    if has_role(user, *SECRETARIAT):
        for mandate in Mandate.objects.ending_within(SOON).for_listing():
            label = _("Mandate ends: {person}, {role}").format(person=mandate.user, role=mandate.get_role_display())
            yield Task(label, reverse("mandate", args=[mandate.pk]), about=str(mandate.country), due=mandate.until)


@coming_days
def own_mandate_ends(user):
    for mandate in user.mandates.current().exclude(until=None).select_related("country"):
        label = _("Your mandate ends: {country}").format(country=mandate.country)
        is_focal = mandate.country_id in countries_as(user, FOCAL_POINTS)
        yield ComingDay(mandate.until, label, reverse("mandate", args=[mandate.pk]) if is_focal else "")


@waiting(order=15)
def people():
    """What waits for the secretariat: mandates about to end, countries for which nobody can submit."""
    return [
        Waiting(
            _("Mandates that end within {days} days").format(days=SOON),
            Mandate.objects.ending_within(SOON).count(),
            list_of(Mandate, standing="soon"),
        ),
        Waiting(
            _("Beneficiary countries without a focal point"),
            Country.objects.beneficiaries().without_focal_point().count(),
            list_of(Country, focal_point="without"),
        ),
    ]
