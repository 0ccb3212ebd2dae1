"""Open data of this room: the instrument, and what countries published of their self-assessments, part by part."""

import django_filters as filters
from django.utils.translation import gettext_lazy as _

from assessments import published_rows
from assessments.files.rows import KINDS, rows_of
from assessments.models import Instrument, Publication
from assessments.published_filter import PublishedFilter, by_country, by_kind
from assessments.published_rows import published_row_as_data
from assessments.serialize import row_as_data
from programme.api import PAGING, api_view, check_parameters, paged


def kinds():
    return [(kind, kind) for kind in KINDS]


def versions():
    return [(code, code) for code in Instrument.objects.ever_published().values_list("code", flat=True)]


class InstrumentFilter(filters.FilterSet):
    version = filters.ChoiceFilter(
        label=_("Version"),
        choices=versions,
        help_text=_("The code of a version that is or was published; without it the one in force."),
    )
    kind = filters.MultipleChoiceFilter(
        label=_("Kind"), choices=kinds(), distinct=False, help_text=_("Parts of this kind only.")
    )

    class Meta:
        model = Instrument
        fields: list[str] = []


@api_view
def instrument(request):
    return paged(request, chosen_rows(request), row_as_data)


def chosen_rows(request, paging=PAGING):
    """The rows of one version, each with the version, in reading order."""
    form = InstrumentFilter(request.GET, Instrument.objects.none(), request=request).form
    check_parameters(request, form, paging=paging)
    code, wanted = form.cleaned_data["version"], form.cleaned_data["kind"]
    version = Instrument.objects.ever_published().filter(code=code).first() if code else Instrument.objects.current()
    return [(version, row) for version, row in _rows(version) if not wanted or row.kind in wanted]


def all_rows():
    """Every version that was ever published, the newest first."""
    return [placed for version in Instrument.objects.ever_published() for placed in _rows(version)]


def _rows(version):
    return [(version, row) for row in rows_of(version.read())] if version else []


# What countries published


def countries():
    return [(one.content["country"], one.content["country"]) for one in Publication.objects.shown()]


class PublishedAssessmentFilter(PublishedFilter):
    country, kind = by_country(countries), by_kind(published_rows.KINDS)

    class Meta:
        model = Publication
        fields: list[str] = []


@api_view
def assessments(request):
    return paged(request, chosen_published(request), published_row_as_data)


def chosen_published(request, paging=PAGING):
    return PublishedAssessmentFilter.narrowed(request, all_published, paging)


def all_published():
    """What the public sees of each cycle of each country."""
    return [row for publication in Publication.objects.shown() for row in published_rows.rows_of(publication)]
