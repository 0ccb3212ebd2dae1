"""Searching the whole site: countries, activities, documents, meetings and explained terms, best first.

Where nothing is found, the nearest known names and words are offered, on every database alike. Another question is
never answered in silence: what is shown instead says so.
"""

from dataclasses import dataclass, field
from functools import cache
from threading import Lock
from typing import Any
from urllib.parse import urlencode

from django.db.models import Case, F, Q, When
from django.urls import reverse
from django.utils import translation
from django.utils.html import strip_tags
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from activities.models import Activity
from activities.search import found_by
from countries.models import Country, CountryName
from countries.standing import standing_of
from programme import texts
from programme.city_names import names_beside
from programme.folding import fold, query_tokens
from programme.models import Document, Meeting
from programme.page_cache import record_stands
from reports.models import ProgressReport
from reports.near_names import NearNames

LANGUAGES = ("en", "fr", "ru")
SHOWN = 5  # of each group; all the others are in the full lists
SHOWN_WHOLE = 20  # of meetings and terms, which have no filtered list
# A register of many thousand titles repeats its words: the latest hold nearly all of them.
MOST_TITLES = 20_000
COUNTRY, PLACE, TERM, SYMBOL, TITLE = range(5)  # which name is rather meant


@dataclass(frozen=True)
class Group:
    key: str
    title: str
    count: int
    found: list[Any]
    url: str = ""  # the full list, where there is one that is filtered alike


@dataclass(frozen=True)
class Found:
    """What a search found for `query`; where that is not what was `asked`, the page says so."""

    asked: str
    query: str = ""
    groups: list[Group] = field(default_factory=list)
    suggestions: list[tuple[str, str]] = field(default_factory=list)

    @property
    def total(self):
        return sum(group.count for group in self.groups)

    @property
    def is_instead(self):
        return bool(self.query) and self.query != self.asked


@dataclass(frozen=True)
class FoundCountry:
    country: Country
    standing: Any
    other_names: list[CountryName]  # by which it was found, where its own name is not like what was asked


def search(text, user, language):
    """What the site holds on this text, or on the nearest known name where it holds nothing."""
    index = Index.current()
    groups = _groups(text, user, language, index)
    near = index.near.suggestions(text)
    query = text
    if not groups and near:
        groups = _groups(near[0], user, language, index)
        query = near[0] if groups else text
        near = near[1:] if groups else near
    return Found(text, query, groups, [(one, search_url(one)) for one in near])


def search_url(text):
    return f"{reverse('search')}?{urlencode({'q': text})}"


def _groups(text, user, language, index):
    if not query_tokens(text):
        return []
    documents = Document.objects.search(text)
    made = (
        _countries(text, language),
        _activities(text, user),
        _reports(text),
        _documents(text, documents.published(), "documents", _("Documents"), "programme"),
        _meetings(text, index),
        _terms(text, language),
        _pages(text),
        _documents(text, documents.references(), "sources", _("Cited sources"), "sources"),
    )
    return [group for group in made if group.count]


def _countries(text, language):
    folded, tokens = fold(text), query_tokens(text)
    exact = set(Country.objects.known_as(text).values_list("pk", flat=True))
    countries = Country.objects.search(text).for_listing().prefetch_related("names").in_order_of_names(language)
    in_order = sorted(countries, key=lambda one: (one.pk not in exact, not one.sort_key.startswith(folded)))
    found = []
    for country in in_order[:SHOWN]:
        is_own = all(token in country.search_text for token in tokens)
        others = [name for name in country.names.all() if all(token in name.folded for token in tokens)]
        found.append(FoundCountry(country, standing_of(country), [] if is_own else others))
    return Group("countries", _("Countries"), len(in_order), found, _list_url("countries", q=text))


def _activities(text, user):
    every_word = Q(*(Q(search_text__contains=token) for token in query_tokens(text)))
    how_well = Case(When(search_text__contains=fold(text), then=0), When(every_word, then=1), default=2)
    activities = Activity.objects.visible_to(user).filter(found_by(text)).order_by()
    best_first = activities.for_listing().order_by(how_well, F("sort_day").desc(nulls_last=True), "pk")
    url = _list_url("activities", q=text)
    return Group("activities", _("Activities"), activities.count(), list(best_first[:SHOWN]), url)


def _documents(text, documents, key, title, show):
    # A symbol that ends with what was typed, slashes or not, is rather meant than one that goes on.
    is_end = Q(search_text__contains=f"{fold(text).replace(' ', '')} ") & ~Q(symbol="")
    best_first = documents.for_listing().in_order("newest", text)
    best_first = best_first.order_by(
        best_first.query.order_by[0], Case(When(is_end, then=0), default=1), *best_first.query.order_by[1:]
    )
    return Group(key, title, documents.count(), list(best_first[:SHOWN]), _list_url("documents", q=text, show=show))


def _reports(text):
    """The published progress reports: by their name in any language, by their years."""
    tokens, found = query_tokens(text), []
    for report in ProgressReport.objects.published().for_page().newest_first():
        if all(_is_in(words_of_report(report), token) for token in tokens):
            found.append(report)
    return Group("reports", _("Progress reports"), len(found), found[:SHOWN_WHOLE], reverse("progress-reports"))


def words_of_report(report):
    names = []
    for language in LANGUAGES:
        with translation.override(language):
            names.append(str(report))
    return fold(f"{' '.join(names)} {report.biennium.first_year} {report.biennium.last_year}")


def _meetings(text, index):
    tokens = query_tokens(text)
    found = [meeting for meeting, words in index.meetings if all(_is_in(words, token) for token in tokens)]
    return Group("meetings", _("Meetings"), len(found), found[:SHOWN_WHOLE])


