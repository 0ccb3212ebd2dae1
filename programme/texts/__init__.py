"""The portal's own prose: Markdown in three languages beside this file, made into HTML once and kept.

A text is `<address name>.<language>.md`: a heading, a first paragraph that also describes the page, then sections.
Headings carry their id, the same in every language: `## Missions {#missions}`. Besides addresses of other sites links
are written as

    [the report](document:cop-report-10)    the page of a document
    [the history](page:programme-history)   another page, by the name of its address
    [basic tasks](term:basic-tasks)         an explained term
    [](sure:inferred)                       a mark of how sure it is

and a paragraph `{{ meetings }}` is the place of something from the record, which the view brings.
"""

import re
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path

import nh3
import yaml
from django.urls import reverse
from django.utils import translation
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from markdown_it import MarkdownIt
from markdown_it.token import Token

from programme.models import Sureness

FOLDER = Path(__file__).parent

HEADING = re.compile(r"(?P<words>.+?)\s*\{#(?P<id>[a-z0-9-]+)\}")
PIECE = re.compile(r"\{\{ (?P<name>[a-z-]+) \}\}")

MARKDOWN = MarkdownIt("commonmark", {"html": False}).enable("table")
TAGS = {"p", "h2", "h3", "ul", "ol", "li", "a", "em", "strong", "code", "blockquote", "span"}
ATTRIBUTES = {"a": {"href", "class", "rel"}, "span": {"class"}, "h2": {"id"}, "h3": {"id"}, "ol": {"start"}}


@dataclass(frozen=True)
class Part:
    """A stretch of prose, or the name of what the view brings in its place."""

    html: str = ""
    piece: str = ""


@dataclass(frozen=True)
class Text:
    title: str
    lede: SafeString
    description: str
    headings: tuple[tuple[int, str, str], ...]  # level, id, words
    links: tuple[str, ...]  # as written
    parts: tuple[Part, ...]

    @property
    def contents(self):
        """The sections with their ids, for a list at the top of a long page."""
        return [(id, words) for level, id, words in self.headings if level == 2]


@dataclass(frozen=True)
class Term:
    """A word of the Programme, explained in our words."""

    key: str
    word: str
    is_ours: bool  # the word in this language is our rendering; no official text with it was read
    html: SafeString
    others: tuple[tuple[str, str], ...]  # language, word
    sources: tuple[str, ...]  # slugs of documents


@cache
def text(name, language):
    """The prose of a page in a language."""
    tokens = MARKDOWN.parse((FOLDER / f"{name}.{language}.md").read_text(encoding="utf-8"))
    title, lede, rest = tokens[1].content, tokens[4], tokens[6:]
    links = tuple(
        str(child.attrs["href"]) for token in tokens for child in token.children or () if "href" in child.attrs
    )
    with translation.override(language):
        description = "".join(child.content for child in lede.children)
        headings = tuple(_headings(rest))
        lede_html = _html([_told(lede)])
        return Text(title, lede_html, description, headings, links, tuple(_parts(rest)))


def inline(words, language):
    """A line of Markdown as HTML."""
    with translation.override(language):
        (paragraph,) = MARKDOWN.parseInline(words)
        return _html([_told(paragraph)])


@cache
def terms(language):
    """Every explained term, by the alphabet of the language."""
    found = []
    for entry in yaml.safe_load((FOLDER / "terms.yaml").read_text(encoding="utf-8")):
        others = tuple((code, word) for code, word in entry["term"].items() if code != language)
        html = inline(entry["text"][language], language)
        ours = language in entry.get("ours", ())
        found.append(Term(entry["key"], entry["term"][language], ours, html, others, tuple(entry.get("sources", ()))))
    return sorted(found, key=lambda term: term.word.casefold())


@cache
def cycle(language):
    """The words of the picture of the cycle."""
    entry = yaml.safe_load((FOLDER / "cycle.yaml").read_text(encoding="utf-8"))
    words = {key: entry[key][language] for key in ("title", "description", "centre", "hands_on", "caption")}
    return words | {"steps": [{key: step[key][language] for key in step} for step in entry["steps"]]}


def _headings(tokens):
    """Names every heading by the id written behind it, and lists them."""
    for opening, words in pairwise(tokens):
        if opening.type != "heading_open":
            continue
        match = HEADING.fullmatch(words.content)
        if match is None:
            raise ValueError(f"A heading without an id: {words.content}")
        opening.attrSet("id", match["id"])
        words.children = MARKDOWN.parseInline(match["words"])[0].children
        yield int(opening.tag[1]), match["id"], match["words"]


def _parts(tokens):
    """The prose, cut where something from the record has its place."""
    stretch = []
    tokens = iter(tokens)
    for token in tokens:
        piece = PIECE.fullmatch(token.content) if token.type == "inline" else None
        if piece is None:
            stretch.append(_told(token))
            continue
        yield from _prose(stretch[:-1])  # without the start of the paragraph that the name stands in
        yield Part(piece=piece["name"])
        stretch = []
        next(tokens)  # its end
    yield from _prose(stretch)


def _prose(tokens):
    if tokens:
        yield Part(html=_html(tokens))


def _html(tokens):
    # The texts are ours; whoever edits them still brings in no more than prose.
    html = nh3.clean(
        MARKDOWN.renderer.render(tokens, MARKDOWN.options, {}),
        tags=TAGS,
        attributes=ATTRIBUTES,
        link_rel=None,
        url_schemes={"http", "https"},
    )
    return mark_safe(html)


def _told(token):
    """The token with its links leading where they should."""
    for place, child in reversed(list(enumerate(token.children or ()))):
        if "href" not in child.attrs:
            continue
        kind, _colon, target = str(child.attrs["href"]).partition(":")
        if kind == "sure":
            child.attrs = {"href": f"#sureness-{target}", "class": "sureness"}
            token.children.insert(place + 1, _mark(Sureness(target)))
        elif kind in {"http", "https"}:
            child.attrSet("rel", "external")
        elif kind in ADDRESSES:
            child.attrSet("href", ADDRESSES[kind](target))
        else:
            raise ValueError(f"A link that leads nowhere: {child.attrs['href']}")
    return token


def _page(target):
    name, sign, rest = re.fullmatch(r"([\w-]+)([?#]?)(.*)", target).groups()
    return f"{reverse(name)}{sign}{rest}"


ADDRESSES = {
    "document": lambda slug: reverse("document", args=[slug]),
    "page": _page,
    "term": lambda key: f"{reverse('programme-terms')}#{key}",
}


def _mark(sureness):
    """What components/sureness.html draws."""
    token = Token("html_inline", "", 0)
    token.content = f'<span class="visually-hidden">{escape(_("How sure:"))} </span>'
    token.content += escape(sureness.label)
    return token
