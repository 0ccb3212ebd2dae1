"""Valid records with no surprises; what matters to a test is written in the test."""

from itertools import count

from django.core.files.base import ContentFile

from activities.models import Activity, ActivityKind, Organisation, Participation, TargetGroup
from assessments.files.rows import Row
from assessments.files.writing import write_rows
from countries.models import BeneficiaryPeriod, Country, CountryGroup, GroupMembership, PhaseEntry
from programme.dates import PartialDate
from programme.models import Body, Claim, Document, DocumentVersion, Meeting, ProgrammeName, WorkingArea
from programme.stored_files import store
from programme.uploads import check_upload
from tests.kept import kept
from tests.programme.upload_samples import pdf

numbers = count(1)
letters = [first + second for first in "QXZ" for second in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"]


def date(text):
    """A partial date from its text; None stays None."""
    return PartialDate.parse(text) if text else None


@kept
def country(name="Serbia", iso2=None, **fields):
    number = next(numbers)
    iso2 = iso2 or letters[number % len(letters)]
    fields = {"iso3": f"{iso2}X", "m49": f"{number % 1000:03}", "slug": f"{name.lower().replace(' ', '-')}"} | fields
    names = {f"name_{language}": name for language in ("en", "fr", "ru")}
    return Country.objects.create(iso2=iso2, **names | fields)


@kept
def beneficiary(name="Serbia", iso2=None, since="2005-12", **fields):
    made = country(name, iso2, **fields)
    BeneficiaryPeriod.objects.create(country=made, since=date(since))
    return made


@kept
def phase(country, phase="implementation", is_current=True, **fields):
    fields = {"requirements_met": True} | fields
    return PhaseEntry.objects.create(country=country, phase=phase, is_current=is_current, **fields)


@kept
def group(slug="south-eastern-europe", name="South-Eastern Europe", kind="subregion", members=()):
    made = CountryGroup.objects.create(slug=slug, kind=kind, name_en=name, name_fr=name, name_ru=name)
    for member in members:
        GroupMembership.objects.create(group=made, country=member)
    return made


@kept
def document(slug="report", **fields):
    fields = {"title_en": f"Title of {slug}", "kind": "other"} | fields
    return Document.objects.create(slug=slug, **fields)


@kept
def document_version(document, language="en", availability="available", **fields):
    return DocumentVersion.objects.create(document=document, language=language, availability=availability, **fields)


def stored_file(name="report.pdf", data=None):
    """A file as an upload leaves it."""
    file = ContentFile(data or pdf())
    file.name = name
    return store(check_upload(file))


@kept
def meeting(slug="cop-10", number=10, start="2018-12-04", end="2018-12-06", **fields):
    body, _created = Body.objects.get_or_create(slug="cop", defaults={"name_en": "Conference of the Parties"})
    fields = {"city_en": "Geneva", "country_code": "CH"} | fields
    return Meeting.objects.create(slug=slug, body=body, number=number, start=date(start), end=date(end), **fields)


@kept
def claim(subject, statement="entered-implementation", value="listed", source=None, **fields):
    return Claim.objects.create(subject=subject, statement=statement, value=value, source=source, **fields)


@kept
def area(slug="prevention", number=3, name="Prevention"):
    return WorkingArea.objects.create(slug=slug, number=number, name_en=name, name_fr=name, name_ru=name)


@kept
def kind(slug="workshop"):
    return ActivityKind.objects.get_or_create(slug=slug, defaults={"name_en": slug.title(), "plural_en": slug})[0]


@kept
def programme_names():
    from datetime import date as day

    old = ProgrammeName.objects.create(slug="assistance", name_en="Assistance Programme", until=day(2018, 12, 31))
    new = ProgrammeName.objects.create(
        slug="assistance-and-cooperation", name_en="Assistance and Cooperation Programme", since=day(2019, 1, 1)
    )
    return old, new


@kept
def organisation(slug="osce", name="OSCE"):
    return Organisation.objects.create(slug=slug, name_en=name, name_fr=name, name_ru=name)


@kept
def activity(title="Workshop on safety reports", start=None, end=None, *, countries=(), groups=(), **fields):
    """An activity; `countries` are named as beneficiaries, `groups` are its targets."""
    slug = f"activity-{next(numbers)}"
    fields = {"slug": slug, "title_en": title, "published_title": title, "status": "held"} | fields
    made = Activity.objects.create(start=date(start), end=date(end or start), **fields)
    for one in countries:
        Participation.objects.create(activity=made, country=one, role="beneficiary")
    for one in groups:
        TargetGroup.objects.create(activity=made, group=one)
    return made


def in_languages(column, text):
    return {f"{column}_{language}": f"{text} {language}" for language in ("en", "fr", "ru")}


@kept
def instrument(code="TEST-1", *, areas=2, indicators=(2, 1), criteria=2, stages=4, previous="", **values):
    """A draft of this size, complete: A1, A2 …; A1-1 …; A1-1a …"""
    rows = [Row("instrument", code, "", in_languages("text", "Version") | {"previous": previous} | values)]
    rows += [Row("stage", str(number), "", in_languages("text", f"Stage {number}")) for number in range(1, stages + 1)]
    rows.append(Row("facet", "law", "", in_languages("text", "Law")))
    for area in (f"A{number}" for number in range(1, areas + 1)):
        rows.append(Row("area", area, "", in_languages("text", f"Area {area}")))
        for indicator in (f"{area}-{number}" for number in range(1, indicators[int(area[1:]) - 1] + 1)):
            rows.append(Row("indicator", indicator, area, in_languages("text", f"Indicator {indicator}")))
            for criterion in (f"{indicator}{letter}" for letter in "abcdefgh"[:criteria]):
                rows.append(Row("criterion", criterion, indicator, in_languages("text", f"Criterion {criterion}")))
    return write_rows(rows)


@kept
def published_instrument(code="TEST-1", **size):
    made = instrument(code, **size)
    made.publish(by=None)
    return made
