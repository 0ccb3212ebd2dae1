"""The workbook itself: what it carries unharmed, what of it is refused, and that other programs keep what it needs."""

import io
import subprocess
import zipfile
from datetime import date
from unittest.mock import patch

import pytest
from django.core import signing
from django.utils import translation
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment

from assessments import saving
from assessments.answer_forms import LONGEST
from assessments.models import IndicatorAnswer
from assessments.offline import cells
from assessments.offline.applying import looked_at
from assessments.offline.base import Identity, identity_of
from assessments.offline.contents import contents_of
from assessments.offline.workbook_reading import read_workbook
from assessments.offline.workbook_writing import workbook_of
from assessments.sheet import sheets_of
from tests.assessments import making
from tests.assessments.offline import cell_of, filled, saved, taken_away, uploaded
from tests.programme.upload_samples import archive, relationship

pytestmark = pytest.mark.django_db
# Whatever the form takes: all but NUL, which it refuses, and halves of letters, which nothing can store.
TEXTS = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=60)
HOSTILE = st.sampled_from(
    [
        "=1+1",
        "+41 22",
        "-5",
        "@SUM(A1)",
        "'quoted",
        "''",
        "two  spaces \n and lines\n\n",
        "\tx",
        "_x0041_",
        "_x005F_x0041_",
        "x005F_",
        "_x000D_",
        "a_x0009_b",
        "<b>&amp;</b>",
        "007",
        "1e5",
        "2026-11-27",
        "TRUE",
        "a\rb",
        "\x0b",
        "😀" * 10,
    ]
)
PROPERTY = settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def answers_of(assessment):
    (sheet, *_others) = sheets_of(making.read(assessment))
    return sheet.indicators[0].answer, sheet.indicators[1].answer, sheet.facets[0].answer


def compared(assessment, data, user):
    return looked_at(making.read(assessment), read_workbook(data), user)


def exported(assessment, user):
    return workbook_of(contents_of(making.read(assessment), user), identity_of(assessment))


# What it carries


@PROPERTY
@given(texts=st.lists(TEXTS | HOSTILE, min_size=5, max_size=5))
def test_export_then_import_changes_nothing(assessment, focal_point, texts):
    first, second, facet = answers_of(assessment)
    # As the form would keep them.
    kept = [text.replace("\r\n", "\n").strip() for text in texts]
    saving.store(first, {"justification": kept[0], "authorities": kept[1]}, by=None)
    saving.store(second, {"legal_references": kept[2], "standing_reason": kept[3]}, by=None)
    saving.store(facet, {"text": kept[4]}, by=None)

    found = compared(assessment, exported(assessment, focal_point), focal_point)

    assert (found.differences, found.problems) == ([], [])


TYPED = st.text(
    st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff") | st.just("\n"), max_size=60
).filter(lambda text: "x005F_" not in text)


@PROPERTY
@given(edits=st.dictionaries(st.sampled_from(["i0_justification", "i1_authorities", "f0_text", "a0_overview"]), TYPED))
def test_what_was_edited_is_found_and_only_that(assessment, workbook, focal_point, edits):
    data = filled(workbook, assessment, **{place: cells.written(text) or None for place, text in edits.items()})

    found = compared(assessment, data, focal_point)

    assert found.problems == []
    said = {place.partition("_")[2]: text.strip() for place, text in edits.items() if text.strip()}
    assert {one.place.name: one.mine for one in found.differences} == said


