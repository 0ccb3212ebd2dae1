"""Rows of the follow-up board: thousands of cells, for which a loop in a template takes too long."""

from django import template
from django.utils.html import format_html_join
from django.utils.safestring import mark_safe

register = template.Library()
NUMBER, OVERDUE = mark_safe(' class="number"'), mark_safe(' class="number overdue"')


@register.simple_tag
def board_cells(cells):
    """Everything of a row but its head; `data-label` repeats the head of the column on a phone."""
    return format_html_join(
        "", '<td data-label="{}"{}>{}</td>', ((column.title, _kind(column), words) for column, words in cells[1:])
    )


def _kind(column):
    if column.key == "late":
        return OVERDUE
    return NUMBER if column.is_number else ""
