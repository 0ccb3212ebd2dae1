"""Places in a source ("line 23", "paragraph 4") in the reader's language: the record keeps them in English."""

import re

from django.utils.html import format_html
from django.utils.translation import get_language, gettext_lazy

# What is cited, with its number or numbers apart, so that each stands as a whole phrase in every language.
PLACES = (
    (re.compile(r"line (?P<number>\d+)"), gettext_lazy("line %(number)s")),
    (re.compile(r"lines (?P<first>\d+) and (?P<second>\d+)"), gettext_lazy("lines %(first)s and %(second)s")),
    (re.compile(r"lines (?P<first>\d+)\s*[-–]\s*(?P<second>\d+)"), gettext_lazy("lines %(first)s to %(second)s")),
    (re.compile(r"page (?P<number>\d+)"), gettext_lazy("page %(number)s")),
    (re.compile(r"title page"), gettext_lazy("title page")),
    (re.compile(r"paragraph (?P<number>\d+)"), gettext_lazy("paragraph %(number)s")),
    (re.compile(r"section (?P<number>[\d.]+)"), gettext_lazy("section %(number)s")),
)


def place_in_source(locator):
    """The place in words of the reader's language; one that is no known phrase is marked as English."""
    for pattern, phrase in PLACES:
        match = pattern.fullmatch(locator.strip())
        if match:
            return phrase % match.groupdict()
    if (get_language() or "en")[:2] == "en" or not locator:
        return locator
    return format_html('<span lang="en">{}</span>', locator)
