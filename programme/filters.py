"""The filter of the list of documents."""

from datetime import date

import django_filters as filters
from django import forms
from django.utils.translation import gettext_lazy as _

from programme.dates import Biennium
from programme.models import Document, DocumentVersion, Meeting

LONGEST_QUERY = 200
PROGRAMME, SOURCES = "programme", "sources"
LISTS = {PROGRAMME: _("Documents of the Programme"), SOURCES: _("Cited sources")}
SORTS = {"newest": _("Newest first"), "oldest": _("Oldest first"), "symbol": _("UN symbol")}


def kinds_in_use():
    used = set(Document.objects.order_by().values_list("kind", flat=True).distinct())
    return [(value, label) for value, label in Document.Kind.choices if value in used]


def periods():
    """The biennia from which there are documents, newest first, and each of their years below it."""
    years = {day.year for day in Document.objects.order_by().dates("first_day", "year")}
    biennia = sorted({Biennium.of(year) for year in years}, reverse=True)
    return [
        (one.display, [(str(one), one.display), *((str(year), str(year)) for year in (one.last_year, one.first_year))])
        for one in biennia
    ]


def meetings():
    meetings = Meeting.objects.filter(documents__isnull=False).distinct().select_related("body")
    return [(meeting.slug, str(meeting)) for meeting in meetings.order_by("-first_day", "slug")]


class DocumentFilter(filters.FilterSet):
    q = filters.CharFilter(
        method="by_words",
        label=_("Title or UN symbol"),
        max_length=LONGEST_QUERY,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
        help_text=_("For example “progress report” or “cp teia 38”: slashes and capitals do not matter."),
    )
    kind = filters.MultipleChoiceFilter(
        label=_("Kind"), choices=kinds_in_use, distinct=False, widget=forms.CheckboxSelectMultiple
    )
    period = filters.ChoiceFilter(
        method="by_period", label=_("Biennium or year"), choices=periods, empty_label=_("Any time")
    )
    language = filters.MultipleChoiceFilter(
        method="by_language",
        label=_("Available in"),
        choices=DocumentVersion.Language.choices,
        widget=forms.CheckboxSelectMultiple,
    )
    meeting = filters.ChoiceFilter(
        field_name="meeting__slug", label=_("Meeting"), choices=meetings, empty_label=_("Any meeting")
    )
    show = filters.ChoiceFilter(
        method="leave_to_the_view",
        label=_("Show"),
        choices=list(LISTS.items()),
        empty_label=None,
        widget=forms.HiddenInput,
    )
    sort = filters.ChoiceFilter(
        method="leave_to_the_view", label=_("Sort by"), choices=list(SORTS.items()), empty_label=None
    )

    class Meta:
        model = Document
        fields = ()

    def by_words(self, documents, name, text):
        return documents.search(text)

    def by_period(self, documents, name, period):
        if "-" in period:
            biennium = Biennium.parse(period)
            return documents.dated_between(biennium.first_day, biennium.last_day)
        return documents.dated_between(date(int(period), 1, 1), date(int(period), 12, 31))

    def by_language(self, documents, name, languages):
        return documents.available_in(languages)

    def leave_to_the_view(self, documents, name, value):
        """The view counts both lists and sorts the one it shows."""
        return documents

    @property
    def shown(self):
        """Which of the two lists the reader asks for."""
        return self.form.cleaned_data.get("show") or PROGRAMME

    @property
    def order(self):
        return self.form.cleaned_data.get("sort") or "newest"

    @property
    def query(self):
        return self.form.cleaned_data.get("q") or ""

    @property
    def is_narrowed(self):
        """Whether by more than words."""
        return any(self.form.cleaned_data.get(name) for name in ("kind", "period", "language", "meeting"))
