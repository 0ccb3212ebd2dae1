"""The loader: what it refuses, what it keeps, what it says. On small files of its own, not on the real record."""

import shutil
from io import StringIO

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from activities.models import Activity, Participation
from assessments.models import Instrument
from countries.models import Country, GroupMembership, PhaseEntry
from programme.models import Claim, Document, LoadedRecord, TextMark
from reports.loading import FaultyFiles, load_record

pytestmark = pytest.mark.django_db

FILES = {
    "bodies": "- {key: cop, name: {en: Conference of the Parties}}",
    "documents": """
- key: page
  title: {en: A page}
  kind: web-page
  meeting: cop-5
  source: page
  versions:
    - {language: en, availability: available, url: "https://example.org/"}
""",
    "meetings": '- {key: cop-5, body: cop, number: 5, start: "2008-11-25", end: "2008-11-27", source: page}',
    "programme": """
names:
  - {key: assistance, name: {en: Assistance Programme}, until: "2018-12-31", source: page}
working_areas:
  - {key: prevention, number: 3, name: {en: Prevention}, source: page}
cross_cutting_areas: []
basic_tasks:
  - {key: A, title: {en: Identification}, sure: reconstructed}
claims:
  - {statement: fact-finding-missions, value: "15", source: page, at: line 20}
commitments:
  - {signatory: Serbia and Montenegro, countries: [RS], meeting: cop-5, source: page}
""",
    "groups": "- {key: south-eastern-europe, kind: subregion, name: {en: South-Eastern Europe}, source: page}",
    "countries": """
- key: RS
  iso3: SRB
  m49: "688"
  slug: serbia
  name: {en: Serbia, fr: Serbie, ru: Сербия}
  marks: {name: {fr: unconfirmed}}
  source: page
  names:
    - {text: Republic of Serbia, kind: variant, sure: unconfirmed}
  groups:
    - {group: south-eastern-europe, source: page}
  party: {is_party: true, instrument: accession, deposited: "2009-07-31", in_force: "2009-10-29", source: page}
  beneficiary:
    - {since: "2005-12", source: page}
  phases:
    - {phase: implementation, current: true, requirements_met: true, source: page}
  claims:
    - {statement: entered-implementation, value: listed, source: page, at: line 20}
""",
    "kinds": "- {key: workshop, name: {en: Workshop}}",
    "organisations": "- {key: osce, name: {en: OSCE}, source: page}",
    "activities": """
- key: project
  title: {en: Project}
  source: page
- key: workshop-2014
  published_title: Workshop on safety reports
  title: {en: Workshop on safety reports}
  kind: workshop
  start: "2014-02-27"
  end: "2014-02-28"
  parent: project
  place: {printed: Belgrade, city: {en: Belgrade}, country: RS}
  source: page
  at: line 40
  countries:
    - {country: RS, role: beneficiary, sure: inferred, source: page}
  groups:
    - {group: south-eastern-europe, source: page}
  areas:
    - {area: prevention, sure: inferred}
  partners:
    - {organisation: osce, source: page}
  contributions:
    - {country: RS, kind: in-kind, source: page}
  claims:
    - {field: end, value: "2014-03", source: page}
""",
}


@pytest.fixture
def folder(tmp_path):
    path = tmp_path / "data"
    path.mkdir()
    for name, text in FILES.items():
        (path / f"{name}.yaml").write_text(text, encoding="utf-8")
    return path


def rewrite(folder, name, old, new):
    path = folder / f"{name}.yaml"
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {name}"
    path.write_text(text.replace(old, new), encoding="utf-8")


def faults(folder):
    with pytest.raises(FaultyFiles) as refusal:
        load_record(folder)
    return [str(fault) for fault in refusal.value.faults]


def test_every_part_is_loaded_with_its_source(folder):
    load_record(folder)

    serbia = Country.objects.get(iso2="RS")
    workshop = Activity.objects.get(slug="workshop-2014")
    assert (serbia.name_ru, serbia.current_phase.phase, serbia.is_beneficiary) == ("Сербия", "implementation", True)
    assert [name.text for name in serbia.names.all()] == ["Republic of Serbia"]
    assert serbia.party.in_force_on.isoformat() == "2009-10-29"
    assert [str(one.countries.get()) for one in serbia.commitments.all()] == ["Serbia"]
    assert (str(workshop.start), str(workshop.end), workshop.city) == ("2014-02-27", "2014-02-28", "Belgrade")
    assert (workshop.parent.slug, workshop.source.slug, workshop.source_locator) == ("project", "page", "line 40")
    assert workshop.participations.get().sureness == "inferred"
    assert [claim.value for claim in workshop.claims.all()] == ["2014-03"]
    assert Document.objects.get().meeting.slug == "cop-5"
    assert Claim.objects.of_the_programme().get().value == "15"
    assert TextMark.objects.get().mark == "unconfirmed"


