"""Writes the workbook: a sheet that explains it, one for each area, and a hidden one with lists and the identifier."""

import io
from math import ceil
from textwrap import shorten

from django.utils.translation import get_language, get_language_info
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.packaging.custom import StringProperty
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.dimensions import RowDimension

from assessments.answer_forms import LONGEST
from assessments.offline import cells
from assessments.offline.places import NEW_CHALLENGE
from assessments.offline.workbook_words import introduction
from programme.punctuation import enumerated
from programme.spreadsheets import TEXT

WIDTHS = {cells.KEY: 4, cells.CODE: 12, cells.QUESTION: 56, cells.ANSWER: 72, cells.REMARK: 48}
HIDDEN = "portal"
LONGEST_NAME = 31
LONGEST_OFFER = 130
HEADS = 2  # rows that stay in sight

_line = Side(style="thin", color="808080")
BOX = Border(left=_line, right=_line, top=_line, bottom=_line)
WRAPPED = Alignment(wrap_text=True, vertical="top")
TO_FILL, LOCKED, HEADING = (PatternFill("solid", fgColor=colour) for colour in ("FFFFFF", "E7E6E6", "D9E5F2"))
BOLD, SMALL = Font(name="Calibri", size=11, bold=True), Font(name="Calibri", size=11, italic=True, color="404040")
TITLE = Font(name="Calibri", size=14, bold=True)
LINE, TALLEST = 15, 409  # points; Excel knows no taller row
WIDER = 1.05  # than the average letter, by which widths are counted, are those of our texts


class GrowingRow(RowDimension):
    """A row of this height that still grows with what is written into it."""

    customHeight = False


def workbook_of(contents, identity):
    """The file as bytes, in the language of this thread."""
    book = Workbook()
    book.remove(book.worksheets[0])
    title = _("Self-assessment: {assessment}").format(assessment=contents.assessment)
    book.properties.title, book.properties.language = title, get_language()
    book.properties.creator = _("Assistance and Cooperation Programme")
    signed = identity.signed()
    book.custom_doc_props.append(StringProperty(name=cells.PROPERTY, value=signed))
    first = book.create_sheet(_name(_("How to fill it in"), set()))
    _first_sheet(Rows(first, signed), contents, identity, title)
    lists = Lists(book, signed)
    names = {first.title.casefold(), HIDDEN}
    for area in contents.areas:
        sheet = book.create_sheet(_name(f"{area.code} {area.title}", names))
        names.add(sheet.title.casefold())
        _area_sheet(Rows(sheet, signed), area, lists)
    lists.hide(book)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _name(text, taken):
    """A name that a sheet may have and none has yet."""
    clean = " ".join("".join(" " if letter in r"[]:*?/\'" else letter for letter in text).split())
    for number in range(1, 1000):
        end = "" if number == 1 else f" {number}"
        room = LONGEST_NAME - len(end)
        shortened = shorten(clean, room, placeholder="…")
        made = (clean[:room].strip() if shortened == "…" else shortened) + end
        if made.casefold() not in taken:
            return made
    raise ValueError(text)


class Rows:
    """Adds rows to a sheet, each known again by what column A says."""

    def __init__(self, sheet, signed):
        self.sheet, self.signed, self.last = sheet, signed, 0
        sheet.column_dimensions[cells.KEY].hidden = True
        for column, width in WIDTHS.items():
            sheet.column_dimensions[column].width = width
        sheet.protection.sheet = True
        sheet.protection.formatColumns = sheet.protection.formatRows = False  # these stay allowed
        sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", sheet.PAPERSIZE_A4
        sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
        sheet.sheet_properties.pageSetUpPr.fitToPage = True
        sheet.oddFooter.center.text = "&A, &P / &N"

    def add(self, code="", question="", answer="", remark="", *, font=None, fill=None):
        """A row in which nothing is filled in."""
        texts = (code, question, answer, remark)
        return self._put(cells.NO_PLACE, texts, texts, font, fill)

    def place(self, key, code, question, answer, remark, *, is_open):
        row = self._put(key, (code, question, answer, remark), (code, question, remark))
        cell = self.sheet[f"{cells.ANSWER}{row}"]
        cell.border, cell.fill = BOX, TO_FILL if is_open else LOCKED
        cell.protection = Protection(locked=not is_open)
        return cell

    def _put(self, key, texts, sealed, font=None, fill=None):
        self.last += 1
        mark = cells.mark_of(key, self.signed, sealed)
        for column, text in zip(cells.COLUMNS, (mark, *texts), strict=True):
            cell = self.sheet[f"{column}{self.last}"]
            # As text, whatever it begins with: no program takes it for a formula, a number or a date.
            cell.value, cell.data_type, cell.number_format = cells.written(text) or None, "s", TEXT
            if not text:
                cell.data_type = "n"
            cell.alignment = WRAPPED
            if font:
                cell.font = font
            if fill:
                cell.fill = fill
        self.make_room(self._lines(texts))
        return self.last

    def make_room(self, lines):
        """Makes the last row at least this high: LibreOffice does not do it by itself when it opens a file."""
        height = min(max(lines, 1) * LINE + 2, TALLEST)
        if height > (self.sheet.row_dimensions[self.last].height or 0):
            self.sheet.row_dimensions[self.last] = GrowingRow(self.sheet, self.last, ht=height)

    def _lines(self, texts):
        widths = [self.sheet.column_dimensions[column].width for column in cells.COLUMNS[1:]]
        return max(
            sum(ceil(len(line) * WIDER / width) or 1 for line in text.split("\n"))
            for text, width in zip(texts, widths, strict=True)
        )


