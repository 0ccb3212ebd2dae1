"""The pages on which somebody takes a step with a record, and the answer to who comes too late."""

from functools import wraps

from django.contrib import messages
from django.shortcuts import redirect, render

from programme.work_requests import form_page
from programme.workflow import TransitionNotAllowed


def takes_step(step, find, *, action=""):
    """Marks a view that takes a step: it gets the record, found for who may take it, in place of its key.

    Where the state does not lead to the step, or no longer while the view takes it, the person is told. What else can
    stand in the way the view catches itself. `action` names the right where it is not called like the step.
    """

    def decorate(view):
        @wraps(view)
        def page(request, pk, *args, **kwargs):
            record = find(request, pk, action or step.replace("_", "-"))
            if not record.can(step):
                return too_late(request, record)
            try:
                return view(request, record, *args, **kwargs)
            except TransitionNotAllowed:
                return too_late(request, record)

        return page

    return decorate


def too_late(request, record):
    """The answer to a step that somebody else was faster with, or that the state does not lead to."""
    now = type(record)._base_manager.get(pk=record.pk)
    messages.error(request, now.too_late_words.format(state=now.get_status_display()))
    return redirect(now)


def decision_page(request, template, context):
    """The page of an acceptance, which is refused (`is_refused`) to who would accept alone what is their own."""
    if context["is_refused"] and request.method == "POST":
        return render(request, template, context, status=403)
    return form_page(request, template, context)
