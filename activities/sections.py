"""What this room has to say on the pages of others."""

from dataclasses import dataclass

from django.db.models import Prefetch
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from activities.models import Activity, ActivityProposal, ActivityReport, Reach, ReportEvidence
from countries.columns import Cell, Column, column
from programme.sections import Section, section

SHOWN = 10
OF_COUNTRIES = ("countries", "reports", "own_proposals", "own_reports")


@dataclass(frozen=True)
class ReachedActivities:
    key: str
    title: str
    activities: list[Activity]
    count: int


TITLES = {
    Reach.How.NAMED: ("named", _("Activities that name the country")),
    Reach.How.GROUP: ("group", _("Activities for a group that it belonged to")),
    Reach.How.HELD: ("held", _("Activities that were only held there")),
}


@column("activities", _("Activities"), order=10)
def number_of_activities(countries, reader):
    """How many activities reached each country: the number that the list gives for it."""
    numbers = Activity.objects.visible_to(reader).numbers_by_country()
    address = reverse("activities")
    cells = {}
    for country in countries:
        number = numbers.get(country.pk, 0)
        url = f"{address}?country={country.iso2}" if number else ""
        cells[country.pk] = Cell(words=number, value=number, url=url)
    meaning = _("Number of activities that name the country, were for a group it belonged to, or were held there")
    return Column("activities", _("Activities"), meaning, cells, is_number=True)


@section("countries.Country", order=10)
def activities_of_country(country, request):
    """The country's activities by how they reached it, the newest of each, and the way to all of them."""
    visible = Activity.objects.visible_to(request.user)
    lists = []
    for how, (key, title) in TITLES.items():
        found = visible.filter(reaches__country=country, reaches__how=how)
        newest = list(found.newest_first().for_listing()[:SHOWN])
        if newest:
            number = len(newest) if len(newest) < SHOWN else found.count()
            lists.append(ReachedActivities(key, title, newest, number))
    total = sum(one.count for one in lists)
    address = f"{reverse('activities')}?country={country.iso2}"
    context = {"country": country, "lists": lists, "total": total, "address": address}
    return Section("activities/country_section.html", context, "activities", _("Activities")) if lists else None


@section("country-desk", order=20)
def activities_in_hand(country, request):
    """The ways to what the country takes part in, proposes and reports, for the secretariat."""
    number = Activity.objects.visible_to(request.user).filter(reaches__country=country).distinct().count()
    proposals = ActivityProposal.objects.visible_to(request.user).of_country(country).for_work().newest_first()
    context = {"country": country, "number": number, "proposals": proposals[:SHOWN]}
    return Section("activities/work/desk_section.html", context)


@section("activities.Activity", order=10)
def from_countries(activity, request):
    """Who proposed the activity, and what countries report on it and let everybody read."""
    proposals = ActivityProposal.objects.filter(activity=activity).for_work().order_by("pk")
    countries = list(dict.fromkeys(country for proposal in proposals for country in proposal.countries))
    shown = ReportEvidence.objects.filter(is_public=True, removed_at=None).select_related("file")
    reports = (
        ActivityReport.objects.published()
        .filter(activity=activity)
        .select_related("country")
        .prefetch_related(Prefetch("evidence", shown))
        .order_by("pk")
    )
    found = [(report, report.evidence.all()) for report in reports]
    context = {"activity": activity, "countries": countries, "reports": found, **_known_to(request.user, activity)}
    return Section("activities/from_countries.html", context) if any(context[name] for name in OF_COUNTRIES) else None


def _known_to(reader, activity):
    """The proposals and reports themselves, for whoever may read them before they are published, or more of them."""
    if not reader.is_authenticated:
        return {"own_proposals": [], "own_reports": []}
    return {
        "own_proposals": list(ActivityProposal.objects.visible_to(reader).filter(activity=activity).order_by("pk")),
        "own_reports": list(ActivityReport.objects.visible_to(reader).filter(activity=activity).for_work()),
    }
