"""What was planned and not held, where sources disagree, and the annex: every activity in one table."""

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from activities.models import Group, Phase, Status
from activities.story import topic_of
from programme.dates import PartialDate
from programme.models import Claim
from programme.punctuation import semicolon
from reports.paper.blocks import Column, Note, Table, line
from reports.progress.compose_activities import bracketed, dates, donors, group_title, place
from reports.progress.compose_introduction import paragraph

WORDS = {"status": Status, "group": Group, "phase": Phase}


def not_held(pen):
    found = pen.contents.not_held
    if not found:
        yield paragraph(
            _("The record holds no activity of this biennium that was only planned, postponed or cancelled.")
        )
        return
    number = len(found)
    yield paragraph(
        ngettext(
            "{number} activity stands in the record as planned, postponed or cancelled.",
            "{number} activities stand in the record as planned, postponed or cancelled.",
            number,
        ).format(number=number)
    )
    if any(is_past(pen, one) for one in found):
        yield paragraph(
            _("Of what was planned and whose time has passed no source says that it was held, nor that it was not.")
        )
    yield Table(
        caption=_("Planned and not held"),
        columns=(
            Column(_("Activity"), share=5),
            Column(pgettext("of an activity", "Status"), share=2),
            Column(_("Dates"), share=2),
            Column(_("Place"), share=2),
            Column(_("Source"), share=3),
        ),
        rows=tuple(
            (
                pen.title(one, pen.page(one)),
                line(pen.choice(Status, one.status), bracketed(_("its time has passed")) if is_past(pen, one) else ""),
                dates(pen, one),
                place(pen, one) or line(pgettext("place", "not stated")),
                pen.source(one.source),
            )
            for one in found
        ),
        key="not-held-activities",
    )
    numbers = [pen.labelled(pen.choice(Status, one.key), pen.number(one)) for one in pen.figures.not_held]
    yield paragraph(pen.labelled(_("By status"), pen.listed(numbers)), ".")


def is_past(pen, entry):
    if entry.status != Status.PLANNED:
        return False
    last = entry.end or entry.start
    return bool(last) and PartialDate.parse(last).latest.isoformat() < pen.contents.made_on


# Disagreements


def disagreements(pen):
    countries = [one for one in pen.contents.disagreements if one.country]
    activities = [one for one in pen.contents.disagreements if one.activity]
    if not countries and not activities:
        yield paragraph(_("The record holds no facts of this biennium on which sources disagree."))
        return
    if countries:
        number = len(countries)
        yield paragraph(
            ngettext(
                "On the phase of {number} country sources disagree: one names it among those that entered the "
                "implementation phase, another does not. No source gives a date.",
                "On the phase of {number} countries sources disagree: one names them among those that entered "
                "the implementation phase, another does not. No source gives a date.",
                number,
            ).format(number=number)
        )
        yield Table(
            caption=_("Countries on whose phase sources disagree"),
            columns=(
                Column(_("Country"), share=2),
                Column(_("Names the country"), share=4),
                Column(_("Does not name it"), share=4),
            ),
            rows=tuple(
                (
                    pen.named("country", one.country),
                    pen.sources([source for said, source in one.says if said == Claim.LISTED]),
                    pen.sources([source for said, source in one.says if said == Claim.NOT_LISTED]),
                )
                for one in pen.sorted_by_country(countries)
            ),
            key="disagreements-on-countries",
        )
    if activities:
        number = len(activities)
        yield paragraph(
            ngettext(
                "On {number} fact about activities another source says something else, or leaves it open.",
                "On {number} facts about activities another source says something else, or leaves it open.",
                number,
            ).format(number=number)
        )
        yield Table(
            caption=_("Activities on which sources disagree"),
            columns=(
                Column(_("Activity"), share=4),
                Column(_("Subject"), share=2),
                Column(_("The portal holds"), share=3),
                Column(_("Another source says"), share=3),
            ),
            rows=tuple(disagreement(pen, one) for one in activities),
            key="disagreements-on-activities",
        )


def disagreement(pen, one):
    *held, (said, source) = one.says
    return (
        pen.title_of(one.activity),
        line(capfirst(str(topic_of(one.statement)))),
        line(value(pen, one, held[0][0]), semicolon(), pen.source(held[0][1])) if held else line("–"),
        line(
            value(pen, one, said),
            *((semicolon(), pen.source(source)) if source.title else (pen.doubt(source.sureness),)),
        ),
    )


def value(pen, one, said):
    """What a source says, in words; what is no value of the portal stands as it was entered, in English."""
    if one.statement in ("start", "end"):
        return line(pen.date(said))
    if one.statement == "kind":
        return pen.named("kind", said)
    if one.statement in WORDS:
        return line(pen.choice(WORDS[one.statement], said))
    return pen.quoted(said, "en")


# The annex


def annex(pen):
    entries = (*pen.contents.activities, *pen.contents.not_held)
    if not entries:
        yield Note(line(_("The record holds no activity of this biennium.")))
        return
    yield Table(
        caption=_("All activities of the biennium"),
        columns=(
            Column(_("Activity"), share=6),
            Column(_("Kind"), share=2),
            Column(pgettext("of an activity", "Status"), share=2),
            Column(_("Dates"), share=3),
            Column(_("Place"), share=2),
            Column(_("Group"), share=2),
            Column(_("Countries and groups of countries"), share=4),
            Column(_("Donors"), share=3),
        ),
        rows=tuple(row(pen, one) for one in entries),
        key="all-activities",
        is_wide=True,
    )


def row(pen, one):
    not_stated = line(pgettext("in a table", "not stated"))
    countries = pen.names("country", [role.country for role in one.countries])
    groups = pen.names("group", one.groups)
    return (
        pen.title(one, pen.page(one)),
        pen.named("kind", one.kind) if one.kind else not_stated,
        line(pen.choice(Status, one.status)),
        dates(pen, one),
        place(pen, one) or not_stated,
        line(group_title(pen, one.group)) if one.group else not_stated,
        pen.listed([groups, countries], between=semicolon()) or not_stated,
        donors(pen, one) or not_stated,
    )
