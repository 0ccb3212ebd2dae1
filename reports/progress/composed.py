"""A progress report in one language as a paper: its parts, each with what staff wrote and what was computed."""

from collections.abc import Callable
from datetime import date

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from reports.paper.blocks import Heading, Paper, line
from reports.progress.compose_activities import activities
from reports.progress.compose_annex import annex, disagreements, not_held
from reports.progress.compose_assessments import assessments, needs
from reports.progress.compose_contributions import contributions
from reports.progress.compose_countries import missions, phases, reach
from reports.progress.compose_introduction import introduction
from reports.progress.contents import Contents
from reports.progress.narrative import narrative
from reports.progress.parts import PARTS
from reports.progress.pen import Pen

COMPOSED = {
    "introduction": introduction,
    "activities": activities,
    "phases": phases,
    "missions": missions,
    "assessments": assessments,
    "reach": reach,
    "not-held": not_held,
    "contributions": contributions,
    "needs": needs,
    "disagreements": disagreements,
    "annex": annex,
}


def composed(
    contents: Contents, language: str, *, base_url="", mark="", csv_url: Callable[[str], str] | None = None
) -> Paper:
    """The whole report; `csv_url` gives the address of a figure's numbers as a file by the key of the figure."""
    with translation.override(language):
        pen = Pen(contents, language, csv_url)
        title = _("Progress report, {biennium}").format(biennium=pen.biennium)
        return Paper.of(
            _blocks(pen),
            language=language,
            title=title,
            subtitle=pen.text_in(contents.programme_name)[0],
            running=title,
            front=tuple(_front(pen)),
            as_of=date.fromisoformat(contents.last_day),
            mark=mark,
            base_url=base_url,
        )


def _blocks(pen):
    for key, title in PARTS.items():
        yield Heading(str(title), key, level=1, starts_page=key == "annex")
        yield from narrative(pen, key)
        yield from COMPOSED[key](pen)


def _front(pen):
    contents = pen.contents
    if contents.meeting:
        yield _("Meeting"), pen.texts(contents.meeting.name)
        yield _("Dates of the meeting"), line(pen.dates(contents.meeting_start, contents.meeting_end))
    yield pgettext("of a report", "Period"), line(pen.biennium)
    yield _("State of the countries as of"), line(pen.last_day)
    yield _("Record read on"), line(pen.date(contents.made_on))
