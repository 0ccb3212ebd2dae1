"""Reads a filled-in Word form: which one it is, what stands in each field, and all that is wrong by its place."""

import io
import zipfile
from xml.etree.ElementTree import fromstring

from django.utils.translation import gettext as _
from docx import Document
from docx.exceptions import PythonDocxError
from docx.opc.exceptions import OpcError
from docx.oxml.ns import qn

from assessments.offline import document_cells as cells
from assessments.offline.base import read_identity
from assessments.offline.comparing import Filled, Problem, Spot
from programme.history_words import FILLED_DOCUMENT
from programme.importing.faults import UnreadableFile

ZIP = b"PK\x03\x04"
OLD_OFFICE = b"\xd0\xcf\x11\xe0"
TRACKED = {qn(f"w:{name}") for name in ("ins", "del", "moveFrom", "moveTo", "cellIns", "cellDel", "cellMerge")}
UNREADABLE = {qn(f"w:{name}") for name in ("drawing", "pict", "object", "footnoteReference", "endnoteReference")}
UNREADABLE.add(qn("m:oMath"))
BREAKS = {qn("w:br"), qn("w:cr")}
LETTERS = {qn("w:tab"): "\t", qn("w:noBreakHyphen"): "\N{NON-BREAKING HYPHEN}", qn("w:softHyphen"): "\N{SOFT HYPHEN}"}
PARAGRAPH, ROW, CELL, CONTROL, TEXT = (qn(f"w:{name}") for name in ("p", "tr", "tc", "sdt", "t"))
TITLE_OF_AREA, TITLE_OF_PART = {"Heading1"}, {"Heading2"}
LONGEST = 30 * 1024 * 1024  # unpacked: every answer at its longest takes less
SHOWN = 80  # letters of a text that stands where nothing is asked


class Passage(Spot):
    """A place in a document, which has no cells that people could name: the area, and the question in it."""

    is_the_question = True

    def __str__(self):
        return ", ".join(filter(None, (self.sheet, self.cell)))


def is_document(data):
    if data.startswith(OLD_OFFICE):
        raise UnreadableFile(
            _("This is an old Word file (.doc) or one with a password. Save it as .docx without a password.")
        )
    if not data.startswith(ZIP):
        return False
    _refuse_what_is_too_long(data)
    return True


def read_document(data):
    """What the document says; raises UnreadableFile where it is not one that this portal made."""
    try:
        body = Document(io.BytesIO(data)).element.body
    except (OpcError, PythonDocxError, KeyError, ValueError, AttributeError, SyntaxError) as error:
        raise UnreadableFile(
            _("The document is damaged. Open it in Word, save it anew as .docx, and upload that.")
        ) from error
    _refuse_tracked(body)
    marks = cells.MARK.findall("".join(one.text or "" for one in body.iter(TEXT)))
    signed = _signed(data, marks)
    reader = _Reader(body, signed, marks)
    reader.read()
    if any(one.tag == qn("w:commentReference") for one in body.iter()):
        reader.filled.notes.append(_("The document holds comments. They are not taken over."))
    return reader.filled


