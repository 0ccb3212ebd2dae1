"""What of a draft is still to be looked at, each with the page on which it is mended. Nothing of it stops a report."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy

from activities.models import Activity, Status
from countries.models import Country
from programme.dates import PartialDate
from programme.language_names import language_in_words
from programme.punctuation import labelled
from reports.progress.parts import PARTS
from reports.progress.pen import Pen
from reports.progress.texts import LANGUAGES

TITLES = {
    "empty": gettext_lazy("Parts in which nothing is written"),
    "untranslated": gettext_lazy("Texts that lack a language"),
    "disagreements": gettext_lazy("Sources disagree"),
    "without-word": gettext_lazy("Planned, and no source says whether it was held"),
    "without-outcome": gettext_lazy("Activities without an outcome"),
    "without-kind": gettext_lazy("Activities without a kind"),
    "without-dates": gettext_lazy("Activities without exact dates"),
    "across": gettext_lazy("Activities that ran, or may have run, outside the biennium too"),
    "titles": gettext_lazy("Titles that lack a language"),
}


@dataclass(frozen=True)
class Finding:
    """`language` is that of the words, where it is not the reader's; `url` leads to where it is mended."""

    words: str
    url: str
    language: str = ""


@dataclass(frozen=True)
class Findings:
    key: str
    title: Any
    found: tuple[Finding, ...]


def findings_of(report, sections, contents, language):
    """The findings by kind, in the order in which they matter; what has none is left out."""
    pen = Pen(contents, language)
    every = {
        "empty": _empty(report, sections),
        "untranslated": _untranslated(report, sections),
        **_of_activities(pen),
    }
    return [Findings(key, title, tuple(every[key])) for key, title in TITLES.items() if every[key]]


def _empty(report, sections):
    return [Finding(str(PARTS[one.key]), part_url(report, one.key)) for one in sections if not one.texts()]


def _untranslated(report, sections):
    return [
        Finding(labelled(PARTS[one.key], _languages(one.missing())), part_url(report, one.key))
        for one in sections
        if one.missing()
    ]


def part_url(report, key):
    return reverse("report-part", args=[report.pk, key])


def _languages(codes):
    return ", ".join(language_in_words(code) for code in codes)


def _of_activities(pen):
    contents = pen.contents
    address = Addresses(pen)
    made_on = PartialDate.parse(contents.made_on).latest
    held = contents.activities
    missing = [(one, [code for code in LANGUAGES if not one.title.get(code)]) for one in pen.activities.values()]
    return {
        "disagreements": [address.of_disagreement(one) for one in contents.disagreements],
        "without-word": [
            address.of(one)
            for one in contents.not_held
            if one.status == Status.PLANNED and _last_day(one) and _last_day(one) < made_on
        ],
        "without-outcome": [address.of(one) for one in held if not one.outcome],
        "without-kind": [address.of(one) for one in held if not one.kind],
        "without-dates": [
            address.of(one) for one in held if not one.start or PartialDate.parse(one.start).precision == "year"
        ],
        "across": [address.of(one) for one in held if one.goes_beyond],
        "titles": [address.of(one, _languages(codes)) for one, codes in missing if codes],
    }


def _last_day(entry):
    text = entry.end or entry.start
    return PartialDate.parse(text).latest if text else None


class Addresses:
    """Where activities and countries are edited; their keys are read in one query each."""

    def __init__(self, pen):
        self.pen = pen
        slugs = [*pen.activities, *(one.activity for one in pen.contents.disagreements)]
        self.activities = dict(Activity.objects.filter(slug__in=slugs).values_list("slug", "pk"))
        codes = [one.country for one in pen.contents.disagreements]
        self.countries = dict(Country.objects.filter(iso2__in=codes).values_list("iso2", "pk"))

    def of(self, entry, remark=""):
        text, language = self.pen.text_in(entry.title)
        title, language = (text, language) if text else (entry.published_title, entry.published_language)
        words = labelled(title, remark) if remark else title
        return Finding(words, self.activity(entry.slug), "" if language == self.pen.language else language)

    def activity(self, slug):
        if slug in self.activities:
            return reverse("admin:activities_activity_change", args=[self.activities[slug]])
        return self.pen.address(f"/activities/{slug}/")

    def of_disagreement(self, one):
        if one.activity:
            title, language = self.pen.text_in(one.title)
            return Finding(title, self.activity(one.activity), "" if language == self.pen.language else language)
        key = self.countries.get(one.country)
        url = reverse("admin:countries_country_change", args=[key]) if key else ""
        return Finding(self.pen.name("country", one.country), url)
