"""Papers for the tests: one with each block, one with texts that try to be more than text."""

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

# What people may type, and what a file must show of it.
HOSTILE = [
    "<script>alert(1)</script>",
    "#let x = 1; #panic()",
    "$x$ *stars* _lines_ `code` @label <label> \\begin",
    "=HYPERLINK(evil)",
    "]] > &amp; {{ x }} {% y %}",
]
LONG_WORD = "Ж" * 400
UNSEEN = "be\u202efore\x00 \x01after\x0b \u200f‏end"
EMOJI = "so 😀👩‍👩‍👧 on 日本 z\u0489\u0321"


def table(caption="Countries", **about):
    return Table(
        caption,
        (Column("Country", share=2), Column("Activities", is_number=True)),
        ((line("Serbia"), line("12")), (line("Albania"), line("7"))),
        total=(line("Total"), line("19")),
        note=line("As of 2001."),
        key="countries",
        **about,
    )


def bars(*values, labels=()):
    rows = tuple(BarRow(labels[place] if labels else f"Row {place}", one) for place, one in enumerate(values))
    return Bars(tuple(f"Series {place}" for place in range(len(values[0]) if values else 1)), rows, "activities")


def figure(drawn=None, **about):
    return Figure(
        drawn or bars((3, 2), (5, 0)), "Activities per year", "Most in the second row.", table(), "years", **about
    )


def paper(*blocks, language="en", **about):
    about = {"title": "Progress report", "running": "Report", "base_url": "https://portal.test"} | about
    return Paper.of(blocks, language=language, **about)


def every_block(language="en"):
    return paper(
        Heading("Introduction", "introduction"),
        Paragraph(line("First words, ", Run("en français", lang="fr"), "."), is_numbered=True),
        Paragraph(
            line("Second: ", Run("the list", url="/en/activities/"), Run(" strong", strong=True)), is_numbered=True
        ),
        Paragraph(line("Without number, ", Run("leaning", emphasis=True), ".")),
        Heading("Activities", "activities"),
        Heading("Of the Programme", "programme", level=2),
        Facts((("Dates", line("1 May 2001")), ("Place", line("Belgrade")))),
        Items((line("one"), line("two"))),
        Items((line("first"), line("then")), is_ordered=True),
        Items((line("again first"),), is_ordered=True),
        Note(line("Sources disagree.")),
        figure(csv_url="/en/activities-by-year.csv"),
        table(),
        Heading("Annex", "annex", starts_page=True),
        table("All of them", is_wide=True),
        Paragraph(line("After the annex."), is_numbered=True),
        language=language,
        subtitle="Of the secretariat",
        front=(("Meeting", line("Ninth meeting")),),
        mark="Draft",
    )


def hostile():
    """Every place of every block where a text stands, filled with what tries to be more."""
    text = " ".join([*HOSTILE, UNSEEN, EMOJI])
    words = line(text, " ", LONG_WORD)
    columns = (Column(text), Column(LONG_WORD, is_number=True), Column("third"))
    filled = Table(text, columns, ((words, words, words), (words, (), ())), total=(words, (), ()), note=words, key="t")
    return paper(
        Heading(text, "one"),
        Heading(LONG_WORD, "two", level=2),
        Paragraph(words, is_numbered=True),
        Paragraph(line(Run(text, url='/en/?q="><script>', lang="ru"))),
        Items((words, words)),
        Facts(((text, words),)),
        Note(words),
        filled,
        Figure(Bars((text, "two"), (BarRow(text + LONG_WORD, (3, 1)),), text), text, text, filled, "figure"),
        title=text,
        subtitle=text,
        running=text,
        front=((text, words),),
        mark=text,
    )
