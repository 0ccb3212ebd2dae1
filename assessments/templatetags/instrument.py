"""Texts of the instrument as pages show them: in the reader's language, with what must be said of the wording."""

from django import template
from django.utils.html import format_html
from django.utils.translation import gettext as _

from assessments.models import Wording
from programme.date_format import format_partial_date
from programme.dates import PartialDate
from programme.templatetags.components import page_language, text_of, translated

register = template.Library()


@register.simple_tag
def worded(part, field, whole=None):
    """A text of a part; what its wording is stands beside it where the whole version does not say the same.

    A text that an erratum corrected says when.
    """
    text, language = text_of(part, field)
    if not text:
        return ""
    shown = translated(part, field)
    remarks = []
    mark = getattr(part, f"mark_{language}")
    if field == part.texts[0] and mark and (whole is None or mark != getattr(whole, f"mark_{language}")):
        remarks.append(str(Wording(mark).label))
    corrected = [one for one in part.corrections if (one.field, one.language) == (field, language)]
    if corrected:
        day = format_partial_date(PartialDate.of(corrected[-1].noted_at.date()), page_language())
        remarks.append(_("corrected: {day}").format(day=day))
    if not remarks:
        return shown
    return format_html('{} <span class="remark">({})</span>', shown, ", ".join(remarks))


@register.filter
def is_worded(part, field):
    """Whether there is such a text in any language."""
    return bool(text_of(part, field)[0])
