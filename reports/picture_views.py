"""The numbers of the home page's pictures as files (PRODUCT B11). Those of the map are the table of countries."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from activities.models import Activity
from programme.conditional import kept_under_the_record
from programme.spreadsheets import csv_bytes
from reports.pictures.years import PARTS, YearsChart

KEYS = ["year", "activities", *(part.replace("-", "_") for part in PARTS)]


@login_not_required
@require_safe
def years(request):
    """One row a year: how many activities ran, or may have run, and how many of them in which part of its bar."""
    return kept_under_the_record(request, years_as_csv)


def years_as_csv():
    drawn = YearsChart.of(Activity.objects.published(), timezone.localdate().year).years
    rows = ([year.year, year.count, *(year.parts[part] for part in PARTS)] for year in drawn)
    response = HttpResponse(csv_bytes(KEYS, rows), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="activities-by-year.csv"'
    response.headers["X-Robots-Tag"] = "noindex"
    return response
