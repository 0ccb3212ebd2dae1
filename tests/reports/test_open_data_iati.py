"""Projects as an IATI 2.03 activity file: valid, true to the record, and what is missing named."""

import os
from datetime import UTC, datetime
from pathlib import Path
from xml.etree import ElementTree

import pytest
import xmlschema
from django.db import connection
from django.test.utils import CaptureQueriesContext

from activities.models import AreaTag, Contribution, Participation, Partnership
from programme.models import RecordVersion
from reports.open_data import iati
from tests.factories import activity, area, country, group, kind, organisation

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).resolve().parent.parent.parent
SCHEMA = ROOT.parent / "shared" / "schemas" / "iati-2.03" / "iati-activities-schema.xsd"
ADDRESS = "/api/v1/iati.xml"
PAGE = "/en/data/iati/"
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


@pytest.fixture(autouse=True)
def reporter(settings):
    settings.IATI_ORGANISATION_REF = "XM-EXAMPLE-1"


@pytest.fixture(scope="module")
def schema():
    if not SCHEMA.is_file():
        missing = f"The schema of IATI is not at {SCHEMA.relative_to(ROOT.parent)} beside the project."
        if os.environ.get("CI", "").lower() in {"1", "true"}:
            pytest.fail(missing)
        pytest.skip(missing)
    return xmlschema.XMLSchema(SCHEMA, allow="local")


def project(title="Safer sites", start="2016", end="2019", countries=(), **fields):
    """A project that has all that is demanded, unless a test takes something away."""
    fields = {"kind": kind("project"), "group": "programme", "objectives_en": "Inspectors know how."} | fields
    made = activity(title, start, countries=countries, **fields)
    if end != start:
        made.end = end
        made.save()
    return made


def serbia():
    return country("Serbia", "RS", name_fr="Serbie", name_ru="Сербия")


def file(visitor):
    answer = visitor.get(ADDRESS)
    assert answer.status_code == 200, answer.content
    assert answer["Content-Type"].startswith("application/xml")
    return ElementTree.fromstring(answer.content)  # noqa: S314 (our own)


def narratives(element):
    return {one.get(LANGUAGE): one.text for one in element.findall("narrative")}


def lacks(made):
    as_of = datetime(2026, 11, 24, tzinfo=UTC).date()
    return next([str(what) for what in one.lacks] for one in iati.projects(as_of) if one.activity.pk == made.pk)


def full_record():
    """Projects with everything that the file can hold."""
    members = [country("Georgia", "GE"), country("Armenia", "AM")]
    whole = group("caucasus", "Caucasus", members=members)
    parent = project("Programme of projects", "2009-03", "2011-11", countries=[serbia()], slug="parent")
    child = project(
        "Ängste & <Zeichen>\x0b",
        "2012-02-01",
        "2030",
        members,
        groups=[whole],
        slug="child",
        parent=parent,
        objectives_ru="Цели",
        outcome_en="Done.",
    )
    AreaTag.objects.create(activity=child, area=area())
    donor = organisation("agency", "Agency")
    Contribution.objects.create(activity=child, organisation=donor, kind="earmarked", amount=10, currency="CHF")
    Contribution.objects.create(activity=child, organisation=donor)
    Contribution.objects.create(activity=child, country=country("Switzerland", "CH"))
    Contribution.objects.create(activity=child, country=country("Poland", "PL"), kind="in-kind")
    Partnership.objects.create(activity=child, organisation=organisation("oecd", "OECD"), role="lead")
    Partnership.objects.create(activity=child, organisation=organisation(), role="partner")
    project("Planned", "2031", None, [country("Moldova", "MD")], slug="planned", status="planned")
    return parent, child


def test_file_is_valid(visitor, schema):
    full_record()
    errors = [f"{error.path}: {error.reason}" for error in schema.iter_errors(file(visitor))]
    assert errors == []


def test_validation_would_notice(visitor, schema):
    full_record()
    root = file(visitor)
    root[0].remove(root[0].find("title"))
    assert not schema.is_valid(root)


def test_project_field_by_field(visitor):
    project(
        "Safer sites",
        "2016",
        "2019-02",
        [serbia()],
        slug="safer-sites",
        title_fr="Sites plus sûrs",
        objectives_en="Aim",
    )
    (found,) = file(visitor)
    assert found.findtext("iati-identifier") == "XM-EXAMPLE-1-safer-sites"
    assert found.find("reporting-org").attrib == {"ref": "XM-EXAMPLE-1", "type": "40"}
    assert narratives(found.find("title")) == {"en": "Safer sites", "fr": "Sites plus sûrs"}
    assert [(one.get("type"), narratives(one)) for one in found.findall("description")] == [("2", {"en": "Aim"})]
    assert [one.attrib for one in found.findall("participating-org")] == [
        {"ref": "XM-EXAMPLE-1", "type": "40", "role": "2"}
    ]
    assert found.find("activity-status").get("code") == "4"
    assert [(one.get("type"), one.get("iso-date")) for one in found.findall("activity-date")] == [
        ("2", "2016-01-01"),
        ("4", "2019-02-28"),
    ]
    assert ["2016" in narratives(one)["en"] for one in found.findall("activity-date")] == [True, False]
    assert found.find("recipient-country").get("code") == "RS"
    assert narratives(found.find("recipient-country")) == {"en": "Serbia", "fr": "Serbie", "ru": "Сербия"}
    assert found.find("recipient-region") is None
    assert found.find("sector").get("vocabulary") == "99"


