"""What staff wrote for a part of the report; that it is missing in a language is said, never disguised."""

from django.utils.translation import gettext as _

from programme.templatetags.components import IN_LANGUAGE
from reports.paper.blocks import Note, line
from reports.paper.markdown import blocks_of


def narrative(pen, part):
    texts = {language: text for language, text in pen.contents.narrative.get(part, {}).items() if text.strip()}
    if not texts:
        return
    text, language = pen.text_in(texts)
    if language != pen.language:
        words = _("What the secretariat wrote for this part is not available in this language. It follows {language}.")
        yield Note(line(words.format(language=IN_LANGUAGE.get(language, language))))
    yield from blocks_of(text, language=language, level=1, key_prefix=f"{part}-text")
