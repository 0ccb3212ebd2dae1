"""A version as a file: out and in again changes nothing, and what is wrong is said with its place."""

import io
import zipfile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from assessments.files import xlsx_file, yaml_file
from assessments.files.plan import plan_of
from assessments.files.reading import read_file
from assessments.files.rows import Row, rows_of
from assessments.files.writing import PlanChanged, copy_as_draft, write_rows
from assessments.mapping import Fate, mapping
from assessments.models import Criterion, IndicatorLink, Instrument
from programme.importing.faults import UnreadableFile
from tests import factories

WRITERS = {"yaml": yaml_file.as_yaml, "xlsx": xlsx_file.as_xlsx}


def upload(content, name="instrument.yaml"):
    rows, faults = read_file(content if isinstance(content, bytes) else content.encode(), name)
    return plan_of(rows, faults)


def said(plan):
    return [str(fault) for fault in plan.faults]


VERSION = """\
code: NEW-1
text: {en: "New", fr: "Nouveau", ru: "Новый"}
sure: official
stages:
  - {code: "1", text: {en: "No"}}
  - {code: "2", text: {en: "Yes"}}
areas:
  - code: A1
    text: {en: "Area"}
    indicators:
      - code: A1-1
        text: {en: "Indicator"}
        criteria:
          - {code: A1-1a, text: {en: "Criterion"}}
"""


# Any version, out and in again

TEXT = st.one_of(
    st.text(st.characters(codec="utf-8", exclude_characters="\r\0"), max_size=20),  # no form lets a NUL in
    st.sampled_from(
        ["=1+1", "'=x", "- a", "yes", "2021-11-30", "a: b #c", "{x}", " нет ", "l’été :", "1\n\n2", "_x0041_"]
    ),
)
MARK = st.sampled_from(["", "translation", "unconfirmed", "missing"])


def row(kind, code, part_of=""):
    languages = ("en", "fr", "ru")
    columns = {
        "text_en": TEXT.map(lambda text: f"T {text}"),
        "sureness": st.sampled_from(["official", "reconstructed"]),
    }
    columns |= {f"text_{language}": TEXT for language in languages[1:]}
    columns |= {f"mark_{language}": MARK for language in languages}
    if kind not in ("criterion",):
        columns |= {f"guidance_{language}": TEXT for language in languages}
    if kind == "indicator":
        columns |= {f"evidence_{language}": TEXT for language in languages}
    return st.fixed_dictionaries(columns).map(lambda values: Row(kind, code, part_of, values))


@st.composite
def versions(draw):
    rows = [draw(row("instrument", "ANY"))]
    rows += [draw(row("stage", str(number))) for number in range(1, draw(st.integers(0, 3)) + 1)]
    rows += [draw(row("facet", f"f{number}")) for number in range(draw(st.integers(0, 2)))]
    for area in range(draw(st.integers(0, 2))):
        rows.append(draw(row("area", f"A{area}")))
        for indicator in range(draw(st.integers(0, 2))):
            rows.append(draw(row("indicator", f"A{area}-{indicator}", f"A{area}")))
            for letter in "ab"[: draw(st.integers(0, 2))]:
                rows.append(draw(row("criterion", f"A{area}-{indicator}{letter}", f"A{area}-{indicator}")))
    return rows


@pytest.mark.django_db
@given(rows=versions())
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_export_then_import_changes_nothing(rows):
    Instrument.objects.filter(code="ANY").delete()
    instrument = write_rows(rows)
    held = rows_of(instrument.read())
    for form, write in WRITERS.items():
        found, faults = read_file(write(held), f"any.{form}")
        plan = plan_of(found, faults)
        assert said(plan) == []
        assert found == held
        assert (plan.added, plan.changed, plan.dropped, plan.unchanged) == ([], [], [], len(held))


# What a file does


@pytest.mark.django_db
def test_a_new_version_is_shown_and_then_written():
    plan = upload(VERSION)
    assert [row.code for row in plan.added] == ["NEW-1", "1", "2", "A1", "A1-1", "A1-1a"]
    assert Instrument.objects.count() == 0

    made = write_rows(plan.rows, agreed=plan.digest)

    assert made.is_draft
    assert made.criteria.get().sureness == "official"  # what is said of a version holds for all below it


