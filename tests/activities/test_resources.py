"""Activities and participations as tables: what is understood, what is refused by row and column."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook

from activities.models import Activity, Participation, Reach
from activities.resources import ActivityResource
from countries.models import CountryGroup
from programme.dates import PartialDate
from programme.importing import operation
from programme.importing.sheets import read_sheet
from tests.factories import activity, area, beneficiary, country, document, group, kind

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    settings.VAR_DIR = tmp_path


@pytest.fixture
def record():
    serbia = beneficiary("Serbia", "RS")
    country("Georgia", "GE")
    group("eecca", "EECCA", kind="grouping", members=[serbia])
    group("caucasus", "Caucasus")
    area("prevention")
    kind("workshop")
    document("list", symbol="ECE/CP.TEIA/2015/5")


def upload(client, text, kind="activity", name="table.csv"):
    data = text.encode() if isinstance(text, str) else text
    return client.post(f"/en/admin/activities/{kind}/import/", {"file": SimpleUploadedFile(name, data)})


def confirm(client, preview, kind="activity"):
    return client.post(f"/en/admin/activities/{kind}/process_import/", {"token": preview.context["token"]}, follow=True)


def faults_of(response):
    return [str(fault) for fault in response.context["outcome"].faults]


def test_every_fault_of_a_file_is_said_at_once_and_nothing_is_written(editor_client, record):
    text = (
        "slug,title_en,start,end,kind,place_country,groups,is_published,participants\n"
        "good,A good row,2019-02-28,2019-02-28,workshop,Serbia,eecca,yes,12\n"
        "bad,A bad row,2019-02-30,2019,workshp,XX,eecca; eeca,perhaps,many\n"
        "good,The same again,,,,,,yes,\n"
        "formula,=1+1,,,,,,yes,\n"
        "order,Backwards,2020-05-02,2020-05-01,,,,yes,\n"
        ",Nameless,,,,,,yes,\n"
        "untitled,,,,,,,yes,\n"
    )
    answer = upload(editor_client, text)
    assert faults_of(answer) == [
        "Row 3, column “kind”: “workshp” was not found (kinds of activity). Do you mean “workshop” (Workshop)?",
        "Row 3, column “start”: There is no such day: 2019-02-30.",
        "Row 3, column “place_country”: “XX” was not found (countries).",
        "Row 3, column “groups”: “eeca” was not found (groups of countries). Do you mean “eecca” (EECCA)?",
        "Row 3, column “participants”: “many” is not a whole number.",
        "Row 3, column “is_published”: Write yes or no.",
        "Row 4, column “slug”: The same record stands in row 2 already.",
        "Row 5, column “title_en”: The cell holds a formula. Enter its value; "
        "a text that begins with = needs an apostrophe (') before it.",
        "Row 6: The last day lies before the first.",
        "Row 7, column “slug”: This cell says which record the row is; it cannot be empty.",
        "Row 8, column “title_en”: One of these must be filled in: title_en, title_fr, title_ru, published_title.",
    ]
    assert Activity.objects.count() == 0
    page = answer.content.decode()
    assert "11 faults in the file; nothing was written" in page
    assert '<a href="#row-3">' in page
    assert 'id="row-3"' in page


def test_formula_in_a_workbook_is_named_by_its_cell(editor_client, record):
    book = Workbook()
    book.active.append(["slug", "title_en", "start"])
    book.active.append(["one", "=CONCAT(A1)", "2019"])
    file = io.BytesIO()
    book.save(file)
    assert faults_of(upload(editor_client, file.getvalue(), name="x.xlsx"))[0].startswith(
        "Row 2, column “title_en”: The cell holds a formula."
    )
    assert not Activity.objects.exists()


def test_activity_is_added_with_all_that_the_row_says(editor, editor_client, record):
    text = (
        "slug;title_ru;kind;status;start;end;place_country;city_en;groups;areas;documents;source;is_published\n"
        "new;Семинар;workshop;Held;2017-12;2018;serbia;Niš;eecca;prevention;ECE/CP.TEIA/2015/5;list;no\n"
    )
    confirm(editor_client, upload(editor_client, text))
    made = Activity.objects.get()
    assert (made.title_ru, made.kind.slug, made.status, made.is_published) == ("Семинар", "workshop", "held", False)
    assert (made.start, made.end) == (PartialDate(2017, 12), PartialDate(2018))
    assert (made.place_country.iso2, made.city_en, made.source.slug) == ("RS", "Niš", "list")
    assert [(one.group.slug, one.sureness) for one in made.target_groups.all()] == [("eecca", "inferred")]
    assert [(one.area.slug, one.sureness) for one in made.area_tags.all()] == [("prevention", "inferred")]
    assert [one.slug for one in made.documents.all()] == ["list"]
    assert {one.country.iso2: one.how for one in Reach.objects.filter(activity=made)} == {"RS": Reach.How.GROUP}
    last = made.history.first()
    assert (last.door, last.history_user) == ("import", editor)


def test_column_that_is_missing_leaves_its_field_as_it_is(editor_client, record):
    made = activity("Before", "2019-05-01", outcome_en="Kept", kind=kind("workshop"))
    confirm(editor_client, upload(editor_client, f"slug,title_en\n{made.slug},After\n"))
    made.refresh_from_db()
    assert (made.title_en, made.outcome_en, made.start, made.kind.slug) == (
        "After",
        "Kept",
        PartialDate(2019, 5, 1),
        "workshop",
    )


def test_group_is_not_taken_away_by_an_import(editor_client, record):
    made = activity("One", groups=CountryGroup.objects.filter(slug="caucasus"))
    answer = upload(editor_client, f"slug,groups\n{made.slug},eecca\n")
    assert faults_of(answer) == [
        "Row 2, column “groups”: An import deletes nothing: “caucasus” must stay in the cell. "
        "Delete it in the record’s own form."
    ]
    confirm(editor_client, upload(editor_client, f"slug,groups\n{made.slug},eecca; caucasus\n"))
    assert {one.group.slug for one in made.target_groups.all()} == {"caucasus", "eecca"}


def test_part_may_stand_above_its_project(editor_client, record):
    confirm(editor_client, upload(editor_client, "slug,title_en,parent\npart,Part,whole\nwhole,Whole,\n"))
    assert Activity.objects.get(slug="part").parent.slug == "whole"


def test_participation_is_told_by_activity_country_and_role(editor_client, record):
    made = activity("One", countries=[beneficiary("Armenia", "AM")])
    text = (
        "activity,country,role,sureness,source\n"
        f"{made.slug},Armenia,beneficiary,inferred,list\n"
        f"{made.slug},Republic of Serbai,host,official,list\n"
    )
    assert faults_of(upload(editor_client, text, "participation")) == [
        "Row 3, column “country”: “Republic of Serbai” was not found (countries)."
    ]
    preview = upload(editor_client, text.replace("Republic of Serbai", "serbia"), "participation")
    confirm(editor_client, preview, "participation")
    found = Participation.objects.order_by("country__iso2")
    assert [(one.country.iso2, one.role, one.sureness) for one in found] == [
        ("AM", "beneficiary", "inferred"),
        ("RS", "host", "official"),
    ]


def test_participation_of_an_unknown_activity_or_without_a_country_is_refused(editor_client, record):
    text = "activity,country,role,sureness\nnowhere,RS,host,inferred\n,RS,,inferred\n"
    assert faults_of(upload(editor_client, text, "participation")) == [
        "Row 2, column “activity”: “nowhere” was not found (activities).",
        "Row 3, column “activity”: This cell says which record the row is; it cannot be empty.",
    ]
    assert not Participation.objects.exists()


@pytest.mark.parametrize("address", ["import/", "export/", "process_import/"])
@pytest.mark.parametrize("kind", ["activity", "participation"])
def test_only_the_secretariat_may(visitor, outsider_client, address, kind):
    address = f"/en/admin/activities/{kind}/{address}"
    assert visitor.post(address).status_code == 302
    assert outsider_client.post(address).status_code == 403


def test_queries_of_a_preview_grow_with_what_changes_only(editor, record, django_assert_max_num_queries):
    made = [activity(f"Workshop {number}") for number in range(30)]
    table = "slug,title_en\n" + "".join(f"{one.slug},{one.title_en}\n" for one in made)
    with django_assert_max_num_queries(2 * 30 + 20):  # a savepoint for each row, and no more
        outcome = operation.preview(ActivityResource, read_sheet(table.encode(), "x.csv"), editor)
    assert len(outcome.unchanged) == 30


def test_second_click_on_confirm_writes_nothing_again(editor_client, record, monkeypatch):
    """Even when it arrives while the first one is still at work, and so finds the file."""
    preview = upload(editor_client, "slug,title_en\nnew,A new workshop\n")
    monkeypatch.setattr("programme.importing.storage.forget", lambda *arguments: None)
    confirm(editor_client, preview)
    confirm(editor_client, preview)
    assert Activity.objects.get(slug="new").history.count() == 1
    assert Activity.objects.count() == 1


def test_new_row_of_a_table_that_does_not_speak_of_sources_is_not_confirmed(editor_client):
    confirm(editor_client, upload(editor_client, "slug,title_en\nseminar,Seminar\n"))

    assert Activity.objects.get().sureness == "unconfirmed"
