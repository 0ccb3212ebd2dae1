"""What staff wrote for a part of the report; that it is missing in a language is said, never disguised."""

from dataclasses import replace

from django.utils.translation import gettext as _

from programme.templatetags.components import IN_LANGUAGE
from reports.paper.blocks import Items, Note, Paragraph, line


def narrative(pen, part):
    texts = {language: text for language, text in pen.contents.narrative.get(part, {}).items() if text.strip()}
    if not texts:
        return
    text, language = pen.text_in(texts)
    if language != pen.language:
        others = ", ".join(str(IN_LANGUAGE[one]) for one in texts if one in IN_LANGUAGE)
        words = _("The text of this part is not available in the language of this report. It is there {languages}:")
        yield Note(line(words.format(languages=others)))
    for block in blocks_of(text):
        yield numbered(block if language == pen.language else in_language(block, language))


def blocks_of(markdown):
    """Plain paragraphs."""
    return [Paragraph(line(" ".join(part.split()))) for part in markdown.split("\n\n") if part.strip()]


def numbered(block):
    return replace(block, is_numbered=True) if isinstance(block, Paragraph) else block


def in_language(block, language):
    """The block with each run marked as being in this language."""
    if isinstance(block, Items):
        return replace(block, items=tuple(_marked(one, language) for one in block.items))
    return replace(block, line=_marked(block.line, language)) if isinstance(block, Paragraph | Note) else block


def _marked(runs, language):
    return tuple(run if run.lang else replace(run, lang=language) for run in runs)
