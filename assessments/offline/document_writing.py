"""Writes the Word form: an introduction, and for each area its questions in tables with a field for each answer."""

import io
from itertools import count
from xml.sax.saxutils import escape, quoteattr

from django.utils.translation import get_language, get_language_info
from django.utils.translation import gettext as _
from docx import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part as PackagePart
from docx.oxml.ns import nsdecls
from docx.oxml.parser import parse_xml
from docx.shared import Mm, Pt

from assessments.offline import document_cells as cells
from assessments.offline.document_words import how_to
from assessments.offline.places import NEW_CHALLENGE
from assessments.offline.words import doubt, how_it_stands, what_it_is
from programme.plain_text import without_control_characters
from programme.punctuation import enumerated, labelled

LANGUAGES = {"en": "en-GB", "fr": "fr-FR", "ru": "ru-RU"}
FONT = "Calibri"
WIDTHS = (3600, 5980)  # of question and answer, in twentieths of a point
LONGEST_CHOICE = 250
HINT, HEAD = "hint", "head"
LOOKS = {HINT: '<w:rPr><w:color w:val="595959"/></w:rPr>', HEAD: "<w:rPr><w:b/></w:rPr>"}
SHADED = '<w:shd w:val="clear" w:color="auto" w:fill="D9E5F2"/>'
CUSTOM = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
PROPERTIES = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
 xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"><property
 fmtid="{{D5CDD505-2E9C-101B-9397-08002B2CF9AE}}" pid="2" name={name}><vt:lpwstr>{value}</vt:lpwstr></property>
