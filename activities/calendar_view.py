"""The calendar page: what is coming, what was when, and how to have it in one's own calendar (PRODUCT B9)."""

from dataclasses import dataclass
from itertools import groupby

from django.contrib.auth.decorators import login_not_required
from django.db.models import Count
from django.db.models.functions import Coalesce
from django.http import QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language

from activities.api import PUBLIC
from activities.facets import vocabulary
from activities.filters import ActivityFilter
from activities.models import Activity
from programme.date_format import format_partial_date
from programme.dates import PartialDate
from programme.models import RecordVersion

CHOICES = ("country", "area")
MOST_COMING = 100


@dataclass(frozen=True)
class Month:
    """A month in words, or the year of what is known to the year only."""

    words: str
    activities: list[Activity]


@login_not_required
def page(request):
    """What is not published is in nobody's calendar, so the page leaves it out for the secretariat too."""
    language = (get_language() or "en")[:2]
    asked = asked_for(request.GET)
    chosen = ActivityFilter(asked, PUBLIC, language)
    # An activity of which one end is unknown lies where the other is.
    ends = {"until": Coalesce("last_day", "first_day"), "year": Coalesce("first_year", "last_year")}
    dated = chosen.narrowed().annotate(**ends)
    today = timezone.localdate()
    past = dated.filter(until__lt=today)
    years = list(past.order_by("-year").values_list("year").annotate(number=Count("pk")))
    year = year_asked_for(request.GET.get("year"), [year for year, _number in years])
    total, in_calendar = chosen.narrowed().count(), chosen.narrowed().with_known_days().count()
    query = asked.urlencode()
    context = {
        "choices": choices(chosen),
        "coming": by_month(dated.filter(until__gte=today).oldest_first().for_listing()[:MOST_COMING], language),
        "past": by_month(past.filter(year=year).newest_first().for_listing(), language) if year else [],
        "years": years,
        "year": year,
        "undated": total - dated.filter(until__isnull=False).count(),
        "in_calendar": in_calendar,
        "left_out": total - in_calendar,
        "list_url": address("activities", query),
        "file_url": address("activities-ics", query),
        "feed_url": address("activities-atom", query),
        "subscription": request.build_absolute_uri(address("activities-ics", query)),
        "webcal": "webcal:" + request.build_absolute_uri(address("activities-ics", query)).partition(":")[2],
    }
    return render(request, "activities/calendar.html", context)


def asked_for(query):
    """One country and one area of the address, each of which makes a calendar of its own."""
    asked = QueryDict(mutable=True)
    for name in CHOICES:
        if value := query.get(name):
            asked[name] = value
    return asked


def year_asked_for(text, years):
    """The year asked for, or the last one with activities."""
    found = [year for year in years if str(year) == text]
    return (found or years or [None])[0]


def choices(chosen):
    """The countries and areas to choose from: name of the filter, its label, and each value with its name."""
    words = vocabulary(RecordVersion.current())
    made = []
    for name in CHOICES:
        selected = {str(one.pk) for one in chosen.chosen.get(name, ())}
        options = [(value, label, key in selected) for key, value, label in words[name]]
        made.append((name, chosen.form.fields[name].label, options))
    return made


def by_month(activities, language):
    """The activities in the months that they began in, in the order given."""
    return [Month(words, list(found)) for words, found in groupby(activities, key=lambda one: month_of(one, language))]


def month_of(activity, language):
    date = activity.start or activity.end
    return format_partial_date(PartialDate(date.year, date.month), language)


def address(name, query):
    return f"{reverse(name)}?{query}" if query else reverse(name)
