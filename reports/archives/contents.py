"""All that this reader may have of a country, in the order in which the archive lists it."""

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from programme.histories import kind_of, rows_of_country
from programme.history_files import csv_lines
from programme.matrix import COUNTRY_ROLES, may, of_label
from reports.archives import activities, cycles, record
from reports.archives.entries import Entry, Group, page

CHAPTERS = (
    record.record,
    record.published,
    record.documents,
    cycles.self_assessments,
    cycles.evidence,
    cycles.action_plans,
    activities.proposals,
    activities.reports,
    activities.basic_task_plans,
)


def contents_of(country, reader, **about):
    """The groups with their entries; `about` is what papers are told: the language, and where the portal stands."""
    groups = [chapter(country, reader, about) for chapter in CHAPTERS]
    return [one for one in (*groups, _history(country, reader)) if one.entries]


def _history(country, reader):
    entries = []
    if may(reader, "read-history", country):
        language, names_people = get_language(), may(reader, "read-people", country)

        def made():
            histories = [one for one in rows_of_country(country, reader) if _is_the_country_s(one)]
            return csv_lines(histories, names_people, language)

        what, address = _("History of the country’s records"), page("country-history-csv", country.slug)
        entries.append(Entry("history.csv", what, address, made))
    return Group(_("History"), _("Every change to what is the country’s, as far as you read it."), entries)


def _is_the_country_s(history):
    """Not what only the secretariat reads, such as its notes of contacts: what staff take is often passed on."""
    readers = of_label(kind_of(history)._meta.label_lower).get("read", ())
    return not readers or any(right.roles & COUNTRY_ROLES for right in readers)
