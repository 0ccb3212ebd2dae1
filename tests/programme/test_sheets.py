"""Reading tables: CSV and XLSX files into rows, cells into values, and refusing what is none."""

import io
import tracemalloc
import zipfile
from datetime import date, datetime

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from openpyxl import Workbook

from programme.dates import PartialDate
from programme.importing import cells, workbooks
from programme.importing.faults import BrokenCell, UnreadableFile
from programme.importing.sheets import protect, read_sheet, unprotect
from programme.models import Document


def workbook(*rows, prepare=None):
    book = Workbook()
    for row in rows:
        book.active.append(row)
    if prepare:
        prepare(book)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def with_part(data, name, content):
    """The workbook with one more part in its archive."""
    file = io.BytesIO(data)
    with zipfile.ZipFile(file, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return file.getvalue()


def with_blank_rows(data, blank):
    """The workbook with this at the end of its first sheet."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(b"</sheetData>", blank + b"</sheetData>"))
    return file.getvalue()


def refusal(data, name):
    with pytest.raises(UnreadableFile) as refused:
        read_sheet(data, name)
    return str(refused.value.message)


# Reading


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_csv_is_read_whatever_its_separator(separator):
    text = f"slug{separator}title_en\r\none{separator}“Ćirić”\r\n"
    sheet = read_sheet(b"\xef\xbb\xbf" + text.encode(), "x.csv")
    assert (sheet.headers, sheet.rows, sheet.numbers) == (["slug", "title_en"], [["one", "“Ćirić”"]], [2])


def test_blank_rows_are_left_out_and_counted():
    sheet = read_sheet(b'\n\nslug,note_en\n,\none,"two\nlines"\n\nlast,x\n', "x.csv")
    assert sheet.numbers == [5, 7]


@pytest.mark.parametrize(
    ("data", "name", "said"),
    [
        (b"", "x.csv", "holds nothing"),
        (b" \n" * 1000, "x.csv", "holds nothing"),
        (b",,,\n" * 1000, "x.csv", "holds nothing"),
        (b"slug,title_en\n", "x.csv", "no row below"),
        (b" " * (6 * 1024 * 1024), "x.csv", "The file has 6.0 MB; at most 5 MB"),
        (b"\0" * 1000, "x.csv", "no text"),
        ("slug\nü".encode("utf-16"), "x.csv", "UTF-16"),
        (b'slug,title_en\none,"never closed\n', "x.csv", "quotation mark is not closed"),
        (b"slug\n" + b"a\n" * 10_001, "x.csv", "more than 10000 rows"),
        (b"slug\none\n", "x.xlsx", "holds no Excel workbook"),
        (b"slug\none\n", "x.pdf", "Only files named .csv or .xlsx"),
        (workbook(["slug"], ["one"]), "x.xlsm", "Only files named .csv or .xlsx"),
        (workbook(["slug"], ["one"]), "x.csv", "holds an Excel workbook"),
        (workbook(["slug"], ["one"])[:900], "x.xlsx", "damaged"),
        (b"\xd0\xcf\x11\xe0" + b"x" * 600, "x.xlsx", "old Excel file"),
        (workbook(), "x.xlsx", "holds nothing"),
        (workbook(["slug"], [None] * 250 + ["far"]), "x.xlsx", "beyond column GR"),
    ],
)
def test_what_is_no_table_is_refused_in_words(data, name, said):
    assert said in refusal(data, name)


FILLED = 4 * 1024 * 1024


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"\n" * (10 * 1024 * 1024), "The file has 10.0 MB; at most 5 MB"),
        (b"slug\n" + b"\n" * 1_000_000, "no row below"),
        (b"slug\n" + b"," * FILLED, "no row below"),
        (b"slug\n" + (b"," * 99 + b"\n") * (FILLED // 100), "no row below"),
    ],
    ids=["too large", "blank lines", "one blank line", "blank cells"],
)
def test_table_of_nothing_is_refused(data, said):
    assert said in refusal(data, "x.csv")


@pytest.mark.parametrize(
    "blank",
    [
        b"<row/>" * 1_800_000,
        (b"<row>" + b"<c/>" * 200 + b"</row>") * 13_000,
        b'<row><c r="ZZZ1"/></row>' * 450_000,
        b'<row r="999999999999"/>',
    ],
    ids=["rows", "cells", "far cells", "a far row"],
)
def test_workbook_of_nothing_is_refused_before_its_end(monkeypatch, blank):
    """10 MB of blank rows or cells, or a claim of as many, take a few kilobytes in a workbook."""
    monkeypatch.setattr(workbooks, "MOST_LOOKED_AT", 50_000)
    data = with_blank_rows(workbook(["slug"], ["one"]), blank)
    assert len(data) < 100_000

    tracemalloc.start()
    try:
        assert "too many blank rows or cells" in refusal(data, "x.xlsx")
        assert tracemalloc.get_traced_memory()[1] < 100 * 1024 * 1024
    finally:
        tracemalloc.stop()


def test_macros_are_refused():
    data = with_part(workbook(["slug"], ["one"]), "xl/vbaProject.bin", b"code")
    assert "macros" in refusal(data, "x.xlsx")


def test_archive_that_unpacks_to_too_much_is_refused_unread():
    data = with_part(workbook(["slug"], ["one"]), "xl/media/nothing.bin", b"\0" * (61 * 1024 * 1024))
    assert len(data) < 100_000
    assert "would unpack to 61 MB" in refusal(data, "x.xlsx")


def test_document_types_in_a_workbook_are_refused():
    data = with_part(workbook(["slug"], ["one"]), "xl/more.xml", '<?xml version="1.0"?><!DOCTYPE lolz []><lolz/>')
    assert "document types" in refusal(data, "x.xlsx")


def test_archive_that_is_no_workbook_is_refused():
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("readme.txt", "no workbook")
    assert "holds no Excel workbook" in refusal(file.getvalue(), "x.xlsx")


def test_dates_of_excel_keep_what_was_typed():
    def prepare(book):
        for row, (value, shown) in enumerate(
            [
                (date(2019, 2, 28), "yyyy-mm-dd"),
                (datetime(2017, 12, 1), "mmm-yy"),  # noqa: DTZ001 (a spreadsheet knows no zones)
                (date(2016, 1, 1), "yyyy"),
                (date(2017, 12, 5), "mmm-yy"),
            ],
            start=2,
        ):
            book.active.cell(row, 1, value).number_format = shown
        book.active.cell(6, 1, 2016)
        book.active.cell(7, 1, True)

    sheet = read_sheet(workbook(["date"], prepare=prepare), "x.xlsx")
    assert [row[0] for row in sheet.rows] == ["2019-02-28", "2017-12", "2016", "2017-12-05", "2016", "yes"]


def test_formulas_and_errors_are_marked_in_their_cells():
    sheet = read_sheet(workbook(["slug", "title_en"], ["one", "=1+1"], ["=A2", "#REF!"]), "x.xlsx")
    broken = [[isinstance(cell, BrokenCell) for cell in row] for row in sheet.rows]
    assert broken == [[False, True], [True, True]]
    assert "holds an error: #REF!" in str(sheet.rows[1][1].message)


def test_further_sheets_are_said():
    sheet = read_sheet(workbook(["slug"], ["one"], prepare=lambda book: book.create_sheet("More")), "x.xlsx")
    assert [str(note) for note in sheet.notes] == ["Only the first sheet, “Sheet”, was read."]


@given(st.binary(max_size=400), st.sampled_from(["x.csv", "x.xlsx"]))
@example(b"PK\x03\x04" + b"\0" * 50, "x.xlsx")
@example(b'"', "x.csv")
def test_no_bytes_crash_the_reader(data, name):
    try:
        sheet = read_sheet(data, name)
    except UnreadableFile:
        return
    assert len(sheet.rows) == len(sheet.numbers)


@given(st.text())
@example("=1+1")
@example("'=1+1")
@example("''")
@example("＝1")
@example("-5")
def test_protected_text_is_no_formula_and_comes_back(text):
    assert protect(text)[:1] not in tuple("=+-@\t\r\n＝＋－＠")
    assert unprotect(protect(text)) == text


# Cells


@pytest.mark.parametrize(
    ("cell", "text", "value"),
    [
        (cells.PartialDateCell(), " 2017-12 ", PartialDate(2017, 12)),
        (cells.PartialDateCell(), "", None),
        (cells.DayCell(), "2019-02-28", date(2019, 2, 28)),
        (cells.NumberCell(), "12", 12),
        (cells.YesNoCell(), "Да", True),
        (cells.YesNoCell(), "no", False),
        (cells.ChoiceCell(Document.Kind.choices, blank=False), "Progress Report", "progress-report"),
        (cells.TextCell(), "two\r\nlines ", "two\nlines"),
        (cells.TextCell(), "'=kept", "=kept"),
    ],
)
def test_cell_is_understood(cell, text, value):
    assert cell.clean(text) == value


@pytest.mark.parametrize(
    ("cell", "text", "said"),
    [
        (cells.PartialDateCell(), "2019-02-30", "There is no such day: 2019-02-30."),
        (cells.PartialDateCell(), "30/11/2021", "Write the date as year"),
        (cells.DayCell(), "2019-02", "Write a full day"),
        (cells.NumberCell(), "3.5", "“3.5” is not a whole number."),
        (cells.NumberCell(), "-1", "is not a whole number"),
        (cells.YesNoCell(), "perhaps", "Write yes or no."),
        (cells.YesNoCell(), "", "Write yes or no."),
        (cells.ChoiceCell([("held", "Held")], blank=True), "done", "“done” is none of the choices: held."),
    ],
)
def test_cell_says_what_is_wrong(cell, text, said):
    with pytest.raises(ValueError) as refused:
        cell.clean(text)
    assert said in str(refused.value)