@pytest.mark.django_db
def test_a_draft_becomes_like_the_file():
    write_rows(upload(VERSION).rows)
    changed = VERSION.replace('"Criterion"', '"In other words"').replace('  - {code: "2", text: {en: "Yes"}}\n', "")
    changed = changed.replace("areas:", 'facets:\n  - {code: law, text: {en: "Law"}}\nareas:')

    plan = upload(changed)

    assert [row.code for row in plan.added] == ["law"]
    assert [row.code for row in plan.dropped] == ["2"]
    ((row, (change,)),) = plan.changed
    assert (row.code, str(change.label), change.before, change.after) == (
        "A1-1a",
        "text (en)",
        "Criterion",
        "In other words",
    )
    instrument = write_rows(plan.rows, agreed=plan.digest)
    assert [stage.number for stage in instrument.stages.all()] == [1]
    assert Criterion.objects.get().text_en == "In other words"
    assert not upload(changed).writes
    assert Criterion.history.count() == 2  # what stayed as it was left no row


@pytest.mark.django_db
def test_a_published_version_is_refused_unless_the_file_says_the_same():
    instrument = factories.published_instrument("NEW-1")
    content = yaml_file.as_yaml(rows_of(instrument.read()))
    assert said(upload(content)) == []
    changed = content.replace(b"Criterion A1-1a en", b"Else")
    assert said(upload(changed)) == [
        "instrument.yaml:1: The version NEW-1 is published and does not change. Give this one another code."
    ]
    with pytest.raises(PlanChanged):
        write_rows(upload(changed).rows)


@pytest.mark.django_db
def test_nothing_is_written_where_the_draft_changed_after_the_preview():
    write_rows(upload(VERSION).rows)
    plan = upload(VERSION.replace('"Area"', '"Area of ours"'))
    Criterion.objects.filter(code="A1-1a").recorded_update(text_en="Meanwhile")

    with pytest.raises(PlanChanged) as changed:
        write_rows(plan.rows, agreed=plan.digest)

    assert [row.code for row, _changes in changed.value.plan.changed] == ["A1", "A1-1a"]
    assert Criterion.objects.get().text_en == "Meanwhile"


# What is wrong with a file


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("was", "becomes", "expected"),
    [
        ("code: A1-1a", "code: A 1", "instrument.yaml:14: A code is made of Latin letters"),
        ("code: A1-1a", "code: 7", "instrument.yaml:14: “code” must be text in quotation marks, not 7."),
        ('{code: "2"', '{code: "1"', "instrument.yaml:6: The code 1 stands twice."),
        ('{code: "2"', "{code: two", "instrument.yaml:6: The code of a stage is its number."),
        ("sure: official", "sure: certain", "instrument.yaml:3: “certain” is none of the choices"),
        ("sure: official", "source: nowhere", "instrument.yaml:3: There is no “nowhere” in the record."),
        ("sure: official", "previous: NONE", "instrument.yaml:3: There is no version “NONE”."),
        ("sure: official", "marks: {fr: good}", "instrument.yaml:3: “good” is none of the choices"),
        ("sure: official", "effective_from: soon", "instrument.yaml:3: Write a full day"),
        ("    indicators:", "    indicaters:", "instrument.yaml:10: “indicaters” means nothing here."),
        ("code: A1-1\n", "code: A1-1\n        follows: [X]\n", "instrument.yaml:12: The previous version has no"),
        ('{en: "Area"}', "{}", "instrument.yaml:9: There is no text in any language."),
        ('{en: "Area"}', f'{{en: "{"x" * 300}"}}', "instrument.yaml:9: Ensure this value has at most 200 characters"),
        ("code: A1-1a", r'code: "A\0 1"', "instrument.yaml:14: A code is made of Latin letters"),
        ("sure: official", "sure: *official", "instrument.yaml:3: References (*) are not read"),
        ("stages:", "stages: {", "instrument.yaml:"),
    ],
)
def test_every_fault_of_a_yaml_file_names_its_line(was, becomes, expected):
    plan = upload(VERSION.replace(was, becomes, 1))
    assert [fault for fault in said(plan) if fault.startswith(expected)] != [], said(plan)
    assert not plan.writes


def sheet(*rows, headings=("kind", "code", "part_of", "text_en")):
    book = Workbook()
    for cells in (headings, *rows):
        book.active.append(cells)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


HEAD = ("instrument", "X", "", "Version")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([HEAD, ("area", "A", "", "=1+1")], "Row 3, column “text_en”: The cell holds a formula."),
        ([HEAD, ("arena", "A", "", "Area")], "Row 3, column “kind”: “arena” is none of the kinds"),
        ([HEAD, ("area", "", "", "Area")], "Row 3, column “code”: Every row needs a code."),
        ([HEAD, ("area", "A", "", "One"), ("area", "A", "", "Two")], "Row 4, column “code”: The code A stands twice."),
        ([HEAD, ("indicator", "I", "B", "One")], "Row 3, column “part_of”: There is no area"),
        ([HEAD, ("area", "A", "B", "One")], "Row 3, column “part_of”: A row of this kind belongs"),
        ([HEAD, HEAD], "The file must hold one version"),
        ([("area", "A", "", "One")], "The file must hold one version"),
    ],
)
def test_every_fault_of_a_sheet_names_row_and_column(rows, expected):
    assert [fault for fault in said(upload(sheet(*rows), "x.xlsx")) if fault.startswith(expected)] != []


