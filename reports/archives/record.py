"""What is published of a country, as open data and as its profile; the documents about it that the portal keeps."""

from django.utils.translation import gettext as _
from django.utils.translation import override

from activities.models import Activity
from assessments.models import PlanPublication, Publication
from assessments.plans.published_rows import rows_of as plan_rows_of
from assessments.published import published_of
from assessments.published_rows import rows_of
from countries.models import Country
from programme.models import DocumentVersion
from programme.open_data import all_claims, all_documents
from reports.archives.entries import Entry, Group, as_json, page, uploaded
from reports.open_data.bundle import Site
from reports.open_data.datasets import BY_NAME
from reports.open_data.tables import as_csv
from reports.paper.answers import FORMATS
from reports.profiles.composed import published_of_cycle
from reports.profiles.country import country_paper


def record(country, _reader, about):
    """The country and what the record says of it, whoever reads."""
    entries = [*_profile(country, about), *_open_data(country, about)]
    return Group(
        _("The public record"), _("What everybody finds about the country, as open data and as a paper."), entries
    )


def _profile(country, about):
    def made(write):
        return lambda: write(country_paper(Country.objects.for_page().get(pk=country.pk), **about))

    for format, (_type, write) in FORMATS.items():
        path = f"record/profile-{about['language']}.{format}"
        yield Entry(path, _("Country profile"), page("country-profile", country.slug, format), made(write))


def _open_data(country, about):
    here, site = page("country", country.slug), Site(about["base_url"])
    for name, records in (
        ("countries", lambda: Country.objects.for_listing().filter(pk=country.pk)),
        ("claims", lambda: all_claims().about(country)),
        ("activities", lambda: Activity.objects.published().reaching([country]).for_data().newest_first()),
        ("documents", lambda: all_documents().filter(countries=country)),
        ("assessments", lambda: _rows(Publication.objects.shown_for(country), rows_of)),
        ("plans", lambda: _rows(PlanPublication.objects.shown(plan__cycle__country=country), plan_rows_of)),
    ):
        dataset = BY_NAME[name]
        yield Entry(f"record/{name}.json", str(dataset.title), here, _as_json(dataset, records, site))
        yield Entry(f"record/{name}.csv", str(dataset.title), here, _as_csv(dataset, records, site))


def _rows(publications, rows):
    return [row for one in publications for row in rows(one)]


def _data(dataset, records, site):
    with override("en"):  # as the bundles of open data: the addresses in them are the English ones
        serialize = dataset.serializer()
        return [serialize(one, site) for one in records()]


def _as_json(dataset, records, site):
    def made():
        found = _data(dataset, records, site)
        return as_json({"count": len(found), "results": found})

    return made


def _as_csv(dataset, records, site):
    return lambda: as_csv(dataset.fields, _data(dataset, records, site))


def published(country, _reader, about):
    """Each published self-assessment with its plan as a paper, as long as the publication stands."""
    entries = []
    for one in published_of(country):
        if not one.is_shown:
            continue
        number = one.cycle.number
        what = _("Published self-assessment, cycle {number}").format(number=number)
        address = page("published-assessment-file", country.slug, number, "pdf")
        path = f"published/self-assessment-{number}-{about['language']}.pdf"
        entries.append(Entry(path, what, address, _published_pdf(country, number, about)))
    return Group(_("Published copies"), _("What the country decided to show to everybody."), entries)


def _published_pdf(country, number, about):
    _type, write = FORMATS["pdf"]
    return lambda: write(published_of_cycle(country, number, **about))


def documents(country, _reader, _about):
    """Files of the Programme's own documents about the country; those elsewhere are links in the record."""
    versions = DocumentVersion.objects.filter(
        document__countries=country, document__is_reference=False, availability="available"
    )
    entries = [
        uploaded(
            "documents",
            one.pk,
            one.file,
            f"{one.document} ({one.get_language_display()})",
            one.file_url,
            about=one,
            title=f"{one.document.slug[:30]}-{one.language}",
            is_public=True,
        )
        for one in versions.exclude(file=None).select_related("document", "file").order_by("document__slug", "language")
        if one.is_public
    ]
    return Group(_("Documents"), _("Documents about the country whose files the portal keeps."), entries)