def _first_sheet(rows, contents, identity, title):
    rows.sheet.column_dimensions[cells.CODE].width = 28
    rows.sheet.column_dimensions[cells.QUESTION].width = 100
    rows.add(question=title, font=TITLE)
    for label, text in introduction(
        contents, identity, get_language_info(identity.language)["name_local"].capitalize()
    ):
        rows.add(label, text, font=None if text else BOLD)


def _area_sheet(rows, area, lists):
    sheet = rows.sheet
    rows.add(question=str(area), font=TITLE)
    rows.add(_("Code"), _("Question"), _("Answer"), _("Remarks"), font=BOLD, fill=HEADING)
    sheet.freeze_panes = f"{cells.KEY}{HEADS + 1}"
    sheet.print_title_rows = f"{HEADS}:{HEADS}"
    # By this name screen readers know the row with the headings.
    sheet.defined_names["ColumnTitle"] = DefinedName("ColumnTitle", attr_text=f"'{sheet.title}'!$B${HEADS}:$E${HEADS}")
    if area.introduction:
        rows.add(question=area.introduction, font=SMALL)
    longest = DataValidation(type="textLength", operator="lessThanOrEqual", formula1=str(LONGEST), allow_blank=True)
    longest.showErrorMessage, longest.errorTitle = True, _("Too long")
    longest.error = _("At most {number} characters.").format(number=LONGEST)
    for part in area.parts:
        _part(rows, part, lists, longest)
    sheet.add_data_validation(longest)
    lists.close(sheet)


def _part(rows, part, lists, longest):
    """A question of one answer stands beside it; one of several has a row of its own above them."""
    has_heading = part.kind not in ("criterion", "area")
    if has_heading:
        rows.add(part.code, part.title, remark="\n".join(_remarks(part)), font=BOLD, fill=HEADING)
        for text in part.guidance:
            rows.add(question=text, font=SMALL)
    for number, place in enumerate(part.places):
        is_question = number == 0 and not has_heading
        question = part.title if is_question else place.label
        text = place.words(place.theirs)
        # Of a new challenge nothing is said yet, not even what its form would begin with.
        text = "" if part.kind == NEW_CHALLENGE else text
        fits = cells.fits(text)
        remark = place.closed or ("" if fits else _("Too long for a cell: change it in the portal."))
        if place.choices and not remark:
            remark = f"{_offer(place.choices)} {place.hint}".strip()
        cell = rows.place(place.key, part.code, question, text, remark, is_open=fits and not place.closed)
        if place.choices:
            lists.offer(rows.sheet, place.choices, cell)
        else:
            longest.add(cell)
            rows.make_room(place.form_field.widget.attrs.get("rows", 0) // 2)


def _offer(choices):
    """What can be chosen, for who reads it on paper; a long list is not spelt out."""
    words = enumerated(one.words for one in choices)
    return (
        _("Choose from the list: {choices}.").format(choices=words)
        if len(words) <= LONGEST_OFFER
        else _("Choose from the list.")
    )


def _remarks(part):
    """What has to be known of a question before it is answered, and is not answered here."""
    if part.is_to_confirm:
        yield _("Copied from the cycle before. Say in the portal that it still holds, or change it here.")
    if part.evidence:
        yield _("Evidence, which is added in the portal: {titles}").format(titles=enumerated(part.evidence))


class Lists:
    """The hidden sheet: the identifier, and the words of every list that cells are chosen from, a column for each."""

    def __init__(self, book, signed):
        self.sheet = book.create_sheet(HIDDEN)
        self.sheet["A1"] = signed
        self.known, self.here = {}, {}

    def offer(self, sheet, choices, cell):
        words = tuple(cells.written(one.words) for one in choices)
        if words not in self.known:
            self.known[words] = column = len(self.known) + 2
            for row, one in enumerate(words, start=1):
                entry = self.sheet.cell(row, column, one)
                entry.data_type, entry.number_format = "s", TEXT
        if words not in self.here:
            letters = self.sheet.cell(1, self.known[words]).column_letter
            formula = f"'{HIDDEN}'!${letters}$1:${letters}${len(words)}"
            made = DataValidation(type="list", formula1=formula, allow_blank=True)
            made.showErrorMessage, made.errorTitle = True, _("Not in the list")
            made.error = _("Choose one of the list, or leave the cell empty.")
            self.here[words] = made
        self.here[words].add(cell)

    def close(self, sheet):
        for made in self.here.values():
            sheet.add_data_validation(made)
        self.here = {}

    def hide(self, book):
        book.move_sheet(self.sheet, len(book.worksheets))  # behind all others
        self.sheet.sheet_state = "hidden"
        self.sheet.protection.sheet = True
