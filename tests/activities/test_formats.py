"""The list of activities as CSV, XLSX and JSON."""

import csv
import io
import json
import zipfile
from datetime import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from openpyxl import load_workbook

from tests.factories import activity, country, document, kind

pytestmark = pytest.mark.django_db


@pytest.fixture
def trainings():
    serbia, croatia = country("Serbia", "RS"), country("Croatia", "HR")
    page = document("page")
    activity("Training", "2021-11-30", "2021-12-01", kind=kind("training"), countries=[serbia, croatia], source=page)
    activity("Later", "2022", kind=kind("training"), title_fr="Plus tard", title_ru="Позже", source_text="=1+1")
    activity("Workshop", "2020-01", kind=kind("workshop"))


def table(client, address):
    response = client.get(address)
    assert response.status_code == 200
    data = response.getvalue()
    assert data.startswith(b"\xef\xbb\xbf"), "Excel knows UTF-8 by its mark only"
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def book(client, address):
    return load_workbook(io.BytesIO(client.get(address).content))


def test_csv_holds_the_whole_result_of_the_same_filters(visitor, trainings):
    rows = table(visitor, "/en/activities.csv?kind=training&page_size=25&page=7&view=timeline")
    assert [row["title"] for row in rows] == ["Later", "Training"]
    assert rows[1]["countries.iso2"] == "HR; RS"
    assert rows[1]["countries.role"] == "beneficiary; beneficiary"
    assert (rows[1]["start"], rows[1]["end"], rows[0]["start"]) == ("2021-11-30", "2021-12-01", "2022")
    assert (rows[0]["titles.fr"], rows[0]["titles.ru"]) == ("Plus tard", "Позже")
    assert rows[1]["source.document"] == "page"
    assert [row["title"] for row in table(visitor, "/en/activities.csv?kind=training&sort=oldest")] == [
        "Training",
        "Later",
    ]


def test_csv_has_the_same_columns_in_every_language(visitor, trainings):
    heads = {tuple(table(visitor, f"/{language}/activities.csv")[0]) for language in ("en", "fr", "ru")}
    assert len(heads) == 1


@pytest.mark.parametrize("attack", ["=1+1", "+1", "-1", "@SUM(A1)", "\tx"])
def test_no_text_becomes_a_formula(visitor, attack):
    activity(attack, "2021")
    (row,) = table(visitor, "/en/activities.csv")
    assert row["title"] == f"'{attack}"
    cell = next(cell for cell in book(visitor, "/en/activities.xlsx").worksheets[0][2] if cell.value == attack)
    assert cell.data_type == "s"


def test_json_is_what_the_open_data_says(visitor, trainings):
    whole = json.loads(visitor.get("/en/activities.json?kind=training").getvalue())
    paged = visitor.get("/api/v1/activities/?kind=training").json()
    assert whole == {"count": 2, "results": paged["results"]}
    assert json.loads(visitor.get("/en/activities.json?q=nothing").getvalue()) == {"count": 0, "results": []}


def test_workbook_has_types_a_frozen_head_and_a_filter(visitor, trainings):
    made = book(visitor, "/fr/activities.xlsx?kind=training&sort=oldest")
    sheet = made.worksheets[0]
    head = [cell.value for cell in sheet[1]]
    first, second = (dict(zip(head, [cell.value for cell in row], strict=True)) for row in sheet.iter_rows(min_row=2))
    assert first["start"] == datetime(2021, 11, 30)  # noqa: DTZ001 (a workbook knows no zones)
    assert sheet.cell(2, head.index("start") + 1).number_format == "yyyy-mm-dd"
    assert second["start"] == "2022", "a year alone is no day"
    assert first["place.online"] is False
    assert isinstance(first["id"], int)
    assert isinstance(first["updated"], datetime)
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == f"A1:{sheet.cell(1, len(head)).column_letter}3"
    assert made.properties.language == "fr"
    assert made.properties.title
    about = [[cell.value for cell in row] for row in made.worksheets[1].iter_rows()]
    assert [row[0] for row in about][-len(head) :] == head
    assert all(row[1] for row in about[-len(head) :])


def test_workbook_takes_text_with_invisible_characters(visitor):
    one = activity("Work")
    one.title_en = "Work\x0bshop"
    one.save()
    values = [cell.value for cell in book(visitor, "/en/activities.xlsx").worksheets[0][2]]
    assert "Workshop" in values


@pytest.mark.parametrize("ending", ["csv", "xlsx", "json", "ics", "atom"])
def test_wrong_filters_are_said_as_in_the_open_data(visitor, trainings, ending):
    response = visitor.get(f"/en/activities.{ending}?country=ZZ&colour=red&page_size=25")
    said = visitor.get("/api/v1/activities/?country=ZZ&colour=red").json()
    assert response.status_code == 400
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    lines = response.content.decode()
    assert said["error"] in lines
    for name, wrong in said["parameters"].items():
        assert f"{name}: {wrong['message']}" in lines
    assert "RS" in lines


@pytest.mark.parametrize("ending", ["csv", "xlsx", "json", "ics", "atom"])
def test_file_is_kept_out_of_search_engines_and_asked_for_anew_only_when_it_changed(visitor, trainings, ending):
    first = visitor.get(f"/en/activities.{ending}")
    assert first["X-Robots-Tag"] == "noindex"
    again = visitor.get(f"/en/activities.{ending}", HTTP_IF_NONE_MATCH=first["ETag"])
    assert again.status_code == 304
    activity("Another")
    assert visitor.get(f"/en/activities.{ending}", HTTP_IF_NONE_MATCH=first["ETag"]).status_code == 200


def test_file_name_says_the_filters_and_the_day(visitor, trainings):
    name = visitor.get("/en/activities.csv?country=rs&kind=training")["Content-Disposition"]
    assert name == f'attachment; filename="activities-country-rs-kind-training-{timezone.localdate():%Y-%m-%d}.csv"'
    long = visitor.get("/en/activities.csv?q=" + "x" * 150 + "%22;Set-Cookie:a")["Content-Disposition"]
    assert len(long) < 140
    assert "Set-Cookie" not in long
    assert long.count('"') == 2


def test_what_is_not_published_is_in_no_file(editor_client):
    activity("Secret", is_published=False)
    assert table(editor_client, "/en/activities.csv") == []
    data = editor_client.get("/en/activities.xlsx").content
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        assert not any(b"Secret" in parts.read(name) for name in parts.namelist())


def test_files_need_as_many_queries_for_many(visitor, trainings):
    def queries():
        with CaptureQueriesContext(connection) as asked:
            visitor.get("/en/activities.json").getvalue()
        return len(asked)

    few = queries()
    for number in range(5):
        activity(f"Workshop {number}", countries=[country(f"Land {number}")])
    assert queries() == few


def test_page_links_to_every_file_with_the_filters_in_force(visitor, trainings):
    html = visitor.get("/en/activities/?kind=training&q=&from=&page=1&page_size=50").content.decode()
    for ending in ("csv", "xlsx", "json", "ics", "atom"):
        assert f'href="/en/activities.{ending}?kind=training"' in html
