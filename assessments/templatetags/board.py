"""Rows of the follow-up board: thousands of cells, for which a loop in a template takes too long."""

from functools import lru_cache
from html import escape

from django import template
from django.utils.html import format_html
from django.utils.safestring import mark_safe

register = template.Library()


@register.simple_tag
def board_cells(cells):
    """Everything of a row but its head; `data-label` repeats the head of the column on a phone."""
    said = (f"{_opening(column.title, _kind(column))}{escape(words)}</td>" for column, words in cells[1:])
    return mark_safe("".join(said))  # each word is escaped above


@lru_cache(maxsize=200)
def _opening(title, kind):
    return format_html('<td data-label="{}"{}>', title, format_html(' class="{}"', kind) if kind else "")


def _kind(column):
    if column.key == "late":
        return "number overdue"
    return "number" if column.is_number else ""
