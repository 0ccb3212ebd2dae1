"""What the templates of a paper ask for."""

from django import template
from django.template.loader import get_template

from programme.plain_text import without_control_characters
from reports.paper import charts, page
from reports.paper.layout import Words

register = template.Library()

register.simple_tag(page.as_html, name="paper_line")
register.simple_tag(page.drawing, name="paper_drawing")
register.filter("paper_contents", page.contents_of)
register.filter("is_wide_table", page.is_wide)
register.filter("legend", charts.legend)
register.filter("without_control_characters", without_control_characters, is_safe=True)


@register.simple_tag
def paper_block(block, paper):
    """A block by the template of its kind."""
    return get_template(page.template_of(block)).render({"block": block, "paper": paper, "language": paper.language})


@register.simple_tag
def caption_of(block, language):
    return Words.of(language).caption(block)


@register.simple_tag
def cells_of(table):
    """Each row as pairs of its cells with their columns."""
    return [list(zip(row, table.columns, strict=True)) for row in table.rows]


@register.simple_tag
def total_of(table):
    return list(zip(table.total, table.columns, strict=True)) if table.total else ()


@register.filter
def block_id(block):
    """The id of a table or a figure on the page, which no heading has."""
    return f"{page.TEMPLATES[type(block)]}-{block.number or block.key}"
