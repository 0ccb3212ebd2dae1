"""What countries published of self-assessments and action plans, and the assistance that they asked for."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from assessments.models import Action
from programme.punctuation import semicolon
from reports.paper.blocks import BarRow, Bars, Column, Figure, Table, line
from reports.progress.compose_introduction import paragraph

NEEDS = "/programme/needs/"


def assessments(pen):
    found = pen.contents.assessments
    if not found:
        words = _("No country had published a self-assessment or an action plan on this portal by {day}.")
        yield paragraph(words.format(day=pen.last_day))
        return
    number = len(found)
    yield paragraph(
        ngettext(
            "By {day} {number} country had published parts of a self-assessment or of an action plan. Of each the "
            "latest cycle counts. Nothing is told of what a country has not published.",
            "By {day} {number} countries had published parts of a self-assessment or of an action plan. Of each the "
            "latest cycle counts. Nothing is told of what a country has not published.",
            number,
        ).format(day=pen.last_day, number=number)
    )
    yield Table(
        caption=_("Published self-assessments and action plans"),
        columns=(
            Column(_("Country"), share=3),
            Column(_("Cycle"), is_number=True),
            Column(_("Self-assessment published on"), share=2),
            Column(_("Action plan published on"), share=2),
            Column(_("Actions in the plan"), is_number=True),
        ),
        rows=tuple(
            (
                pen.named("country", one.country, one.page),
                line(str(one.cycle)),
                line(pen.date(one.published_on, unknown=_("not published"))),
                line(pen.date(one.plan_published_on, unknown=_("not published"))),
                line("–" if one.actions is None else str(one.actions)),
            )
            for one in pen.sorted_by_country(found)
        ),
        key="published-assessments",
    )
    yield from stages(pen)


def stages(pen):
    spread = pen.figures.stages
    if not spread:
        yield paragraph(_("No published self-assessment gives stages of progress."))
        return
    countries = sum(any(stage.stage is not None for stage in one.stages) for one in pen.contents.assessments)
    yield paragraph(
        ngettext(
            "{number} country published the stage at which it sees itself for each indicator. The figure shows how "
            "the answers are spread over the stages; it ranks no country.",
            "{number} countries published the stages at which they see themselves for each indicator. The figure "
            "shows how the answers are spread over the stages; it ranks no country.",
            countries,
        ).format(number=countries)
    )
    yield stages_figure(pen, spread)
    if pen.figures.moved:
        yield moved_table(pen)
    else:
        yield paragraph(_("No country has published stages of two cycles that can be compared."))


def area_names(pen):
    return {one.area: one.name for entry in pen.contents.assessments for one in entry.stages}


def stages_figure(pen, spread):
    names = area_names(pen)
    scales = {number for entry in pen.contents.assessments if entry.stages for number in entry.scale}
    numbers = sorted(scales.union(*spread.values()))
    series = tuple(_("Stage {number}").format(number=number) for number in numbers)
    rows = [(pen.texts(names[area]), tuple(spread[area][number] for number in numbers)) for area in spread]
    plain = [("".join(run.text for run in name), values) for name, values in rows]
    said = semicolon().join(
        pen.labelled_text(name, ", ".join(pen.labelled_text(*pair) for pair in zip(series, values, strict=True)))
        for name, values in plain
    )
    caption = _("Published stages of progress by working area")
    return Figure(
        bars=Bars(series=series, rows=tuple(BarRow(name, values) for name, values in plain), unit=_("answers")),
        caption=caption,
        alternative=_("Number of answers at each stage, by working area. {numbers}.").format(numbers=said),
        table=Table(
            caption=caption,
            columns=(Column(_("Working area"), share=4), *(Column(one, is_number=True) for one in series)),
            rows=tuple((name, *(line(str(value)) for value in values)) for name, values in rows),
            key="stages-by-area-table",
        ),
        key="stages-by-area",
        csv_url=pen.csv_url("stages-by-area"),
    )


def moved_table(pen):
    names, moved = area_names(pen), pen.figures.moved
    return Table(
        caption=_("Answers compared with the published cycle before"),
        columns=(
            Column(_("Working area"), share=4),
            Column(pgettext("stage", "Further"), is_number=True),
            Column(pgettext("stage", "The same"), is_number=True),
            Column(pgettext("stage", "Back"), is_number=True),
        ),
        rows=tuple(
            (pen.texts(names[area]), *(line(str(ways[way])) for way in ("further", "same", "back")))
            for area, ways in moved.items()
        ),
        key="stages-moved",
    )


def needs(pen):
    found = pen.contents.needs
    if not found:
        words = _("No country had published a need for assistance in an action plan on this portal by {day}.")
        yield paragraph(words.format(day=pen.last_day))
        return
    number, countries = len(found), len({one.country for one in found})
    yield paragraph(
        ngettext(
            "The action plans published by {day} name {number} need for assistance. Number of countries: {countries}.",
            "The action plans published by {day} name {number} needs for assistance. Number of countries: {countries}.",
            number,
        ).format(day=pen.last_day, number=number, countries=countries)
    )
    yield Table(
        caption=_("Assistance that countries need"),
        columns=(
            Column(_("Country"), share=2),
            Column(_("Working area"), share=3),
            Column(_("Action"), share=4),
            Column(_("Kind of assistance"), share=2),
            Column(_("What is needed"), share=4),
        ),
        rows=tuple(
            (
                pen.named("country", one.country),
                pen.texts(one.area),
                line(one.title),
                line(pen.choice(Action.Kind, one.kind)),
                line(one.words or pgettext("need", "not stated")),
            )
            for one in pen.sorted_by_country(found)
        ),
        note=line(_("Titles and needs stand in the language in which the country wrote them.")),
        key="needs",
    )
