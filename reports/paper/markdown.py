"""Markdown that people write, as blocks of a paper. Markup that it does not know stays as the text that it is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

from reports.paper.blocks import Block, Column, Heading, Items, Line, Note, Paragraph, Run, Table, line

# No `reference`: a definition of a link would vanish from the text, which nobody who reads it would expect.
PARSER = MarkdownIt("commonmark", {"html": False, "maxNesting": 100}).enable("table").disable("reference")
# An address of the portal begins with one slash; two would lead to another host.
SAFE = re.compile(r"(https?://|mailto:|/(?![/\\]))", re.IGNORECASE)
DEEPEST = 5  # h6 on a page
# Quotes and lists so deep in each other mean nothing, and the parser would give up on them.
TOO_DEEP = re.compile(r"^(?:[ \t]*(?:>|[-*+]|\d+[.)])){15}|^[ \t]{60}", re.MULTILINE)


def blocks_of(text: str, *, language: str, level: int, key_prefix: str) -> tuple[Block, ...]:
    """What somebody wrote in `language` below a heading of `level`; keys of its headings begin with `key_prefix`."""
    text = text.replace("\x00", "").replace("\r\n", "\n").replace("\r", "\n")
    if TOO_DEEP.search(text):
        parts = (line(Run(" ".join(part.split()), lang=language)) for part in re.split(r"\n\s*\n", text))
        return tuple(Paragraph(part, is_numbered=True) for part in parts if part)
    return tuple(_Reader(language, level, key_prefix).blocks(SyntaxTreeNode(PARSER.parse(text))))


class _Reader:
    def __init__(self, language: str, level: int, key_prefix: str):
        self.language = language
        self.level = level
        self.above = level  # the level of the heading last met
        self.key_prefix = key_prefix
        self.headings = 0

    def blocks(self, node) -> Iterator[Block]:
        for child in node.children:
            match child.type:
                case "heading":
                    yield from self.heading(child)
                case "bullet_list" | "ordered_list":
                    yield self.items(child)
                case "blockquote":
                    yield from (Note(words) for words in self.lines(child))
                case "table":
                    yield self.table(child)
                case _:
                    yield from (Paragraph(words, is_numbered=True) for words in self.lines(child))

    def heading(self, node):
        words = self.line(node)
        if not words:
            return
        # As deep as it was written, but never deeper than one below the heading before it, nor than pages know.
        self.above = min(self.level + int(node.tag[1:]), self.above + 1, DEEPEST)
        self.headings += 1
        text = "".join(run.text for run in words)
        yield Heading(text, f"{self.key_prefix}-{self.headings}", self.above, lang=self.language)

    def items(self, node):
        first = node.attrs.get("start", 1)
        is_ordered = node.type == "ordered_list" and first == 1
        return Items(tuple(self.flat(node, is_marked=not is_ordered and node.type == "ordered_list")), is_ordered)

    def flat(self, node, *, is_marked, depth=0):
        """The items with those of the lists within them after each, told apart by a mark."""
        for number, item in enumerate(node.children, start=int(node.attrs.get("start", 1))):
            mark = f"{number}) " if node.type == "ordered_list" else "– " * depth
            own = [child for child in item.children if not child.type.endswith("_list")]
            words = spaced(words for child in own for words in self.lines(child))
            if words:
                yield line(self.run(mark), words) if is_marked else words
            for child in item.children:
                if child.type.endswith("_list"):
                    yield from self.flat(child, is_marked=True, depth=depth + 1)

    def table(self, node):
        rows = [list(row.children) for part in node.children for row in part.children]
        columns = tuple(
            Column("".join(run.text for run in self.line(cell)), is_number="right" in str(cell.attrs.get("style", "")))
            for cell in rows[0]
        )
        return Table("", columns, tuple(tuple(self.line(cell) for cell in row) for row in rows[1:]))

    def lines(self, node) -> Iterator[Line]:
        """One for each paragraph, however deep it lies in the node."""
        if node.type in ("fence", "code_block"):
            words = line(self.run(" ".join(f"{node.info} {node.content}".split())))
        elif node.type in ("paragraph", "heading", "inline", "tr"):
            words = spaced(self.line(child) for child in node.children)
        else:
            for child in node.children:
                yield from self.lines(child)
            return
        if words:
            yield words

    def line(self, node) -> Line:
        """The runs of a paragraph, a heading or a cell; neighbours of one kind joined, no space at the ends."""
        runs: list[Run] = []
        for run in self.runs(node, self.run("")):
            if runs and replace(runs[-1], text="") == replace(run, text=""):
                run = replace(run, text=runs.pop().text + run.text)
            runs.append(run)
        return trimmed(runs)

    def runs(self, node, manner: Run) -> Iterator[Run]:
        for child in node.children:
            match child.type:
                case "text" | "code_inline":
                    yield replace(manner, text=child.content)
                case "softbreak" | "hardbreak":
                    yield replace(manner, text=" ")
                case "image":
                    yield replace(manner, text=plain(child))
                case "strong":
                    yield from self.runs(child, replace(manner, strong=True))
                case "em":
                    yield from self.runs(child, replace(manner, emphasis=True))
                case "link":
                    address = str(child.attrs.get("href", ""))
                    if SAFE.match(address):
                        words = list(self.runs(child, replace(manner, url=address)))
                        yield from words or [replace(manner, text=address, url=address)]
                    else:
                        yield from self.runs(child, manner)
                        if address:
                            yield replace(manner, text=f" ({address})")
                case _:
                    yield from self.runs(child, manner)

    def run(self, text):
        return Run(text, lang=self.language)


def plain(node):
    """The text of a node without its markup."""
    if node.type in ("text", "code_inline"):
        return node.content
    if node.type in ("softbreak", "hardbreak"):
        return " "
    return "".join(plain(child) for child in node.children)


def spaced(lines) -> Line:
    """Several lines as one."""
    found = [one for one in lines if one]
    return line(
        *(part for place, one in enumerate(found) for part in ((Run(" ", lang=one[0].lang), one) if place else (one,)))
    )


def trimmed(runs) -> Line:
    if runs:
        runs[0] = replace(runs[0], text=runs[0].text.lstrip())
        runs[-1] = replace(runs[-1], text=runs[-1].text.rstrip())
    return line(runs)
