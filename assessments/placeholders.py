"""What may stand in braces in the text of a reminder, and how it is filled in."""

import re

from django.conf import settings
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from programme.date_format import date_format
from programme.templatetags.components import plainly

PLACEHOLDERS = {
    "name": gettext_lazy("name of the reader"),
    "country": gettext_lazy("name of the country"),
    "what": gettext_lazy("what is due"),
    "due": gettext_lazy("the day of the deadline"),
    "days": gettext_lazy("number of days to the deadline, or since, with the word “days”"),
    "link": gettext_lazy("address of the page on which the reader can act"),
}
BRACED = re.compile(r"\{([^{}]*)\}")


def faults_of(text):
    """What is wrong with the placeholders of a text, in words."""
    known = ", ".join(f"{{{name}}}" for name in PLACEHOLDERS)
    found = [
        _("{unknown} is no placeholder. Known are: {known}.").format(unknown=f"{{{name}}}", known=known)
        for name in BRACED.findall(text)
        if name not in PLACEHOLDERS
    ]
    if re.search(r"[{}]", BRACED.sub("", text)):
        found.append(_("A brace is open or closed without its other half."))
    return found


def filled(text, values):
    """The text with its placeholders filled in; what is filled in is never read as a placeholder again."""
    return BRACED.sub(lambda met: values.get(met.group(1), met.group(0)), text)


def values_for(deadline, *, name, language, today=None):
    """What stands for each placeholder in this language."""
    days = abs((deadline.due_on - (today or timezone.localdate())).days)
    with translation.override(language):
        return {
            "name": name,
            "country": plainly(deadline.country, "name"),
            "what": str(deadline.what),
            "due": date_format(deadline.due_on, "DATE_FORMAT"),
            "days": ngettext("{days} day", "{days} days", days).format(days=days),
            "link": f"{settings.PORTAL_URL}{deadline.path(language)}",
        }