</Properties>"""


def document_of(contents, identity):
    """The file as bytes, in the language of this thread."""
    document, signed = Document(), identity.signed()
    title = _("Self-assessment: {assessment}").format(assessment=contents.assessment)
    _prepare(document, title)
    body = Body(signed)
    body.paragraph(title, "Title")
    language = get_language_info(identity.language)["name_local"]
    for label, text in (*what_it_is(contents), *how_it_stands(contents, identity, language)):
        body.paragraph(labelled(label, text))
    if contents.version.is_doubtful:
        body.paragraph(doubt(contents.version))
    body.heading(_("How to fill it in"), 1)
    for text in how_to():
        body.paragraph(text, "ListBullet")
    body.heading(_("Stages of progress"), 1)
    for words, text in contents.stages:
        body.paragraph(f"{words} – {text}" if text else words, "ListBullet")
    for area in contents.areas:
        _area(body, area)
    document.element.body[:0] = body.elements()
    _keep(document, signed)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def _prepare(document, title):
    language = LANGUAGES[get_language()[:2]]
    document.core_properties.title, document.core_properties.language = title, language
    document.core_properties.author = _("Assistance and Cooperation Programme")
    document.core_properties.comments = ""
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = FONT, Pt(11)
    normal.paragraph_format.space_after = Pt(4)
    normal.element.get_or_add_rPr().append(parse_xml(f'<w:lang {nsdecls("w")} w:val="{language}"/>'))
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Mm(20)


def _keep(document, signed):
    """The identifier in the properties of the document, beside the one in its text: programs drop one or the other."""
    blob = PROPERTIES.format(name=quoteattr(cells.PROPERTY), value=escape(signed)).encode()
    package = document.part.package
    part = PackagePart(PackURI("/docProps/custom.xml"), CUSTOM, blob, package)
    package.relate_to(part, RELATIONSHIP_TYPE.CUSTOM_PROPERTIES)


class Body:
    """What is written one after the other, as XML."""

    def __init__(self, signed):
        self.signed, self.parts, self.traces, self.numbers = signed, [], [], count(1)

    def paragraph(self, text, style=""):
        self.parts += [self._own(line, style) for line in _clean(text).split("\n") if line]

    def heading(self, text, level):
        self.paragraph(text, f"Heading{level}")

    def _own(self, text, style="", hidden=""):
        """A paragraph that the portal knows again."""
        self.traces.append(cells.trace_of(text, self.signed))
        return paragraph_xml(text, style, hidden)

    def table(self, rows):
        """Rows of a question with its place, below a row that says what stands where."""
        heads = zip(WIDTHS, (_("Question"), _("Answer")), strict=True)
        head = "".join(self._cell(width, self._own(text, HEAD), SHADED) for width, text in heads)
        lines = [f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{head}</w:tr>"]
        lines += [self._row(question, place, text) for question, place, text in rows]
        grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in WIDTHS)
        self.parts.append(
            '<w:tbl><w:tblPr><w:tblStyle w:val="TableGrid"/><w:tblW w:w="0" w:type="auto"/>'
            '<w:tblLayout w:type="fixed"/><w:tblLook w:val="0020" w:firstRow="1"/></w:tblPr>'
            f"<w:tblGrid>{grid}</w:tblGrid>{''.join(lines)}</w:tbl>"
        )

    def _row(self, question, place, text):
        question = _clean(question)
        lines = question.split("\n")
        mark = cells.marked(cells.row_mark(place.key, self.signed, question))
        asked = "".join(paragraph_xml(line) for line in lines[:-1]) + paragraph_xml(lines[-1], hidden=mark)
        return f"<w:tr>{self._cell(WIDTHS[0], asked)}{self._cell(WIDTHS[1], self._field(question, place, text))}</w:tr>"

    @staticmethod
    def _cell(width, inside, look=""):
        return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{look}</w:tcPr>{inside}</w:tc>'

    def _field(self, question, place, text):
        """A control around whole paragraphs: within one, LibreOffice would put the ends of lines elsewhere."""
        is_empty = not text and not place.closed
        if is_empty:
            text = cells.to_choose() if place.choices else cells.to_write()
        style = HINT if is_empty else ""
        lock = "sdtContentLocked" if place.closed else "sdtLocked"
        return (
            f"<w:sdt><w:sdtPr><w:alias w:val={quoteattr(question.split(chr(10))[0][:60])}/>"
            f"<w:tag w:val={quoteattr(place.key)}/>"
            f'<w:id w:val="{next(self.numbers)}"/><w:lock w:val="{lock}"/>'
            f"{'<w:showingPlcHdr/>' if is_empty else ''}{_list(place)}</w:sdtPr>"
            f"<w:sdtContent>{''.join(paragraph_xml(line, style) for line in text.split(chr(10)))}"
            "</w:sdtContent></w:sdt>"
            # A cell must end with a paragraph. This one is low, and what somebody types there can still be read.
            '<w:p><w:pPr><w:spacing w:before="0" w:after="0"/><w:rPr><w:sz w:val="12"/></w:rPr></w:pPr></w:p>'
        )

    def elements(self):
        for text in (f"{cells.IDENTIFIER} {self.signed}", f"{cells.PARAGRAPHS} {' '.join(sorted(set(self.traces)))}"):
            self.parts.append(paragraph_xml("", hidden=cells.marked(text)))
        return list(parse_xml(f"<w:body {nsdecls('w')}>{''.join(self.parts)}</w:body>"))


def _clean(text):
    return cells.carried(cells.without_marks(text))


def paragraph_xml(text, style="", hidden=""):
    look = LOOKS.get(style, "")
    style = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style and not look else ""
    found = f'<w:r>{look}<w:t xml:space="preserve">{_text_xml(text)}</w:t></w:r>' if text else ""
    if hidden:
        found += f'<w:r><w:rPr><w:vanish/></w:rPr><w:t xml:space="preserve">{_text_xml(hidden)}</w:t></w:r>'
    return f"<w:p>{style}{found}</w:p>"


def _text_xml(text):
    """A tabulator is an element of its own."""
    tab = '</w:t><w:tab/><w:t xml:space="preserve">'
    return escape(without_control_characters(text)).replace("\t", tab)


def _list(place):
    if not place.choices:
        return ""
    words = dict.fromkeys([cells.NO_CHOICE, *map(_said, place.choices)])
    items = "".join(f"<w:listItem w:displayText={quoteattr(one)} w:value={quoteattr(one)}/>" for one in words)
    return f"<w:dropDownList>{items}</w:dropDownList>"


def _said(choice):
    """Its words, or where they are too long for a list the shortest that it is known by, such as its code."""
    return choice.words if len(choice.words) <= LONGEST_CHOICE else min(choice.readings, key=len)


def _area(body, area):
    body.heading(str(area), 1)
    if area.introduction:
        body.paragraph(area.introduction)
    rows, kind = [], ""
    for part in area.parts:
        begins = part.kind != "criterion" and (part.kind, kind) != ("facet", "facet")
        if begins and rows:
            body.table(rows)
            rows = []
        if begins:
            _begin(body, part)
        rows += _rows(part)
        kind = part.kind
    if rows:
        body.table(rows)


def _begin(body, part):
    if part.kind == "facet":
        body.heading(_("Legislation and institutions"), 2)
        return
    body.heading(f"{part.code} – {part.title}" if part.kind == "indicator" else part.title, 2)
    if part.kind == "area":
        return
    for text in part.guidance:
        body.paragraph(text)
    if part.evidence:
        titles = enumerated(part.evidence)
        body.paragraph(_("Evidence, which is added in the portal: {titles}").format(titles=titles))


def _words(place):
    chosen = next((one for one in place.choices if one.value == place.theirs), None)
    return _said(chosen) if chosen else place.words(place.theirs)


def _rows(part):
    """Question, place and text; the question of a part without a heading is what it asks itself."""
    for number, place in enumerate(part.places):
        question = place.label
        if number == 0 and part.kind in ("criterion", "facet"):
            question = "\n".join([f"{part.code} {part.title}".strip(), *part.guidance])
        elif part.kind in ("criterion", "facet"):
            question = labelled(part.code or part.title, place.label)
        question = "\n".join(filter(None, [question, place.hint, place.closed]))
        text = "" if part.kind == NEW_CHALLENGE else cells.carried(_words(place))
        yield question, place, text
