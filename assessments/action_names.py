"""What people do with assessments, in words for the matrix, the history and the steps shown on pages."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from programme.action_words import name_actions, name_steps

name_actions(
    accept=pgettext_lazy("action", "accept"),
    activate=pgettext_lazy("action", "activate"),
    accept_own=_("accept what one submitted oneself"),
    agree_stage=_("agree with a reviewed stage"),
    comment=pgettext_lazy("action", "comment"),
    deactivate=pgettext_lazy("action", "deactivate"),
    extend=pgettext_lazy("action", "extend"),
    preview=_("preview and try out"),
    propose_stage=_("propose a stage"),
    read_deadlines=_("read the deadlines"),
    read_notes=_("read notes among colleagues"),
    recall=pgettext_lazy("action", "recall"),
    recall_correction=_("recall during a correction"),
    recall_revision=_("recall during a revision"),
    reopen=_("open for correction"),
    resolve=_("settle a thread"),
    return_for_revision=_("return for revision"),
    start_review=_("begin the review"),
    submit=pgettext_lazy("action", "submit"),
    begin=_("begin to carry out"),
    begin_plan=_("begin the action plan"),
    evaluate=pgettext_lazy("action", "evaluate"),
    record_approval=_("record a body’s approval"),
    set_status=_("note how far an action is"),
    approve=pgettext_lazy("action", "approve"),
    close=pgettext_lazy("action", "close"),
)

name_steps(
    accept=pgettext_lazy("step taken", "accepted"),
    approve=pgettext_lazy("step taken", "approved"),
    begin=pgettext_lazy("step taken", "carrying out begun"),
    close=pgettext_lazy("step taken", "closed"),
    comment=pgettext_lazy("step taken", "commented"),
    evaluate=pgettext_lazy("step taken", "evaluated"),
    extend=pgettext_lazy("step taken", "extended"),
    recall=pgettext_lazy("step taken", "recalled"),
    recall_correction=pgettext_lazy("step taken", "recalled during a correction"),
    recall_revision=pgettext_lazy("step taken", "recalled during a revision"),
    reopen=pgettext_lazy("step taken", "opened for correction"),
    return_for_revision=pgettext_lazy("step taken", "returned for revision"),
    set_status=pgettext_lazy("step taken", "status of an action noted"),
    start_review=pgettext_lazy("step taken", "review begun"),
    submit=pgettext_lazy("step taken", "submitted"),
)
