"""The mails that tell of proposals and reports, in the reader's language, with the way to where the reader can act."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils import translation
from django.utils.translation import gettext_lazy as _

from activities.permissions import WRITERS
from activities.states import JOINED
from countries.recipients import people_of, secretariat
from programme.matrix import FOCAL_POINTS
from programme.outbox import queue


def own_focal_points(record):
    return people_of(record.country, FOCAL_POINTS)


def own_writers(record):
    return people_of(record.country, WRITERS)


def office(_record):
    return secretariat()


def all_focal_points(proposal):
    """Those of every country whose proposal it is, each once."""
    partners = [one.country for one in proposal.partners.filter(status=JOINED).select_related("country")]
    found = {person.pk: person for one in [proposal.country, *partners] for person in people_of(one, FOCAL_POINTS)}
    return list(found.values())


@dataclass(frozen=True)
class StepMail:
    """What is said of a step, and to whom."""

    subject: Any
    text: Any
    to: Callable[[Any], list]
    shows_note: bool = False


PROPOSAL_STEPS: dict[str, list[StepMail]] = {
    "submit": [
        StepMail(
            _("Proposal received"),
            _("The proposal was submitted and is with the secretariat. It can be recalled until it is decided on."),
            all_focal_points,
        ),
        StepMail(
            _("Activity proposed"),
            _("A proposal of an activity was submitted and waits for a decision."),
            office,
        ),
    ],
    "recall": [
        StepMail(_("Proposal recalled"), _("The country has taken its proposal back to go on writing."), office),
    ],
    "accept": [
        StepMail(
            _("Proposal accepted"),
            _("The secretariat has taken the proposal into the programme of activities. It plans it with you."),
            all_focal_points,
            shows_note=True,
        ),
    ],
    "decline": [
        StepMail(
            _("Proposal declined"),
            _("The secretariat has declined the proposal. The reason stands below; you can propose again."),
            all_focal_points,
            shows_note=True,
        ),
    ],
}

REPORT_STEPS: dict[str, list[StepMail]] = {
    "submit": [
        StepMail(
            _("Report received"),
            _("The report on the activity was submitted. It can be recalled until it is accepted or returned."),
            own_focal_points,
        ),
        StepMail(_("Report submitted"), _("A report on an activity was submitted and waits for its review."), office),
    ],
    "return_for_revision": [
        StepMail(
            _("Report returned for revision"),
            _("The secretariat asks for changes in the report on the activity."),
            own_writers,
            shows_note=True,
        ),
    ],
    "accept": [
        StepMail(
            _("Report accepted"),
            _("The report on the activity was accepted. You can propose what follows in one step."),
            own_focal_points,
            shows_note=True,
        ),
    ],
}
REPORT_RECALLED = [
    StepMail(_("Report recalled"), _("The country has taken its report back to go on writing."), office),
]
REPORT_STEPS |= dict.fromkeys(("recall", "recall_revision"), REPORT_RECALLED)

ASKED = StepMail(
    _("Your country is asked to join a proposal"),
    _("Another country proposes an activity and asks whether yours takes part. Read it and decide."),
    own_focal_points,
)
COUNTRY_STEPS = {
    "join": StepMail(
        _("A country has joined the proposal"),
        _("A country that was asked to take part has joined."),
        all_focal_points,
    ),
    "leave": StepMail(
        _("A country does not take part in the proposal"),
        _("A country that was asked to take part has declined or left."),
        all_focal_points,
    ),
}
COMMENTED = StepMail(
    _("New comment on the proposal"), _("Somebody commented on the proposal of an activity."), all_focal_points
)


def proposal_step(proposal, taken):
    """Tells of a step, in the transaction in which it is taken."""
    for mail in PROPOSAL_STEPS.get(taken.step, ()):
        for person in mail.to(proposal):
            _send_proposal(mail, person, proposal, note=taken.note if mail.shows_note else "")


def report_step(report, taken):
    for mail in REPORT_STEPS.get(taken.step, ()):
        for person in mail.to(report):
            _send(
                "activity-report",
                person,
                report,
                {"mail": mail, "report": report, "note": taken.note if mail.shows_note else ""},
            )


def asked_to_join(partner):
    for person in own_focal_points(partner):
        _send_proposal(ASKED, person, partner.proposal)


def country_step(partner, taken):
    mail = COUNTRY_STEPS.get(taken.step)
    for person in mail.to(partner.proposal) if mail else ():
        if person != taken.by:
            _send_proposal(mail, person, partner.proposal, other=partner.country)


def proposal_commented(comment):
    """Tells everybody who takes part but the writer: the secretariat of a country's word, all countries of each."""
    told = {person.pk: person for person in all_focal_points(comment.proposal)}
    if comment.acted_for:
        told |= {person.pk: person for person in secretariat()}
    for person in told.values():
        if person != comment.by:
            _send_proposal(COMMENTED, person, comment.proposal, note=comment.text)


def _send_proposal(mail, person, proposal, note="", other=None):
    context = {"mail": mail, "proposal": proposal, "note": note, "other": other}
    _send("proposal", person, proposal, context)


def _send(kind, person, record, context):
    with translation.override(person.language):
        path = record.get_absolute_url()
    queue(kind, to=person, about=record, path=path, context=context)
