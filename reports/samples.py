"""Samples of the pictures of this room for the style guide. They state no fact."""

from collections import Counter
from types import SimpleNamespace

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from countries.standing import STANDINGS
from programme import texts
from programme.sections import Section, section
from reports.paper.samples import sample_paper
from reports.pictures.region_map import FORMER, RegionMap, read_shapes
from reports.pictures.years import HELD, NOT_SAID, PERHAPS, Year, YearsChart

SAMPLE_ADDRESS = "#samples"


class SampleYear(Year):
    url = SAMPLE_ADDRESS


def sample_map():
    """The map with its fillings in turn, whichever country they fall on, and a name that is none."""
    fillings = [*STANDINGS, FORMER]
    places = []
    for number, iso2 in enumerate(sorted(read_shapes()["countries"])):
        key = fillings[number % len(fillings)]
        name = _("Name")
        country = SimpleNamespace(
            iso2=iso2, name_en=name, name_fr=name, name_ru=name, get_absolute_url=lambda: SAMPLE_ADDRESS
        )
        places.append((country, SimpleNamespace(key=key, label=STANDINGS.get(key, _("Former beneficiaries"))), key))
    return RegionMap.of(places)


def sample_chart():
    parts = ({HELD: 3}, {HELD: 8}, {}, {HELD: 5, NOT_SAID: 3}, {HELD: 2, PERHAPS: 2}, {NOT_SAID: 6, PERHAPS: 1})
    years = [SampleYear(2001 + place, Counter(some)) for place, some in enumerate(parts)]
    chart = YearsChart(years=years, ticks=[], undated=2, outside=1)
    chart.draw()
    return chart


@section("style-guide", order=30)
def picture_samples(_nothing, request):
    context = {"map": sample_map(), "chart": sample_chart(), "cycle": texts.cycle((get_language() or "en")[:2])}
    return Section("reports/picture_samples.html", context)


@section("style-guide", order=40)
def paper_sample(_nothing, request):
    return Section("reports/paper/sample.html", {"paper": sample_paper((get_language() or "en")[:2])})
