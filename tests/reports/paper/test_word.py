"""A paper as Word: what its XML says, and what LibreOffice makes of it."""

import re
import subprocess
import zipfile
from io import BytesIO

import pytest
from docx import Document
from lxml import etree
from pypdf import PdfReader

from reports.paper.samples import sample_paper
from reports.paper.word import as_docx
from tests.reports.paper import papers

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def parts(content):
    with zipfile.ZipFile(BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def body_of(content):
    return etree.fromstring(parts(content)["word/document.xml"])


def value(element, path, attribute="val"):
    found = element.find(path.replace("w:", W))
    return None if found is None else found.get(f"{W}{attribute}")


def text(element):
    return "".join(one.text or "" for one in element.iter(f"{W}t"))


def paragraphs(body, style):
    return [text(one) for one in body.iter(f"{W}p") if value(one, "w:pPr/w:pStyle") == style]


def test_headings_paragraphs_and_captions_have_their_styles():
    body = body_of(as_docx(papers.every_block()))
    assert paragraphs(body, "Title") == ["Progress report"]
    assert paragraphs(body, "Heading1") == ["Introduction", "Activities", "Annex"]
    assert paragraphs(body, "Heading2") == ["Of the Programme"]
    assert paragraphs(body, "Numberedparagraph")[0] == "First words, en français."
    assert paragraphs(body, "Caption") == ["Table 1. Countries", "Table 2. All of them"]
    assert paragraphs(body, "Figurecaption") == ["Figure 1. Activities per year"]
    assert paragraphs(body, "TOC1") == ["Introduction", "Activities", "Annex"]


def test_every_style_that_is_used_is_there():
    found = parts(as_docx(papers.every_block()))
    styles = etree.fromstring(found["word/styles.xml"])
    known = {one.get(f"{W}styleId") for one in styles.iter(f"{W}style")}
    for name in ("word/document.xml", "word/header1.xml", "word/footer1.xml"):
        used = {
            one.get(f"{W}val")
            for tag in ("pStyle", "rStyle", "tblStyle")
            for one in etree.fromstring(found[name]).iter(f"{W}{tag}")
        }
        assert used <= known, name


@pytest.mark.parametrize(("language", "tag"), [("en", "en-GB"), ("fr", "fr-FR"), ("ru", "ru-RU")])
def test_the_language_stands_on_the_styles_and_in_the_properties(language, tag):
    content = as_docx(papers.every_block(language))
    styles = etree.fromstring(parts(content)["word/styles.xml"])
    assert value(styles, "w:docDefaults/w:rPrDefault/w:rPr/w:lang") == tag
    assert Document(BytesIO(content)).core_properties.language == tag


def test_runs_in_another_language_are_marked():
    body = body_of(as_docx(papers.every_block()))
    assert [text(one) for one in body.iter(f"{W}r") if value(one, "w:rPr/w:lang") == "fr-FR"] == ["en français"]


def test_tables_repeat_their_head_keep_rows_whole_and_say_what_they_hold():
    body = body_of(as_docx(papers.every_block()))
    tables = list(body.iter(f"{W}tbl"))
    assert len(tables) == 3
    for table in tables:
        rows = list(table.iter(f"{W}tr"))
        assert [one.find(f"{W}trPr/{W}tblHeader") is not None for one in rows] == [True, False, False, False]
        assert all(one.find(f"{W}trPr/{W}cantSplit") is not None for one in rows)
        assert value(table, "w:tblPr/w:tblLook", "firstColumn") == "1"
    described = [value(one, "w:tblPr/w:tblCaption") for one in tables]
    assert described == ["Countries", "Table 1. Countries", "Table 2. All of them"]


def test_pictures_have_their_words():
    xml = parts(as_docx(papers.every_block()))["word/document.xml"].decode()
    assert re.findall(r'<wp:docPr [^>]*descr="([^"]*)"', xml) == ["Most in the second row."]


def test_numbers_of_captions_are_fields_that_show_the_right_number():
    body = body_of(as_docx(papers.every_block()))
    codes = [one.text.strip() for one in body.iter(f"{W}instrText")]
    assert codes == ['TOC \\o "1-3" \\h', "SEQ Figure \\* ARABIC", "SEQ Table \\* ARABIC", "SEQ Table \\* ARABIC"]
    kinds = [one.get(f"{W}fldCharType") for one in body.iter(f"{W}fldChar")]
    assert kinds == ["begin", "separate", "end"] * 4


def test_contents_have_a_place_for_the_numbers_of_pages_at_the_edge_of_the_text():
    found = etree.fromstring(parts(as_docx(papers.every_block()))["word/styles.xml"])
    (tab,) = found.xpath("//w:style[@w:styleId='TOC2']/w:pPr/w:tabs/w:tab", namespaces={"w": W.strip("{}")})

    assert [tab.get(f"{W}{name}") for name in ("val", "leader", "pos")] == ["right", "dot", "8906"]


def test_contents_lead_to_bookmarks_that_exist():
    body = body_of(as_docx(papers.every_block()))
    marks = [one.get(f"{W}name") for one in body.iter(f"{W}bookmarkStart")]
    assert len(marks) == len(set(marks)) == 4
    assert [one.get(f"{W}anchor") for one in body.iter(f"{W}hyperlink") if one.get(f"{W}anchor")] == marks


def test_wide_tables_stand_in_a_section_on_its_side():
    body = body_of(as_docx(papers.every_block()))
    turned = [value(one, "w:pgSz", "orient") for one in body.iter(f"{W}sectPr")]
    assert turned == [None, "landscape", None]


def test_ordered_lists_begin_anew():
    body = body_of(as_docx(papers.every_block()))
    lists = [
        value(one, "w:pPr/w:numPr/w:numId") for one in body.iter(f"{W}p") if value(one, "w:pPr/w:pStyle") == "Ordered"
    ]
    assert lists[0] == lists[1] != lists[2]


def test_ids_are_given_once():
    xml = parts(as_docx(sample_paper("en")))["word/document.xml"].decode()
    ids = re.findall(r'<w:bookmarkStart w:id="(\d+)"', xml)
    assert len(ids) == len(set(ids))


def test_properties_say_what_it_is():
    about = Document(BytesIO(as_docx(papers.every_block()))).core_properties
    assert about.title == "Progress report"
    assert about.author == "Secretariat of the Industrial Accidents Convention"


def test_texts_that_try_to_be_more_are_text():
    content = as_docx(papers.hostile())
    whole = " ".join(text(one) for one in body_of(content).iter(f"{W}p"))
    for one in papers.HOSTILE:
        assert one in whole
    assert papers.LONG_WORD in whole
    assert "😀" in whole
    codes = [one.text for one in body_of(content).iter(f"{W}instrText")]
    assert not [code for code in codes if "HYPERLINK" in code]


@pytest.fixture(scope="module")
def reopened(tmp_path_factory):
    """Papers as LibreOffice opens them and prints them: name to text of the whole, and the PDF."""
    folder = tmp_path_factory.mktemp("word")
    cases = {"every": papers.every_block(), "hostile": papers.hostile(), "ru": sample_paper("ru")}
    for name, paper in cases.items():
        (folder / f"{name}.docx").write_bytes(as_docx(paper))
    command = f"soffice -env:UserInstallation=file://{folder}/profile --headless --convert-to pdf --outdir {folder}"
    files = [str(folder / f"{name}.docx") for name in cases]
    subprocess.run([*command.split(), *files], check=True, capture_output=True, timeout=120)
    return {name: PdfReader(folder / f"{name}.pdf") for name in cases}


def shown(pdf):
    return " ".join(" ".join(page.extract_text() for page in pdf.pages).split())


@pytest.mark.formats
def test_libreoffice_shows_what_the_paper_says(reopened):
    found = shown(reopened["every"])
    pieces = (
        "DRAFT|Progress report|Contents|Introduction|Annex|1. First words|2. Second|1. first|2. then|1. again first"
    )
    pieces += "|Figure 1. Activities per year|Table 1. Countries|Serbia|Table 2. All of them|3. After the annex"
    place = -1
    for piece in pieces.split("|"):
        place = found.index(piece, place + 1)


@pytest.mark.formats
def test_libreoffice_turns_the_page_of_a_wide_table(reopened):
    pages = reopened["every"].pages
    assert [page.mediabox.width > page.mediabox.height for page in pages].count(True) == 1


@pytest.mark.formats
def test_libreoffice_reads_russian_and_hostile_texts(reopened):
    assert "Эксперты из трех стран" in shown(reopened["ru"])
    assert "<script>alert(1)</script>" in shown(reopened["hostile"])
    assert "#let x = 1" in shown(reopened["hostile"])
