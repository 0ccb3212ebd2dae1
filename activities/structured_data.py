"""An activity in the words of schema.org. Only what is known: a day that nobody stated is no day."""

from activities.models import Status
from programme.structured_data import known
from programme.templatetags.components import page_language, plainly, text_of

SCHEDULED, POSTPONED, CANCELLED = (
    f"https://schema.org/{name}" for name in ("EventScheduled", "EventPostponed", "EventCancelled")
)
# "Scheduled" is schema.org's word for what will take place or took place; where nobody says so, nothing is said.
STATUSES = {
    Status.PLANNED: SCHEDULED,
    Status.HELD: SCHEDULED,
    Status.POSTPONED: POSTPONED,
    Status.CANCELLED: CANCELLED,
}
ONLINE = "https://schema.org/OnlineEventAttendanceMode"


def event(activity, address):
    """An Event for an activity that is public and dated to the day; nothing for projects and the others."""
    start, end = (_day(value) for value in (activity.start, activity.end))
    if not activity.is_published or activity.is_project or not (start or end):
        return {}
    title, language = text_of(activity, "title")
    parent = activity.parent
    return known(
        at_type="Event",
        name=title,
        inLanguage=language if language != page_language() else "",
        url=address,
        startDate=start,
        endDate=end,
        eventStatus=STATUSES.get(activity.status),
        eventAttendanceMode=ONLINE if activity.is_online else "",
        location=_location(activity, address),
        superEvent={"@type": "Event", "name": plainly(parent, "title")}
        if parent is not None and parent.is_published and not parent.is_project
        else {},
    )


def _day(value):
    return str(value) if value is not None and value.precision == "day" else ""


def _location(activity, address):
    if activity.is_online:
        return {"@type": "VirtualLocation", "url": address}
    city = plainly(activity, "city")
    country = activity.place_country
    if city or country is not None:
        where = known(at_type="PostalAddress", addressLocality=city, addressCountry=country.iso2 if country else "")
        return known(at_type="Place", name=city or plainly(country, "name"), address=where)
    return known(at_type="Place", name=activity.place_text) if activity.place_text else {}
