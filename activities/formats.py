"""Activities as CSV, XLSX and JSON: what the open data says of each, one row or object an activity.

Headings are the keys of the open data in every language, so that a table made today still joins one made next year.
"""

import csv
import io
import json
from datetime import UTC, datetime

from django.core.serializers.json import DjangoJSONEncoder
from django.utils.formats import date_format
from django.utils.text import slugify
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from activities.api import serializer
from activities.listing import in_address, in_words
from programme.dates import PartialDate
from programme.importing.sheets import protect
from programme.plain_text import without_control_characters

AT_ONCE = 500
BETWEEN = "; "  # no key, code or date holds it
LONGEST_NAME = 80
LONGEST_CELL = 32_767
DAY, MOMENT, TEXT = "yyyy-mm-dd", "yyyy-mm-dd hh:mm", "@"

# Place in the data, width in a spreadsheet, what it means.
COLUMNS = (
    ("id", 8, gettext_lazy("Number of the activity in this portal")),
    ("slug", 30, gettext_lazy("Last part of its address")),
    ("title", 60, gettext_lazy("Title as published, or in English where none was published")),
    ("titles.en", 60, gettext_lazy("Title in English")),
    ("titles.fr", 60, gettext_lazy("Title in French")),
    ("titles.ru", 60, gettext_lazy("Title in Russian")),
    ("kind", 16, gettext_lazy("Kind of activity")),
    ("status", 12, gettext_lazy("Status; empty where it is not known whether it was held")),
    ("start", 12, gettext_lazy("First day, as exact as the source states it: day, month or year")),
    ("end", 12, gettext_lazy("Last day, as exact as the source states it: day, month or year")),
    ("place.city", 18, gettext_lazy("City of the venue")),
    ("place.country", 12, gettext_lazy("Country of the venue (ISO 3166)")),
    ("place.online", 10, gettext_lazy("Whether it was online")),
    ("countries.iso2", 24, gettext_lazy("Countries that took part (ISO 3166)")),
    ("countries.role", 24, gettext_lazy("Their roles in the same order; empty where no source says")),
    ("countries.sureness", 20, gettext_lazy("How sure each of them is, in the same order")),
    ("countries.source", 20, gettext_lazy("The document that names each of them, in the same order")),
    ("groups", 24, gettext_lazy("Groups of countries that it was for as a whole")),
    ("parent", 30, gettext_lazy("The project that it is part of")),
    ("working_areas", 24, gettext_lazy("Working areas: tags of ours")),
    ("programme_name", 20, gettext_lazy("Name that the Programme bore at the time")),
    ("source.document", 24, gettext_lazy("Document that states it")),
    ("source.locator", 16, gettext_lazy("Place in that document")),
    ("source.text", 60, gettext_lazy("Words of the source as printed")),
    ("updated", 18, gettext_lazy("When the record was last changed (UTC)")),
    ("url", 50, gettext_lazy("Its page")),
)


def as_data(activities, request):
    """The data of each activity, one after the other: a long list is never in memory as a whole."""
    serialize = serializer()
    for activity in activities.for_data().iterator(chunk_size=AT_ONCE):
        yield serialize(activity, request)


def value_at(data, path):
    """What stands at "place.city"; of a list, what stands there in each of its parts."""
    value = data
    for name in path.split("."):
        value = [one[name] for one in value] if isinstance(value, list) else value[name]
    return value


def as_text(value):
    if isinstance(value, list):
        return BETWEEN.join(one or "" for one in value)
    if value is None:
        return ""
    return str(value).lower() if isinstance(value, bool) else str(value)


def csv_lines(activities, request):
    """The table line by line, begun with the mark by which Excel knows UTF-8."""
    line = io.StringIO(newline="")
    writer = csv.writer(line)
    writer.writerow(path for path, _width, _meaning in COLUMNS)
    yield line.getvalue().encode("utf-8-sig")
    for data in as_data(activities, request):
        line.seek(0)
        line.truncate()
        writer.writerow(protect(as_text(value_at(data, path))) for path, _width, _meaning in COLUMNS)
        yield line.getvalue().encode()


def json_parts(activities, request, count):
    yield f'{{"count": {count}, "results": ['.encode()
    between = ""
    for data in as_data(activities, request):
        yield (between + json.dumps(data, ensure_ascii=False, cls=DjangoJSONEncoder)).encode()
        between = ",\n"
    yield b"]}\n"


def xlsx(activities, request, *, title, language, filters):
    """A workbook with the activities, and beside them what its columns mean and which filters made it."""
    book = Workbook(write_only=True)
    book.properties.title, book.properties.language = title, language
    book.properties.creator = _("Assistance and Cooperation Programme")
    sheet = book.create_sheet(_("Activities"))
    sheet.freeze_panes = "A2"
    for number, (_path, width, _meaning) in enumerate(COLUMNS, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    sheet.append([heading(sheet, path) for path, _width, _meaning in COLUMNS])
    rows = 1
    for data in as_data(activities, request):
        sheet.append([cell(sheet, path, value_at(data, path)) for path, _width, _meaning in COLUMNS])
        rows += 1
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(COLUMNS))}{rows}"
    explain(book.create_sheet(_("About this table")), title, request, filters)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def explain(sheet, title, request, filters):
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 24, 70
    address = request.build_absolute_uri()
    sheet.append([heading(sheet, title)])
    sheet.append([_("Taken on"), date_format(localdate(), "DATE_FORMAT")])
    sheet.append([_("Address"), text_cell(sheet, address)])
    for label, value in filters:
        sheet.append([text_cell(sheet, str(label)), text_cell(sheet, value)])
    sheet.append([])
    sheet.append([heading(sheet, _("Column")), heading(sheet, _("Meaning"))])
    for path, _width, meaning in COLUMNS:
        sheet.append([path, str(meaning)])


def heading(sheet, text):
    made = text_cell(sheet, text)
    made.font = Font(bold=True)
    return made


def text_cell(sheet, text):
    """Marked as text, so that no spreadsheet program takes it for a formula, a number or a date."""
    made = WriteOnlyCell(sheet, without_control_characters(text)[:LONGEST_CELL])
    made.data_type, made.number_format = "s", TEXT
    return made


def cell(sheet, path, value):
    """Days, moments, numbers and yes or no as such; a month or a year alone is no day and stays text."""
    if value is None or value == "":
        return None
    made = None
    if path in ("start", "end") and (date := PartialDate.parse(value)).precision == "day":
        made, shown = WriteOnlyCell(sheet, date.earliest), DAY
    elif path == "updated":
        made, shown = WriteOnlyCell(sheet, datetime.fromisoformat(value).astimezone(UTC).replace(tzinfo=None)), MOMENT
    elif isinstance(value, bool | int):
        return WriteOnlyCell(sheet, value)
    if made is None:
        return text_cell(sheet, as_text(value))
    made.number_format = shown
    return made


def filters_in_words(chosen):
    """Each filter in force with its values, for people."""
    return [
        (chosen.form.fields[name].label, ", ".join(in_words(one) for one in as_list(value)))
        for name, value in chosen.chosen.items()
    ]


def file_name(chosen, ending):
    """What was asked for and when, such as activities-country-rs-2026-11-24.csv."""
    parts = [
        slugify(f"{name} {' '.join(in_address(name, one) for one in as_list(value))}")
        for name, value in chosen.chosen.items()
    ]
    name = "-".join(["activities", *filter(None, parts)])[:LONGEST_NAME].rstrip("-")
    return f"{name}-{localdate():%Y-%m-%d}.{ending}"


def as_list(value):
    return value if isinstance(value, list) else [value]
