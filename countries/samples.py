"""Samples of this room's pictures for the style guide. They state no fact."""

from datetime import date

from django.utils.translation import gettext as _

from countries.timeline import Axis, Event, Timeline
from programme.dates import PartialDate
from programme.sections import Section, section

SAMPLE_ADDRESS = "#samples"


def sample_timeline():
    """One event of each way of being known: to the day, over years, to the year, planned, going on, without a date."""
    day, month, year = PartialDate(2021, 5, 4), PartialDate(2019, 3), PartialDate(2020)
    events = [
        Event("beneficiary", _("What began in a month and lasts"), month, lasts=True, url=SAMPLE_ADDRESS),
        Event("activity", _("What ran over some time"), PartialDate(2019, 6), PartialDate(2020, 9), url=SAMPLE_ADDRESS),
        Event("activity", _("What is known to the year"), year, year, url=SAMPLE_ADDRESS),
        Event("phase", _("What happened on a day"), day, day, url=SAMPLE_ADDRESS),
        Event(
            "activity",
            _("What is not known to have been held"),
            PartialDate(2022, 2),
            PartialDate(2022, 6),
            url=SAMPLE_ADDRESS,
            status="planned",
            status_words=_("Planned"),
        ),
    ]
    axis = Axis.around(events, date(2023, 1, 1))
    undated = [Event("mission", _("What has no known date"), url=SAMPLE_ADDRESS)]
    return Timeline([(event, axis.strip(event)) for event in events], undated, axis.ticks(), [])


@section("style-guide", order=20)
def timeline_sample(_nothing, request):
    return Section("countries/timeline_sample.html", {"timeline": sample_timeline()})
