"""Template tags and filters that every page uses: texts in languages, dates in words, parts of components."""

import re
import unicodedata

from django import template
from django.conf import settings
from django.forms.utils import flatatt
from django.template import defaultfilters
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe
from django.utils.translation import get_language, gettext_lazy, pgettext_lazy

from programme.action_words import step_in_words
from programme.city_names import named_in
from programme.date_format import first_of_month, format_date_range, format_partial_date
from programme.dates import PartialDate
from programme.folding import fold, query_tokens
from programme.locators import place_in_source
from programme.matrix import ROLE_NAMES, Role
from programme.models import DocumentVersion, Sureness, TextMark
from programme.punctuation import colon, semicolon

register = template.Library()
register.filter(place_in_source)
register.simple_tag(colon)
register.simple_tag(semicolon)

IN_LANGUAGE = {
    "en": gettext_lazy("in English"),
    "fr": gettext_lazy("in French"),
    "ru": gettext_lazy("in Russian"),
}

NOT_STATED = gettext_lazy("date not stated")

# The names that the UN's own tables of documents print above the three languages.
PRINTED_LANGUAGES = {
    "en": pgettext_lazy("language of a document", "ENG"),
    "fr": pgettext_lazy("language of a document", "FRE"),
    "ru": pgettext_lazy("language of a document", "RUS"),
}

EXPLANATIONS = {
    Sureness.SECONDARY: gettext_lazy("Another organisation or the press says so; no official document that we read."),
    Sureness.INFERRED: gettext_lazy("No source says it in these words; it follows from what sources say."),
    Sureness.RECONSTRUCTED: gettext_lazy("Put together by us from the sources named; the official wording may differ."),
    Sureness.UNCONFIRMED: gettext_lazy("Held to be so, but not found in a source that we could read."),
    Sureness.UNKNOWN: gettext_lazy("Looked for and not found."),
}


def page_language():
    return (get_language() or settings.LANGUAGE_CODE)[:2]


# Texts in languages


def text_of(record, field):
    """The text in the page's language or the next best one, with the language that it is in."""
    here = page_language()
    published = getattr(record, f"published_{field}", "") or "", getattr(record, "published_language", "")
    others = [code for code, _name in settings.LANGUAGES if code != here]
    found = [(getattr(record, f"{field}_{language}", "") or "", language) for language in (here, *others)]
    if published[1] == here:
        found.insert(1, published)
    # A title that nobody translated is shown as it was published.
    return next((pair for pair in found if pair[0]), published)


@register.simple_tag
def translated(record, field, mark=False, query=""):
    """A translated field; in another language where the page's is missing, which it says.

    What the `query` found in it is marked.

    With `mark=True` it also says where the wording is our own translation or not confirmed; prefetch `marks` then.
    """
    text, language = text_of(record, field)
    if not text:
        return ""
    remarks = []
    shown = highlight(text, query)
    if language != page_language() and language in IN_LANGUAGE:
        shown = format_html('<span lang="{}">{}</span>', language, shown)
        remarks.append(IN_LANGUAGE[language])
    if mark and (word := _text_mark(record, field, language)):
        remarks.append(word)
    if not remarks:
        return shown
    return format_html('{} <span class="remark">({})</span>', shown, ", ".join(map(str, remarks)))


def _text_mark(record, field, language):
    for mark in getattr(record, "text_marks", ()):
        if (mark.field, mark.language) == (field, language) and mark.mark != TextMark.Mark.OFFICIAL:
            return mark.get_mark_display()
    return ""


@register.filter
def plainly(record, field):
    """The same text without markup, for the page's title and for attributes."""
    return text_of(record, field)[0]


@register.simple_tag
def country_name(country):
    return translated(country, "name")


@register.simple_tag
def language_versions(document):
    """The three languages with the document's version in each, or None where nothing is recorded."""
    found = {version.language: version for version in document.versions.all()}
    return [
        {"code": code, "printed": PRINTED_LANGUAGES[code], "name": name, "version": found.get(code)}
        for code, name in DocumentVersion.Language.choices
    ]


