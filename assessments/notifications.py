"""The mails that tell of a self-assessment, in the reader's language, with the way to where the reader can act."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from assessments.recipients import focal_points, office, readers, writers
from countries.recipients import secretariat
from programme.outbox import queue


@dataclass(frozen=True)
class StepMail:
    """What is said of a step, and to whom. `route` is the page on which the reader can act."""

    subject: Any
    text: Any
    to: Callable[[Any], list]
    route: str = "assessment"
    shows_note: bool = False


STEPS: dict[str, list[StepMail]] = {
    "submit": [
        StepMail(
            _("Self-assessment received"),
            _("The self-assessment was submitted and is with the secretariat. It can be recalled until review begins."),
            focal_points,
        ),
        StepMail(
            _("Self-assessment submitted"),
            _("A self-assessment was submitted and waits for its review to begin."),
            office,
            "assessment-review",
        ),
    ],
    "start_review": [
        StepMail(
            _("Review begun"),
            _("The secretariat has begun the review of the self-assessment. It cannot be recalled any more."),
            focal_points,
        ),
        StepMail(
            _("Self-assessment open for comments"),
            _("A self-assessment is under review. You can read it, comment on it and propose stages."),
            readers,
            "assessment-review",
        ),
    ],
    "return_for_revision": [
        StepMail(
            _("Self-assessment returned for revision"),
            _("The secretariat asks for changes. Only what it asks for is open for writing; the rest stays as it was."),
            writers,
            shows_note=True,
        )
    ],
    "accept": [
        StepMail(
            _("Self-assessment accepted"),
            _("The self-assessment was accepted. The country decides which parts of it are published."),
            focal_points,
            "assessment-publish",
        )
    ],
    "reopen": [
        StepMail(
            _("Self-assessment opened for correction"),
            _("The accepted self-assessment is open for correction. What was accepted stays in force until then."),
            writers,
            shows_note=True,
        )
    ],
}
RECALLED = [
    StepMail(
        _("Self-assessment recalled"),
        _("The country has taken its self-assessment back to go on writing."),
        office,
        "assessment",
    )
]
STEPS |= dict.fromkeys(("recall", "recall_revision", "recall_correction"), RECALLED)


def step_taken(assessment, taken):
    """Tells of a step, in the transaction in which it is taken."""
    for mail in STEPS.get(taken.step, ()):
        for person in mail.to(assessment):
            _send(mail, person, assessment, note=taken.note if mail.shows_note else "")


def _send(mail, person, assessment, note="", about=None):
    queue(
        "assessment",
        to=person,
        about=about or assessment,
        path=_path(mail.route, person.language, assessment.pk),
        context={"mail": mail, "assessment": assessment, "note": note},
    )


def _path(route, language, *args):
    with translation.override(language):
        return reverse(route, args=args)


OPENED = StepMail(
    _("A self-assessment is open"),
    _("A new cycle has begun. You can write the self-assessment and invite contributors."),
    writers,
)
EXTENDED = StepMail(_("More time for the self-assessment"), _("The cycle was given more time."), writers)
COMMENTED = StepMail(
    _("New comment on the self-assessment"),
    _("Somebody commented on the self-assessment."),
    office,
    "assessment-review",
)
PUBLISHED = StepMail(
    _("Self-assessment published"), _("Parts of the self-assessment are public now."), writers, "assessment-publish"
)
WITHDRAWN = StepMail(
    _("Publication withdrawn"),
    _("The publication was withdrawn. Its note stands in its place."),
    writers,
    "assessment-publish",
)


def cycle_opened(cycle):
    for person in writers(cycle.assessment):
        _send(OPENED, person, cycle.assessment)


def cycle_extended(cycle, reason):
    for person in writers(cycle.assessment):
        _send(EXTENDED, person, cycle.assessment, note=reason)


def commented(thread, by):
    """Tells the other side: reviewers and secretariat of the country's comments, the focal points of theirs."""
    country = focal_points(thread.assessment)
    is_country = by in country
    told = secretariat() if is_country else country
    for person in told:
        if person != by:
            _send(COMMENTED, person, thread.assessment)


def published(publication):
    for person in writers(publication.submission.assessment):
        _send(PUBLISHED, person, publication.submission.assessment)


def withdrawn(publication):
    for person in writers(publication.submission.assessment):
        _send(WITHDRAWN, person, publication.submission.assessment, note=publication.withdrawal.note)
