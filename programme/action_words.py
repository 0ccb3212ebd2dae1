"""What people do with records, in words: for the matrix what may be done, for the history what was done."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

ACTIONS = {
    "read": pgettext_lazy("action", "read"),
    "add": pgettext_lazy("action", "add"),
    "change": pgettext_lazy("action", "change"),
    "copy": pgettext_lazy("action", "copy"),
    "correct": _("note an erratum"),
    "delete": pgettext_lazy("action", "delete"),
    "end": pgettext_lazy("action", "end"),
    "erase": _("erase the personal data"),
    "read-history": _("read the history"),
    "read-people": _("read who acts for the country"),
    "publish": pgettext_lazy("action", "publish"),
    "recover": _("take off a lost second factor"),
    "replace": _("replace by a later version"),
    "resend": _("send again"),
    "retire": _("take out of use"),
    "withdraw": pgettext_lazy("action", "withdraw"),
}


def name_actions(**words):
    """For the other rooms: their own actions and steps, by their names in code."""
    ACTIONS.update({name.replace("_", "-"): said for name, said in words.items()})


def action_in_words(action):
    name = action.replace("_", "-")
    return str(ACTIONS.get(name, name.replace("-", " ")))


# What was done: a history and a list of steps look back.
STEPS = {
    "publish": pgettext_lazy("step taken", "published"),
    "replace": pgettext_lazy("step taken", "replaced by a later version"),
    "retire": pgettext_lazy("step taken", "taken out of use"),
    "withdraw": pgettext_lazy("step taken", "withdrawn"),
}


def name_steps(**words):
    """For the other rooms: their steps once they are taken, by their names in code."""
    STEPS.update({name.replace("_", "-"): said for name, said in words.items()})


def step_in_words(step):
    """A step that was taken, or something else that was done."""
    name = step.replace("_", "-")
    return str(STEPS[name]) if name in STEPS else action_in_words(step)
