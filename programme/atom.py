"""Atom feeds (RFC 4287) whose identifiers hold whatever host the portal moves to."""

from datetime import UTC, datetime

from django.utils.feedgenerator import Atom1Feed, rfc3339_date
from django.utils.translation import gettext as _

from programme.models import RecordVersion
from programme.plain_text import without_control_characters

# RFC 4151: who names, since when. Never to be changed: readers would see every entry anew.
NAMED_BY = "tag:assistance-portal,2026:"
MOST = 100
BEFORE_ANY_CHANGE = datetime(2026, 1, 1, tzinfo=UTC)


def tag(*parts):
    """A lasting identifier, such as tag:assistance-portal,2026:activity/12."""
    return NAMED_BY + "/".join(map(str, parts))


class Feed(Atom1Feed):
    """Says of each title which language it is in, and of itself when the record last changed."""

    def __init__(self, *, name, about, language, address, page, identity):
        super().__init__(
            title=without_control_characters(name),
            subtitle=without_control_characters(about),
            link=page,
            description="",
            feed_url=address,
            language=language,
            feed_guid=identity,
            author_name=_("Assistance and Cooperation Programme"),
        )

    def add(self, *, identity, title, title_language, link, changed_at, summary, categories=()):
        self.add_item(
            title=without_control_characters(title),
            link=link,
            description=without_control_characters(summary),
            unique_id=identity,
            updateddate=changed_at,
            categories=[without_control_characters(one) for one in categories],
            title_language=title_language,
        )

    def latest_post_date(self):
        """Without entries too the feed changed when the record did, not whenever somebody asks."""
        changed = [item["updateddate"] for item in self.items]
        return max(changed) if changed else changed_at() or BEFORE_ANY_CHANGE

    def add_item_elements(self, handler, item):
        marks = {"xml:lang": item["title_language"]} if item["title_language"] else {}
        handler.addQuickElement("title", item["title"], marks)
        handler.addQuickElement("link", "", {"href": item["link"], "rel": "alternate", "type": "text/html"})
        handler.addQuickElement("id", item["unique_id"])
        handler.addQuickElement("updated", rfc3339_date(item["updateddate"]))
        if item["description"]:
            handler.addQuickElement("summary", item["description"], {"type": "text"})
        for category in item["categories"]:
            handler.addQuickElement("category", "", {"term": category})

    def as_bytes(self):
        return self.writeString("utf-8").encode()


def changed_at():
    """When the record last changed; None where it never did."""
    return RecordVersion.objects.filter(pk=1).values_list("changed_at", flat=True).first()
