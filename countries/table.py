"""Where the countries stand, as one table: for the page and, with the same columns, as CSV and XLSX."""

import io
from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext_lazy as _

from countries.columns import columns_for
from countries.filters import CountryFilter, in_order
from countries.models import Country
from countries.standing import Standing, basic_tasks_of, group_of, phase_sources, standing_of
from programme.serialize import text
from programme.spreadsheets import add_explanation, add_table, csv_bytes, new_workbook, text_cell
from programme.templatetags.components import plainly

BETWEEN = "; "  # no title or key of ours holds it

# Key, width in a spreadsheet, what it means; the columns of other rooms follow, the address comes last.
COLUMNS = (
    ("iso2", 8, _("Code of the country (ISO 3166)")),
    ("country", 26, _("Name of the country")),
    ("subregion", 26, _("Subregion of the Programme")),
    ("beneficiary", 14, _("Whether it benefits from the Programme: current, former or other")),
    ("beneficiary_since", 18, _("Since when, as exact as the source states it")),
    ("phase", 18, _("Phase: implementation, preparatory, to-be-confirmed where sources disagree, or unknown")),
    ("phase_since", 14, _("Since when, as exact as the source states it")),
    ("phase_source", 50, _("The document that states the phase")),
    ("sources_naming", 50, _("Documents that name it among the countries that entered the implementation phase")),
    ("sources_not_naming", 50, _("Documents that name those countries, and not this one")),
    ("party", 10, _("Whether it is a Party to the Convention; empty where no source says it")),
    ("party_since", 14, _("Day on which the Convention entered into force for it")),
    ("basic_tasks_met", 16, _("Whether the preparatory requirements are recorded as met")),
    ("basic_tasks_judged", 16, _("Number of basic tasks that were judged; empty where none is known")),
    ("basic_tasks_carried_out", 20, _("Number of those carried out; empty where none is known")),
)
ADDRESS = ("url", 50, _("Its page"))


@dataclass(frozen=True)
class Row:
    """A country in the table, with its standing, what sources say of its phase and what other rooms say of it."""

    country: Country
    standing: Standing | None
    sources: dict
    added: tuple

    @classmethod
    def of(cls, country, columns):
        added = tuple((one, one.cell(country)) for one in columns)
        return cls(country, standing_of(country), phase_sources(country), added)

    @cached_property
    def basic_tasks(self):
        return basic_tasks_of(self.country)

    def values(self, request):
        """The values of COLUMNS, of the columns of other rooms, and the address."""
        country, period, party = self.country, self.country.beneficiary_period, self.country.party
        entry = self.standing.entry if self.standing else None
        tasks = self.basic_tasks
        return [
            country.iso2,
            plainly(country, "name"),
            plainly(country.subregion, "name") if country.subregion else None,
            group_of(country),
            text(period and period.since),
            self.standing.key if self.standing else None,
            text(entry and entry.since),
            plainly(entry.source, "title") if entry and entry.source else None,
            titles(self.sources["listed"]),
            titles(self.sources["not_listed"]),
            party.is_party if party else None,
            text(party and party.in_force_on),
            tasks.are_met if self.standing else None,
            tasks.judged or None,
            tasks.carried_out if tasks.judged else None,
            *(cell and cell.value for _column, cell in self.added),
            request.build_absolute_uri(country.get_absolute_url()),
        ]


def titles(claims):
    return BETWEEN.join(plainly(claim.source, "title") for claim in claims if claim.source) or None


class Table:
    """The countries that fit the question in the address, in the order it asks for."""

    def __init__(self, request, reader):
        self.request = request
        self.chosen = CountryFilter(request.GET, Country.objects.for_listing(), request=request)
        found = list(self.chosen.qs)
        self.added = columns_for(found, reader)
        self.order = self.chosen.order
        self.rows = [Row.of(one, self.added) for one in in_order(found, self.order, self.added)]

    @property
    def columns(self):
        return (*COLUMNS, *((one.name_in_files, 14, one.meaning) for one in self.added), ADDRESS)

    @property
    def filters(self):
        """Each filter in force with its values, for people."""
        return [(field.label, ", ".join(chosen_labels(field))) for field in self.chosen.form if chosen_labels(field)]

    def as_csv(self):
        keys = [key for key, _width, _meaning in self.columns]
        return csv_bytes(keys, (row.values(self.request) for row in self.rows))

    def as_xlsx(self, title, language):
        book = new_workbook(title, language)

        def rows(sheet):
            for row in self.rows:
                yield [as_cell(sheet, value) for value in row.values(self.request)]

        add_table(book, str(_("Countries")), self.columns, rows)
        add_explanation(book, title, self.request, self.filters, self.columns)
        file = io.BytesIO()
        book.save(file)
        return file.getvalue()


def chosen_labels(field):
    """What is chosen in a field, in words; the order of the rows is none of the filters."""
    value = field.form.cleaned_data.get(field.name)
    if not value or field.name == "sort":
        return []
    labels = {str(key): str(label) for key, label in getattr(field.field, "choices", ())}
    return [labels.get(str(one), str(one)) for one in (value if isinstance(value, list) else [value])]


def as_cell(sheet, value):
    if value is None or value == "":
        return None
    return value if isinstance(value, bool | int) else text_cell(sheet, value)
