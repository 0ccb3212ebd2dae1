"""What this room has to say on the pages of others."""

from django.utils.translation import gettext as _

from assessments.cycle_shown import in_published
from assessments.models import ActionPlan, Instrument, SelfAssessment
from assessments.plans.published import published_of as published_plans_of
from assessments.plans.thread import approved_in, served_by
from assessments.published import published_of
from assessments.views import counts_of
from programme.sections import Section, section

SHOWN = 3  # cycles in the file of a country


@section("programme-areas", order=10)
def indicators_in_force(_nothing, request):
    """The way from the working areas to the indicators with which countries work."""
    version = Instrument.objects.current()
    if version is None:
        return None
    version = version.read()
    return Section("assessments/indicators_section.html", {"version": version, "counts": counts_of(version)})


@section("programme-areas", order=20)
def assistance_needed(_nothing, request):
    """The way from the working areas to what countries need in them."""
    return Section("assessments/needs_section.html", {})


@section("countries.Country", order=4)
def place_in_the_cycle(country, request):
    """Where the country stands in its cycle, as far as it published it."""
    cycle = in_published(published_of(country), published_plans_of(country))
    return Section("assessments/cycle_section.html", {"cycle": cycle}, "cycle-title", _("Cycle")) if cycle else None


@section("countries.Country", order=5)
def published_assessments(country, request):
    """What the country published of its self-assessments, read from the published copies only."""
    found = published_of(country)
    if not found:
        return None
    context = {"published": found, "country": country}
    return Section("assessments/country_section.html", context, "assessments-title", _("Self-assessments"))


@section("countries.Country", order=6)
def published_plans(country, request):
    """The action plans that the country published, read from the published copies only."""
    found = published_plans_of(country)
    if not found:
        return None
    context = {"published": found, "country": country}
    return Section("assessments/plans/country_section.html", context, "plans-title", _("Action plans"))


@section("country-desk", order=10)
def assessments_in_hand(country, request):
    """The country's latest cycles with the state of assessment and plan, for the secretariat."""
    found = SelfAssessment.objects.visible_to(request.user).for_work().filter(cycle__country=country)
    newest = list(found.order_by("-cycle__number")[:SHOWN])
    plans = ActionPlan.objects.visible_to(request.user).for_work().filter(cycle__in=[one.cycle_id for one in newest])
    by_cycle = {plan.cycle_id: plan for plan in plans}
    rows = [(one, by_cycle.get(one.cycle_id)) for one in newest]
    return Section("assessments/work/desk_section.html", {"rows": rows, "country": country})


@section("programme.Document", order=30)
def plans_approved_in_document(document, request):
    """The action plans whose approval stands in the document, as far as the reader may see them."""
    found = approved_in(document, request.user)
    return Section("assessments/plans/document_section.html", {"plans": found}) if found else None


@section("activities.ActivityProposal", order=10)
def actions_of_proposal(proposal, request):
    """The actions of plans for which the activity is proposed, and the gaps that they answer."""
    found = served_by([proposal], request.user)
    return Section("assessments/plans/served.html", {"served": found}) if found else None


@section("activities.Activity", order=12)
def gaps_that_an_activity_served(activity, request):
    """Which gaps the activity served, as far as the reader may see them."""
    found = served_by(activity.proposals.all(), request.user)
    return Section("assessments/plans/served.html", {"served": found}) if found else None