@register.filter
def as_attributes(attributes):
    """The attributes of a tag, as Django's own template of them writes them, in a tenth of the time."""
    return flatatt(attributes)


# Dates


register.filter(first_of_month)  # for what the tag `now` says


@register.filter("date", expects_localtime=True, is_safe=False)
def date_in_words(value, style=None):
    """Django's own, with what its formats cannot say."""
    return first_of_month(defaultfilters.date(value, style))


@register.simple_tag
def partial_date(value, unknown=NOT_STATED):
    """A date as the source states it, in words; `unknown` is what to say where there is none."""
    if value is None or value == "":
        return format_html('<span class="unknown">{}</span>', unknown) if unknown else ""
    value = _as_partial_date(value)
    return format_html('<time datetime="{}">{}</time>', value, format_partial_date(value, page_language()))


@register.simple_tag
def dates(start, end, unknown=NOT_STATED):
    """An interval in words. Only a single day, month or year is a moment that `<time>` can hold."""
    start, end = (_as_partial_date(value) if value else None for value in (start, end))
    if start == end:
        return partial_date(start, unknown)
    return format_date_range(start, end, page_language())


def _as_partial_date(value):
    return value if isinstance(value, PartialDate) else PartialDate.of(value)


# Searching


@register.simple_tag
def highlight(text, query):
    """The text with what the search found in it marked, whatever the case and the accents."""
    text = unicodedata.normalize("NFC", str(text or ""))
    tokens = query_tokens(str(query or ""))
    if not tokens:
        return format_html("{}", text)
    folded, origins = _folded_with_origins(text)
    found = [False] * len(text)
    for token in tokens:
        for match in re.finditer(re.escape(token), folded):
            for origin in origins[match.start() : match.end()]:
                found[origin] = True
    pieces = []
    for is_found, piece in _runs(text, found):
        pieces.append(format_html("<mark>{}</mark>", piece) if is_found else format_html("{}", piece))
    return format_html_join("", "{}", ((piece,) for piece in pieces))


def _folded_with_origins(text):
    """The folded text and, for each of its characters, the place in the text that it comes from."""
    folded, origins = [], []
    for place, character in enumerate(text):
        # What folds to nothing parts words, unless it sits on or within a word (accents, soft hyphens).
        category = unicodedata.category(character)
        parts = fold(character) or ("" if category in {"Mn", "Me", "Cf"} else " ")
        folded.append(parts)
        origins += [place] * len(parts)
    return "".join(folded), origins


def _runs(text, found):
    start = 0
    for place in range(1, len(text) + 1):
        if place == len(text) or found[place] != found[start]:
            yield found[start], text[start:place]
            start = place


@register.inclusion_tag("programme/city_names.html")
def other_city_names(query):
    """Which cities the query names by another name than the record does."""
    return {"names": named_in(query or "")}


# Sources and sureness


@register.simple_tag
def sureness_words():
    """Every mark of doubt with its word and what it means, for the legend."""
    return [
        {"key": key.value, "label": key.label, "explanation": explanation} for key, explanation in EXPLANATIONS.items()
    ]


@register.inclusion_tag("components/field_source.html")
def field_source(record, field):
    """What sources say of one field where that differs from, or adds to, what the portal holds."""
    return {"claims": record.sources_of(field)}


# Components with content inside, and parts of components


@register.simple_block_tag(end_name="end_data_table")
def data_table(content, id, caption, hide_caption=False, wide=False, cards=False, tall=False):
    """A table with its caption in a region that scrolls by itself on narrow screens, or turns into cards there."""
    rendered = template.loader.get_template("components/table.html").render(
        {
            "id": id,
            "caption": caption,
            "hide_caption": hide_caption,
            "wide": wide,
            "cards": cards,
            "tall": tall,
            "content": content,
        }
    )
    return mark_safe(rendered)  # our own template escaped it


@register.simple_tag
def page_numbers(page):
    """The numbers to show for a page of a list, with None where some are left out."""
    numbers = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    return [number if isinstance(number, int) else None for number in numbers]


@register.filter
def step_words(step):
    return step_in_words(step)


@register.filter
def role_name(role):
    return ROLE_NAMES.get(Role(role), role) if role in set(Role) else role
