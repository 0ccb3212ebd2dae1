"""The table of where countries stand: its columns, orders and files."""

import csv
import io
import re

import openpyxl
import pytest

from countries import columns
from countries.columns import Cell, Column
from countries.models import BasicTaskResult, PartyStatus
from countries.standing import basic_tasks_of
from programme.models import BasicTask, Claim
from tests.factories import activity, beneficiary, claim, date, document, group, phase
from tests.test_pages import elements

pytestmark = pytest.mark.django_db


def rows_of(response):
    return list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"))))


def order_of(response):
    return re.findall(r'<th scope="row"><a href="/en/countries/([a-z-]+)/"', response.content.decode())


def task(letter):
    return BasicTask.objects.create(letter=letter, title_en=f"Task {letter}", sureness="reconstructed")


def result(country, task, result, judged_on=None):
    return BasicTaskResult.objects.create(country=country, task=task, result=result, judged_on=date(judged_on))


def test_basic_tasks_count_the_last_result_of_each():
    serbia = beneficiary()
    first, second, third = task("A"), task("B"), task("C")
    result(serbia, first, "carried-out", "2010")
    result(serbia, second, "partly", "2010")
    result(serbia, third, "unknown")
    found = basic_tasks_of(serbia)
    assert (found.carried_out, found.judged, found.are_met) == (1, 2, False)


def test_basic_tasks_are_said_in_words(visitor):
    phase(beneficiary("Albania", "AL"))
    beneficiary("Tajikistan", "TJ")
    result(beneficiary("Serbia", "RS"), task("A"), "carried-out")
    said = {}
    for row in [one for one in elements(visitor.get("/en/countries/").content.decode()) if one.tag == "tr"]:
        cells = {one.get("data-label"): " ".join("".join(one.itertext()).split()) for one in row}
        name = next(("".join(one.itertext()).strip() for one in row if one.get("scope") == "row"), "")
        said[name] = cells.get("Basic tasks")
    assert said["Albania"] == "Requirements recorded as met"
    assert said["Tajikistan"] == "Not known"
    assert said["Serbia"] == "1 of 1 judged is carried out"


def test_number_of_activities_is_that_of_the_list(visitor, editor_client):
    serbia = beneficiary("Serbia", "RS")
    region = group(members=[serbia])
    activity("Named", "2020", countries=[serbia])
    activity("Through its group", "2020", groups=[region])
    activity("Not public", "2020", countries=[serbia], is_published=False)
    for client, number in ((visitor, 2), (editor_client, 3)):
        page = client.get("/en/countries/").content.decode()
        assert re.search(rf'<a href="/en/activities/\?country=RS">{number}<', page)
        listed = client.get("/en/activities/?country=RS").content.decode()
        assert f"{number} activities" in listed


def test_files_hold_what_is_published_whoever_asks(editor_client):
    serbia = beneficiary("Serbia", "RS")
    activity("Not public", "2020", countries=[serbia], is_published=False)
    assert rows_of(editor_client.get("/en/countries.csv"))[0]["activities"] == "0"


@pytest.mark.parametrize(
    ("sort", "expected"),
    [
        ("name", ["albania", "georgia", "serbia"]),
        ("phase", ["serbia", "albania", "georgia"]),
        ("party", ["serbia", "albania", "georgia"]),
        ("activities", ["georgia", "albania", "serbia"]),
    ],
)
def test_table_sorts_by_every_column(visitor, sort, expected):
    from datetime import date as day

    albania, georgia = beneficiary("Albania", "AL"), beneficiary("Georgia", "GE")
    serbia = beneficiary("Serbia", "RS")
    phase(serbia)
    PartyStatus.objects.create(country=albania, is_party=True, in_force_on=day(2000, 4, 19))
    PartyStatus.objects.create(country=georgia, is_party=False)
    PartyStatus.objects.create(country=serbia, is_party=True, in_force_on=day(1999, 4, 19))
    for number in range(2):
        activity(f"Workshop {number}", "2020", countries=[georgia])
    activity("Workshop", "2020", countries=[albania])
    assert order_of(visitor.get("/en/countries/", {"sort": sort})) == expected
    order = {"albania": "AL", "georgia": "GE", "serbia": "RS"}
    in_file = [row["iso2"] for row in rows_of(visitor.get("/en/countries.csv", {"sort": sort}))]
    in_data = [one["iso2"] for one in visitor.get("/api/v1/countries/", {"sort": sort}).json()["results"]]
    assert in_file == in_data == [order[name] for name in expected]


