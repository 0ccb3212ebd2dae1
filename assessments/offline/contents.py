"""What of a self-assessment can be filled in offline: the fields of its form, in the order of the instrument.

A place has the key that its field has in the form, and what a file says of it is judged by the form's own field.
"""

from html import unescape

from django.utils.html import strip_tags
from django.utils.translation import gettext as _

from assessments.answer_forms import forms_of
from assessments.offline.challenges import challenge_parts
from assessments.offline.choices import choices_for
from assessments.offline.places import AreaContents, Contents, Part, Place, not_asked
from assessments.sheet import is_left_closed, sheets_of
from programme.permissions import may
from programme.templatetags.components import text_of


def contents_of(assessment, user):
    """Everything as it stands now, with what this person may fill in."""
    sheets = sheets_of(assessment)
    version = sheets[0].version if sheets else assessment.instrument.read()
    choices = choices_for(version)
    areas = []
    for sheet in sheets:
        closed = _why_closed(sheet, user)
        area = AreaContents(sheet.area.code, text_of(sheet.area, "name")[0], text_of(sheet.area, "introduction")[0])
        area.parts = [*_answer_parts(sheet, closed, choices), *challenge_parts(sheet, closed, choices)]
        areas.append(area)
    return Contents(assessment, version, areas)


def _why_closed(sheet, user):
    """Why this person can fill in nothing of the area now, if so."""
    if not sheet.answer.assessment.is_writable:
        return _("The self-assessment cannot be written now.")
    if not may(user, "change", sheet.answer):
        return _("Others write in this area.")
    return ""


def _answer_parts(sheet, closed, choices):
    made = forms_of(sheet)
    for asked in made.indicators:
        item = asked.item
        yield Part(
            "indicator",
            item.indicator.code,
            text_of(item.indicator, "title")[0],
            _guidance_of(item.indicator),
            _places(asked.form, closed, choices),
            [one.title for one in item.evidence],
            item.answer.to_confirm,
        )
        for form in asked.criteria:
            yield Part("criterion", form.part.code, text_of(form.part, "text")[0], [], _places(form, closed, choices))
    for form in made.facets:
        guidance = text_of(form.part, "guidance")[0]
        yield Part(
            "facet",
            "",  # its code is no word for people
            text_of(form.part, "name")[0],
            [guidance] if guidance else [],
            _places(form, closed, choices),
        )
    yield Part("area", sheet.area.code, _("The area as a whole"), [], _places(made.area, closed, choices))


def _guidance_of(indicator):
    guidance, evidence, basis = (text_of(indicator, name)[0] for name in ("guidance", "evidence", "legal_basis"))
    found = [guidance] if guidance else []
    if evidence:
        found.append(f"{_('What counts as evidence:')} {evidence}")
    if basis:
        found.append(_("Legal basis: {basis}").format(basis=basis))
    return found


LABELS = {"value": lambda: _("Answer"), "text": lambda: _("Answer"), "reason": lambda: _("Why it does not apply")}


def _places(form, closed, choices):
    if not closed and is_left_closed(form.answer):
        closed = not_asked()
    values = form.answer.values()
    return [
        Place(
            form.add_prefix(name),
            form.answer,
            name,
            # On the page the label of these is the question itself, which a file says in a row of its own.
            LABELS[name]() if name in LABELS else unescape(strip_tags(str(form.fields[name].label))),
            values[name],
            form.fields[name],
            choices.get(name, ()),
            closed,
            None if name == "stage" else "",
        )
        for name in form.fields
        if name in values
    ]
