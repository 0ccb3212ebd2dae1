"""The pages of reminders: reading the steps, seeing one as it is sent, trying it out, switching it on and off."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language_info
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from assessments.deadlines import kind_of, kinds
from assessments.models import Reminder, ReminderStep
from assessments.placeholders import PLACEHOLDERS
from assessments.reminders import send, worded
from programme.permissions import may
from programme.work_requests import record_for


@never_cache
@require_safe
def steps(request):
    """Every step, by the deadline that it speaks of."""
    if not may(request.user, "read", ReminderStep):
        raise PermissionDenied
    found = defaultdict(list)
    for step in ReminderStep.objects.visible_to(request.user).in_order():
        found[step.kind].append(step)
    context = {
        "kinds": [(kind, found[kind.key]) for kind in kinds()],
        "may_add": may(request.user, "add", ReminderStep),
        "may_preview": may(request.user, "preview", ReminderStep),
        "placeholders": PLACEHOLDERS.items(),
    }
    return render(request, "assessments/work/reminders.html", context)


def step_for(request, pk, action):
    return record_for(request, ReminderStep.objects.all(), action, pk=pk)


@dataclass(frozen=True)
class Shown:
    """A step in one language, filled in for the example, or as it was written where there is none."""

    code: str
    language: str
    subject: str
    text: str


def example_of(step) -> Any:
    """A deadline of today to show the step with: the next one of its kind, or None."""
    return min(kind_of(step.kind).open(), key=lambda one: (one.due_on, one.record.pk), default=None)


def shown_in(step, code, example, name):
    written = (getattr(step, f"subject_{code}") or "", getattr(step, f"text_{code}") or "")
    subject, text = worded(step, example, name=name, language=code) if example else written
    return Shown(code, get_language_info(code)["name_translated"], subject, text)


@never_cache
@require_safe
def preview(request, pk):
    """The step in three languages, as it would be sent today."""
    step = step_for(request, pk, "preview")
    example = example_of(step)
    sent = Reminder.objects.filter(step=step, state=Reminder.State.SENT)
    context = {
        "step": step,
        "example": example,
        "languages": [shown_in(step, code, example, str(request.user)) for code, _name in settings.LANGUAGES],
        "sent": sent.count(),
        "may_change": may(request.user, "change", step),
        "may_switch": may(request.user, "deactivate" if step.is_active else "activate", step),
    }
    return render(request, "assessments/work/reminder.html", context)


@require_POST
def send_test(request, pk):
    step = step_for(request, pk, "preview")
    example = example_of(step)
    if example is None:
        messages.error(request, _("There is no deadline of this kind at present to try the step with."))
    else:
        send(step, example, request.user, kind="reminder-test")
        words = _("A test is on its way to {address}, in your language.")
        messages.success(request, words.format(address=request.user.email))
    return redirect("reminder", pk=step.pk)


@require_POST
def activate(request, pk):
    step = step_for(request, pk, "activate")
    if step.activate():
        messages.success(request, _("The step is active: it sends from today on."))
    else:
        messages.info(request, _("The step was active already."))
    return redirect(reverse("reminder", args=[step.pk]))


@require_POST
def deactivate(request, pk):
    step = step_for(request, pk, "deactivate")
    if step.deactivate():
        messages.success(request, _("The step sends nothing any more."))
    else:
        messages.info(request, _("The step was not active."))
    return redirect(reverse("reminder", args=[step.pk]))
