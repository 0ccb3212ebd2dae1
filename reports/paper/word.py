"""A paper as Word: real headings, numbering and fields, languages on runs, alternative text (ADR 20)."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import partial
from io import BytesIO

from docx import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.shared import Mm

from programme.plain_text import without_control_characters
from reports.paper import word_xml as xml
from reports.paper.blocks import Block, Facts, Figure, Heading, Items, Line, Note, Paper, Paragraph, Table, line
from reports.paper.charts import as_svg
from reports.paper.layout import WIDTHS, Words, sheets, widths
from reports.paper.letters import printable
from reports.paper.typst_process import LetterMissing, made_by_typst
from reports.paper.word_styles import LANGUAGES, ORDERED, set_styles
from reports.paper.word_xml import element, field, paragraph, run, text

DOTS = 220  # to the inch, of a picture
SHORT, FEW = 8, 600  # rows of a table, letters of facts


def as_docx(paper: Paper) -> bytes:
    """Raises NotMade where the pictures could not be drawn in time."""
    return _Writer(paper).written()


class _Writer:
    def __init__(self, paper: Paper):
        self.paper = paper
        self.words = Words.of(paper.language)
        self.document = Document()
        self.body = self.document.element.body
        for old in list(self.body):
            if old.tag != xml.name("w:sectPr"):
                self.body.remove(old)
        self.end = self.body[-1]
        self.marks = 0
        self.places = {heading.key: place for place, heading in enumerate(paper.headings, start=1)}
        self.lists = ORDERED
        self.links: dict[str, str] = {}
        self.pictures = self._pictures()

    def written(self):
        set_styles(self.document, self.paper.language)
        self._say_what_it_is()
        self._head_and_foot()
        self._front()
        parts = sheets(self.paper)
        references = [
            one for one in self.end if one.tag in (xml.name("w:headerReference"), xml.name("w:footerReference"))
        ]
        for place, sheet in enumerate(parts):
            self.is_wide = sheet.is_wide
            for block in sheet.blocks:
                self.add(*self.block(block))
            ending = xml.section_end(is_wide=sheet.is_wide, references=references if place == 0 else ())
            if place < len(parts) - 1:
                self.add(
                    element(
                        "w:p",
                        element("w:pPr", element("w:spacing", before=0, after=0, line=20, lineRule="exact"), ending),
                    )
                )
            else:
                self.body.replace(self.end, ending)
        written = BytesIO()
        self.document.save(written)
        return written.getvalue()

    def add(self, *elements):
        for one in elements:
            self.end.addprevious(one)

    # What stands around the blocks

    def _say_what_it_is(self):
        about = self.document.core_properties
        about.title = without_control_characters(self.paper.title)[:255]
        about.subject = without_control_characters(self.paper.subtitle)[:255]
        about.author = about.last_modified_by = self.words.secretariat
        about.language = LANGUAGES[self.paper.language]
        about.comments = ""
        about.created = about.modified = datetime.now(UTC).replace(tzinfo=None, microsecond=0)

    def _head_and_foot(self):
        section = self.document.sections[0]
        foot = section.footer.paragraphs[0]._p
        foot.getparent().replace(
            foot,
            paragraph(
                "Footer",
                run(text(self.paper.running)),
                run(text("  |  ")),
                *field("PAGE", run(text("1"))),
            ),
        )
        if self.paper.mark:
            head = section.header.paragraphs[0]._p
            head.getparent().replace(head, paragraph("Header", run(text(self.paper.mark), strong=True)))

    def _front(self):
        paper = self.paper
        if paper.mark:
            self.add(paragraph("Mark", run(text(paper.mark.upper()))))
        self.add(paragraph("Title", run(text(paper.title))))
        if paper.subtitle:
            self.add(paragraph("Subtitle", run(text(paper.subtitle))))
        self.add(*self.facts(paper.front))
        if len(paper.headings) > 3:
            self.add(paragraph("Contentsheading", run(text(self.words.contents))), *self._contents())

    def _contents(self):
        """A field that Word can make anew, with its entries as they are now.

        Only the program that sets the pages knows their numbers, so they come when somebody has the field made anew
        ("update field"). A mark that has Word do so on opening would have it ask a question first, and LibreOffice
        takes whatever stands within a list of contents for mere text: a guessed number would stay, and be wrong.
        """
        listed = [one for one in self.paper.headings if one.level <= 3]
        entries = []
        for heading in listed:
            words = run(text(heading.text), lang=self.lang(heading.lang))
            link = element("w:hyperlink", words, anchor=self.anchor(heading))
            entries.append(paragraph(f"TOC{heading.level}", link))
        begin, code, separate, end = field('TOC \\o "1-3" \\h')
        entries[0][0].addnext(begin)
        begin.addnext(code)
        code.addnext(separate)
        entries[-1].append(end)
        return entries

    def anchor(self, heading):
        """Keys may be longer than the forty letters that a bookmark of Word holds."""
        return f"_Toc{self.places[heading.key]:06}"

    # Blocks

    def block(self, block: Block):
        match block:
            case Heading():
                self.marks += 1
                words = run(text(block.text), lang=self.lang(block.lang))
                marked = xml.bookmarked(self.marks, self.anchor(block), words)
                yield paragraph(f"Heading{block.level}", *marked, starts_page=block.starts_page)
            case Paragraph():
                yield paragraph("Numberedparagraph" if block.is_numbered else "Normal", *self.line(block.line))
            case Items():
                yield from self.items(block)
            case Facts():
                yield from self.facts(block.rows)
            case Note():
                yield paragraph("Note", *self.line(block.line))
            case Table():
                yield self.caption("Caption", "Table", block)
                yield from self.table(block, self.words.caption(block))
            case Figure():
                yield from self.figure(block)

    def items(self, block):
        numbers = None
        if block.is_ordered:
            self.lists += 1
            self.document.part.numbering_part.element.append(xml.counted_by(self.lists, ORDERED, anew=True))
            numbers = self.lists
        style = "Ordered" if block.is_ordered else "Bulleted"
        for item in block.items:
            yield paragraph(style, *self.line(item), list_number=numbers)

    def facts(self, rows):
        # A few short facts stay on one page with the heading above them; what is long may be parted.
        is_short = sum(len(run.text) for _term, words in rows for run in words) <= FEW
        for place, (term, words) in enumerate(rows, start=1):
            about = [run(text(term), style="Term"), run(element("w:tab"))]
            yield paragraph("Fact", *about, *self.line(words), keep_next=is_short and place < len(rows))

    def caption(self, style, sequence, block):
        if block.number is None:
            return paragraph(style, run(text(block.caption)))
        kind, _number, after = self.words.label(block).partition(str(block.number))
        caption = f". {block.caption}" if block.caption else ""
        return paragraph(
            style,
            run(text(kind)),
            *field(f"SEQ {sequence} \\* ARABIC", run(text(str(block.number)))),
            run(text(f"{after}{caption}")),
        )

    def table(self, table, described):
        # A short table is not torn apart: each row stays with the next.
        is_short = len(table.rows) <= SHORT
        rows = [*table.rows, *([table.total] if table.total else [])]
        drawn = [([(self.cell(line(one.title), one, stays=is_short), 1) for one in table.columns], True)]
        for place, row in enumerate(rows, start=1):
            about = {"stays": is_short and place < len(rows), "strong": row is table.total}
            cells = [(self.cell(cell, one, **about), 1) for cell, one in zip(row, table.columns, strict=True)]
            drawn.append((cells, False))
        if not rows:
            drawn.append(([(paragraph("Tabletext", run(text(self.words.nothing))), len(table.columns))], False))
        yield xml.table(
            widths(table, WIDTHS[self.is_wide]),
            drawn,
            width=xml.WIDTHS[self.is_wide],
            caption=described,
            description="".join(part.text for part in table.note) or described,
        )
        # Word joins tables that follow each other; a paragraph keeps them apart.
        yield paragraph("Tablenote", *self.line(table.note)) if table.note else paragraph("Tableend")

    def cell(self, words, column, *, stays=False, strong=False):
        style = "Tablenumber" if column.is_number else "Tabletext"
        return paragraph(style, *self.line(words, strong=strong), keep_next=stays)

    def figure(self, figure):
        picture = self.pictures.get(figure.key)
        if picture:
            made = self.document.add_paragraph(style="Picture")
            made.add_run().add_picture(BytesIO(picture), width=Mm(150))
            properties = made._p.find(f".//{xml.name('wp:docPr')}")
            self.marks += 1
            properties.set("id", str(1000 + self.marks))
            properties.set("name", f"Figure {figure.number}")
            properties.set("descr", without_control_characters(figure.alternative))
            yield made._p
        else:
            yield paragraph("Normal", run(text(self.words.nothing_to_draw), emphasis=True))
        yield self.caption("Figurecaption", "Figure", figure)
        if figure.table.caption and figure.table.caption != figure.caption:
            yield paragraph("Tablenote", run(text(figure.table.caption)))
        yield from self.table(figure.table, figure.table.caption or figure.caption)

    def _pictures(self):
        """All charts, drawn in one process."""
        figures = {one.key: one.bars for one in self.paper.blocks if isinstance(one, Figure) and not one.bars.is_empty}
        if not figures:
            return {}
        try:
            return self._drawn(figures, printable)
        except LetterMissing:
            return self._drawn(figures, partial(printable, plainly=True))

    def _drawn(self, figures, spelled):
        language = self.paper.language
        drawings = [as_svg(bars.in_letters(spelled), language, is_standalone=True) for bars in figures.values()]
        return dict(zip(figures, made_by_typst({"pictures": drawings, "dots": DOTS}), strict=True))

    # Lines

    def lang(self, language):
        return LANGUAGES.get(language, language) if language and language != self.paper.language else ""

    def line(self, words: Line, *, strong=False):
        for part in words:
            style = "Hyperlink" if part.url else ""
            made = run(
                text(part.text),
                lang=self.lang(part.lang),
                strong=part.strong or strong,
                emphasis=part.emphasis,
                style=style,
            )
            if part.url:
                link = element("w:hyperlink", made)
                link.set(xml.name("r:id"), self.link(self.paper.absolute(part.url)))
                yield link
            else:
                yield made

    def link(self, url):
        if url not in self.links:
            url_ = without_control_characters(url)
            self.links[url] = self.document.part.relate_to(url_, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
        return self.links[url]
