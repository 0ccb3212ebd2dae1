"""What this room adds to the table of where countries stand: read from the published copies only (PRODUCT B2, D12)."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessments.models import Publication
from countries.columns import Cell, Column, column
from programme.date_format import date_format

TITLE = gettext_lazy("Published self-assessment")


@column("self-assessment", TITLE, order=5)
def latest_published_assessment(countries, reader):
    """The latest cycle of which each country shows its self-assessment, with the day of that publication.

    Of a country that never was a beneficiary nobody expects one.
    """
    found = Publication.objects.filter(submission__assessment__cycle__country__in=countries)
    cells = {
        country.pk: Cell(words=_("None published") if country.beneficiary_period else "", value=None)
        for country in countries
    }
    latest = {}
    for publication in found.defer("content", "submission__content").shown():
        cycle = publication.submission.assessment.cycle
        if not hasattr(publication, "withdrawal"):
            latest.setdefault(cycle.country, (cycle, timezone.localdate(publication.at)))
    for country, (cycle, day) in latest.items():
        words = _("Cycle {number}, {day}").format(number=cycle.number, day=date_format(day))
        url = reverse("published-assessment", args=[country.slug, cycle.number])
        cells[country.pk] = Cell(words=words, value=day.isoformat(), url=url)
    meaning = _(
        "Day on which the country published the latest self-assessment that it shows; empty where there is none"
    )
    return Column("self-assessment", TITLE, meaning, cells)
