"""How answers and their states are shown."""

from django import template
from django.utils.html import format_html

from assessments.progress import CONDITION_NAMES, MARKS

register = template.Library()


@register.simple_tag
def condition(found):
    """The state of an answer as a mark: a word, and a colour that says no more than the word."""
    return format_html('<span class="status status--{}">{}</span>', MARKS[found], CONDITION_NAMES[found])


@register.filter
def fields_of(form, group):
    """The fields of a group of a form that has groups."""
    return form.fields_of(group)
