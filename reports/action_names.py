"""What people do with progress reports, in words for the matrix, the history and the steps shown on pages."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from programme.action_words import name_actions, name_steps

name_actions(
    begin_corrigendum=_("begin a corrigendum"),
    build=_("work on a report"),
    freeze=pgettext_lazy("action", "freeze"),
    keep_copy=_("keep a copy"),
    supersede=_("supersede by a corrigendum"),
    take_archive=_("take all of a country away as one archive"),
    take_back=_("take back for writing"),
)

name_steps(
    freeze=pgettext_lazy("step taken", "frozen"),
    keep_copy=pgettext_lazy("step taken", "copy kept"),
    supersede=pgettext_lazy("step taken", "superseded by a corrigendum"),
    take_back=pgettext_lazy("step taken", "taken back for writing"),
)