def test_a_text_too_long_for_a_cell_is_changed_in_the_portal_alone(assessment, focal_point):
    first, *_others = answers_of(assessment)
    saving.store(first, {"justification": "😀" * LONGEST}, by=None)
    data = exported(assessment, focal_point)
    found = compared(assessment, data, focal_point)
    assert (found.differences, found.problems) == ([], [])
    (cell,) = cell_of(load_workbook(io.BytesIO(data)), f"i{first.pk}-justification")
    assert cell.protection.locked
    assert "Too long for a cell" in cell.offset(0, 1).value


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        (2, "2"),
        (2.5, "2.5"),
        (True, "yes"),
        (date(2026, 11, 27), "2026-11-27"),
        ("  padded  ", "padded"),
        ("pasted_x000D_\nfrom Word_x000B_", "pasted\nfrom Word"),
        (CellRichText("In ", TextBlock(InlineFont(b=True), "bold"), " words"), "In bold words"),
    ],
)
def test_what_a_person_types_is_read_as_text(assessment, workbook, focal_point, typed, read):
    found = compared(assessment, filled(workbook, assessment, i0_justification=typed), focal_point)
    assert [one.mine for one in found.differences] == [read]


def test_no_cell_is_a_formula(assessment, focal_point):
    making.fill(assessment, text='=HYPERLINK("http://example.org")')
    book = load_workbook(io.BytesIO(exported(assessment, focal_point)))
    kinds = {cell.data_type for sheet in book.worksheets for row in sheet.iter_rows() for cell in row}
    assert kinds == {"s", "n"}


@pytest.mark.parametrize(("language", "said"), [("en", "Country"), ("fr", "Pays"), ("ru", "Страна")])
def test_it_says_what_it_is(assessment, focal_point, language, said):
    with translation.override(language):
        book = load_workbook(io.BytesIO(exported(assessment, focal_point)))
    first = book.worksheets[0]
    lines = {row[1].value: row[2].value for row in first.iter_rows()}
    assert said in lines
    assert book.properties.language == language
    assert [sheet.title[:2] for sheet in book.worksheets[1:-1]] == ["A1", "A2"]
    assert book.worksheets[-1].sheet_state == "hidden"
    assert all(sheet.freeze_panes == "A3" for sheet in book.worksheets[1:-1])


# What is refused


def refused(client, assessment, data, name="filled.xlsx"):
    """What the page says; nothing is written."""
    page = uploaded(client, assessment, data, name)
    assert page.status_code == 422
    assert not IndicatorAnswer.objects.filter(version__gt=0).exists()
    return page.context["form"].errors["file"][0]


def other_workbook():
    book = Workbook()
    book.active["A1"] = "Nothing of ours"
    return saved(book)


