"""A generated record for measuring, and what is measured on it: the activities page with all its counts.

Nothing here is a fact about the Programme; it is written to a scratch database only.
"""

import random
from dataclasses import dataclass
from itertools import count
from statistics import median
from time import perf_counter

from django.contrib.auth.decorators import login_not_required
from django.core.cache import caches
from django.db import connection
from django.http import HttpResponse
from django.template import engines
from django.test import Client
from django.urls import path

from activities.models import Activity, ActivityKind, AreaTag, Participation, Status, TargetGroup
from activities.reach import refresh
from countries.models import Country, CountryGroup, GroupMembership
from programme.dates import PartialDate
from programme.history import unrecorded
from programme.models import Document, RecordVersion, WorkingArea
from programme.urls import urlpatterns as portal_urls
from reports.benchmark_server import rates

SEED = 1992
BATCH = 2000
REPEATS = 15

COUNTRIES = {
    "eastern-europe": ("BY", "MD", "UA"),
    "caucasus": ("AM", "AZ", "GE"),
    "central-asia": ("KZ", "KG", "TJ", "TM", "UZ"),
    "south-eastern-europe": ("AL", "BA", "BG", "HR", "ME", "MK", "RO", "RS"),
}
OTHERS = ("CH", "CZ", "DE", "FR", "IT", "NO", "PL")
KINDS = ("mission", "workshop", "training", "meeting", "launch", "consultation", "advisory", "exercise", "project")
AREAS = ("identification", "notification", "prevention", "preparedness", "response", "information")
TITLES = {
    "en": ("Workshop", "Training session", "Mission", "on safety reports", "on land-use planning", "for inspectors"),
    "fr": (
        "Atelier",
        "Session de formation",
        "Mission",
        "sur les rapports de sécurité",
        "sur l’aménagement",
        "de base",
    ),
    "ru": ("Совещание", "Учебное мероприятие", "Миссия", "по отчетам", "по землепользованию", "для инспекторов"),
}
PROJECTS = 0.01
EMPTY = "/en/benchmark/empty/"
PAGES = {
    "all activities": "/en/activities/",
    "status and two countries": "/en/activities/?status=held&country=RS&country=KZ",
}


@login_not_required
def empty_page(request):
    return HttpResponse(engines["django"].from_string('{% extends "base.html" %}').render({}, request))


# Before the portal's own, which end with an address that takes everything.
urlpatterns = [path(EMPTY.lstrip("/"), empty_page), *portal_urls]


def write_vocabulary():
    """The countries, groups, kinds, areas and sources that the activities choose from."""
    names = dict.fromkeys(("name_en", "name_fr", "name_ru"))
    kinds = [ActivityKind(slug=slug, position=place, **dict.fromkeys(names, slug)) for place, slug in enumerate(KINDS)]
    ActivityKind.objects.bulk_create(kinds)
    WorkingArea.objects.bulk_create(
        WorkingArea(slug=slug, number=number, **dict.fromkeys(names, slug)) for number, slug in enumerate(AREAS, 1)
    )
    Document.objects.bulk_create(
        Document(slug=f"source-{number}", title_en=f"Source {number}", kind="web-page") for number in range(20)
    )
    codes = [code for members in COUNTRIES.values() for code in members] + list(OTHERS)
    Country.objects.bulk_create(
        Country(
            iso2=code, iso3=f"{code}X", m49=f"{number:03}", slug=code.lower(), **dict.fromkeys(names, f"Land {code}")
        )
        for number, code in enumerate(codes)
    )
    by_code = {country.iso2: country for country in Country.objects.all()}
    groups = COUNTRIES | {"eecca": sum(list(COUNTRIES.values())[:3], ())}
    for place, (slug, members) in enumerate(groups.items()):
        group = CountryGroup(slug=slug, position=place, kind="subregion", **dict.fromkeys(names, slug))
        CountryGroup.objects.bulk_create([group])
        GroupMembership.objects.bulk_create(GroupMembership(group=group, country=by_code[code]) for code in members)


