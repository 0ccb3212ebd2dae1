"""What people do with records, in words: one table for the matrix, the history and the buttons that lead to it."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

ACTIONS = {
    "read": pgettext_lazy("action", "read"),
    "add": pgettext_lazy("action", "add"),
    "change": pgettext_lazy("action", "change"),
    "delete": pgettext_lazy("action", "delete"),
    "end": pgettext_lazy("action", "end"),
    "erase": _("erase the personal data"),
    "read-history": _("read the history"),
    "read-people": _("read who acts for the country"),
    "recover": _("take off a lost second factor"),
    "resend": _("send again"),
    "withdraw": pgettext_lazy("action", "withdraw"),
}


def name_actions(**words):
    """For the other rooms: their own actions and steps, by their names in code."""
    ACTIONS.update({name.replace("_", "-"): said for name, said in words.items()})


def action_in_words(action):
    name = action.replace("_", "-")
    return str(ACTIONS.get(name, name.replace("-", " ")))
