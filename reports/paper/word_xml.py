"""The parts of a Word file that python-docx has no words for: fields, bookmarks, numbering, table properties."""

from __future__ import annotations

from functools import cache

from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement

from programme.plain_text import without_control_characters

name = cache(qn)


def element(tag, *children, **attributes):
    """`element("w:jc", val="end")`: attributes stand in the name space of the tag's own."""
    made = OxmlElement(tag)
    prefix = tag.partition(":")[0]
    for key, value in attributes.items():
        made.set(name(f"{prefix}:{key}"), str(value))
    made.extend(children)
    return made


def text(words):
    """A `w:t` with what XML can hold."""
    made = OxmlElement("w:t")
    made.text = " ".join(without_control_characters(words).replace("\t", " ").splitlines()) if words else ""
    made.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return made


def run(*children, lang="", strong=False, emphasis=False, style=""):
    properties = []
    if style:
        properties.append(element("w:rStyle", val=style))
    if strong:
        properties.append(element("w:b"))
    if emphasis:
        properties.append(element("w:i"))
    if lang:
        properties.append(element("w:lang", val=lang, eastAsia=lang, bidi=lang))
    made = element("w:r")
    if properties:
        made.append(element("w:rPr", *properties))
    made.extend(children)
    return made


def field(code, *shown):
    """A field with the result that is shown until somebody has it made anew."""
    return [
        run(element("w:fldChar", fldCharType="begin")),
        run(_instruction(code)),
        run(element("w:fldChar", fldCharType="separate")),
        *shown,
        run(element("w:fldChar", fldCharType="end")),
    ]


def _instruction(code):
    made = element("w:instrText")
    made.text = f" {code} "
    made.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return made


def paragraph(style, *children, keep_next=False, starts_page=False, list_number=None):
    about = element("w:pPr", element("w:pStyle", val=style))
    if keep_next:
        about.append(element("w:keepNext"))
    if starts_page:
        about.append(element("w:pageBreakBefore"))
    if list_number is not None:
        about.append(element("w:numPr", element("w:ilvl", val=0), element("w:numId", val=list_number)))
    return element("w:p", about, *children)


def bookmarked(number, key, *children):
    return [element("w:bookmarkStart", id=number, name=key), *children, element("w:bookmarkEnd", id=number)]


def section_end(*, is_wide, references):
    """The properties of a section; Word keeps them in its last paragraph."""
    size = {"w": 16838, "h": 11906, "orient": "landscape"} if is_wide else {"w": 11906, "h": 16838}
    margins = {"top": 1300, "bottom": 1300} if is_wide else {"top": 1600, "bottom": 1500}
    made = element(
        "w:sectPr",
        *references,
        element("w:type", val="nextPage"),
        element("w:pgSz", **size),
        element("w:pgMar", left=MARGIN, right=MARGIN, header=700, footer=700, gutter=0, **margins),
    )
    return made


MARGIN = 1500
WIDTHS = {False: 11906 - 2 * MARGIN, True: 16838 - 2 * MARGIN}  # of the text, in twentieths of a point


def table(columns, rows, *, width, caption, description):
    """`columns`: their widths. Rows come ready made."""
    total = sum(columns)
    widths = [int(width * one / total) for one in columns]
    properties = element(
        "w:tblPr",
        element("w:tblStyle", val="PaperTable"),
        element("w:tblW", w=sum(widths), type="dxa"),
        element("w:tblLayout", type="fixed"),
        element("w:tblLook", val="04A0", firstRow=1, lastRow=0, firstColumn=1, lastColumn=0, noHBand=0, noVBand=1),
        element("w:tblCaption", val=without_control_characters(caption)),
        element("w:tblDescription", val=without_control_characters(description)),
    )
    grid = element("w:tblGrid", *(element("w:gridCol", w=one) for one in widths))
    made = element("w:tbl", properties, grid)
    for cells, is_head in rows:
        made.append(_row(cells, widths, is_head))
    return made


def _row(cells, widths, is_head):
    # A row stays on one page; the head comes again on each.
    properties = element("w:trPr", element("w:cantSplit"))
    if is_head:
        properties.append(element("w:tblHeader"))
    made = element("w:tr", properties)
    place = 0
    for content, span in cells:
        width = sum(widths[place : place + span])
        place += span
        about = element("w:tcPr", element("w:tcW", w=width, type="dxa"))
        if span > 1:
            about.append(element("w:gridSpan", val=span))
        made.append(element("w:tc", about, content))
    return made


def numbering(number, format, text, *, left, hanging):
    """How paragraphs of one kind are numbered: "%1." counts, anything else is a mark."""
    return element(
        "w:abstractNum",
        element("w:multiLevelType", val="singleLevel"),
        element(
            "w:lvl",
            element("w:start", val=1),
            element("w:numFmt", val=format),
            element("w:lvlText", val=text),
            element("w:lvlJc", val="left"),
            element("w:pPr", element("w:ind", left=left, hanging=hanging)),
            ilvl=0,
        ),
        abstractNumId=number,
    )


def counted_by(number, abstract, *, anew=False):
    made = element("w:num", element("w:abstractNumId", val=abstract), numId=number)
    if anew:
        made.append(element("w:lvlOverride", element("w:startOverride", val=1), ilvl=0))
    return made
