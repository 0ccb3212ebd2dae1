"""A report as a paper, whole or in its parts, for pages and files."""

from dataclasses import dataclass, replace
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from reports.paper.blocks import Heading, Paper
from reports.progress.composed import composed
from reports.progress.parts import PARTS


@dataclass(frozen=True)
class Part:
    """What the record says in a part of the report, without what staff wrote: a paper that a page shows apart."""

    key: str
    title: Any
    paper: Paper


def parts_of(contents, language):
    """The computed parts of the paper, in order."""
    paper = composed(replace(contents, narrative={}), language)
    found: dict[str, list[Any]] = {key: [] for key in PARTS}
    key = ""
    for block in paper.blocks:
        if isinstance(block, Heading) and block.level == 1:
            key = block.key
        elif key:
            found[key].append(block)
    return [Part(key, PARTS[key], apart(blocks, language)) for key, blocks in found.items()]


def draft_paper(contents, language, base_url=""):
    """The paper with the word across it that it is no report yet."""
    with translation.override(language):
        mark = _("Draft")
    return composed(contents, language, base_url=base_url, mark=mark)


def apart(blocks, language) -> Paper:
    """Some blocks as a paper without a title, each with the number that it has."""
    return Paper(language=language, title="", running="", blocks=tuple(blocks))
