"""Lines of a paper from records: the words that pages use, with their language and their source."""

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from programme.date_format import date_format, format_date_range, format_partial_date
from programme.dates import PartialDate
from programme.locators import place_in_source
from programme.models import Sureness
from programme.templatetags.components import IN_LANGUAGE, NOT_STATED, page_language, text_of
from reports.paper.blocks import Line, Paragraph, Run, line

QUOTES = {"en": "“{}”", "fr": "«\N{NO-BREAK SPACE}{}\N{NO-BREAK SPACE}»", "ru": "«{}»"}


def said(record, field, url="") -> Line:
    """A translated field; in another language where this one is missing, which it says."""
    text, language = text_of(record, field)
    if not text:
        return ()
    is_other = language != page_language() and language in IN_LANGUAGE
    remark = f" ({IN_LANGUAGE[language]})" if is_other else ""
    return line(Run(text, lang=language if is_other else "", url=url), remark)


def plainly(record, field):
    return text_of(record, field)[0]


def on_day(day):
    return date_format(day, "DATE_FORMAT")


def partial(value, unknown=NOT_STATED):
    if not value:
        return str(unknown)
    value = value if isinstance(value, PartialDate) else PartialDate.of(value)
    return format_partial_date(value, page_language())


def between(start, end, unknown=NOT_STATED):
    start, end = (
        value and (value if isinstance(value, PartialDate) else PartialDate.of(value)) for value in (start, end)
    )
    if start == end:
        return partial(start, unknown)
    return format_date_range(start, end, page_language())


def how_sure(fact) -> str:
    """The mark of a fact that is not official."""
    return f" [{fact.get_sureness_display()}]" if fact.sureness and fact.sureness != Sureness.OFFICIAL else ""


def document(record) -> Line:
    symbol = f"{record.symbol} – " if record.symbol else ""
    return line(symbol, said(record, "title", url=record.get_absolute_url()))


def source(fact) -> Line:
    """Where a fact comes from, as a sentence."""
    if not fact.source:
        return line(_("No source recorded"), how_sure(fact), ".")
    place = place_in_source(fact.source_locator) if fact.source_locator else ""
    as_of = getattr(fact, "as_of", None)
    return line(
        _("Source:"),
        " ",
        document(fact.source),
        f", {place}" if place else "",
        f", {pgettext('date of a source', 'as of')} {partial(as_of)}" if as_of else "",
        how_sure(fact),
        ".",
    )


def sentences(*lines) -> Line:
    """Lines one after the other, those that say nothing left out."""
    found = [one for one in map(line, lines) if one]
    return line(*(part for place, one in enumerate(found) for part in ((" ", one) if place else (one,))))


def quoted(text) -> Line:
    """The words of a source between the marks of the page's language."""
    return line(QUOTES[page_language()].format(" ".join(text.split())))


def paragraphs(text, is_numbered=False):
    """What people wrote in lines, as paragraphs."""
    return [Paragraph(line(part.strip()), is_numbered) for part in str(text).split("\n") if part.strip()]


def one_line(text) -> Line:
    return line(" ".join(str(text).split()))


def capital(text):
    return text[:1].upper() + text[1:]


def stage_in_words(stage, otherwise=""):
    if stage:
        return line(f"{stage.number}. ", said(stage, "label"))
    return line(capital(otherwise) or _("none chosen"))