def test_head_says_by_which_column_the_table_is_sorted(visitor):
    beneficiary()
    heads = {
        "".join(one.itertext()).strip(): one.get("aria-sort")
        for one in elements(visitor.get("/en/countries/?sort=activities").content.decode())
        if one.tag == "th" and one.get("scope") == "col"
    }
    assert {name: order for name, order in heads.items() if order} == {"Activities": "descending"}


def test_orders_keep_the_question(visitor):
    beneficiary("Serbia", "RS")
    beneficiary("Georgia", "GE")
    page = visitor.get("/en/countries/?beneficiary=current").content.decode()
    assert 'href="?beneficiary=current&amp;sort=activities"' in page


def test_files_answer_the_question_of_the_page(visitor):
    phase(beneficiary("Albania", "AL"), since=date("2006-11"), source=document("press", title_en="Press release"))
    disputed = beneficiary("Kyrgyzstan", "KG")
    claim(disputed, source=document("names", title_en="One page"))
    claim(disputed, value=Claim.NOT_LISTED, source=document("leaves-out", title_en="Another page"))
    first, second = rows_of(visitor.get("/en/countries.csv"))
    assert (first["phase"], first["phase_since"], first["phase_source"]) == (
        "implementation",
        "2006-11",
        "Press release",
    )
    assert (second["phase"], second["sources_naming"], second["sources_not_naming"]) == (
        "to-be-confirmed",
        "One page",
        "Another page",
    )
    (only,) = rows_of(visitor.get("/en/countries.csv", {"phase": "to-be-confirmed"}))
    assert only["iso2"] == "KG"


def test_spreadsheet_explains_itself(visitor):
    beneficiary("Serbia", "RS", name_fr="Serbie")
    response = visitor.get("/fr/countries.xlsx", {"beneficiary": "current"})
    book = openpyxl.load_workbook(io.BytesIO(response.content))
    table, about = book.worksheets
    keys, values = (row for row in table.iter_rows(values_only=True))
    assert dict(zip(keys, values, strict=True))["country"] == "Serbie"
    explained = {row[0] for row in about.iter_rows(values_only=True)}
    assert set(keys) <= explained
    assert "Bénéficiaire" in explained


def test_files_are_kept_as_long_as_the_record_stands(visitor):
    beneficiary()
    tag = visitor.get("/en/countries.csv").headers["ETag"]
    assert visitor.get("/en/countries.csv", HTTP_IF_NONE_MATCH=tag).status_code == 304
    beneficiary("Georgia", "GE")
    assert visitor.get("/en/countries.csv", HTTP_IF_NONE_MATCH=tag).status_code == 200


def test_other_rooms_add_columns_where_they_have_something_to_say(visitor, monkeypatch):
    serbia = beneficiary("Serbia", "RS")
    monkeypatch.setattr(columns, "_registered", list(columns._registered))

    @columns.column("stage", "Stage", order=5)
    def stages(countries, reader):
        return Column("stage", "Stage", "What it is", {serbia.pk: Cell("Third", "3")})

    @columns.column("nothing", "Nothing", order=6)
    def nothing(countries, reader):
        return None

    page = visitor.get("/en/countries/").content.decode()
    assert re.search(r'<td data-label="Stage">Third</td>', page)
    assert 'data-label="Nothing"' not in page
    assert rows_of(visitor.get("/en/countries.csv"))[0]["stage"] == "3"


def test_timeline_is_a_file_too(visitor):
    serbia = beneficiary("Serbia", "RS", since="2005-12")
    activity("Workshop", "2020-02-03", countries=[serbia], slug="workshop")
    activity("Not public", "2020", countries=[serbia], is_published=False)
    began, held = rows_of(visitor.get("/en/countries/serbia/timeline.csv"))
    assert (began["start"], began["lasts"], began["url"]) == (
        "2005-12",
        "true",
        "http://testserver/en/countries/serbia/",
    )
    assert (held["start"], held["what"], held["status"]) == ("2020-02-03", "Workshop", "held")
    assert held["url"] == "http://testserver/en/activities/workshop/"
    assert visitor.get("/en/countries/nowhere/timeline.csv").status_code == 404
