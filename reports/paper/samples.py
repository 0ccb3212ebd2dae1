"""A paper with every block for the style guide, and one of forty pages to measure with. They state no fact."""

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from programme.date_format import format_date_range
from programme.dates import PartialDate
from reports.paper.blocks import (
    BarRow,
    Bars,
    Column,
    Facts,
    Figure,
    Heading,
    Items,
    Note,
    Paper,
    Paragraph,
    Run,
    Table,
    line,
)
from reports.paper.markdown import blocks_of

OTHER_LANGUAGE = {
    "en": ("fr", "Texte en français"),
    "fr": ("ru", "Текст на русском языке"),
    "ru": ("en", "English text"),
}


def sample_paper(language="en", base_url=""):
    with translation.override(language):
        return _paper(language, _blocks(language), base_url)


def long_paper(language="en", base_url=""):
    """About forty pages as PDF: what every block costs, many times."""
    with translation.override(language):
        blocks = [_long_table("annex", 100)]
        for chapter in range(1, 11):
            blocks += _blocks(language, f"-{chapter}")
        return _paper(language, blocks, base_url)


def _paper(language, blocks, base_url):
    return Paper.of(
        blocks,
        language=language,
        title=_("A sample of a report that holds every kind of block"),
        subtitle=_("Invented for the style guide; it states no fact"),
        running=_("Sample of a report"),
        front=(
            (_("Meeting"), line(_("Title of a meeting"))),
            (_("Period"), line("2001–2002")),
            (_("Document"), line(Run("ECE/XX/1", url="/en/documents/"))),
        ),
        mark=pgettext("mark of a paper", "Draft"),
        base_url=base_url,
    )


def _words():
    return _(
        "Experts of three countries met for two days to compare how they identify hazardous activities and how they "
        "tell each other of them. They worked through an example, agreed on what each would bring to the next "
        "meeting, and asked for help with the parts that none of them had tried before."
    )


def _blocks(language, mark=""):
    other, text = OTHER_LANGUAGE[language]
    narrative = "\n\n".join(
        [
            _("Text that *somebody wrote*, with **strong words**, a [link](https://unece.org/) and a list:"),
            f"- {_('Working areas')}\n- {_('Self-assessment')}\n    - {_('Action plan')}\n- {_('Activities')}",
            f"> {_('What sources disagree on.')}",
        ]
    )
    return [
        Heading(_("Introduction and mandate"), f"introduction{mark}"),
        Paragraph(line(_words()), is_numbered=True),
        Paragraph(
            line(
                _("A numbered paragraph with a text in another language:"),
                " ",
                Run(text, lang=other, emphasis=True),
                "; ",
                Run(_("link"), url="/en/activities/"),
                "; ",
                Run(_("strong words"), strong=True),
                ".",
            ),
            is_numbered=True,
        ),
        *blocks_of(narrative, language=language, level=1, key_prefix=f"narrative{mark}"),
        Heading(_("Activities"), f"activities{mark}"),
        Heading(_("Title of an activity"), f"activity{mark}", level=2),
        Facts(
            (
                (_("Dates"), line(_days())),
                (_("Place"), line(_("Name"))),
                (_("Countries"), line(_("Name"), ", ", _("Name"), " (", Run(text, lang=other), ")")),
            )
        ),
        Paragraph(line(_words())),
        Note(line(Run(_("Unknown"), strong=True), ". ", _("Looked for and not found."))),
        Figure(
            bars=Bars(
                series=(_("Held"), _("Planned"), _("Perhaps still running")),
                rows=(
                    BarRow("2001", (14, 3, 1)),
                    BarRow("2002", (9, 0, 4)),
                    BarRow(_("A row whose label is so long that it needs more than a single line"), (5, 2, 0)),
                    BarRow("2004", (0, 0, 0)),
                ),
                unit=_("activities"),
            ),
            caption=_("Activities per year"),
            alternative=_("Bars: most activities in 2001, none in 2004."),
            table=Table(
                caption=_("Activities per year"),
                columns=(
                    Column(_("Year"), share=2),
                    Column(_("Held"), True),
                    Column(_("Planned"), True),
                    Column(_("Perhaps still running"), True),
                ),
                rows=(
                    (line("2001"), line("14"), line("3"), line("1")),
                    (line("2002"), line("9"), line("0"), line("4")),
                    (
                        line(_("A row whose label is so long that it needs more than a single line")),
                        line("5"),
                        line("2"),
                        line("0"),
                    ),
                    (line("2004"), line("0"), line("0"), line("0")),
                ),
                total=(line(_("Total")), line("28"), line("5"), line("5")),
            ),
            key=f"years{mark}",
        ),
        Heading(_("Where the countries stand"), f"phases{mark}"),
        Paragraph(line(_words()), is_numbered=True),
        Table(
            caption=_("Where the countries stand"),
            columns=(
                Column(_("Country"), share=2),
                Column(_("Since"), share=1),
                Column(_("Activities"), is_number=True),
                Column(_("What is known of it"), share=4),
            ),
            rows=tuple(
                (line(_("Name")), line(str(2001 + place)), line(str(place * 7)), line(_("Looked for and not found.")))
                for place in range(6)
            ),
            total=(line(_("Total")), (), line("105"), ()),
            note=line(_("A note below the table.")),
            key=f"standings{mark}",
        ),
        Heading(_("Working areas"), f"areas{mark}"),
        Items((line(_("Working areas")), line(_("Action plan")), line(_words())), is_ordered=True),
        Heading(_("Annex: all activities"), f"annex{mark}", starts_page=True),
        _long_table(f"wide{mark}", 9),
    ]


def _days():
    first, last = PartialDate(2001, 5, 1), PartialDate(2001, 5, 2)
    return format_date_range(first, last)


def _long_table(key, number):
    return Table(
        caption=_("Activities"),
        columns=(
            Column(_("Title of an activity"), share=4),
            Column(_("Dates"), share=2),
            Column(_("Place"), share=2),
            Column(_("Countries"), share=4),
            Column(_("Working areas"), share=3),
            Column(_("Participants"), is_number=True, share=2),
        ),
        rows=tuple(
            (
                line(_("Title of an activity")),
                line(_days()),
                line(_("Name")),
                line("; ".join([_("Name")] * 9)),
                line("; ".join([_("Self-assessment")] * 2)),
                line(str(place)),
            )
            for place in range(1, number + 1)
        ),
        key=key,
        is_wide=True,
    )