def test_a_second_load_changes_nothing(folder):
    first = load_record(folder)
    histories = Activity.history.count(), Country.history.count()

    second = load_record(folder)

    assert sum(first.created.values()) == sum(second.unchanged.values()) > 20
    assert (sum(second.created.values()), sum(second.updated.values()), second.kept) == (0, 0, [])
    assert (Activity.history.count(), Country.history.count()) == histories


def test_a_corrected_file_updates_what_staff_left_alone(folder):
    load_record(folder)
    rewrite(folder, "activities", '"2014-02-28"', '"2014-03-01"')

    report = load_record(folder)

    assert report.updated == {"activity": 1}
    assert str(Activity.objects.get(slug="workshop-2014").end) == "2014-03-01"


def test_a_field_that_staff_changed_is_kept_and_reported(folder):
    load_record(folder)
    workshop = Activity.objects.get(slug="workshop-2014")
    workshop.city_en = "Novi Sad"
    workshop.save()
    rewrite(folder, "activities", "city: {en: Belgrade}", "city: {en: Beograd}")
    rewrite(folder, "activities", '"2014-02-28"', '"2014-03-01"')

    report = load_record(folder)

    workshop.refresh_from_db()
    assert workshop.city_en == "Novi Sad"
    assert str(workshop.end) == "2014-03-01"
    assert report.kept == ["activities.activity:workshop-2014, city_en"]


INSTRUMENT = """
- code: SMALL-1
  publish: true
  text: {en: Small, fr: Petit, ru: "Учёт"}
  stages:
    - {code: "1", text: {en: "No", fr: Non, ru: Нет}}
    - {code: "2", text: {en: "Yes", fr: Oui, ru: Да}}
  areas:
    - code: P
      text: {en: Prevention, fr: Prévention, ru: Предотвращение}
      indicators:
        - code: P-1
          text: {en: Reports, fr: Rapports, ru: "Отчёты"}
          criteria:
            - {code: P-1a, text: {en: They are read, fr: Ils sont lus, ru: Они рассматриваются}}
"""


def test_a_published_instrument_stays_as_it_is_when_its_file_changes(folder):
    (folder / "instruments").mkdir()
    (folder / "instruments" / "small.yaml").write_text(INSTRUMENT, encoding="utf-8")
    load_record(folder)
    rewrite(folder, "instruments/small", "Отчёты", "Отчеты")
    rewrite(folder, "instruments/small", "Учёт", "Учет")

    report = load_record(folder)

    version = Instrument.objects.published().get()
    assert (version.title_ru, version.indicators.get().title_ru) == ("Учёт", "Отчёты")
    assert report.kept == ["assessments.instrument:SMALL-1, which differs from its file"]


def test_a_record_that_staff_deleted_stays_deleted_and_is_reported(folder):
    load_record(folder)
    Participation.objects.get().delete()

    report = load_record(folder)

    assert not Participation.objects.exists()
    assert report.deleted == ["activities.participation:workshop-2014/RS/beneficiary"]


def test_a_phase_that_staff_decided_is_not_argued_with(folder):
    load_record(folder)
    entry = PhaseEntry.objects.get()
    entry.is_current = False
    entry.save()
    PhaseEntry.objects.create(country=entry.country, phase="preparatory", is_current=True)

    load_record(folder)

    assert Country.objects.get(iso2="RS").current_phase.phase == "preparatory"


def test_a_record_that_staff_made_before_is_adopted_and_not_doubled(folder):
    Document.objects.create(slug="page", kind="web-page", title_en="Our own title")

    report = load_record(folder)

    document = Document.objects.get()
    assert (document.title_en, document.meeting.slug) == ("Our own title", "cop-5")
    assert report.adopted == ["programme.document:page"]


def test_an_entry_gone_from_the_files_is_left_and_reported(folder):
    load_record(folder)
    rewrite(folder, "organisations", FILES["organisations"], "")
    rewrite(folder, "activities", "  partners:\n    - {organisation: osce, source: page}\n", "")

    report = load_record(folder)

    assert report.no_longer_in_files == [
        "activities.organisation:osce",
        "activities.partnership:workshop-2014/osce/partner",
    ]
    assert Activity.objects.get(slug="workshop-2014").partnerships.count() == 1


