"""What this room tells in the timeline of a country: the activities that name it or were held there."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from activities.models import Activity, Reach
from countries.timeline import Chapter, Event, tells_of_country

MOST = 80


@tells_of_country
def activities_of_country(country, user):
    """The newest of them; those for a whole group of countries stand in the list of activities only."""
    hows = (Reach.How.NAMED, Reach.How.HELD)
    found = Activity.objects.visible_to(user).filter(reaches__country=country, reaches__how__in=hows)
    newest = list(found.newest_first().select_related("kind")[: MOST + 1])
    left_out = found.count() - MOST if len(newest) > MOST else 0
    return Chapter(
        [event_of(one) for one in newest[:MOST]], left_out, f"{reverse('activities')}?country={country.iso2}"
    )


def event_of(activity):
    return Event(
        "activity",
        activity.kind or _("Activity"),
        activity.start,
        activity.end,
        is_open=activity.start is not None and activity.end is None,
        url=activity.get_absolute_url(),
        record=activity,
        fact=activity,
        status=activity.status or "unknown",
        status_words=activity.get_status_display() or _("Status not stated"),
    )
