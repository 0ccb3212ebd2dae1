"""The challenges of an area as places to be filled in: those that are there, and room for new ones."""

from copy import copy

from django.core.validators import MaxLengthValidator
from django.utils.translation import gettext as _

from assessments.answer_forms import LONGEST
from assessments.cycle_querysets import REVISION
from assessments.models import Challenge
from assessments.offline.choices import indicator_choices
from assessments.offline.places import CHALLENGE, NEW_CHALLENGE, Part, Place, not_asked
from assessments.work_forms import ChallengeForm

ROOM_FOR = 5
NAMES = ("text", "indicator", "priority", "needs_assistance")
EMPTY = {"text": "", "indicator": None, "priority": Challenge.Priority.MEDIUM.value, "needs_assistance": False}


def key_of(challenge_key, name):
    return f"h{challenge_key}-{name}"


def values_of(challenge):
    """What a challenge says, or a row of its history."""
    return {name: getattr(challenge, Challenge._meta.get_field(name).attname) for name in NAMES}


def challenge_parts(sheet, closed, choices):
    """A challenge can be changed, and named anew, in an area of which a revision asks something."""
    if not closed and sheet.answer.assessment.status == REVISION and not sheet.reopened:
        closed = not_asked()
    fields = ChallengeForm(sheet=sheet).fields
    choices = choices | {"indicator": indicator_choices([item.indicator for item in sheet.indicators])}
    code = sheet.area.code
    for number, challenge in enumerate(sheet.challenges, start=1):
        keys = {name: key_of(challenge.pk, name) for name in NAMES}
        title = _("Challenge {number}").format(number=number)
        yield Part(CHALLENGE, code, title, [], _places(challenge, keys, fields, choices, closed, is_required=True))
    for number in range(1, ROOM_FOR + 1):
        keys = {name: f"new{sheet.answer.pk}.{number}-{name}" for name in NAMES}
        title = _("New challenge {number}").format(number=number)
        new = Challenge(area_answer=sheet.answer)
        yield Part(NEW_CHALLENGE, code, title, [], _places(new, keys, fields, choices, closed, is_required=False))


def _places(challenge, keys, fields, choices, closed, *, is_required):
    values = values_of(challenge) if is_required else EMPTY
    return [
        Place(
            keys[name],
            challenge,
            name,
            str(fields[name].label).capitalize(),
            values[name],
            _text_field(fields[name], is_required) if name == "text" else fields[name],
            choices.get(name, ()),
            closed,
            EMPTY[name],
            _("Leave empty where it concerns the area as a whole.") if name == "indicator" else "",
        )
        for name in NAMES
    ]


def _text_field(form_field, is_required):
    made = copy(form_field)
    made.required = is_required
    made.validators = [*form_field.validators, MaxLengthValidator(LONGEST)]
    made.error_messages = form_field.error_messages | {
        "required": _("A challenge is removed on its page, not by emptying its text here.")
    }
    return made
