"""Activities as an Atom feed: what changed last stands first (PRODUCT B9)."""

from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from activities.calendar import about, categories_of, place_of
from activities.listing import in_address
from programme.atom import MOST, Feed, tag
from programme.date_format import format_date_range
from programme.templatetags.components import NOT_STATED, text_of


def activity_feed(activities, request, *, language, name, asked):
    """The bytes of the feed; `asked` are the filters in force, which are part of what the feed is."""
    question = urlencode(
        sorted(
            (filter_, in_address(filter_, one))
            for filter_, value in asked.items()
            for one in (value if isinstance(value, list) else [value])
        )
    )
    page = request.build_absolute_uri(reverse("activities")) + (f"?{question}" if question else "")
    said = ngettext(
        "What changed last: at most {number} activity.", "What changed last: at most {number} activities.", MOST
    )
    feed = Feed(
        name=name,
        about=said.format(number=MOST),
        language=language,
        address=request.build_absolute_uri(),
        page=page,
        identity=tag("feed", "activities", language) + (f"?{question}" if question else ""),
    )
    for activity in activities.latest_changes_first().for_data()[:MOST]:
        title, title_language = text_of(activity, "title")
        feed.add(
            identity=tag("activity", activity.pk),
            title=title,
            title_language=title_language,
            link=request.build_absolute_uri(activity.get_absolute_url()),
            changed_at=activity.updated_at,
            summary=summary(activity, language),
            categories=categories_of(activity),
        )
    return feed.as_bytes()


def summary(activity, language):
    """When, where, for whom, in one line."""
    parts = [format_date_range(activity.start, activity.end, language) or str(NOT_STATED), place_of(activity)]
    parts.append(str(activity.get_status_display()) if activity.status else _("Status not stated"))
    # The status opens what a calendar says; here it has been said.
    parts += [line for line in about(activity).split("\n") if line not in parts]
    return ". ".join(filter(None, parts)) + "."
