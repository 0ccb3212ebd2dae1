"""The state of the Programme on a day in one language, as a paper."""

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from countries.standing_on import NO, PERHAPS
from programme.punctuation import semicolon
from reports.paper.blocks import Column, Heading, Items, Paper, Table, line
from reports.progress.compose_activities import dates
from reports.progress.compose_annex import disagreements
from reports.progress.compose_assessments import assessments
from reports.progress.compose_countries import doubts_about_countries, mission_table, phase_counts, phase_table, stated
from reports.progress.compose_introduction import paragraph
from reports.progress.pen import Pen
from reports.status.build import StatusOn


def title_of(day_in_words):
    return _("State of the Programme on {day}").format(day=day_in_words)


def composed(status: StatusOn, language: str, *, base_url="") -> Paper:
    with translation.override(language):
        pen = Pen(status.contents, language)
        title = title_of(pen.last_day)
        return Paper.of(
            _blocks(pen, status),
            language=language,
            title=title,
            subtitle=pen.text_in(status.contents.programme_name)[0],
            running=title,
            front=((_("Record read on"), line(pen.date(status.contents.made_on))),),
            as_of=status.day,
            base_url=base_url,
        )


def _blocks(pen, status):
    yield Heading(_("What this page tells"), "about")
    yield from introduction(pen, status)
    yield Heading(_("Beneficiaries and their phases"), "countries")
    yield from countries(pen)
    yield Heading(_("Parties to the Convention"), "parties")
    yield from parties(pen)
    yield Heading(_("Missions of the preparatory phase"), "missions")
    yield from missions(pen, status)
    yield Heading(_("Activities"), "activities")
    yield from activities(pen, status)
    yield Heading(_("Self-assessments and action plans"), "assessments")
    yield from assessments(pen)
    if pen.contents.disagreements:
        yield Heading(_("Where sources disagree"), "disagreements")
        yield from disagreements(pen)


def introduction(pen, status):
    yield paragraph(
        _(
            "Only facts of the public record that bear a date are told here, as of {day}. Where a source gives a year "
            "or a month, it is read in its widest sense; what has no date is said to have none."
        ).format(day=pen.last_day)
    )
    if not status.is_adopted:
        yield paragraph(_("The Programme had not been adopted yet: that was in October 2004."))
    name = pen.text_in(status.contents.programme_name)[0]
    if name and status.is_adopted:
        yield paragraph(_("Name of the Programme on that day: {name}.").format(name=name))


def countries(pen):
    found = pen.contents.countries
    benefiting = [one for one in found if one.benefits != NO]
    if not benefiting:
        yield paragraph(_("The record names no country that was a beneficiary on that day."))
    else:
        number = len(benefiting)
        yield paragraph(
            ngettext(
                "On that day {number} country was a beneficiary or may have been.",
                "On that day {number} countries were beneficiaries or may have been.",
                number,
            ).format(number=number)
        )
        perhaps = [one.country for one in benefiting if one.benefits == PERHAPS]
        if perhaps:
            yield paragraph(_("The dates in the record leave it open for: "), pen.names("country", perhaps), ".")
        yield phase_counts(pen, benefiting)
        yield from doubts_about_countries(benefiting)
    former = [one.country for one in found if one.benefits == NO]
    if former:
        yield paragraph(_("Beneficiaries before that day and no longer: "), pen.names("country", former), ".")
    if found:
        yield phase_table(pen, found, _("Beneficiary on that day"))


def parties(pen):
    found = [one for one in pen.contents.countries if one.benefits != NO]
    if not found:
        yield paragraph(_("The record names no country that was a beneficiary on that day."))
        return
    answers = (
        (True, _("Parties: ")),
        (False, _("Not Parties: ")),
        (None, _("Not known: ")),
    )
    yield paragraph(
        _("Of the countries that were beneficiaries or may have been, the Convention was in force as follows.")
    )
    lists = [(words, [one.country for one in found if one.is_party is answer]) for answer, words in answers]
    yield Items(tuple(line(words, str(len(some)), ". ", pen.names("country", some)) for words, some in lists if some))


def missions(pen, status):
    found = pen.contents.missions
    if not found:
        yield paragraph(_("The record names no mission that had taken place by that day."))
    else:
        number = len(found)
        yield paragraph(
            ngettext(
                "The record names {number} mission that had taken place by that day.",
                "The record names {number} missions that had taken place by that day.",
                number,
            ).format(number=number)
        )
        yield mission_table(pen, found)
    if status.perhaps_missions:
        yield paragraph(
            ngettext(
                "The dates of {number} more mission leave open whether it had taken place.",
                "The dates of {number} more missions leave open whether they had taken place.",
                status.perhaps_missions,
            ).format(number=status.perhaps_missions)
        )
    if pen.contents.counts_stated:
        yield paragraph(_("Sources also give numbers of missions without naming each of them:"))
        yield Items(tuple(stated(pen, one) for one in pen.contents.counts_stated))


def served(pen, entry):
    countries = pen.names("country", [one.country for one in entry.countries])
    return pen.listed([pen.names("group", entry.groups), countries], between=semicolon())


def activities(pen, status):
    if not status.begun.number:
        yield paragraph(_("The record holds no activity that had begun by that day."))
    else:
        yield paragraph(
            ngettext(
                "By that day {number} activity that was held had begun or may have; over for certain: {ended}.",
                "By that day {number} activities that were held had begun or may have; over for certain: {ended}.",
                status.begun.number,
            ).format(number=status.begun.number, ended=status.ended)
        )
        yield Table(
            caption=_("Activities begun by that day, by kind"),
            columns=(Column(_("Kind"), share=4), Column(_("Activities"), is_number=True)),
            rows=tuple(
                (line(pen.name("kind", one.key) if one.key else _("Kind not stated")), pen.number(one))
                for one in status.by_kind
            ),
            total=(line(_("Total")), pen.number(status.begun)),
            key="activities-by-kind",
        )
    if pen.contents.activities:
        yield Table(
            caption=_("Activities that ran on that day or may have"),
            columns=(Column(_("Activity"), share=5), Column(_("Dates"), share=3), Column(_("Countries"), share=4)),
            rows=tuple(
                (
                    pen.title(one, pen.page(one)),
                    dates(pen, one, with_remarks=False),
                    pen.listed(
                        [
                            pen.names("group", one.groups),
                            pen.names("country", [role.country for role in one.countries]),
                        ],
                        between=semicolon(),
                    ),
                )
                for one in pen.contents.activities
            ),
            key="activities-under-way",
        )
    if status.undated:
        yield paragraph(
            ngettext(
                "{number} activity was held at a time that the record does not know; it is not counted here.",
                "{number} activities were held at a time that the record does not know; they are not counted here.",
                status.undated,
            ).format(number=status.undated)
        )
