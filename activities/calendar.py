"""Activities as an iCalendar file that calendars subscribe to (PRODUCT B9).

A subscriber's calendar knows an activity by its UID and takes a later SEQUENCE for a change: the UID depends on no
host, title or address, and `Activity.sequence` rises by itself (see `activities.fields.SequenceField`).
"""

from datetime import UTC, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from icalendar import Calendar, Event, vDuration, vText, vUri

from activities.models import Status
from programme.plain_text import without_control_characters
from programme.templatetags.components import plainly, text_of

IDENTITY = "assistance-portal"
ASKED_AGAIN_AFTER = timedelta(days=1)
# An activity of which nobody knows whether it was held says nothing.
STATUSES = {
    Status.PLANNED: "TENTATIVE",
    Status.POSTPONED: "TENTATIVE",
    Status.HELD: "CONFIRMED",
    Status.CANCELLED: "CANCELLED",
}


def uid(activity):
    return f"activity-{activity.pk}@{IDENTITY}"


def has_known_days(activity):
    return all(date is not None and date.precision == "day" for date in (activity.start, activity.end))


def calendar(activities, request, *, language, name):
    """The bytes of the calendar."""
    activities = list(activities.for_data())
    dated = [activity for activity in activities if has_known_days(activity)]
    made = Calendar()
    made.add("prodid", f"-//{IDENTITY}//{language.upper()}")
    made.add("version", "2.0")
    made.add("calscale", "GREGORIAN")
    made.add("method", "PUBLISH")
    made.add("name", clean(name), {"language": language})
    made.add("x-wr-calname", clean(name))
    about = description(len(dated), len(activities) - len(dated))
    made.add("description", about, {"language": language})
    made.add("x-wr-caldesc", about)
    made.add("refresh-interval", vDuration(ASKED_AGAIN_AFTER), {"value": "DURATION"})
    made.add("x-published-ttl", vDuration(ASKED_AGAIN_AFTER))
    for activity in dated:
        made.add_component(event(activity, request, language))
    return made.to_ical()


def description(dated, undated):
    """What the calendar holds and how much it leaves out, in words."""
    words = ngettext("{number} activity with known days.", "{number} activities with known days.", dated)
    left_out = ngettext(
        "{number} activity without known days is left out.",
        "{number} activities without known days are left out.",
        undated,
    )
    parts = [words.format(number=dated)] + ([left_out.format(number=undated)] if undated else [])
    return " ".join(parts)


def event(activity, request, language):
    made = Event()
    made.add("uid", uid(activity))
    made.add("sequence", activity.sequence)
    changed = activity.updated_at.astimezone(UTC).replace(microsecond=0)
    made.add("dtstamp", changed)
    made.add("last-modified", changed)
    made.add("dtstart", activity.start.earliest)
    made.add("dtend", activity.end.latest + timedelta(days=1))  # the day after the last one (RFC 5545)
    title, title_language = text_of(activity, "title")
    made.add("summary", clean(title), {"language": title_language or language})
    if place := place_of(activity):
        made.add("location", clean(place))
    if activity.status:
        made.add("status", STATUSES[activity.status])
    made.add("transp", "TRANSPARENT")  # a public event takes nobody's time
    made.add("url", vUri(request.build_absolute_uri(activity.get_absolute_url())))
    if categories := categories_of(activity):
        made.add("categories", [clean(one) for one in categories])
    if said := about(activity):
        made.add("description", vText(clean(said)))
    return made


def place_of(activity):
    if activity.is_online:
        return _("Online")
    parts = [plainly(activity, "city")]
    if activity.place_country:
        parts.append(plainly(activity.place_country, "name"))
    return ", ".join(filter(None, parts)) or activity.place_text


def categories_of(activity):
    kind = [plainly(activity.kind, "name")] if activity.kind else []
    return kind + [plainly(tag.area, "name") for tag in activity.tagged]


def about(activity):
    lines = []
    if activity.status in (Status.CANCELLED, Status.POSTPONED):
        lines.append(str(activity.get_status_display()))
    groups = [plainly(target.group, "name") for target in activity.aimed_at]
    countries = [plainly(country, "name") for country in activity.named_countries]
    if groups:
        lines.append(_("For: {groups}").format(groups=", ".join(groups)))
    if countries:
        lines.append(_("Countries: {countries}").format(countries=", ".join(countries)))
    return "\n".join(lines)


def clean(text):
    return without_control_characters(str(text))
