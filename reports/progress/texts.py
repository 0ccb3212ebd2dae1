"""Texts, sources and addresses of records as contents keep them."""

from django.conf import settings

from programme.models import Sureness
from reports.progress.contents import Named, Source

LANGUAGES = tuple(code for code, _name in settings.LANGUAGES)


def texts_of(record, field):
    """A translated text in every language that the record has it in."""
    found = {language: getattr(record, f"{field}_{language}") for language in LANGUAGES}
    return {language: text for language, text in found.items() if text}


def named(record, key="slug", field="name"):
    return Named(str(getattr(record, key)), texts_of(record, field))


def text(value):
    return "" if value is None else str(value)


def without_language(url):
    """The path of a page without the language that it begins with: contents serve every language."""
    first, _slash, rest = url[1:].partition("/")
    return f"/{rest}" if first in LANGUAGES else url


def title_of(document):
    """The titles of a document; one that nobody translated bears the title as published."""
    titles = texts_of(document, "title")
    return titles or ({"en": document.published_title} if document.published_title else {})


def source_of(fact, documents=None):
    """Where a fact stands, or None where it has no source and is sure all the same.

    `documents` are those read already, by their key.
    """
    if fact.source_id:
        document = fact.source if documents is None else documents[fact.source_id]
        return cited(document, fact.source_locator, fact.sureness)
    if fact.sureness == Sureness.OFFICIAL:
        return None
    return Source(title={}, locator=fact.source_locator, sureness=fact.sureness)


def cited(document, locator="", sureness=Sureness.OFFICIAL):
    return Source(
        title=title_of(document),
        symbol=document.symbol,
        url=without_language(document.get_absolute_url()),
        locator=locator,
        sureness=str(sureness),
    )
