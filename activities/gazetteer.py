"""The names that the record knows, for the reader of published lists."""

from activities.models import Activity
from activities.published_list import Gazetteer
from countries.models import Country, CountryGroup
from programme.city_names import names_beside
from programme.models import Meeting

LANGUAGES = ("en", "fr", "ru")
# Further ways of printing the groups of the Programme; their names and abbreviations stand in the record.
GROUP_PHRASES = {
    "eastern-europe": ("East Europe", "Europe de l’Est"),
    "caucasus": ("South Caucasus", "Southern Caucasus", "Caucase du Sud", "Южный Кавказ"),
    "south-eastern-europe": (
        "South-East Europe",
        "South East Europe",
        "Southeast Europe",
        "Southeastern Europe",
        "SEE",
        "Юго-Восток Европы",
    ),
    "eecca": (
        "Eastern Europe, Caucasus and Central Asia",
        "Eastern Europe, the Caucasus, and Central Asia",
        "Eastern Europe, Caucasus, Central Asia",
        "Eastern Europe, Central Asia and the Caucasus",
        "the Caucasus, Central Asia and Eastern Europe",
        "EECCA",
        "Europe orientale, Caucase et Asie centrale",
        "Восточная Европа, Кавказ и Центральная Азия",
        "страны Восточной Европы, Кавказа и Центральной Азии",
    ),
}


def build_gazetteer():
    return Gazetteer.of(countries=names_of_countries(), groups=names_of_groups(), cities=cities())


def names_of_countries():
    """Every name of every country: short, formal and other, in every language."""
    for country in Country.objects.prefetch_related("names"):
        for language in LANGUAGES:
            yield getattr(country, f"name_{language}") or "", country.iso2
            yield getattr(country, f"formal_name_{language}") or "", country.iso2
        for other in country.names.all():
            yield other.text, country.iso2


def names_of_groups():
    for group in CountryGroup.objects.all():
        for phrase in GROUP_PHRASES.get(group.slug, ()):
            yield phrase, group.slug
        for language in LANGUAGES:
            yield getattr(group, f"name_{language}") or "", group.slug
            yield getattr(group, f"abbreviation_{language}") or "", group.slug


def cities():
    """Where activities and meetings were held; a city that the record has in two countries tells neither.

    Lists of other years print other names of some of them.
    """
    known: dict[str, set[str]] = {}
    for language in LANGUAGES:
        held = Activity.objects.filter(place_country__isnull=False).order_by()
        for city, iso2 in held.values_list(f"city_{language}", "place_country__iso2").distinct():
            known.setdefault(city or "", set()).add(iso2)
        met = Meeting.objects.filter(country_code__in=Country.objects.values("iso2")).order_by()
        for city, iso2 in met.values_list(f"city_{language}", "country_code").distinct():
            known.setdefault(city or "", set()).add(iso2)
    for city in [*known]:
        for other in names_beside(city):
            known.setdefault(other, set()).update(known[city])
    return [(city, next(iter(codes))) for city, codes in known.items() if len(codes) == 1]
