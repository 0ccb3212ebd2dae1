"""Words of a report in one language: names, dates, titles, sources, numbers that lead to their lists.

What a text lacks in the language of the report stands in the next best one and says so, with its own `lang`.
"""

from functools import cached_property

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from programme.date_format import format_date_range, format_partial_date
from programme.dates import PartialDate
from programme.folding import fold
from programme.locators import PLACES
from programme.models import Sureness
from programme.punctuation import colon, semicolon
from programme.templatetags.components import IN_LANGUAGE
from reports.paper.blocks import Line, Run, line
from reports.progress.contents import Contents
from reports.progress.figures import figures_of
from reports.progress.texts import LANGUAGES

NOT_STATED = gettext_lazy("not stated")


class Pen:
    """Writes in one language; the language is active while a paper is composed."""

    def __init__(self, contents: Contents, language: str, csv_url=None):
        self.contents, self.language = contents, language
        self.csv_url = csv_url or (lambda key: "")
        self._sort_keys: dict[tuple[str, str], str] = {}
        self.activities = {one.slug: one for one in (*contents.activities, *contents.not_held)}

    @cached_property
    def figures(self):
        return figures_of(self.contents)

    # Texts that the record has in several languages

    def text_in(self, texts) -> tuple[str, str]:
        """The text in the language of the report or the next best one, with the language that it is in."""
        for language in (self.language, *LANGUAGES):
            if texts and texts.get(language):
                return texts[language], language
        return next(((text, language) for language, text in (texts or {}).items() if text), ("", ""))

    def run(self, texts, url="") -> Run:
        text, language = self.text_in(texts)
        return Run(text, lang="" if language == self.language else language, url=self.address(url))

    def texts(self, texts, url="", remark="") -> Line:
        """The text, with a remark where it is in another language or not as sure as it looks."""
        run = self.run(texts, url)
        remarks = [str(IN_LANGUAGE[run.lang])] if run.lang in IN_LANGUAGE else []
        remarks += [remark] if remark else []
        return line(run, f" ({', '.join(remarks)})" if remarks and run.text else "")

    def title(self, entry, url="") -> Line:
        """The title of an activity; that it is our translation is said."""
        is_ours = self.title_language(entry) in entry.our_titles
        return self.texts(self._titles(entry), url, remark=_("our translation") if is_ours else "")

    def title_run(self, entry) -> Run:
        return self.run(self._titles(entry))

    def title_language(self, entry) -> str:
        return self.text_in(self._titles(entry))[1]

    @staticmethod
    def _titles(entry):
        """As published in the language of publication, else the record's own."""
        published = {entry.published_language or "en": entry.published_title} if entry.published_title else {}
        return entry.title | published or {"": entry.slug}

    def title_of(self, slug) -> Line:
        entry = self.activities.get(slug)
        return self.title(entry, self.page(entry)) if entry else self.named("project", slug)

    @staticmethod
    def page(entry):
        return f"/activities/{entry.slug}/"

    # Names by their key

    def name(self, kind, key) -> str:
        return self.text_in(self.contents.names.get(kind, {}).get(key))[0] or key

    def named(self, kind, key, url="") -> Line:
        texts = self.contents.names.get(kind, {}).get(key)
        return self.texts(texts, url) if texts else line(key)

    def names(self, kind, keys) -> Line:
        """Names, sorted as the reader sorts them."""
        return self.listed([self.named(kind, key) for key in self.in_order(kind, keys)])

    def in_order(self, kind, keys):
        keys = dict.fromkeys(keys)
        return sorted(keys, key=lambda key: self._sort_key(kind, key)) if len(keys) > 1 else list(keys)

    def sorted_by_country(self, entries):
        return sorted(entries, key=lambda one: self._sort_key("country", one.country))

    def _sort_key(self, kind, key):
        if (kind, key) not in self._sort_keys:
            self._sort_keys[kind, key] = fold(self.name(kind, key))
        return self._sort_keys[kind, key]

    @staticmethod
    def listed(lines, between=", ") -> Line:
        found: list[Run] = []
        for one in filter(None, lines):
            found += [Run(between)] if found else []
            found += one
        return line(found)

    # Days

    def date(self, text, unknown=NOT_STATED) -> str:
        return format_partial_date(PartialDate.parse(text), self.language) if text else str(unknown)

    def dates(self, start, end, unknown=NOT_STATED) -> str:
        start, end = (PartialDate.parse(text) if text else None for text in (start, end))
        return format_date_range(start, end, self.language) or str(unknown)

    @property
    def biennium(self):
        first = self.contents.first_year
        return format_date_range(PartialDate(first), PartialDate(first + 1), self.language)

    @property
    def last_day(self):
        return self.date(self.contents.last_day)

    # Sources, sureness, numbers

    def address(self, url):
        """The page in the language of the report."""
        return f"/{self.language}{url}" if url.startswith("/") else url

    @staticmethod
    def doubt(sureness) -> str:
        """How sure something is, in brackets; nothing where an official source states it."""
        return f" ({Sureness(sureness).label})" if sureness not in ("", Sureness.OFFICIAL) else ""

    def source(self, source, with_doubt=True) -> Line:
        if source is None:
            return line(str(NOT_STATED))
        doubt = self.doubt(source.sureness) if with_doubt else ""
        title = self.run(source.title, source.url)
        if source.symbol:
            title = Run(source.symbol, url=self.address(source.url))
        if not title.text:
            return line(_("no source named"), doubt)
        place = self.place_in(source.locator)
        return line(title, ", " if place.text else "", place, doubt)

    def sources(self, sources) -> Line:
        return self.listed([self.source(one) for one in sources], between=semicolon()) or line(str(NOT_STATED))

    def place_in(self, locator) -> Run:
        """The place in a source; the record keeps it in English."""
        for pattern, phrase in PLACES:
            match = pattern.fullmatch(locator.strip())
            if match:
                return Run(str(phrase % match.groupdict()))
        return Run(locator, lang="" if self.language == "en" else "en")

    def number(self, count) -> Line:
        """The number of a count, leading to the list of what it counts."""
        return line(Run(str(count.number), url=self.address(count.url) if count.number else ""))

    def choice(self, choices, value, none=NOT_STATED) -> str:
        return str(choices(value).label) if value in choices.values else value or str(none)

    @staticmethod
    def labelled(label, value) -> Line:
        return line(str(label), colon(), value)

    @staticmethod
    def labelled_text(label, value) -> str:
        return f"{label}{colon()}{value}"

    def quoted(self, text, language) -> Line:
        pattern = pgettext("words of a source", "“{words}”")
        before, after = pattern.split("{words}")
        return line(before, Run(text, lang="" if language == self.language else language), after)
