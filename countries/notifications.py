"""The mails that tell people what they may do for a country, and how its plan for the basic tasks goes on."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from programme.matrix import FOCAL_POINTS, Role
from programme.outbox import queue


def invited(invitation, secret):
    """The one message that holds the link; the outbox forgets it once it is sent."""
    with translation.override(invitation.language):
        path = reverse("invitation", args=[secret])
    queue(
        "invitation",
        to=invitation.email,
        language=invitation.language,
        about=invitation,
        secret_path=path,
        context={"invitation": invitation, "areas": list(invitation.areas.all())},
    )


def mandate_ended(mandate, by):
    queue("mandate-ended", to=mandate.user, about=mandate, context={"mandate": mandate, "by": by})


@dataclass(frozen=True)
class PlanMail:
    """What is said of a step with a plan for the basic tasks, and to whom."""

    subject: Any
    text: Any
    to: Callable[[Any], list]


def _office(_plan):
    return _recipients().secretariat()


def _bureau(_plan):
    return _recipients().members_of(Role.BUREAU)


def _focal_points(plan):
    return _recipients().people_of(plan.country, FOCAL_POINTS)


def _recipients():
    from countries import recipients  # it asks models, which import this module

    return recipients


PLAN_STEPS: dict[str, list[PlanMail]] = {
    "submit": [
        PlanMail(
            _("Plan for the basic tasks submitted"),
            _("A country has submitted its plan for the basic tasks. The country now notes how far each task is."),
            _office,
        )
    ],
    "recall": [
        PlanMail(
            _("Plan for the basic tasks recalled"),
            _("The country has taken its plan for the basic tasks back to go on writing."),
            _office,
        )
    ],
    "tell_done": [
        PlanMail(
            _("Basic tasks carried out"),
            _("A country tells the Bureau that its plan for the basic tasks is done. Each task is carried out."),
            _bureau,
        ),
        PlanMail(
            _("Basic tasks carried out"),
            _("The Bureau was told that the plan for the basic tasks is done."),
            lambda plan: _office(plan) + _focal_points(plan),
        ),
    ],
}


def plan_step_taken(plan, taken):
    """Tells of a step, in the transaction in which it is taken: each person once."""
    told = set()
    for mail in PLAN_STEPS.get(taken.step, ()):
        for person in mail.to(plan):
            if person.pk in told:
                continue
            told.add(person.pk)
            with translation.override(person.language):
                path = reverse("basic-task-plan", args=[plan.pk])
            queue("basic-task-plan", to=person, about=plan, path=path, context={"mail": mail, "plan": plan})
