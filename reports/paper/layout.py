"""What a Word file and a PDF share: the paper cut where it must be turned, and the words that no block holds."""

from dataclasses import dataclass

from django.utils import translation
from django.utils.translation import gettext, pgettext

from programme.punctuation import colon
from reports.paper.blocks import Block, Heading, Paper, Table


@dataclass(frozen=True)
class Sheet:
    """Blocks on pages of one direction."""

    is_wide: bool
    blocks: tuple[Block, ...]


def sheets(paper: Paper):
    """A wide table stands on a page on its side, with the headings that lead to it; the rest stands upright."""
    found: list[Sheet] = []
    waiting: list[Block] = []

    def add(is_wide, blocks):
        if found and found[-1].is_wide == is_wide:
            blocks = (*found.pop().blocks, *blocks)
        if blocks:
            found.append(Sheet(is_wide, tuple(blocks)))

    for block in paper.blocks:
        waiting.append(block)
        if isinstance(block, Table) and block.is_wide:
            add(True, waiting)
            waiting = []
        elif not isinstance(block, Heading):
            add(False, waiting)
            waiting = []
    add(False, waiting)
    return tuple(found)


@dataclass(frozen=True)
class Words:
    """In the language of the paper, whatever that of the reader."""

    contents: str
    table: str
    figure: str
    nothing: str  # instead of the rows of an empty table
    nothing_to_draw: str  # instead of an empty chart
    secretariat: str
    colon: str

    @classmethod
    def of(cls, language):
        with translation.override(language):
            return cls(
                contents=gettext("Contents"),
                table=pgettext("caption", "Table {number}"),
                figure=pgettext("caption", "Figure {number}"),
                nothing=gettext("Nothing is recorded."),
                nothing_to_draw=gettext("Every value is 0: there is nothing to draw."),
                secretariat=gettext("Secretariat of the Industrial Accidents Convention"),
                colon=colon(),
            )

    def caption(self, block):
        """The caption with its number, where the block has been counted."""
        if block.number is None:
            return block.caption
        return f"{self.label(block)}. {block.caption}" if block.caption else self.label(block)

    def label(self, block):
        kind = self.table if isinstance(block, Table) else self.figure
        return kind.format(number=block.number)
