"""Names of countries for the rooms that know only their codes."""

from django.utils.translation import get_language

from countries.models import Country
from programme.signatures import names_of_countries


@names_of_countries
def by_code(codes):
    """The short names in the reader's language."""
    language = (get_language() or "en")[:2]
    found = Country.objects.filter(iso2__in=codes).values("iso2", "name_en", "name_fr", "name_ru")
    return {one["iso2"]: one[f"name_{language}"] or one["name_en"] or one["iso2"] for one in found}
