"""A paper as part of a page: what the templates in `templates/reports/paper/` ask for.

Lines are written here, not by a template: a long report has some thousand of them.
"""

import re

from django.utils.html import escape
from django.utils.safestring import mark_safe

from reports.paper import charts
from reports.paper.blocks import Block, Facts, Figure, Heading, Items, Line, Note, Paper, Paragraph, Table

TEMPLATES: dict[type[Block], str] = {
    Heading: "heading",
    Paragraph: "paragraph",
    Items: "items",
    Facts: "facts",
    Table: "table",
    Figure: "figure",
    Note: "note",
}
MANY_COLUMNS = 4
# Of escaped text, where a reference such as &amp; counts as one letter.
LONG = re.compile(r"(?:&#?\w+;|[^\s&]){41,}")
PIECES = re.compile(r"(?:&#?\w+;|[^\s&]){1,15}")


def template_of(block: Block):
    return f"reports/paper/{TEMPLATES[type(block)]}.html"


def as_html(line: Line, language: str):
    """A line with its languages, emphasis and links; people's text escaped."""
    return mark_safe("".join(_run(run, language) for run in line))  # each run is escaped below


def _run(run, language):
    html = breakable(escape(run.text))
    if run.strong:
        html = f"<strong>{html}</strong>"
    if run.emphasis:
        html = f"<em>{html}</em>"
    lang = f' lang="{escape(run.lang)}"' if run.lang and run.lang != language else ""
    if run.url:
        return f'<a href="{escape(run.url)}"{lang}>{html}</a>'
    return f"<span{lang}>{html}</span>" if lang else html


def breakable(html):
    """Words that would make a table wider than any screen may break; those of an address or a name need not."""
    return LONG.sub(lambda found: "<wbr>".join(PIECES.findall(found.group())), html) if len(html) > 40 else html


def contents_of(paper: Paper):
    """The headings that the list of contents shows."""
    return [heading for heading in paper.headings if heading.level <= 2]


def is_wide(table: Table):
    return table.is_wide or len(table.columns) > MANY_COLUMNS


def drawing(figure: Figure, language: str):
    return mark_safe(charts.as_svg(figure.bars, language))  # escaped there