class Maker:
    """Makes activities by chance, the same ones every time."""

    def __init__(self):
        self.chance = random.Random(SEED)  # noqa: S311  nothing secret depends on it
        self.kinds = {kind.slug: kind for kind in ActivityKind.objects.all()}
        self.events = [kind for slug, kind in self.kinds.items() if slug != "project"]
        self.countries = list(Country.objects.order_by("m49"))
        self.groups = list(CountryGroup.objects.order_by("position"))
        self.areas = list(WorkingArea.objects.all())
        self.sources = list(Document.objects.all())
        self.projects = []
        self.made = 0

    def write(self, number):
        """Writes activities until there are this many."""
        while self.made < number:
            self.write_batch(min(BATCH, number - self.made))

    def write_batch(self, size):
        activities = [self.activity(self.made + number) for number in range(size)]
        Activity.objects.bulk_create(activities)
        self.projects += [activity for activity in activities if activity.kind is self.kinds["project"]]
        Participation.objects.bulk_create(
            Participation(activity=activity, country=country, role="beneficiary", source=activity.source)
            for activity in activities
            for country in self.chance.sample(self.countries, self.chance.choice((0, 0, 1, 1, 1, 2, 3)))
        )
        TargetGroup.objects.bulk_create(
            TargetGroup(activity=activity, group=group, source=activity.source)
            for activity in activities
            for group in self.chance.sample(self.groups, self.chance.choice((0, 0, 0, 1, 1, 2)))
        )
        AreaTag.objects.bulk_create(
            AreaTag(activity=activity, area=area, sureness="inferred")
            for activity in activities
            for area in self.chance.sample(self.areas, self.chance.choice((0, 1, 1, 2)))
        )
        refresh(activities)
        self.made += size

    def activity(self, number):
        chance = self.chance
        is_project = chance.random() < PROJECTS
        start, end = self.dates()
        titles = {
            f"title_{language}": f"{chance.choice(words[:3])} {chance.choice(words[3:])} {number}"
            for language, words in TITLES.items()
        }
        kind = self.kinds["project"] if is_project else chance.choice([None, *self.events])
        return Activity(
            slug=f"activity-{number}",
            published_title=titles["title_en"],
            kind=kind,
            status=chance.choices(["", *Status.values], (2, 6, 88, 2, 2))[0],
            phase=chance.choice(("", "implementation", "implementation", "preparatory")),
            start=start,
            end=end,
            city_en=f"City {number % 300}",
            place_country=chance.choice((None, *self.countries)),
            parent=chance.choice(self.projects) if self.projects and chance.random() < 0.3 else None,
            outcome_en="What was agreed, in a few plain sentences. " * 6,
            source=chance.choice(self.sources),
            source_text=titles["title_en"],
            is_published=chance.random() < 0.98,
            **titles,
        )

    def dates(self):
        chance = self.chance
        if chance.random() < 0.04:
            return None, None
        year, month = chance.randint(2005, 2026), chance.randint(1, 12)
        precise = chance.random()
        if precise < 0.06:
            return PartialDate(year), PartialDate(min(year + chance.randint(0, 3), 2026))
        if precise < 0.14:
            return PartialDate(year, month), PartialDate(year, month)
        day = chance.randint(1, 26)
        return PartialDate(year, month, day), PartialDate(year, month, day + chance.randint(0, 2))


@dataclass(frozen=True)
class Times:
    """Medians in milliseconds: sent as it was kept whole, made with its counts kept, and made with nothing kept."""

    kept: float
    warm: float
    cold: float


def keep_house():
    """What PostgreSQL does by itself in time, and would do in the middle of measuring here."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")


def measure(address):
    """The times of a page through the portal's own handler and middleware."""
    client = Client(SERVER_NAME="localhost")
    ask(client, address)  # templates, plans and connections are ready from here on
    kept = [ask(client, address) for _ in range(REPEATS)]
    warm = [ask(client, address, made="anew") for _ in range(REPEATS)]
    cold = []
    for _ in range(REPEATS):
        caches["process"].clear()
        cold.append(ask(client, address, made="anew"))
    return Times(kept=median(kept), warm=median(warm), cold=median(cold))


addresses_asked = count()


def ask(client, address, made=""):
    """Milliseconds until the answer; a page to be made anew is asked for under an address that nobody has asked for."""
    if made:
        address = f"{address}{'&' if '?' in address else '?'}asked={next(addresses_asked)}"
    begun = perf_counter()
    response = client.get(address)
    taken = (perf_counter() - begun) * 1000
    if response.status_code != 200:
        raise RuntimeError(f"{address} answered {response.status_code}.")
    return taken


def run(sizes=(1_000, 100_000)):
    """The times of every page at every size: {size: {page: Times}}, those of the empty page, and the rates of all.

    The last two at the largest size.
    """
    found = {}
    with unrecorded("generated activities in a scratch database"):
        write_vocabulary()
        RecordVersion.objects.create(pk=1, number=1, changed_at=None)
        maker = Maker()
        for size in sizes:
            maker.write(size)
            keep_house()
            found[size] = {name: measure(address) for name, address in PAGES.items()}
    return found, measure(EMPTY), rates([EMPTY, *PAGES.values()])


def is_scratch():
    """Whether the database that the settings name holds no record yet."""
    tables = connection.introspection.table_names()
    return Activity._meta.db_table not in tables or not Activity.objects.exists()
