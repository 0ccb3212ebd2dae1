"""What this room has to say on the pages of others."""

from django.utils.translation import get_language

from countries.models import Country
from programme.sections import Section, section


@section("programme.Document", order=10)
def countries_of_document(document, request):
    """The countries that the document is about."""
    language = (get_language() or "en")[:2]
    countries = list(Country.objects.filter(documents=document).in_order_of_names(language))
    return Section("countries/document_section.html", {"countries": countries}) if countries else None