@pytest.mark.parametrize(
    ("name", "old", "new", "expected"),
    [
        (
            "activities",
            '"2014-02-28"',
            '"2014-02-30"',
            "data/activities.yaml:10: “end”: There is no such day: 2014-02-30.",
        ),
        ("activities", '"2014-02-28"', '"2014-02-01"', "data/activities.yaml:5: The last day lies before the first."),
        (
            "activities",
            "kind: workshop",
            "kind: workshp",
            "data/activities.yaml:8: There is no kind “workshp”. Is it “workshop”?",
        ),
        ("activities", "at: line 40", "att: line 40", "data/activities.yaml:14: “att” means nothing here. Is it “at”?"),
        (
            "activities",
            "role: beneficiary",
            "role: donor",
            "data/activities.yaml:16: “role” is 'donor'; it must be one of:",
        ),
        (
            "activities",
            "parent: project",
            "parent: nothing",
            "data/activities.yaml:11: There is no activity “nothing”.",
        ),
        (
            "activities",
            "- key: project",
            "- key: workshop-2014",
            "data/activities.yaml:5: “workshop-2014” stands twice.",
        ),
        ("countries", "iso3: SRB", "iso3: Srb", "data/countries.yaml:3: “iso3”: Three capital letters"),
        (
            "countries",
            'm49: "688"',
            "m49: 688",
            "data/countries.yaml:4: “m49” must be text in quotation marks, not 688.",
        ),
        (
            "countries",
            "current: true",
            "current: yes please",
            "data/countries.yaml:17: “current” must be true or false",
        ),
        ("countries", "requirements_met: true, ", "", "A country moves to the implementation phase when"),
        (
            "countries",
            "- key: RS",
            "- key: NO",
            "data/countries.yaml:2: “key” must be text in quotation marks, not False.",
        ),
        ("groups", ", source: page", "", "data/groups.yaml:1: A fact needs its “source”"),
        (
            "documents",
            "availability: available",
            "availability: maybe",
            "“availability” is 'maybe'; it must be one of:",
        ),
        ("documents", "kind: web-page", "kind: [web-page", "data/documents.yaml:"),
        ("meetings", "body: cop", "body: cup", "data/meetings.yaml:1: There is no body “cup”. Is it “cop”?"),
        ("kinds", FILES["kinds"], "just text", "data/kinds.yaml:1: The file must be a list of entries."),
    ],
)
def test_a_fault_is_said_with_file_and_line_and_nothing_is_loaded(folder, name, old, new, expected):
    rewrite(folder, name, old, new)

    assert any(line.startswith(expected) or expected in line for line in faults(folder)), faults(folder)
    assert not Document.objects.exists()
    assert not LoadedRecord.objects.exists()


def test_a_missing_file_and_a_wrong_encoding_are_faults(folder):
    (folder / "kinds.yaml").unlink()
    (folder / "groups.yaml").write_bytes("- {key: Région}".encode("latin-1"))

    found = faults(folder)

    assert "data/kinds.yaml:1: The file is missing." in found
    assert "data/groups.yaml:1: The file is not UTF-8 text." in found


def test_several_faults_are_all_said_at_once(folder):
    rewrite(folder, "activities", "kind: workshop", "kind: workshp")
    rewrite(folder, "countries", "iso3: SRB", "iso3: Srb")
    rewrite(folder, "countries", "group: south-eastern-europe", "group: south-east")

    found = faults(folder)

    assert len([line for line in found if "workshp" in line or "capital" in line or "south-east" in line]) == 3


def test_the_command_says_faults_and_fails(folder):
    rewrite(folder, "activities", "kind: workshop", "kind: workshp")
    errors = StringIO()

    with pytest.raises(CommandError, match="Nothing was loaded: 1 faults"):
        call_command("load_programme", str(folder), stderr=errors, stdout=StringIO())

    assert "data/activities.yaml:8: There is no kind “workshp”" in errors.getvalue()


def test_a_check_says_what_would_happen_and_writes_nothing(folder):
    out = StringIO()

    call_command("load_programme", str(folder), "--check", stdout=out)

    assert "created: " in out.getvalue()
    assert "nothing was written" in out.getvalue()
    assert not Country.objects.exists()


def test_what_is_loaded_came_by_a_command_in_the_history(folder):
    load_record(folder)

    assert set(Country.history.values_list("door", flat=True)) == {"command"}
    assert GroupMembership.history.count() == 1


def test_a_folder_of_files_is_read_in_the_order_of_names(folder):
    (folder / "activities").mkdir()
    shutil.move(folder / "activities.yaml", folder / "activities" / "b.yaml")
    (folder / "activities" / "a.yaml").write_text("- {key: other, title: {en: Other}, source: page}", encoding="utf-8")

    load_record(folder)

    assert set(Activity.objects.values_list("slug", flat=True)) == {"project", "workshop-2014", "other"}
