"""What people do with proposals and reports, in words for the matrix, the history and the steps shown on pages."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from programme.action_words import name_actions, name_steps

name_actions(
    accept=pgettext_lazy("action", "accept"),
    accept_own=_("accept what one submitted oneself"),
    ask_again=_("ask to join again"),
    comment=pgettext_lazy("action", "comment"),
    decline=pgettext_lazy("action", "decline"),
    invite=_("ask other countries to join"),
    join=pgettext_lazy("action", "join"),
    leave=pgettext_lazy("action", "leave"),
    recall=pgettext_lazy("action", "recall"),
    recall_revision=_("recall during a revision"),
    return_for_revision=_("return for revision"),
    submit=pgettext_lazy("action", "submit"),
)

name_steps(
    accept=pgettext_lazy("step taken", "accepted"),
    ask_again=pgettext_lazy("step taken", "asked to join again"),
    comment=pgettext_lazy("step taken", "commented"),
    decline=pgettext_lazy("step taken", "declined"),
    join=pgettext_lazy("step taken", "joined"),
    leave=pgettext_lazy("step taken", "left"),
    recall=pgettext_lazy("step taken", "recalled"),
    recall_revision=pgettext_lazy("step taken", "recalled during a revision"),
    return_for_revision=pgettext_lazy("step taken", "returned for revision"),
    submit=pgettext_lazy("step taken", "submitted"),
)
