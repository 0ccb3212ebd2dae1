"""What people do with what is a country's, in words for the matrix, the history and the steps shown on pages."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from programme.action_words import name_actions, name_steps

name_actions(
    accept_into_implementation=_("record the step to the implementation phase"),
    read_contacts=_("read the contact notes"),
    read_basic_tasks=_("read the plans for the basic tasks"),
    recall=pgettext_lazy("action", "recall"),
    record_done=_("record as done earlier"),
    submit=pgettext_lazy("action", "submit"),
    tell_done=_("tell the Bureau that it is done"),
)

name_steps(
    recall=pgettext_lazy("step taken", "recalled"),
    record_done=pgettext_lazy("step taken", "recorded as done earlier"),
    submit=pgettext_lazy("step taken", "submitted"),
    tell_done=pgettext_lazy("step taken", "Bureau told that it is done"),
)
