"""Activities as CSV, XLSX and JSON: what the open data says of each, one row or object an activity.

Headings are the keys of the open data in every language, so that a table made today still joins one made next year.
"""

import csv
import io
import json
from datetime import UTC, datetime

from django.core.serializers.json import DjangoJSONEncoder
from django.utils.text import slugify
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from openpyxl.cell import WriteOnlyCell

from activities.api import serializer
from activities.listing import in_address, in_words
from programme.dates import PartialDate
from programme.importing.sheets import protect
from programme.spreadsheets import add_explanation, add_table, new_workbook, text_cell

AT_ONCE = 500
BETWEEN = "; "  # no key, code or date holds it
LONGEST_NAME = 80
DAY, MOMENT = "yyyy-mm-dd", "yyyy-mm-dd hh:mm"

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
    book = new_workbook(title, language)

    def rows(sheet):
        for data in as_data(activities, request):
            yield [cell(sheet, path, value_at(data, path)) for path, _width, _meaning in COLUMNS]

    add_table(book, _("Activities"), COLUMNS, rows)
    add_explanation(book, title, request, filters, COLUMNS)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


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