def with_part(workbook, name, content):
    file = io.BytesIO(workbook)
    with zipfile.ZipFile(file, "a", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr(name, content)
    return file.getvalue()


def protected(workbook):
    """As an encrypted part of an archive."""
    data = bytearray(workbook)
    for mark, place in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        data[data.index(mark) + place] |= 1
    return bytes(data)


FILES = {
    "of nothing": ("filled.xlsx", lambda _: b"", "The file holds nothing."),
    "of blanks": ("filled.xlsx", lambda _: b"  \n ", "The file holds nothing."),
    "of 10 MB of nothing": ("filled.xlsx", lambda _: bytes(10 * 1024 * 1024), "at most 5 MB can be read"),
    "of an old program": ("filled.xls", lambda _: b"\xd0\xcf\x11\xe0" * 200, "Save them as .xlsx"),
    "with a password": ("filled.xlsx", lambda _: b"\xd0\xcf\x11\xe0" * 200, "one with a password"),
    "with an encrypted part": ("filled.xlsx", protected, "password"),
    "that may hold macros": ("filled.xlsm", lambda data: data, "Save them as .xlsx"),
    "that holds macros": ("filled.xlsx", lambda data: with_part(data, "xl/vbaProject.bin", "x"), "macros"),
    "named otherwise": ("filled.xlsx", lambda _: b"Code;Answer", "holds no Excel workbook"),
    "that is cut off": ("filled.xlsx", lambda data: data[:3000], "damaged"),
    "that unpacks to too much": (
        "filled.xlsx",
        lambda data: with_part(data, "xl/media/x.xml", " " * (31 * 1024 * 1024)),
        "too much, so it was not read",
    ),
    "that takes from elsewhere": (
        "filled.xlsx",
        lambda data: with_part(
            data, "xl/externalLinks/_rels/x.xml.rels", relationship("externalLinkPath", "http://x", "External")
        ),
        "from another place",
    ),
    "that is another archive": ("filled.xlsx", lambda _: archive({"a.txt": "x"}), "holds no Excel workbook"),
    "of somebody else": ("filled.xlsx", lambda _: other_workbook(), "was not made by this portal"),
}


@pytest.mark.parametrize("case", FILES)
def test_a_file_is_refused_in_words(assessment, workbook, focal_point_client, case):
    name, made, words = FILES[case]
    assert words in str(refused(focal_point_client, assessment, made(workbook), name))


def test_another_country_s_workbook_is_refused_by_its_name(assessment, albania, editor_client, editor):
    other = making.opened(albania, editor)
    said = refused(editor_client, assessment, taken_away(editor_client, other))
    assert said == ("This file is of another self-assessment: Albania, cycle 1. This page is for: Serbia, cycle 1.")


def test_another_version_of_the_instrument_is_refused_by_its_name(assessment, focal_point, focal_point_client):
    made = identity_of(assessment)
    old = Identity(made.assessment, "OLD-1", made.marks, made.language, made.made_at)
    data = workbook_of(contents_of(assessment, focal_point), old)
    assert "made with version OLD-1" in refused(focal_point_client, assessment, data)


def test_an_identifier_that_was_not_signed_here_is_refused(assessment, workbook, focal_point, focal_point_client):
    with patch("assessments.offline.base._signer", signing.Signer(key="another", salt="self-assessment")):
        data = exported(assessment, focal_point)
    assert "was not made by this portal" in refused(focal_point_client, assessment, data)


def drop_property(book):
    del book.custom_doc_props[cells.PROPERTY]


def drop_hidden_sheet(book):
    del book["portal"]


@pytest.mark.parametrize("dropped", [drop_property, drop_hidden_sheet])
def test_one_place_of_the_identifier_is_enough(assessment, workbook, focal_point, dropped):
    data = filled(workbook, assessment, also=dropped, i0_justification="Mine")
    assert [one.mine for one in compared(assessment, data, focal_point).differences] == ["Mine"]


# What is wrong with single cells


def sheet_of(book):
    return next(sheet for sheet in book.worksheets if sheet.title.startswith("A1"))


def hidden_sheet(book):
    sheet = book.create_sheet("Draft")
    sheet["C3"], sheet.sheet_state = "Secret", "hidden"


def without_row(book):
    sheet_of(book).delete_rows(7)


def other_question(book):
    sheet_of(book)["C6"] = "Something else"


def note_beside(book):
    sheet_of(book)["H9"] = "A note"


def note_below(book):
    sheet_of(book)["D200"] = "A note"


def twice(book):
    book.copy_worksheet(sheet_of(book))


def without_sheet(book):
    del book[sheet_of(book).title]


CELLS = {
    "an unknown choice": ({"i0_stage": "9"}, None, "“9” is none of the choices", "D4"),
    "a text that is too long": ({"i0_justification": "x" * (LONGEST + 1)}, None, "at most 20000 characters", "D6"),
    "a formula": ({"i0_justification": "=SUM(1,2)"}, None, "The cell holds a formula", "D6"),
    "another question": ({}, other_question, "The question was changed", "C6"),
    "a note beside": ({}, note_beside, "Nothing is asked here", "H9"),
    "a note below": ({}, note_below, "Nothing is asked here", "D200"),
    "a hidden sheet": ({}, hidden_sheet, "The portal did not make this sheet", ""),
}


@pytest.mark.parametrize("case", CELLS)
def test_what_is_wrong_is_said_by_sheet_and_cell(assessment, workbook, focal_point, case):
    answers, also, words, cell = CELLS[case]
    found = compared(assessment, filled(workbook, assessment, also=also, **answers), focal_point)
    first = found.problems[0]
    assert words in str(first.message)
    assert first.spot.cell == cell
    assert not found.can_be_taken_over


@pytest.mark.parametrize(("also", "number"), [(without_row, 1), (without_sheet, 1)])
def test_what_is_missing_is_said(assessment, workbook, focal_point, also, number):
    found = compared(assessment, filled(workbook, also=also), focal_point)
    missing = [one for one in found.problems if str(one.message).startswith("Missing in the file: A1")]
    assert len(missing) == number


def test_a_sheet_that_stands_twice_is_said(assessment, workbook, focal_point):
    found = compared(assessment, filled(workbook, also=twice), focal_point)
    assert {str(one.message) for one in found.problems} == {"This question stands in the workbook twice."}


def test_a_renamed_sheet_is_known_all_the_same(assessment, workbook, focal_point):
    def renamed(book):
        sheet_of(book).title = "Mine"

    found = compared(assessment, filled(workbook, assessment, also=renamed, i0_justification="Mine"), focal_point)
    assert [(one.mine, one.spot.sheet) for one in found.differences] == [("Mine", "Mine")]
    assert found.problems == []


def test_comments_beside_cells_are_not_lost_in_silence(assessment, workbook, focal_point):
    def commented(book):
        sheet_of(book)["D6"].comment = Comment("Ask the ministry", "Somebody")

    found = compared(assessment, filled(workbook, also=commented), focal_point)
    assert found.notes == ["The workbook holds comments beside cells. They are not taken over."]
    assert found.problems == []


def test_two_workbooks_in_one_are_refused(assessment, workbook, focal_point, focal_point_client):
    saving.store(answers_of(assessment)[0], {"authorities": "Changed"}, by=None)
    later = load_workbook(io.BytesIO(taken_away(focal_point_client, assessment)))

    def mixed(book):
        book["portal"]["A1"] = later["portal"]["A1"].value

    page = uploaded(focal_point_client, assessment, filled(workbook, also=mixed))
    assert "put together from two workbooks" in page.content.decode()


# Other programs


@pytest.mark.formats
def test_libreoffice_keeps_what_the_way_back_needs(assessment, focal_point, tmp_path):
    making.fill(assessment, text="=1+1 'x'\n _x0041_ «да» 😀")
    untouched = exported(assessment, focal_point)
    edited = filled(untouched, assessment, i0_authorities="The ministry", i1_stage="3", new=["-No staff", "A1-1"])
    for name, data in (("untouched", untouched), ("edited", edited)):
        (tmp_path / f"{name}.xlsx").write_bytes(data)
    (tmp_path / "out").mkdir()
    command = f"soffice -env:UserInstallation=file://{tmp_path}/profile --headless --convert-to xlsx"
    files = [str(tmp_path / f"{name}.xlsx") for name in ("untouched", "edited")]
    command = [*command.split(), "--outdir", str(tmp_path / "out"), *files]
    subprocess.run(command, check=True, capture_output=True, timeout=120)

    again = (tmp_path / "out" / "untouched.xlsx").read_bytes()
    found = compared(assessment, again, focal_point)
    assert (found.differences, found.problems) == ([], [])
    book = load_workbook(io.BytesIO(again))
    assert book.custom_doc_props[cells.PROPERTY].value == book["portal"]["A1"].value
    assert book["portal"].sheet_state == "hidden"
    sheet = sheet_of(book)
    assert sheet.protection.sheet
    assert (sheet["C6"].protection.locked, sheet["D6"].protection.locked) == (True, False)
    assert {one.type for one in sheet.data_validations.dataValidation} == {"list", "textLength"}

    found = compared(assessment, (tmp_path / "out" / "edited.xlsx").read_bytes(), focal_point)
    assert found.problems == []
    assert [one.mine.split("\n")[0] for one in found.differences] == ["The ministry", "3. Stage 3 en", "-No staff"]
