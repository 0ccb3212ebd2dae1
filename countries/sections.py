"""What this room has to say on the pages of others."""

from django.db.models import F
from django.utils.translation import get_language

from countries.models import Country, Mission
from programme.sections import Section, section


@section("programme.Document", order=10)
def countries_of_document(document, request):
    """The countries that the document is about."""
    language = (get_language() or "en")[:2]
    countries = list(Country.objects.filter(documents=document).in_order_of_names(language))
    return Section("countries/document_section.html", {"countries": countries}) if countries else None


@section("programme-phases", order=10)
def known_missions(_nothing, request):
    """The preparatory missions whose country is known."""
    language = (get_language() or "en")[:2]
    missions = Mission.objects.select_related("country", "source", "report")
    in_order = missions.order_by("kind", F("last_day").asc(nulls_last=True), f"country__sort_{language}", "pk")
    return Section("countries/known_missions.html", {"missions": in_order})
