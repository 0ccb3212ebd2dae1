"""Countries as a table, for import and export."""

from countries.models import Country
from programme.importing import cells
from programme.importing.resource import SOURCED, Column, LinksColumn, RecordResource, document_cell


def country_cell():
    """A country by ISO 3166, or by any name that the record knows of it, in any language."""
    return cells.RecordCell(Country, "iso2", also=("iso3", "slug"), more_names=names_of_countries)


def names_of_countries():
    for country in Country.objects.prefetch_related("names"):
        for language in ("en", "fr", "ru"):
            yield getattr(country, f"name_{language}"), country
            yield getattr(country, f"formal_name_{language}"), country
        for other in country.names.all():
            yield other.text, country


class CodeCell(cells.TextCell):
    """A code of ISO 3166, in whatever case it was typed."""

    def clean(self, value, row=None, **kwargs):
        return super().clean(value).upper()


class CountryResource(RecordResource):
    iso2 = Column("iso2", CodeCell())
    iso3 = Column("iso3", CodeCell())
    documents = LinksColumn("documents", document_cell())

    keys = ("iso2",)
    key_lookup = "iso2"
    needs_one_of = ("name_en", "name_fr", "name_ru")
    related = ("source",)
    prefetched = ("documents",)
    file_name = "countries"

    class Meta:
        model = Country
        fields = (
            "iso2",
            "iso3",
            "m49",
            "slug",
            "name_en",
            "name_fr",
            "name_ru",
            "formal_name_en",
            "formal_name_fr",
            "formal_name_ru",
            "french_article",
            "documents",
            "note_en",
            "note_fr",
            "note_ru",
            *SOURCED,
        )

    def as_looked_up(self, text):
        return super().as_looked_up(text).upper()
