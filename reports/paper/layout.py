"""What a Word file and a PDF share: the paper cut where it must be turned, and the words that no block holds."""

from dataclasses import dataclass
from functools import cache

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


# Of the text on a page that stands upright or lies on its side, and of a letter and a gap in a table, in points.
WIDTHS = {False: 442, True: 717}
LETTER, SPACE = 5.2, 13
LONGEST = 16  # letters: longer words break


def widths(table: Table, whole):
    """Each column by its share, but none narrower than its longest word; the others make room for that."""
    least = [
        min(max(map(len, words), default=1), LONGEST) * LETTER + SPACE for words in map(_words_of, _columns_of(table))
    ]
    shares = [max(column.share, 1) for column in table.columns]
    fixed: dict[int, float] = {}
    while True:
        left = whole - sum(fixed.values())
        free = sum(share for place, share in enumerate(shares) if place not in fixed)
        narrow = [
            place for place, share in enumerate(shares) if place not in fixed and left * share / free < least[place]
        ]
        if not narrow or len(fixed) + len(narrow) == len(shares):
            break
        fixed |= {place: least[place] for place in narrow}
    return [round(fixed.get(place, left * share / free), 1) for place, share in enumerate(shares)]


def _columns_of(table):
    for place, column in enumerate(table.columns):
        yield [column.title, *("".join(run.text for run in row[place]) for row in table.rows)]


def _words_of(texts):
    return {word for text in texts for word in text.split()}


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
    @cache
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
