"""The introduction: what the report covers, for whom, how to read it, and its main figures."""

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from reports.paper.blocks import Column, Paragraph, Table, line
from reports.progress.figures import Count


def introduction(pen):
    contents = pen.contents
    yield paragraph(
        _(
            "This report covers the activities of the Programme and other assistance activities, as far as the public "
            "record holds them. Period: {period}. Name of the Programme in that time: {name}."
        ).format(period=pen.biennium, name=pen.text_in(contents.programme_name)[0])
    )
    yield paragraph(
        _(
            "The Conference of the Parties to the Convention adopted the Programme at its third meeting, in October "
            "2004. It meets every two years and takes up a report on the progress made."
        )
    )
    if contents.meeting:
        words = _("This report is for the following meeting: {meeting}. Dates of the meeting: {dates}.")
        dates = pen.dates(contents.meeting_start, contents.meeting_end)
        yield paragraph(words.format(meeting=pen.text_in(contents.meeting.name)[0], dates=dates))
    else:
        yield paragraph(_("The record holds no meeting of the Conference of the Parties in this biennium."))
    yield paragraph(
        _("The record was read on {made_on}. Where the countries stand is told as of {last_day}.").format(
            made_on=pen.date(contents.made_on), last_day=pen.last_day
        )
    )
    yield paragraph(
        _(
            "Dates are as exact as the sources give them. An activity of which only the year or the month is known, or "
            "of which one end is not known, counts in every year in which it may have taken place. What no official "
            "source states is followed by a word on how sure it is; what is not known is said. Titles stand as they "
            "were published, and translations of ours are marked."
        )
    )
    yield main_figures(pen)


def main_figures(pen):
    contents, figures = pen.contents, pen.figures
    rows = [
        (_("Activities that took place or may have taken place"), figures.total),
        (_("Activities planned, postponed or cancelled"), Count("", len(contents.not_held))),
        (_("Beneficiary countries in the biennium"), Count("", len(contents.countries))),
        (_("Beneficiary countries reached by an activity"), Count("", len(figures.reached))),
        (_("Missions of the preparatory phase"), Count("", len(contents.missions))),
        (_("Countries with a published self-assessment or action plan"), Count("", len(contents.assessments))),
    ]
    return Table(
        caption=_("The biennium in figures"),
        columns=(Column(_("Subject"), share=4), Column(pgettext("how many", "Number"), is_number=True)),
        rows=tuple((line(words), pen.number(count)) for words, count in rows),
        key="main-figures",
    )


def paragraph(*parts):
    return Paragraph(line(*parts), is_numbered=True)
