"""A paper as PDF: tagged, with title and language, in letters that can be read back."""

import re
from io import BytesIO

import pytest
from pypdf import PdfReader

from reports.paper.blocks import Column, Figure, Heading, Paper, Paragraph, Run, Table, line
from reports.paper.letters import MISSING, printable
from reports.paper.pdf import as_data, as_pdf
from reports.paper.samples import sample_paper
from reports.paper.typst_process import LetterMissing, NotMade, made_by_typst
from tests.reports.paper import papers


def read(paper):
    return PdfReader(BytesIO(as_pdf(paper)))


def text_of(pdf):
    return " ".join(" ".join(page.extract_text() for page in pdf.pages).split())


def tags(pdf):
    """Every element of the structure with its kind and its dictionary, in reading order."""
    found = []

    def walk(node):
        node = node.get_object()
        if isinstance(node, list):
            for one in node:
                walk(one)
        elif hasattr(node, "get"):
            if "/S" in node:
                found.append((node["/S"], node))
            if "/K" in node:
                walk(node["/K"])

    walk(pdf.root_object["/StructTreeRoot"]["/K"])
    return found


def kinds(pdf):
    return [kind for kind, _node in tags(pdf)]


def test_it_is_tagged_and_says_its_title_and_its_language():
    pdf = read(papers.every_block("fr"))
    root = pdf.root_object
    assert root["/MarkInfo"]["/Marked"] is True or root["/MarkInfo"]["/Marked"].value
    assert root["/Lang"] == "fr"
    assert pdf.metadata.title == "Progress report"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    xmp = root["/Metadata"].get_object().get_data().decode()
    assert re.search(r"pdfuaid:part(>|=\")1", xmp)


def test_headings_lists_tables_figures_and_links_are_tagged():
    found = kinds(read(papers.every_block()))
    for kind in ("/H1", "/H2", "/P", "/L", "/LI", "/Table", "/TH", "/TD", "/Figure", "/Caption", "/Link", "/TOC"):
        assert kind in found, kind


def rows_of_cells(pdf):
    """Of each row of each table the kind and the scope of its cells."""
    for kind, node in tags(pdf):
        if kind == "/TR":
            cells = [one.get_object() for one in node["/K"]]
            yield [
                (one["/S"], next((own["/Scope"] for own in one.get("/A", []) if "/Scope" in own), "")) for one in cells
            ]


def test_the_first_cell_of_each_row_is_its_heading():
    paper = papers.every_block()
    tables = [getattr(one, "table", one) for one in paper.blocks if isinstance(one, Figure | Table)]
    columns, data = ("/TH", "/Column"), ("/TD", "")

    assert list(rows_of_cells(read(paper))) == [
        row
        for table in tables
        for row in (
            [columns] * len(table.columns),
            *[[("/TH", "/Row"), *[data] * (len(table.columns) - 1)]] * (len(table.rows) + bool(table.total)),
        )
    ]


def test_what_says_that_a_table_is_empty_is_no_heading():
    table = Table("Nothing", columns=(Column("Country"), Column("Number")), rows=())
    pdf = read(Paper.of([table], language="en", title="Report", running="Report"))

    assert [kind for kind in kinds(pdf) if kind in ("/TH", "/TD")] == ["/TH", "/TH", "/TD"]


def test_figures_have_their_words_and_runs_their_language():
    pdf = read(papers.every_block())
    assert [node["/Alt"] for kind, node in tags(pdf) if kind == "/Figure"] == ["Most in the second row."]
    assert b"/Lang(fr)" in b"".join(page.get_contents().get_data() for page in pdf.pages)


def test_the_outline_names_every_heading():
    def titles(entries):
        for one in entries:
            yield from titles(one) if isinstance(one, list) else [one.title]

    assert list(titles(read(papers.every_block()).outline)) == [
        "Introduction",
        "Activities",
        "Of the Programme",
        "Annex",
    ]


def test_what_it_says_stands_in_its_order():
    text = text_of(read(papers.every_block()))
    pieces = "DRAFT|Progress report|Ninth meeting|Contents|1. First words, en français|2. Second: the list|Belgrade|one"
    pieces += "|first|Sources disagree|Figure 1. Activities per year|Table 1. Countries|Serbia|As of 2001|Table 2. All"
    pieces += "|3. After"
    place = -1
    for piece in pieces.split("|"):
        place = text.index(piece, place + 1)


def test_a_wide_table_lies_on_its_side_and_no_page_is_empty():
    pages = read(papers.every_block()).pages
    lying = [page.mediabox.width > page.mediabox.height for page in pages]
    assert lying.count(True) == 1
    assert all(len(page.extract_text().split()) > 5 for page in pages)


def test_cyrillic_is_read_back_in_its_order():
    text = text_of(read(sample_paper("ru")))
    assert "Эксперты из трех стран в течение двух дней сравнивали" in text
    assert "Ё" not in text


def test_links_of_the_portal_are_whole_addresses():
    pdf = read(papers.every_block())
    targets = {
        note.get_object()["/A"].get("/URI")
        for page in pdf.pages
        for note in page.get("/Annots", [])
        if "/A" in note.get_object()
    }
    assert "https://portal.test/en/activities/" in targets


def test_texts_that_try_to_be_more_are_text():
    pdf = read(papers.hostile())
    text = text_of(pdf)
    for one in papers.HOSTILE:
        assert one in text
    assert "before after end" in text
    assert f"so {MISSING}" in text
    assert "Ж" * 15 in text
    assert "/JavaScript" not in str(pdf.root_object)


def test_a_long_word_stays_within_its_cell():
    columns = papers.table().columns
    pdf = read(papers.paper(Table("x", columns, ((line("W" * 400), line("1")),))))
    page = pdf.pages[0]
    places = []
    page.extract_text(visitor_text=lambda text, _user, matrix, _font, _size: places.append((matrix[4], text)))
    assert max(len(text.strip()) for x, text in places if "W" in text) <= 60


@pytest.mark.parametrize(
    "text",
    [
        "z\u0321\u0489\u0301\u0304\u0489",
        "n\u0336o\u0336t\u0336",
        "\u0e01\u0e33",
        "ا\u064b\u0651",
        "\ud800",
        "\U0010ffff",
    ],
)
def test_no_letter_keeps_a_file_from_being_made(text):
    assert len(
        read(papers.paper(Heading(text, "a"), Paragraph(line(Run(text, strong=True), Run(text, emphasis=True))))).pages
    )


def test_every_letter_that_is_let_through_has_a_form():
    """`letters.txt` fits the fonts of the typst that is installed."""
    given = "".join(map(chr, [*range(0x20, 0x24F), *range(0x370, 0x530), *range(0x2000, 0x2200)]))
    shown = printable(given).replace("\u200b", "")
    spaced = " ".join(shown)
    styles = (Run(spaced), Run(spaced, strong=True), Run(spaced, emphasis=True))
    made_by_typst({"paper": as_data(papers.paper(*(Paragraph(line(run)) for run in styles)))})


def test_a_file_that_takes_too_long_is_given_up():
    with pytest.raises(NotMade):
        made_by_typst({"pictures": [], "dots": 100}, seconds=0.01)


def test_a_missing_letter_is_told_apart_from_other_trouble():
    with pytest.raises(NotMade) as trouble:
        made_by_typst({"pictures": ["<svg"], "dots": 100})
    assert not isinstance(trouble.value, LetterMissing)
