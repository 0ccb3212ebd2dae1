"""Where the countries stand, the missions to them, and which of them the activities reached."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from countries.models import Mission
from countries.standing_on import NO, PERHAPS, PHASES, TO_BE_CONFIRMED, UNDATED, YES, phase_words
from programme.dates import PartialDate
from programme.punctuation import colon, semicolon
from reports.paper.blocks import BarRow, Bars, Column, Figure, Items, Table, line
from reports.progress.compose_activities import bracketed
from reports.progress.compose_introduction import paragraph
from reports.progress.figures import GROUP, NAMED, surely_ran

# Phases


def phases(pen):
    countries = pen.contents.countries
    if not countries:
        yield paragraph(_("The record names no beneficiary country for this biennium."))
        return
    number = len(countries)
    yield paragraph(
        ngettext(
            "The record has {number} country as a beneficiary in the biennium. As of {day} it stood as follows.",
            "The record has {number} countries as beneficiaries in the biennium. As of {day} they stood as follows.",
            number,
        ).format(number=number, day=pen.last_day)
    )
    yield phase_counts(pen, countries)
    yield from doubts_about_countries(countries)
    perhaps = sum(one.benefits == PERHAPS for one in countries)
    if perhaps:
        yield paragraph(
            ngettext(
                "For {number} country the dates in the record leave open whether it was a beneficiary in the biennium.",
                "For {number} countries the dates in the record leave open whether they were beneficiaries in the "
                "biennium.",
                perhaps,
            ).format(number=perhaps)
        )
    yield phase_table(pen, countries, _("Beneficiary in the biennium"))


def phase_counts(pen, countries):
    numbers = {key: sum(one.phase == key for one in countries) for key in PHASES}
    return Table(
        caption=_("Countries by phase"),
        columns=(Column(_("Phase"), share=4), Column(_("Countries"), is_number=True)),
        rows=tuple((line(str(PHASES[key])), line(str(number))) for key, number in numbers.items() if number),
        total=(line(_("Total")), line(str(len(countries)))),
        key="countries-by-phase",
    )


def doubts_about_countries(countries):
    undated = sum(one.phase.endswith(UNDATED) for one in countries)
    if undated:
        yield paragraph(
            ngettext(
                "For {number} country the sources name the phase and no date: it may have entered it before or after "
                "this day.",
                "For {number} countries the sources name the phase and no date: they may have entered it before or "
                "after this day.",
                undated,
            ).format(number=undated)
        )
    disputed = sum(one.phase == TO_BE_CONFIRMED for one in countries)
    if disputed:
        yield paragraph(
            ngettext(
                "On the phase of {number} country sources disagree and nothing has been decided; what each says stands "
                "at the end of this report.",
                "On the phase of {number} countries sources disagree and nothing has been decided; what each says "
                "stands at the end of this report.",
                disputed,
            ).format(number=disputed)
        )


def phase_table(pen, countries, benefits):
    return Table(
        caption=_("Phase, Party status and source of each country"),
        columns=(
            Column(_("Country"), share=2),
            Column(_("Phase"), share=3),
            Column(_("Source of the phase"), share=4),
            Column(benefits, share=2),
            Column(_("Party to the Convention"), share=2),
        ),
        rows=tuple(
            (
                pen.named("country", one.country, one.page),
                line(phase_words(one.phase, since(one), pen.language)),
                pen.sources(one.phase_sources),
                line(benefit(one)),
                line(party(pen, one)),
            )
            for one in pen.sorted_by_country(countries)
        ),
        key="phases-of-countries",
    )


def since(one):
    return PartialDate.parse(one.phase_since) if one.phase_since else None


def benefit(one):
    words = {YES: _("yes"), PERHAPS: _("perhaps: dates not known"), NO: pgettext("beneficiary", "no longer")}
    return words[one.benefits]


def party(pen, one):
    """Whether the Convention was in force for it on the day, with how sure that is."""
    if one.is_party is None:
        return pgettext("party status", "not known")
    doubt = pen.doubt(one.party_source.sureness) if one.party_source else ""
    if one.is_party:
        return _("Party") + doubt
    if one.party_as_of:
        return _("not a Party, as of: {day}").format(day=pen.date(one.party_as_of)) + doubt
    return _("not a Party") + doubt


# Missions


def missions(pen):
    found = pen.contents.missions
    if not found:
        yield paragraph(_("The record names no mission of the preparatory phase for this biennium."))
    else:
        number = len(found)
        yield paragraph(
            ngettext(
                "The record names {number} mission to a country in the biennium.",
                "The record names {number} missions to countries in the biennium.",
                number,
            ).format(number=number)
        )
        yield mission_table(pen, found)
    counts = pen.contents.counts_stated
    if counts:
        yield paragraph(_("Sources also give numbers of missions without naming each of them:"))
        yield Items(tuple(stated(pen, one) for one in counts))


def mission_table(pen, found):
    return Table(
        caption=_("Missions to countries"),
        columns=(
            Column(_("Country"), share=2),
            Column(_("Kind"), share=2),
            Column(_("Dates"), share=2),
            Column(_("Outcome"), share=3),
            Column(_("Report"), share=2),
            Column(_("Source"), share=3),
        ),
        rows=tuple(mission(pen, one) for one in pen.sorted_by_country(found)),
        key="missions",
    )


def mission(pen, one):
    if one.start or one.end:
        dates = pen.dates(one.start or one.end, one.end or one.start)
    elif one.took_place_by:
        dates = _("by: {day}").format(day=pen.date(one.took_place_by))
    else:
        dates = pen.date("")
    return (
        pen.named("country", one.country),
        line(pen.choice(Mission.Kind, one.kind)),
        line(dates),
        pen.texts(one.outcome) or line(pgettext("outcome", "not stated")),
        pen.source(one.report) if one.report else line(_("not found")),
        pen.source(one.source),
    )


def stated(pen, one):
    kind = {
        "fact-finding-missions": _("Fact-finding missions"),
        "awareness-raising-missions": _("Awareness-raising missions"),
    }.get(one.statement, one.statement)
    when = bracketed(_("by: {day}").format(day=pen.date(one.as_of))) if one.as_of else ""
    words = line(". ", pen.quoted(one.words, "en")) if one.words else ()
    return line(pen.labelled(kind, str(one.value)), when, ". ", _("Source"), colon(), pen.source(one.source), words)


# Countries reached


def reach(pen):
    countries, figures = pen.contents.countries, pen.figures
    if not countries:
        yield paragraph(_("The record names no beneficiary country for this biennium."))
        return
    total, reached = len(countries), len(figures.reached)
    yield paragraph(
        ngettext(
            "Activities of the biennium reached {reached} of {number} beneficiary country.",
            "Activities of the biennium reached {reached} of {number} beneficiary countries.",
            total,
        ).format(reached=reached, number=total)
    )
    yield paragraph(
        _(
            "A country counts as reached where an activity names it, or was for a group of countries to which it "
            "belonged at the time. That an activity was held in a country is not enough."
        )
    )
    only_perhaps = [one for one in figures.reached if not any(_ran(pen, slug) for slug in one.activities)]
    if only_perhaps:
        words = _("Reached only by activities whose dates leave open whether they ran in the biennium: ")
        yield paragraph(words, pen.names("country", [one.country for one in only_perhaps]), ".")
    if figures.missed:
        words = _("Not reached, as far as the record shows: ")
        yield paragraph(words, pen.names("country", [one.country for one in figures.missed]), ".")
    yield reach_figure(pen)
    yield reach_table(pen)


def _ran(pen, slug):
    return surely_ran(pen.activities[slug], pen.contents)


def reach_words(how):
    words = {NAMED: pgettext("country", "named"), GROUP: pgettext("country", "through its group")}
    return words.get(how, pgettext("country", "not reached"))


def subregion(pen, key):
    return pen.name("group", key) if key else pgettext("subregion", "Not stated")


def reach_figure(pen):
    some = pen.figures.reach
    numbers = [(len(one.named), len(one.group), len(one.missed)) for one in some]
    series = tuple(reach_words(how) for how in (NAMED, GROUP, ""))
    said = semicolon().join(
        pen.labelled_text(
            subregion(pen, one.key),
            ", ".join(pen.labelled_text(name, value) for name, value in zip(series, values, strict=True)),
        )
        for one, values in zip(some, numbers, strict=True)
    )
    caption = _("Beneficiary countries reached, by subregion")
    return Figure(
        bars=Bars(
            series=series,
            rows=tuple(BarRow(subregion(pen, one.key), values) for one, values in zip(some, numbers, strict=True)),
            unit=_("countries"),
        ),
        caption=caption,
        alternative=_("Number of countries of each subregion. {numbers}.").format(numbers=said),
        table=Table(
            caption=caption,
            columns=(Column(_("Subregion"), share=3), *(Column(name, is_number=True) for name in series)),
            rows=tuple(
                (line(subregion(pen, one.key)), *(line(str(value)) for value in values))
                for one, values in zip(some, numbers, strict=True)
            ),
            total=(line(_("Total")), *(line(str(sum(column))) for column in zip(*numbers, strict=True))),
            key="reach-by-subregion-table",
        ),
        key="reach-by-subregion",
        csv_url=pen.csv_url("reach-by-subregion"),
    )


def reach_table(pen):
    counts = pen.figures.by_country
    differs = any(not one.is_like_its_list for one in counts.values() if one.number)
    note = _(
        "The list to which a number leads may be longer, since it also has what was only held in the country, or "
        "shorter, since it has only what was held for certain."
    )
    return Table(
        caption=_("Activities that reached each country"),
        columns=(
            Column(_("Country"), share=3),
            Column(_("Subregion"), share=3),
            Column(_("How it was reached"), share=2),
            Column(_("Activities"), is_number=True),
        ),
        rows=tuple(
            (
                pen.named("country", one.country, one.page),
                line(subregion(pen, one.subregion)),
                line(reach_words(one.reached)),
                pen.number(counts[one.country]),
            )
            for one in pen.sorted_by_country(pen.contents.countries)
        ),
        note=line(note) if differs else (),
        key="reach-of-countries",
    )
