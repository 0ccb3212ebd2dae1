"""A country's deadlines as an iCalendar file for one person (PRODUCT E5).

What is filed has gone from the file, and so from the calendars that read it. A moved day keeps its UID and raises
SEQUENCE. No name of a person stands in it.
"""

from datetime import UTC, datetime, time, timedelta

from django.conf import settings
from django.utils.translation import gettext as _
from icalendar import Calendar, Event, vDuration, vUri

from activities.calendar import ASKED_AGAIN_AFTER, IDENTITY, clean
from assessments.deadlines import kinds
from programme.matrix import countries_as
from programme.punctuation import labelled
from programme.templatetags.components import plainly


def deadlines_for(person, country):
    """The country's open deadlines of which this person may know, each with its kind, by their day."""
    known = [kind for kind in kinds() if country.pk in countries_as(person, kind.roles)]
    found = [(kind, deadline) for kind in known for deadline in kind.open([country.pk])]
    return sorted(found, key=lambda one: one[1].due_on)


def calendar(person, country, language):
    """The bytes of the calendar, in the active language."""
    name = clean(labelled(_("Deadlines"), plainly(country, "name")))
    made = Calendar()
    made.add("prodid", f"-//{IDENTITY}//{language.upper()}")
    made.add("version", "2.0")
    made.add("calscale", "GREGORIAN")
    made.add("method", "PUBLISH")
    made.add("name", name, {"language": language})
    made.add("x-wr-calname", name)
    made.add("refresh-interval", vDuration(ASKED_AGAIN_AFTER), {"value": "DURATION"})
    made.add("x-published-ttl", vDuration(ASKED_AGAIN_AFTER))
    for kind, deadline in deadlines_for(person, country):
        made.add_component(event(kind, deadline, language))
    return made.to_ical()


def event(kind, deadline, language):
    made = Event()
    made.add("uid", f"{kind.key}-{deadline.record.pk}@{IDENTITY}")
    made.add("sequence", deadline.sequence)
    made.add("dtstamp", datetime.combine(deadline.since, time(), UTC))
    made.add("dtstart", deadline.due_on)
    made.add("dtend", deadline.due_on + timedelta(days=1))  # the day after (RFC 5545)
    summary = labelled(plainly(deadline.country, "name"), str(deadline.what))
    made.add("summary", clean(summary), {"language": language})
    made.add("transp", "TRANSPARENT")
    made.add("url", vUri(f"{settings.PORTAL_URL}{deadline.path(language)}"))
    return made
