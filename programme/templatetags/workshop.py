"""What the templates of the workshop need beside Django's own tags."""

from django import template

register = template.Library()


@register.simple_tag
def row_words(inline, row):
    """What a closed row of a form says of itself: its inline knows best what its reader needs."""
    return inline.row_words(row)
