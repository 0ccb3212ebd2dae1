"""What a report says, block by block, before it is a page, a Word file or a PDF (ADR 20).

A report composes one `Paper`; each format only draws it. So the three cannot say different things, and what people
typed is text in a `Run` and nothing else: no format is ever handed markup that somebody wrote.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import date


@dataclass(frozen=True)
class Run:
    """A piece of a line. `lang` where it is in another language than the paper, `url` where it leads somewhere:
    an address of the portal that begins with a slash, or a whole one."""

    text: str
    lang: str = ""
    strong: bool = False
    emphasis: bool = False
    url: str = ""


Line = tuple[Run, ...]


def line(*parts: str | Run | Iterable[Run]) -> Line:
    """A line of texts, runs and other lines; empty texts are left out."""
    runs: list[Run] = []
    for part in parts:
        found = (Run(part),) if isinstance(part, str) else (part,) if isinstance(part, Run) else tuple(part)
        runs += [run for run in found if run.text]
    return tuple(runs)


@dataclass(frozen=True)
class Heading:
    """Levels begin with 1, below the title, and skip none. `key` is its anchor, unique in the paper."""

    text: str
    key: str
    level: int = 1
    starts_page: bool = False
    lang: str = ""  # where it is in another language than the paper


@dataclass(frozen=True)
class Paragraph:
    """`is_numbered` ones count through the whole paper, as in documents of the United Nations."""

    line: Line
    is_numbered: bool = False
    number: int | None = None


@dataclass(frozen=True)
class Items:
    items: tuple[Line, ...]
    is_ordered: bool = False


@dataclass(frozen=True)
class Facts:
    """Terms with what is said of them: dates, place, countries of an activity."""

    rows: tuple[tuple[str, Line], ...]


@dataclass(frozen=True)
class Column:
    """`share` is its part of the width beside the other columns."""

    title: str
    is_number: bool = False
    share: int = 1


@dataclass(frozen=True)
class Table:
    """The first cell of each row is its heading. `total` is a last row set apart."""

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Line, ...], ...]
    total: tuple[Line, ...] = ()
    note: Line = ()
    key: str = ""
    number: int | None = None
    is_wide: bool = False  # needs a page on its side


@dataclass(frozen=True)
class BarRow:
    """A bar: one value for each series of the chart."""

    label: str
    values: tuple[int, ...]


@dataclass(frozen=True)
class Bars:
    """Lying bars, divided by series: the one kind of chart in reports. Values are whole numbers, of `unit`."""

    series: tuple[str, ...]
    rows: tuple[BarRow, ...]
    unit: str

    @property
    def is_empty(self):
        return not any(any(row.values) for row in self.rows)

    def in_letters(self, spelled: Callable[[str], str]) -> Bars:
        """The same with its words as a format can show them."""
        rows = tuple(BarRow(spelled(row.label), row.values) for row in self.rows)
        return Bars(tuple(spelled(name) for name in self.series), rows, spelled(self.unit))


@dataclass(frozen=True)
class Figure:
    """A chart with its caption, what it shows in words for those who do not see it, and the same numbers as a table.

    `csv_url` is where the page offers the table as a file; empty where nothing does.
    """

    bars: Bars
    caption: str
    alternative: str
    table: Table
    key: str
    csv_url: str = ""
    number: int | None = None


@dataclass(frozen=True)
class Note:
    """Said apart from the text: that something is unknown, untranslated or disputed."""

    line: Line


Block = Heading | Paragraph | Items | Facts | Table | Figure | Note


@dataclass(frozen=True)
class Paper:
    """A whole report in one language.

    `front` is what stands below the title (meeting, period, as of), `running` the short title on each page. `as_of` is
    the day of which the record is told. `mark` says on the first page what kind of copy it is ("Draft"), or nothing.
    """

    language: str
    title: str
    running: str
    blocks: tuple[Block, ...]
    subtitle: str = ""
    front: tuple[tuple[str, Line], ...] = ()
    as_of: date | None = None
    mark: str = ""
    base_url: str = ""
    headings: tuple[Heading, ...] = field(default=(), init=False)

    def __post_init__(self):
        object.__setattr__(self, "headings", tuple(one for one in self.blocks if isinstance(one, Heading)))

    @classmethod
    def of(cls, blocks: Iterable[Block], **about) -> Paper:
        """The paper with its numbered paragraphs, tables and figures counted; refuses levels skipped and keys twice."""
        counted, keys, level = [], set(), 0
        numbers = {Paragraph: 0, Table: 0, Figure: 0}
        for block in blocks:
            if isinstance(block, Heading):
                if block.level > level + 1:
                    raise ValueError(f"heading {block.key} skips a level")
                if block.key in keys:
                    raise ValueError(f"two headings have the key {block.key}")
                keys.add(block.key)
                level = block.level
            if isinstance(block, Table | Figure) or (isinstance(block, Paragraph) and block.is_numbered):
                numbers[type(block)] += 1
                block = replace(block, number=numbers[type(block)])
            counted.append(block)
        return cls(blocks=tuple(counted), **about)

    def absolute(self, url: str) -> str:
        """The whole address, for files that are read elsewhere."""
        return f"{self.base_url}{url}" if url.startswith("/") else url
