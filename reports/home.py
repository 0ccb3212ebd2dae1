"""What the home page says, gathered from every room in a number of queries that does not grow with the record."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from activities.finder import Finder
from activities.models import Activity, Status
from countries.filters import in_order
from countries.models import Country
from countries.standing import IMPLEMENTATION, STANDINGS, Standing, standing_of
from programme.models import Claim, Document, ProgrammeName, Sureness, programme_name
from reports.models import ProgressReport
from reports.pictures.region_map import FORMER, RegionMap
from reports.pictures.years import YearsChart

LATEST, COMING = 5, 5
NOT_HELD = (Status.PLANNED, Status.POSTPONED, Status.CANCELLED)


@dataclass(frozen=True)
class HomePage:
    name: ProgrammeName | None
    former_names: list[ProgrammeName]
    standings: list[dict[str, Any]]
    subregions: list[tuple[Any, list[tuple[Country, Standing]]]]
    former: list[tuple[Country, Standing]]
    map: RegionMap
    years: YearsChart
    finder: Finder
    figures: list[dict[str, Any]]
    mission_counts: list[tuple[Claim, str]]
    latest: list[Activity]
    coming: list[Activity]
    without_word: int  # planned ones whose time has passed without a word on whether they were held
    latest_report: ProgressReport | None  # of the portal; else the newest of the documents is shown
    report: Document | None
    documents: list[Document] = field(default_factory=list)

    @classmethod
    def build(cls, today: date):
        names = list(ProgrammeName.objects.all())
        current = programme_name(names=names)
        ever = in_order(Country.objects.beneficiaries_ever().for_listing(), "subregion")
        standings = [(country, standing_of(country)) for country in ever if country.is_beneficiary]
        former = [(country, standing_of(country)) for country in ever if not country.is_beneficiary]
        activities = Activity.objects.published()
        planned = activities.filter(status=Status.PLANNED)
        documents = Document.objects.published().for_listing().newest_first()
        counts = mission_counts()
        years = YearsChart.of(activities, today.year)
        return cls(
            name=current,
            former_names=[name for name in names if name.until],
            standings=count_standings(standings),
            subregions=[(group, list(some)) for group, some in groupby(standings, key=lambda pair: pair[0].subregion)],
            former=former,
            map=RegionMap.of(
                [(country, standing, standing.key) for country, standing in standings]
                + [(country, standing, FORMER) for country, standing in former]
            ),
            years=years,
            finder=Finder.of(year.year for year in years.years),
            figures=key_figures(len(standings), activities.count(), Document.objects.published().count(), counts),
            mission_counts=counts,
            latest=list(
                activities.overlapping(None, today).exclude(status__in=NOT_HELD).for_listing().newest_first()[:LATEST]
            ),
            coming=list(planned.overlapping(today, None).for_listing().oldest_first()[:COMING]),
            without_word=planned.filter(last_day__lt=today).count(),
            latest_report=ProgressReport.objects.published().for_page().newest_first().first(),
            report=documents.filter(kind=Document.Kind.PROGRESS_REPORT).first(),
            documents=list(documents[:LATEST]),
        )

    @property
    def beneficiaries(self):
        return sum(one["value"] for one in self.standings)

    @property
    def in_implementation(self):
        return next((one["value"] for one in self.standings if one["key"] == IMPLEMENTATION), 0)

    @property
    def others_url(self):
        """The beneficiaries that have not entered the implementation phase, or not by every source."""
        phases = "".join(f"&phase={key}" for key in STANDINGS if key != IMPLEMENTATION)
        return f"{reverse('countries')}?beneficiary=current{phases}"

    @property
    def places(self):
        """Every country of the tiles and the map, for the table that says the same."""
        pairs = [pair for _subregion, some in self.subregions for pair in some] + self.former
        return [{"country": country, "standing": standing} for country, standing in pairs]


def count_standings(standings):
    """How many beneficiaries of today stand where, each with the address of the list of them."""
    counts = Counter(standing.key for _country, standing in standings)
    return [
        {
            "key": key,
            "label": label,
            "value": counts[key],
            "url": f"{reverse('countries')}?beneficiary=current&phase={key}",
        }
        for key, label in STANDINGS.items()
        if counts[key]
    ]


def mission_counts():
    """The missions that sources count without naming each: a claim of the Programme with its words."""
    official = Claim.objects.of_the_programme().with_source().filter(sureness=Sureness.OFFICIAL)
    # A count as of a day is one of several; the one without a day is the whole.
    claims = sorted(official, key=lambda claim: (claim.as_of is None, str(claim.as_of)))
    found = {claim.statement: claim for claim in claims if claim.value.isdecimal()}
    words = {
        "fact-finding-missions": lambda count: ngettext("fact-finding mission", "fact-finding missions", count),
        "awareness-raising-missions": lambda count: ngettext(
            "awareness-raising mission", "awareness-raising missions", count
        ),
    }
    return [(found[key], word(int(found[key].value))) for key, word in words.items() if key in found]


def key_figures(countries, activities, documents, counts):
    figures = [
        {
            "value": countries,
            "label": ngettext("beneficiary country", "beneficiary countries", countries),
            "url": f"{reverse('countries')}?beneficiary=current",
        },
        {
            "value": activities,
            "label": ngettext("activity in the record", "activities in the record", activities),
            "url": reverse("activities"),
        },
        {
            "value": documents,
            "label": ngettext("document of the Programme", "documents of the Programme", documents),
            "url": reverse("documents"),
        },
    ]
    for claim, label in counts:
        figures.append(
            {
                "value": claim.value,
                "label": label,
                "url": claim.source.get_absolute_url() if claim.source else "",
                "note": _("as counted by its source"),
            }
        )
    return figures