@pytest.mark.django_db
def test_columns_that_mean_nothing_or_are_missing_are_named():
    plan = upload(sheet(("instrument", "X", "y"), headings=("kind", "kod", "text_en")), "x.xlsx")
    assert said(plan)[0].startswith("Column “kod”: There is no such column.")
    assert "Column “code”: This column is missing." in said(plan)


@pytest.mark.django_db
def test_a_cell_that_its_kind_does_not_have_is_refused():
    rows = [("instrument", "X", "", "Version", ""), ("criterion", "C", "I", "Text", "Guidance")]
    plan = upload(sheet(*rows, headings=("kind", "code", "part_of", "text_en", "guidance_en")), "x.xlsx")
    assert "Row 3, column “guidance_en”: A row of the kind “criterion” has nothing in this column." in said(plan)


def zip_of(size):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<x/>")
        archive.writestr("xl/workbook.xml", " " * size)
    return file.getvalue()


@pytest.mark.parametrize(
    ("content", "name", "expected"),
    [
        (b"", "x.yaml", "holds nothing"),
        (b" \n" * 5_000_000, "x.yaml", "holds nothing"),
        (b"\0" * 10_000_000, "x.yaml", "has 9.5 MB"),
        (b"#" * 2_000_000, "x.yaml", "has 1.9 MB"),
        (VERSION.encode("utf-16"), "x.yaml", "UTF-16"),
        (VERSION.replace("é", "e").encode() + "été".encode("latin-1"), "x.yaml", "Line 15 is not UTF-8"),
        (VERSION.encode(), "x.txt", "Only files named"),
        (VERSION.encode(), "x.xlsx", "no Excel workbook"),
        (zip_of(80_000_000), "x.xlsx", "would unpack to"),
        (b" " * 10_000_000, "x.xlsx", "holds nothing"),
    ],
)
def test_what_is_no_file_of_a_version_is_refused(content, name, expected):
    with pytest.raises(UnreadableFile) as refused:
        read_file(content, name)
    assert expected in str(refused.value.message)


@pytest.mark.parametrize(
    "content", ["[" * 5000, "just words", "- a\n- b", "? [x]\n: y", "code: !!python/object:os.x {}"]
)
def test_yaml_of_something_else_is_named_and_breaks_nothing(content):
    _rows, faults = read_file(content.encode(), "x.yaml")
    assert faults


# Copies and what became of indicators


@pytest.mark.django_db
def test_a_copy_is_a_draft_that_follows_its_original():
    original = factories.published_instrument("OLD")
    copy = copy_as_draft(original, "NEW")

    assert (copy.is_draft, copy.previous) == (True, original)
    assert copy.criteria.count() == original.criteria.count() == 6
    assert {link.indicator.code == link.earlier.code for link in IndicatorLink.objects.all()} == {True}
    assert {passage.fate for passage in mapping(original.read(), copy.read())} == {Fate.SAME}


@pytest.mark.django_db
def test_what_became_of_each_indicator_follows_from_the_links():
    old = factories.published_instrument("OLD", areas=1, indicators=(7,))
    new = factories.instrument("NEW", areas=1, indicators=(6,), previous="OLD")
    for later, earlier in ((1, 1), (2, 2), (3, 3), (3, 4), (4, 5), (5, 5)):
        IndicatorLink.objects.create(
            indicator=new.indicators.get(code=f"A1-{later}"), earlier=old.indicators.get(code=f"A1-{earlier}")
        )
    Criterion.objects.filter(instrument=new, code="A1-2a").recorded_update(text_ru="Иначе")

    found = [
        (passage.fate, [one.code for one in passage.earlier], [one.code for one in passage.later])
        for passage in mapping(old.read(), new.read())
    ]

    assert found == [
        (Fate.SAME, ["A1-1"], ["A1-1"]),
        (Fate.REWORDED, ["A1-2"], ["A1-2"]),
        (Fate.MERGED, ["A1-3", "A1-4"], ["A1-3"]),
        (Fate.SPLIT, ["A1-5"], ["A1-4", "A1-5"]),
        (Fate.NEW, [], ["A1-6"]),
        (Fate.DROPPED, ["A1-6"], []),
        (Fate.DROPPED, ["A1-7"], []),
    ]