def test_roles_regions_and_family(visitor):
    full_record()
    by_key = {one.findtext("iati-identifier").removeprefix("XM-EXAMPLE-1-"): one for one in file(visitor)}
    parent, child, planned = by_key["parent"], by_key["child"], by_key["planned"]
    organisations = [(narratives(one)["en"], one.get("role")) for one in child.findall("participating-org")]
    assert organisations[1:] == [("Agency", "1"), ("Switzerland", "1"), ("OECD", "4")]
    assert child.find("recipient-country") is None
    assert child.find("recipient-region").get("code") == "caucasus"
    assert [one.get("code") for one in child.findall("tag")] == ["prevention"]
    assert child.find("related-activity").attrib == {"type": "1", "ref": "XM-EXAMPLE-1-parent"}
    assert parent.find("related-activity").attrib == {"type": "2", "ref": "XM-EXAMPLE-1-child"}
    # It goes on: the end lies after the day as of which the record stands.
    assert child.find("activity-status").get("code") == "2"
    assert [one.get("type") for one in child.findall("activity-date")] == ["2", "3"]
    assert child.find("activity-date").find("narrative") is None
    assert planned.find("activity-status").get("code") == "1"
    assert [one.get("type") for one in planned.findall("activity-date")] == ["1"]
    assert narratives(child.find("title"))["en"] == "Ängste & <Zeichen>"


@pytest.mark.parametrize(
    ("fields", "missing"),
    [
        ({"group": "other", "donor": True}, "other assistance"),
        ({"title_en": "", "published_title": ""}, "A title."),
        ({"objectives_en": ""}, "A description"),
        ({"start": None, "end": None, "status": "planned"}, "When it began"),
        ({"status": ""}, "Whether it was held"),
        ({"end": None}, "When it ended"),
        ({"group": ""}, "An organisation"),
        ({"countries": []}, "The country or region"),
        ({"countries": ["RS", "GE"]}, "in percent"),
    ],
)
def test_project_that_lacks_something_is_named_with_it(visitor, fields, missing):
    fields = {"countries": ["RS"], "donor": False} | fields
    codes, has_donor = fields.pop("countries"), fields.pop("donor")
    made = project("Incomplete project", countries=[country(f"Country {code}", code) for code in codes], **fields)
    if has_donor:
        Contribution.objects.create(activity=made, organisation=organisation())
    (what,) = lacks(made)
    assert missing in what
    project("Whole project", countries=[country("Albania", "AL")], slug="whole")
    assert [one.findtext("iati-identifier") for one in file(visitor)] == ["XM-EXAMPLE-1-whole"]
    assert missing in visitor.get(PAGE).content.decode()


def test_country_that_only_takes_part_is_no_recipient():
    made = project()
    Participation.objects.create(activity=made, country=serbia(), role="expert-provider")
    assert lacks(made) == ["The country or region that it was for."]


def test_project_for_a_group_is_given_the_region_if_that_holds_all_its_countries():
    georgia, albania = country("Georgia", "GE"), country("Albania", "AL")
    caucasus = group("caucasus", "Caucasus", members=[georgia])
    beyond = project(countries=[georgia], groups=[caucasus])
    assert iati.Project(beyond, beyond.last_day).recipient == caucasus
    Participation.objects.create(activity=beyond, country=albania, role="beneficiary")
    assert lacks(beyond) == ["How it is shared among its countries, in percent."]


def test_without_the_identifier_there_is_no_file_and_the_page_says_so(visitor, settings):
    settings.IATI_ORGANISATION_REF = ""
    project("Whole project", countries=[serbia()])
    answer = visitor.get(ADDRESS)
    assert answer.status_code == 404
    assert "IATI" in answer.json()["error"]
    page = visitor.get(PAGE).content.decode()
    assert "IATI_ORGANISATION_REF" in page
    assert "Whole project" in page
    assert ADDRESS not in page


def test_without_a_fitting_project_there_is_no_file(visitor):
    assert visitor.get(ADDRESS).status_code == 404
    project(objectives_en="", countries=[serbia()])
    assert visitor.get(ADDRESS).status_code == 404


def test_what_is_not_published_is_in_no_file(visitor):
    hidden = project("Secret plan", countries=[serbia()], slug="secret-plan", is_published=False)
    project("Part", countries=[country("Georgia", "GE")], parent=hidden, slug="part")
    for address in (ADDRESS, PAGE):
        content = visitor.get(address).content.decode().lower()
        assert "secret plan" not in content
        assert "secret-plan" not in content


def test_file_is_kept_under_the_record(visitor):
    project(countries=[serbia()])
    first = visitor.get(ADDRESS)
    assert first.content == visitor.get(ADDRESS).content
    assert visitor.get(ADDRESS, headers={"if-none-match": first["ETag"]}).status_code == 304
    root = ElementTree.fromstring(first.content)  # noqa: S314 (our own)
    assert root.get("version") == "2.03"
    assert root.get("generated-datetime") == RecordVersion.objects.get().changed_at.isoformat()


def test_file_costs_the_same_however_long(visitor):
    costs, parent = [], None
    for length in (1, 2, 7):
        for place in range(length):
            made = project(countries=[country(f"Country {length} {place}")], parent=parent, groups=[])
            Contribution.objects.create(activity=made, country=made.named_countries[0])
            parent = made
        visitor.get(ADDRESS)
        with CaptureQueriesContext(connection) as queries:
            visitor.get(ADDRESS)
        costs.append(len(queries))
    assert len(set(costs)) == 1, costs
