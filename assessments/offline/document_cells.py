"""What a Word form holds in its tables, and how a row is known again (see `document_writing`, `document_reading`).

An answer stands in a content control of its own whose tag is the key of its place. Programs other than Word drop tags
(LibreOffice 7 does), so each row says the same at the end of its question, in letters that are not shown.
"""

import re
from functools import cache

from django.conf import settings
from django.utils import translation
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from assessments.offline.cells import mark_of
from programme.plain_text import without_control_characters

PROPERTY = "portal-self-assessment"
# A choice that was made by mistake is taken back by choosing this: a list of Word cannot be emptied.
NO_CHOICE = "–"
NO_CHOICES = {NO_CHOICE, "-"}
# What stands between these is for the portal alone.
MARK = re.compile("⟦([^⟦⟧]*)⟧")
IDENTIFIER, PARAGRAPHS = "form", "text"


def carried(text):
    """The text as it comes back out of a document."""
    lines = without_control_characters(text.replace("\r\n", "\n").replace("\r", "\n")).split("\n")
    # LibreOffice writes letters that look like an escape of Office as one.
    found = "\n".join(line.rstrip(" ") for line in lines).replace("_x005F_", "_").strip()
    return "" if found in hints() else found


def marked(text):
    return f"⟦{text}⟧"


def row_mark(key, signed, question):
    """Which place the row is, with a seal on what it asks, for this one document."""
    return mark_of(key, signed, [without_marks(question)])


def without_marks(text):
    return MARK.sub("", text)


def trace_of(text, signed):
    """By which a paragraph that the portal wrote is told from one that somebody added."""
    return salted_hmac("paragraph of a form", f"{signed} {' '.join(text.split())}").hexdigest()[:10]


def to_write():
    return _("Click here and write.")


def to_choose():
    return _("Click here and choose.")


@cache
def hints():
    """What stands in a field that says nothing yet, in every language."""
    found = set()
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            found |= {to_write(), to_choose()}
    return found
