"""The two forms in which records are handed out: CSV for machines and XLSX for people, both of text alone."""

import csv
import io

from django.utils.translation import gettext as _
from import_export.formats import base_formats
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from programme.importing.sheets import protect

LONGEST_XLSX_CELL = 32_767
WIDEST_COLUMN = 40


class CsvFormat(base_formats.CSV):
    CONTENT_TYPE = "text/csv; charset=utf-8"

    def export_data(self, dataset, **kwargs):
        """With the mark by which Excel knows UTF-8."""
        text = io.StringIO(newline="")
        writer = csv.writer(text)
        writer.writerow(dataset.headers)
        for row in dataset:
            writer.writerow([protect(cell) for cell in row])
        return text.getvalue().encode("utf-8-sig")


class XlsxFormat(base_formats.XLSX):
    def export_data(self, dataset, **kwargs):
        """Every cell is marked as text, so that Excel does not make days of months."""
        book = Workbook(write_only=True)
        sheet = book.create_sheet(title=kwargs.get("title") or "Sheet")
        sheet.freeze_panes = "B2"
        for position, heading in enumerate(dataset.headers):
            lengths = (len(str(cell)) for cell in (heading, *(row[position] for row in dataset[:200])))
            width = min(max(lengths) + 2, WIDEST_COLUMN)
            sheet.column_dimensions[get_column_letter(position + 1)].width = width
        sheet.append([self._cell(sheet, heading, is_heading=True) for heading in dataset.headers])
        for row in dataset:
            sheet.append([self._cell(sheet, protect(cell)) for cell in row])
        file = io.BytesIO()
        book.save(file)
        return file.getvalue()

    @staticmethod
    def _cell(sheet, text, *, is_heading=False):
        if len(text) > LONGEST_XLSX_CELL:
            raise ValueError(
                _("A text is longer than a cell of XLSX can hold ({limit} characters). Take CSV instead.").format(
                    limit=LONGEST_XLSX_CELL
                )
            )
        cell = WriteOnlyCell(sheet, text)
        cell.data_type = "s"
        cell.number_format = "@"
        if is_heading:
            cell.font = Font(bold=True)
        return cell


FORMATS = {"xlsx": XlsxFormat, "csv": CsvFormat}