def _is_in(words, token):
    """A number is meant as a whole: 10 is not in 2010."""
    return token in words.split() if token.isdigit() else token in words


def _terms(text, language):
    folded, tokens = fold(text), query_tokens(text)
    ranked = []
    for term, words, plain, searched in _searched_terms(language):
        if all(token in searched for token in tokens):
            in_word = any(all(token in word for token in tokens) for word in words)
            begins = any(word.startswith(folded) for word in words)
            ranked.append(((folded not in words, not begins, not in_word), {"term": term, "text": plain}))
    found = [entry for _rank, entry in sorted(ranked, key=lambda pair: pair[0])]
    return Group("terms", _("Explained terms"), len(found), found[:SHOWN_WHOLE])


@cache
def _searched_terms(language):
    """Each term with its folded words in every language, its explanation without markup, and all that is searched."""
    found = []
    for term in texts.terms(language):
        words = tuple(fold(word) for word in (term.word, *(word for _code, word in term.others)))
        plain = strip_tags(term.html)
        found.append((term, words, plain, " ".join((*words, fold(plain)))))
    return found


# Pages that gather what no record is: the name of the address, the title, what is there, other words for it.
PAGES = (
    (
        "programme-needs",
        _("Assistance needed"),
        _("What help countries ask for in the action plans that they published, by working area, kind and subregion."),
        _("needs, support, donors, partners"),
    ),
    (
        "status",
        _("State of the Programme"),
        _("Where the Programme stood on any day since 2004, from facts of the record that bear a date."),
        _("status, day, then, at that time"),
    ),
    (
        "progress-reports",
        _("Progress reports"),
        _("Every two years the secretariat reports to the Conference of the Parties on what the Programme did."),
        _("report, biennium, workplan"),
    ),
)


def _pages(text):
    tokens = query_tokens(text)
    found = [
        {"url": reverse(name), "title": title, "text": about}
        for name, title, about, _others in PAGES
        if all(token in _words_of_page(name) for token in tokens)
    ]
    return Group("pages", _("Pages"), len(found), found)


@cache
def _words_of_page(wanted):
    """All that a page is found by, folded, in every language."""
    said = []
    for language in LANGUAGES:
        with override(language):
            said += [str(words) for name, *texts_ in PAGES if name == wanted for words in texts_]
    return fold(" ".join(said))


def _list_url(name, **question):
    return f"{reverse(name)}?{urlencode(question)}"


class Index:
    """What is searched in the process: meetings, and every name and word that may have been meant.

    Made anew when the record has changed and somebody searches. It holds nothing that is not published.
    """

    _kept: "tuple[Any, Index] | None" = None
    _lock = Lock()

    @classmethod
    def current(cls):
        stands = record_stands()
        with cls._lock:
            if cls._kept is None or cls._kept[0] != stands:
                cls._kept = (stands, cls())
            return cls._kept[1]

    def __init__(self):
        meetings = Meeting.objects.select_related("body").order_by(F("first_day").desc(nulls_last=True), "slug")
        self.meetings = [(meeting, words_of_meeting(meeting)) for meeting in meetings]
        self.near = NearNames(*self._names_and_words())

    def _names_and_words(self):
        columns = [f"{name}_{language}" for name in ("name", "formal_name") for language in LANGUAGES]
        names = [
            (text, COUNTRY, ("country", key))
            for key, *row in Country.objects.values_list("pk", *columns)
            for text in row
        ]
        others = CountryName.objects.exclude(kind=CountryName.Kind.MISSPELLING).values_list("text", "country")
        names += [(text, COUNTRY, ("country", key)) for text, key in others]
        published = Activity.objects.published().order_by("-pk")
        places = [*published.order_by().values_list("city_en", "city_fr", "city_ru").distinct()]
        places += [_in_languages(meeting, "city") for meeting, _words in self.meetings]
        for row in places:
            place = fold(next(filter(None, row), ""))
            names += [(text, PLACE, ("place", place)) for text in (*row, *names_beside(*row))]
        names += [(term.word, TERM, ("term", term.key)) for language in LANGUAGES for term in texts.terms(language)]
        bodies = {meeting.body for meeting, _words in self.meetings}
        names += [(text, TERM, ("body", body.pk)) for body in bodies for text in _of_body(body)]
        titles = ("published_title", "title_en", "title_fr", "title_ru")
        words = {text for row in published.values_list(*titles)[:MOST_TITLES] for text in row}
        for symbol, *row in Document.objects.order_by("-pk").values_list("symbol", *titles)[:MOST_TITLES]:
            names.append((symbol, SYMBOL, ("symbol", symbol)))
            words.update(row)
        return [name for name in names if name[0]], [(text, TITLE, text) for text in sorted(filter(None, words))]


def words_of_meeting(meeting):
    """All by which a meeting is looked for: its body, number, "COP10", place and years."""
    number = str(meeting.number or "")
    bodies = _of_body(meeting.body)
    joined = [f"{name}{number}" for name in (*_in_languages(meeting.body, "abbreviation"), meeting.body.slug) if number]
    years = [str(day.year) for day in (meeting.start, meeting.end) if day]
    cities = _in_languages(meeting, "city")
    parts = (*bodies, meeting.body.slug, number, *joined, *cities, *names_beside(*cities), meeting.slug, *years)
    return fold(" ".join(parts))


def _of_body(body):
    return (*_in_languages(body, "name"), *_in_languages(body, "abbreviation"))


def _in_languages(record, name):
    return [text for language in LANGUAGES if (text := getattr(record, f"{name}_{language}"))]
