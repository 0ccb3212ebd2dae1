"""A paper as tagged PDF (PDF/UA-1), drawn by `paper.typ` from the data made here."""

from functools import partial

from reports.paper.blocks import Block, Facts, Figure, Heading, Items, Line, Note, Paper, Paragraph, Table
from reports.paper.charts import as_svg
from reports.paper.layout import WIDTHS, Words, sheets, widths
from reports.paper.letters import MISSING, printable
from reports.paper.row_heads import with_row_heads
from reports.paper.typst_process import LetterMissing, made_by_typst


def as_pdf(paper: Paper) -> bytes:
    """Raises NotMade where typst did not manage in time."""
    try:
        (made,) = made_by_typst({"paper": as_data(paper)})
    except LetterMissing:
        # A mark above a letter that no font puts there: better without it than no file.
        (made,) = made_by_typst({"paper": as_data(paper, plainly=True)})
    return with_row_heads(made)


def as_data(paper: Paper, *, plainly=False):
    data = _Data(paper, partial(printable, plainly=plainly))
    return data.paper()


class _Data:
    def __init__(self, paper: Paper, text):
        self.of = paper
        self.words = Words.of(paper.language)
        self.text = text

    def paper(self):
        paper = self.of
        return {
            "language": paper.language,
            "title": self.said(paper.title),
            "subtitle": self.text(paper.subtitle),
            "running": self.text(paper.running),
            "mark": self.text(paper.mark),
            "author": self.words.secretariat,
            "contents": self.words.contents,
            "front": self.facts(paper.front),
            "outline": len(paper.headings) > 3,
            "sheets": [
                {"wide": sheet.is_wide, "blocks": [self.block(one, sheet) for one in sheet.blocks]}
                for sheet in sheets(paper)
            ],
        }

    def said(self, text):
        """What PDF/UA does not allow to be empty."""
        return self.text(text).strip() or MISSING

    def line(self, line: Line):
        return [self.run(run) for run in line]

    def run(self, run):
        data = {"t": self.text(run.text)}
        if run.strong:
            data["b"] = True
        if run.emphasis:
            data["i"] = True
        if run.lang and run.lang != self.of.language:
            data["lang"] = run.lang
        if run.url:
            data["url"] = self.of.absolute(run.url)
        return data

    def facts(self, rows):
        return [{"term": self.text(term), "line": self.line(line)} for term, line in rows]

    def block(self, block: Block, sheet):
        match block:
            case Heading():
                # A sheet that is turned begins a page anyway.
                page = block.starts_page and not (sheet.is_wide and block is sheet.blocks[0])
                lang = block.lang if block.lang != self.of.language else ""
                return {
                    "kind": "heading",
                    "level": block.level,
                    "text": self.said(block.text),
                    "page": page,
                    "lang": lang,
                }
            case Paragraph():
                return {"kind": "paragraph", "number": block.number, "line": self.line(block.line)}
            case Items():
                return {"kind": "items", "ordered": block.is_ordered, "items": [self.line(one) for one in block.items]}
            case Facts():
                return {"kind": "facts", "rows": self.facts(block.rows)}
            case Note():
                return {"kind": "note", "line": self.line(block.line)}
            case Table():
                return {"kind": "table"} | self.table(block, self.words.caption(block), sheet)
            case Figure():
                table = block.table
                return {
                    "kind": "figure",
                    "caption": self.text(self.words.caption(block)),
                    "alternative": self.said(block.alternative),
                    "svg": self.chart(block),
                    "nothing": self.words.nothing_to_draw,
                    "table": self.table(table, table.caption if table.caption != block.caption else "", sheet),
                }

    def chart(self, figure: Figure):
        bars = figure.bars
        return as_svg(bars.in_letters(self.text), self.of.language, is_standalone=True)

    def table(self, table: Table, caption, sheet):
        rows = [*table.rows, *([table.total] if table.total else [])]
        return {
            "caption": self.text(caption),
            "columns": [
                {"title": self.text(one.title), "number": one.is_number, "width": width}
                for one, width in zip(table.columns, widths(table, WIDTHS[sheet.is_wide]), strict=True)
            ],
            "rows": [[self.line(cell) for cell in row] for row in rows],
            "total": bool(table.total),
            "nothing": self.words.nothing,
            "note": self.line(table.note),
        }
