"""The contents of a progress report, from the public record of a biennium (PRODUCT F1, ADR 20).

Everything is read in a number of queries that does not grow with the record. Nothing that is not published is read.
"""

from datetime import date

from django.utils import translation

from programme.models import Meeting, ProgrammeName, programme_name
from reports.progress.build_activities import activities_of
from reports.progress.build_assessments import Published, assessments_of, needs_of
from reports.progress.build_countries import countries_of, counts_of, missions_of, standings_of
from reports.progress.build_disagreements import disagreements_of
from reports.progress.contents import Contents, Named
from reports.progress.related import Vocabulary
from reports.progress.texts import LANGUAGES, text, texts_of

CONFERENCE = "conference-of-the-parties"


def built(biennium, *, made_on: date, meeting=None, narrative=None) -> Contents:
    """What the record says of the biennium on this day. `narrative` is section to language to Markdown."""
    last_day = min(biennium.last_day, made_on)
    meeting = meeting or meeting_of(biennium)
    vocabulary = Vocabulary.read()
    activities = activities_of(biennium, vocabulary)
    standings = standings_of(biennium, last_day)
    published = Published(last_day)
    countries = countries_of(standings, activities.reached)
    contents = {
        "activities": activities.held,
        "not_held": activities.not_held,
        "countries": countries,
        "missions": missions_of(biennium),
        "assessments": assessments_of(published),
        "needs": needs_of(published),
        "disagreements": disagreements_of([one.country for one, _benefits in standings], activities, vocabulary),
    }
    name = programme_name(biennium.last_day, names=ProgrammeName.objects.all())
    return Contents(
        first_year=biennium.first_year,
        programme_name=texts_of(name, "name") if name else {},
        meeting=Named(meeting.slug, in_each_language(meeting)) if meeting else None,
        meeting_start=text(meeting.start) if meeting else "",
        meeting_end=text(meeting.end) if meeting else "",
        made_on=made_on.isoformat(),
        last_day=last_day.isoformat(),
        names=names_in(contents, vocabulary, activities.projects),
        narrative=dict(narrative or {}),
        counts_stated=counts_of(biennium),
        **contents,
    )


def meeting_of(biennium):
    """The Conference of the Parties that meets late in the even year and takes the report up."""
    found = Meeting.objects.filter(
        body__slug=CONFERENCE, first_day__lte=biennium.last_day, last_day__gte=date(biennium.last_year, 1, 1)
    )
    return found.select_related("body").order_by("first_day", "slug").first()


def in_each_language(meeting):
    """The meeting as pages name it, with its number and city."""
    names = {}
    for language in LANGUAGES:
        with translation.override(language):
            names[language] = str(meeting)
    return names


def names_in(contents, vocabulary, projects):
    """The names of every key that the entries use; of kinds of things that are few, of all of them."""
    activities = (*contents["activities"], *contents["not_held"])
    countries = {role.country for one in activities for role in one.countries}
    countries |= {one.place_country for one in activities}
    countries |= {one.country for kind in ("countries", "missions", "assessments", "needs") for one in contents[kind]}
    countries |= {one.donor.key for entry in activities for one in entry.donations}
    return {
        "country": {one.iso2: texts_of(one, "name") for one in vocabulary.countries.values() if one.iso2 in countries},
        "group": {one.slug: texts_of(one, "name") for one in vocabulary.groups.values()},
        "kind": {one.slug: texts_of(one, "name") for one in vocabulary.kinds.values()},
        "area": {one.slug: texts_of(one, "name") for one in vocabulary.areas.values()},
        "project": projects,
    }