def _refuse_what_is_too_long(data):
    """Before anything is unpacked; whether the stated sizes are true is seen when the upload is checked."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            size = sum(one.file_size for one in archive.infolist())
    except (zipfile.BadZipFile, ValueError, OSError):
        return  # what is wrong with it is told by the check of the upload
    if size > LONGEST:
        raise UnreadableFile(_("The document holds far more than it was made with. Delete what nobody asked for."))


def _refuse_tracked(body):
    if any(one.tag in TRACKED for one in body.iter()):
        raise UnreadableFile(
            _(
                "The document holds tracked changes, so nobody can tell which text is meant. Accept or reject all of "
                "them in Word (Review), save it, and upload that."
            )
        )


def _signed(data, marks):
    """The identifier, from the properties of the document or from its text."""
    in_text = [mark.partition(" ")[2] for mark in marks if mark.startswith(f"{cells.IDENTIFIER} ")]
    found = {text for text in (*in_text, *_properties(data)) if read_identity(text)}
    if len(found) > 1:
        raise UnreadableFile(_("This was put together from two documents. Upload each of them by itself."))
    if not found or not any(mark.startswith(f"{cells.PARAGRAPHS} ") for mark in marks):
        raise UnreadableFile(
            _(
                "This document was not made by this portal, or the hidden lines at its end are gone. Download the "
                "document of this self-assessment, copy your answers into it and upload that."
            )
        )
    return found.pop()


def _properties(data):
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        if "docProps/custom.xml" not in archive.namelist():
            return []
        # What a document type could do was refused when the upload was checked.
        root = fromstring(archive.read("docProps/custom.xml"))  # noqa: S314
    return ["".join(one.itertext()) for one in root if one.get("name") == cells.PROPERTY]


class _Reader:
    def __init__(self, body, signed, marks):
        self.body, self.signed = body, signed
        self.filled = Filled(FILLED_DOCUMENT, read_identity(signed), cells.carried)
        self.traces = {trace for mark in marks if mark.startswith(f"{cells.PARAGRAPHS} ") for trace in mark.split()[1:]}
        # Whether the tags are still there: some programs drop all of them.
        self.has_tags = any(_tag_of(one) for one in body.iter(CONTROL))
        self.area = self.part = ""

    def read(self):
        for block in _blocks(self.body):
            if block.tag == ROW:
                self._row(block)
            else:
                self._paragraph(block)

    def _paragraph(self, paragraph):
        text = _text_of([paragraph])
        if not cells.without_marks(text).strip():
            return
        if cells.trace_of(cells.without_marks(text), self.signed) not in self.traces:
            self._outside(text)
            return
        style = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
        name = style.get(qn("w:val")) if style is not None else ""
        if name in TITLE_OF_AREA:
            self.area, self.part = text, ""
        elif name in TITLE_OF_PART:
            self.part = text

    def _outside(self, text):
        message = _("Nothing is asked where this stands: “{text}”. Move it into a field, or delete it.")
        shown = " ".join(cells.without_marks(text).split())[:SHOWN]
        self.filled.problems.append(Problem(message.format(text=shown), Passage(self.area or self.part, self.part)))

    def _row(self, row):
        columns = list(_columns(row))
        question = _text_of(_paragraphs(columns[0])) if columns else ""
        mark = cells.MARK.search(question)
        if mark is None:
            for column in columns:
                for paragraph in _paragraphs(column):
                    self._paragraph(paragraph)
            return
        asked = cells.without_marks(question).strip()
        key, spot = (
            mark[1].partition(" ")[0],
            Passage(self.area, ", ".join(filter(None, [self.part, asked.split("\n")[0]]))),
        )
        if len(columns) != 2 or cells.row_mark(key, self.signed, asked) != mark[1]:
            message = _("The question was changed, or the row comes from another document. Put it back as it was.")
        elif key in self.filled.spots:
            message = _("This question stands in the document twice.")
        else:
            message = self._why_unread(key, columns[1])
        first_time = key not in self.filled.spots
        self.filled.spots.setdefault(key, spot)
        if message:
            self.filled.problems.append(Problem(message, spot))
            self.filled.unread.add(key)
        elif first_time:
            self.filled.texts[key] = cells.carried(self._answer(columns[1]))

    def _why_unread(self, key, column):
        tags = [tag for one in column.iter(CONTROL) if (tag := _tag_of(one))]
        if set(tags) - {key}:
            return _("A field of another question stands here. Write the text into the field of this one.")
        if len(tags) > 1:
            return _("This question stands in the document twice.")
        if any(one.tag in UNREADABLE for one in column.iter()):
            return _(
                "A picture, a note or a formula stands here. Write it as text, or add it as evidence in the portal."
            )
        if self.has_tags and not tags and not _text_of(_paragraphs(column)).strip():
            return _("The field was deleted: whether the answer is to be empty cannot be told.")
        return ""

    def _answer(self, column):
        text = _text_of(_paragraphs(column)).strip()
        control = next(column.iter(CONTROL), None)
        if control is None:
            return text
        items = {one.get(qn("w:displayText")) for one in control.iter(qn("w:listItem"))}
        # LibreOffice may leave the sign of an empty field where somebody chose from its list.
        is_hint = control.find(f"{qn('w:sdtPr')}/{qn('w:showingPlcHdr')}") is not None and text not in items
        return "" if is_hint or (items and text in cells.NO_CHOICES) else text


def _tag_of(control):
    tag = control.find(f"{qn('w:sdtPr')}/{qn('w:tag')}")
    return tag.get(qn("w:val")) if tag is not None else ""


def _blocks(element):
    """Paragraphs and rows of tables in their order, whatever they stand in; not what stands in the rows."""
    for one in element:
        if one.tag in (PARAGRAPH, ROW):
            yield one
        else:
            yield from _blocks(one)


def _columns(row):
    for one in row:
        if one.tag == CELL:
            yield one
        elif one.tag == CONTROL:
            yield from one.iter(CELL)


def _paragraphs(element):
    return element.iter(PARAGRAPH)


def _text_of(paragraphs):
    return "\n".join("".join(_pieces(one)) for one in paragraphs)


def _pieces(element):
    for one in element:
        if one.tag == TEXT:
            yield one.text or ""
        elif one.tag in BREAKS:
            yield "\n"
        elif one.tag in LETTERS:
            yield LETTERS[one.tag]
        elif one.tag not in (PARAGRAPH, qn("w:pPr"), qn("w:rPr")):
            yield from _pieces(one)
