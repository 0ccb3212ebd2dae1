"""Which reports after activities are asked of whom, and by when (PRODUCT E3).

Asked are those beneficiary countries that a public, held activity of the Programme names as such, once its last day is
over. Activities that ended before the portal took reports (`ACTIVITY_REPORTS_SINCE`) are never asked for, nor is one
whose last day nobody knows.
"""

from datetime import date, timedelta
from typing import NamedTuple

from django.conf import settings
from django.db.models import Exists, OuterRef
from django.utils import timezone

from activities.models import Activity, ActivityReport, Group, Participation, Status
from activities.states import ACCEPTED, SUBMITTED
from countries.models import Country

# Long enough to hear from those who took part, short enough to remember.
DAYS_TO_REPORT = 60


class OpenReport(NamedTuple):
    """A report that is still to be handed in; `is_started` where the country has begun to write it."""

    activity: Activity
    country: Country
    due_on: date
    is_started: bool

    def is_late(self, on=None):
        return self.due_on < (on or timezone.localdate())


def due_day(activity):
    """The last day for reports on the activity."""
    return activity.last_day + timedelta(days=DAYS_TO_REPORT)


def _asked(on, participations=None):
    """Participations of whose country a report is asked on the day."""
    found = Participation.objects.all() if participations is None else participations
    return found.filter(
        role=Participation.Role.BENEFICIARY,
        activity__status=Status.HELD,
        activity__group=Group.PROGRAMME,
        activity__is_published=True,
        activity__last_day__gte=settings.ACTIVITY_REPORTS_SINCE,
        activity__last_day__lt=on,
    )


def is_asked(activity, country, on=None):
    return _asked(on or timezone.localdate()).filter(activity=activity, country=country).exists()


def asked_countries(activity, on=None):
    """The countries of which a report on the activity is asked."""
    keys = _asked(on or timezone.localdate()).filter(activity=activity).values("country")
    return Country.objects.filter(pk__in=keys)


def open_reports(on=None, countries=None):
    """Yields an OpenReport for each that is still to be handed in, what is due first, first; one query.

    `countries` are keys that narrow it; without them it is about all.
    """
    asked = Participation.objects.all() if countries is None else Participation.objects.filter(country__in=countries)
    for one in still_to_report(asked, on):
        yield OpenReport(one.activity, one.country, due_day(one.activity), one.is_started)


def still_to_report(participations, on=None):
    """Those of the participations of whose country a report is still to be handed in, what is due first, first."""
    asked = _asked(on or timezone.localdate(), participations)
    reports = ActivityReport.objects.filter(activity=OuterRef("activity"), country=OuterRef("country"))
    asked = asked.exclude(Exists(reports.filter(status__in=(SUBMITTED, ACCEPTED))))
    asked = asked.annotate(is_started=Exists(reports)).select_related("activity__kind", "country")
    return asked.order_by("activity__last_day", "activity", "country")
