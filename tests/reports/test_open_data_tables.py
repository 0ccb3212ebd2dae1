"""Groups as open data, and every list as a table: the same as in JSON, whole, and no cell a formula."""

import csv
import io
import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from activities.models import Participation
from countries.models import GroupMembership
from programme.importing.sheets import unprotect
from reports.open_data.datasets import DATASETS
from tests.factories import activity, beneficiary, claim, country, date, document, group, kind
from tests.pages import small_record

pytestmark = pytest.mark.django_db
NAMES = [dataset.name for dataset in DATASETS]


def table(client, name, query=""):
    answer = client.get(f"/api/v1/{name}.csv{query}")
    assert answer.status_code == 200, answer.content
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert answer["Content-Disposition"] == f'attachment; filename="{name}.csv"'
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"), newline=""), strict=True))
    assert {len(row) for row in rows} == {len(rows[0])}
    return [dict(zip(rows[0], row, strict=True)) for row in rows[1:]]


def in_words(value):
    return "" if value is None else str(value) if not isinstance(value, bool) else json.dumps(value)


def expected(data, column):
    """What the JSON says where the table has this column, found by its name alone."""
    name, _point, rest = column.partition(".")
    value = data and data[name]
    if isinstance(value, list):
        return "; ".join(in_words(one[rest] if rest else one) for one in value)
    return expected(value, rest) if rest else in_words(value)


def test_group_field_by_field(visitor):
    made = group(members=[country("Serbia", "RS")])
    source = document("page")
    GroupMembership.objects.create(
        group=made, country=country("Croatia", "HR"), has_ended=True, ended_by=date("2012-11"), source=source
    )
    group("eecca", "Eastern Europe, Caucasus and Central Asia", kind="grouping")
    found = visitor.get("/api/v1/groups/", {"kind": "subregion"}).json()["results"]
    nothing = {"en": None, "fr": None, "ru": None}
    name = "South-Eastern Europe"
    ending = {"since": None, "until": None, "sureness": "official"}
    assert found == [
        {
            "slug": "south-eastern-europe",
            "kind": "subregion",
            "name": name,
            "names": {"en": name, "fr": name, "ru": name},
            "abbreviations": nothing,
            "members": [
                {"iso2": "HR", "ended": True, "ended_by": "2012-11", "source": "page"} | ending,
                {"iso2": "RS", "ended": False, "ended_by": None, "source": None} | ending,
            ],
            "source": {"document": None, "locator": None, "text": None},
            "sureness": "official",
            "url": "http://testserver/en/countries/?subregion=south-eastern-europe",
        }
    ]
    assert visitor.get("/api/v1/groups/", {"kind": "continent"}).status_code == 400


@pytest.mark.parametrize("name", ["groups/", "groups.csv", "countries.csv", "activities.csv"])
def test_lists_cost_the_same_however_long(visitor, name):
    costs = []
    for length in (1, 2, 7):
        for place in range(length):
            member = beneficiary(f"Country {length} {place}", source=document(f"source-{length}-{place}"))
            subregion = group(f"group-{length}-{place}", members=[member])
            activity("Workshop", countries=[member], groups=[subregion], kind=kind(), source=member.source)
        visitor.get(f"/api/v1/{name}")
        with CaptureQueriesContext(connection) as queries:
            visitor.get(f"/api/v1/{name}")
        costs.append(len(queries))
    assert len(set(costs)) == 1, costs


@pytest.mark.parametrize("name", NAMES)
def test_table_says_what_the_list_says(visitor, name):
    small_record()
    listed = visitor.get(f"/api/v1/{name}/").json()["results"]
    rows = table(visitor, name)
    assert listed
    assert len(rows) == len(listed)
    for row, data in zip(rows, listed, strict=True):
        assert {column: unprotect(cell) for column, cell in row.items()} == {
            column: expected(data, column) for column in row
        }


@pytest.mark.parametrize("name", NAMES)
def test_table_leaves_out_nothing_but_what_has_a_table_of_its_own(visitor, name):
    small_record()
    columns = {column.partition(".")[0] for column in table(visitor, name)[0]}
    left_out = {"claims"} if name == "countries" else set()
    assert columns == set(visitor.get(f"/api/v1/{name}/").json()["results"][0]) - left_out


def test_table_is_whole_and_filtered(visitor):
    for number in range(60):
        activity(f"Workshop {number}", "2020", kind=kind())
    activity("Mission", "2021", kind=kind("mission"))
    assert len(table(visitor, "activities")) == 61
    assert len(table(visitor, "activities", "?kind=workshop")) == 60
    assert [row["title"] for row in table(visitor, "activities", "?kind=mission")] == ["Mission"]


@pytest.mark.parametrize(
    "title", ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "'quoted", "＝1", "a\r\nb", 'say "x", then; y']
)
def test_no_cell_is_taken_for_a_formula(visitor, title):
    activity(title)
    cell = table(visitor, "activities")[0]["title"]
    assert cell[0] not in "=+-@\t\r\n＝"
    assert unprotect(cell) == title


def test_values_of_a_list_keep_their_order_in_each_column(visitor):
    one = activity("Workshop", countries=[country("Serbia", "RS")])
    Participation.objects.create(activity=one, country=country("Croatia", "HR"), source=document("news"))
    row = table(visitor, "activities")[0]
    assert (row["countries.iso2"], row["countries.role"], row["countries.source"]) == (
        "HR; RS",
        "; beneficiary",
        "news; ",
    )


def test_nothing_that_is_not_published_is_in_any_table(visitor):
    small_record()
    hidden = activity("Secret plan", slug="secret-plan", is_published=False, kind=kind("project"))
    activity("Part", parent=hidden)
    claim(hidden, "end", "2031", note_en="Secret plan")
    for name in NAMES:
        content = visitor.get(f"/api/v1/{name}.csv").content.decode().lower()
        assert "secret plan" not in content
        assert "secret-plan" not in content
