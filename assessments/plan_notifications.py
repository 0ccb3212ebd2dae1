"""The mails that tell of an action plan, in the reader's language, with the way to where the reader can act."""

from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from assessments.models import ApprovingBody, role_of
from assessments.notifications import StepMail
from assessments.recipients import focal_points, office, writers
from countries.recipients import members_of, secretariat
from programme.outbox import queue


def approvers(plan):
    """Members of the body that approves plans now, but for those whom the country itself sent."""
    role = role_of(ApprovingBody.on())
    return members_of(role, other_than=plan.country) if role else []


STEPS: dict[str, list[StepMail]] = {
    "submit": [
        StepMail(
            _("Action plan received"),
            _("The action plan was submitted and is with the secretariat. It can be recalled until review begins."),
            focal_points,
        ),
        StepMail(
            _("Action plan submitted"),
            _("An action plan was submitted and waits for its review to begin."),
            office,
            "plan-review",
        ),
    ],
    "start_review": [
        StepMail(
            _("Review of the action plan begun"),
            _("The secretariat has begun the review of the action plan. It cannot be recalled any more."),
            focal_points,
        ),
        StepMail(
            _("Action plan to be decided on"),
            _("An action plan is under review. You can read it, comment on it and approve it."),
            approvers,
            "plan-review",
        ),
    ],
    "return_for_revision": [
        StepMail(
            _("Action plan returned for revision"),
            _("The secretariat asks for changes. Only the actions that it names are open for writing."),
            writers,
            shows_note=True,
        )
    ],
    "approve": [
        StepMail(
            _("Action plan approved"),
            _("The action plan was approved. From now on the country notes how far its actions are."),
            writers,
            shows_note=True,
        ),
        StepMail(_("Action plan approved"), _("An action plan was approved."), office),
    ],
    "evaluate": [
        StepMail(
            _("Action plan evaluated"),
            _("The country has said of every action what came of it. The plan can be closed."),
            office,
        )
    ],
    "close": [
        StepMail(
            _("Action plan closed"),
            _("The action plan is closed. What goes on is taken over into the plan of the next cycle."),
            writers,
        )
    ],
}
RECALLED = [StepMail(_("Action plan recalled"), _("The country has taken its plan back to go on writing."), office)]
STEPS |= dict.fromkeys(("recall", "recall_revision"), RECALLED)
COMMENTED = StepMail(
    _("New comment on the action plan"), _("Somebody commented on the action plan."), office, "plan-review"
)
PUBLISHED = StepMail(_("Action plan published"), _("Parts of the action plan are public now."), writers, "plan-publish")
WITHDRAWN = StepMail(
    _("Publication of the action plan withdrawn"),
    _("The publication was withdrawn. Its note stands in its place."),
    writers,
    "plan-publish",
)


def step_taken(plan, taken):
    """Tells of a step, in the transaction in which it is taken."""
    for mail in STEPS.get(taken.step, ()):
        for person in mail.to(plan):
            _send(mail, person, plan, note=taken.note if mail.shows_note else "")


def _send(mail, person, plan, note=""):
    route = "plan" if mail.route == "assessment" else mail.route
    with translation.override(person.language):
        path = reverse(route, args=[plan.pk])
    queue("plan", to=person, about=plan, path=path, context={"mail": mail, "plan": plan, "note": note})


def commented(thread, by):
    """Tells the other side: the secretariat of the country's comments, the focal points of theirs."""
    country = focal_points(thread.plan)
    for person in secretariat() if by in country else country:
        if person != by:
            _send(COMMENTED, person, thread.plan)


def published(publication):
    for person in writers(publication.plan):
        _send(PUBLISHED, person, publication.plan)


def withdrawn(publication):
    for person in writers(publication.plan):
        _send(WITHDRAWN, person, publication.plan, note=publication.withdrawal.note)
