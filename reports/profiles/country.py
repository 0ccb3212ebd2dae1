"""A country's profile: what its public page tells, as a paper (PRODUCT F4)."""

from collections.abc import Iterator

from django.contrib.auth.models import AnonymousUser
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from activities.models import Activity
from activities.sections import TITLES
from assessments.plans.published import published_of as published_plans_of
from assessments.published import published_of
from countries.standing import claim_in_words, group_of, phase_sources, standing_of
from countries.timeline import Timeline
from programme.models import BasicTask
from programme.punctuation import colon, enumerated, semicolon
from reports.paper.blocks import Block, Column, Facts, Heading, Items, Note, Paper, Paragraph, Run, Table, line
from reports.profiles.assessment import own_view, stage_blocks, wording
from reports.profiles.plan import plan_blocks
from reports.profiles.words import (
    between,
    capital,
    document,
    how_sure,
    on_day,
    one_line,
    page_language,
    partial,
    plainly,
    quoted,
    said,
    sentences,
    source,
)

GROUPS = {
    "current": lambda: _("Beneficiary country"),
    "former": lambda: _("Former beneficiary country"),
    "other": lambda: _("Country that activities name"),
}


def country_paper(country, language, base_url=""):
    """Of a country from `for_page()`, in the language that is active. What is not public is not in it, whoever asks."""
    today = timezone.localdate()
    name = plainly(country, "name")
    formal = plainly(country, "formal_name")
    front = [(_("Country"), said(country, "name"))]
    if formal not in ("", name):
        front.append((_("Formal name"), said(country, "formal_name")))
    front.append((_("In the Programme"), line(GROUPS[group_of(country)]())))
    if country.subregion:
        front.append((_("Subregion"), said(country.subregion, "name")))
    front.append((_("The record as of"), line(on_day(today))))
    return Paper.of(
        _blocks(country, today),
        language=language,
        title=name,
        subtitle=_("Country profile"),
        running=f"{name}{colon()}{_('Country profile')}",
        front=tuple(front),
        as_of=today,
        base_url=base_url,
    )


def _blocks(country, today) -> Iterator[Block]:
    yield from _standing(country)
    yield from _claims(country)
    yield from _timeline(country, today)
    if group_of(country) != "other" or country.missions.all():
        yield from _preparation(country)
    yield from _published(country)
    yield from _activities(country)
    yield from _documents_and_names(country)


# Where the country stands


def _standing(country):
    yield Heading(_("Where the country stands"), "standing")
    standing = standing_of(country)
    if country.has_conflict:
        if standing and standing.is_decided:
            words = _("The secretariat holds the phase above as current. The sources do not all say so:")
        else:
            words = _(
                "Which phase the country is in is to be confirmed. Each of these documents says which countries "
                "entered the implementation phase, and they do not say the same of this one:"
            )
        yield Note(line(words))
        sources = phase_sources(country)
        names = pgettext("a source about a country", "names it among them.")
        names_not = pgettext("a source about a country", "does not name it among them.")
        listed = [(claim, names) for claim in sources["listed"]] + [(one, names_not) for one in sources["not_listed"]]
        yield Items(tuple(line(*_claim_source(claim), " – ", words) for claim, words in listed))
    yield Facts(tuple(_facts(country, standing)))


def _claim_source(claim):
    return source(claim)[2:-1] if claim.source else source(claim)[:-1]


def _facts(country, standing):
    if standing:
        yield _("Phase"), line(_phase_words(country, standing))
        for entry in sorted(country.phase_entries.all(), key=lambda one: (one.first_day is None, str(one.first_day))):
            since = f"{pgettext('date follows', 'Since')} {partial(entry.since, _('a date that is not known'))}"
            current = "" if entry.is_current else f" ({pgettext('phase', 'not current')})"
            decided = f"{semicolon()}{_('decided by:')} {entry.meeting}" if entry.meeting else ""
            reason = (f"{_('Reason without the requirements:')} ", one_line(entry.reason)) if entry.reason else ()
            met = f"{_('Requirements recorded as met')}." if entry.requirements_met else ()
            told = sentences(f"{since}{decided}.", met, reason, said(entry, "note"), source(entry))
            yield f"{entry.get_phase_display()}{current}", told
    yield _("Party to the Convention"), _party(country.party)
    for period in country.beneficiary_periods.all():
        meeting = f" – {period.meeting}" if period.meeting else ""
        words = f"{_period(period)}{meeting}."
        yield _("Beneficiary of the Programme"), sentences(words, said(period, "note"), source(period))
    for one in country.memberships.all():
        term = _("Subregion") if one.group.kind == "subregion" else _("Group of countries")
        dates = f", {between(one.since, one.until)}" if one.since or one.until else ""
        if not dates and one.has_ended:
            dates = f", {_('ended, when is not known')}"
        yield term, sentences(line(said(one.group, "name"), dates, "."), said(one, "note"), source(one))
    for one in country.commitments.all():
        words = f"{_('Signatory of the commitment declaration as:')} {one.signatory} – {one.meeting}."
        yield _("Commitment"), sentences(words, said(one, "note"), source(one))
    for one in country.authorities.all():
        yield _("Focal institution"), sentences(line(said(one, "name"), "."), source(one))
    if note := said(country, "note"):
        yield _("Note"), note


def _phase_words(country, standing):
    if standing.entry:
        return standing.entry.get_phase_display()
    return _("To be confirmed: sources disagree") if country.has_conflict else _("Phase not stated")


def _party(party):
    if not party:
        return sentences(f"{pgettext('party status', 'Not known')}.", _("No source that we have read says it."))
    if not party.is_party:
        as_of = f" ({pgettext('date of a source', 'as of')} {partial(party.as_of)})" if party.as_of else ""
        words = f"{_('Not a Party')}{as_of}"
    elif party.in_force_on:
        words = f"{_('Party since')} {partial(party.in_force_on)}"
    else:
        words = _("Party; since when is not known")
    steps = [str(party.get_instrument_display())] if party.instrument else []
    if steps:
        steps += [f"{_('signed:')} {partial(party.signed_on)}"] if party.signed_on else []
        steps += [f"{_('instrument deposited:')} {partial(party.deposited_on)}"] if party.deposited_on else []
    details = f"{capital(enumerated(steps))}." if steps else ()
    return sentences(f"{words}{how_sure(party)}.", details, said(party, "note"), source(party))


def _period(period):
    words = f"{pgettext('date follows', 'Since')} {partial(period.since, _('a date that is not known'))}"
    if not period.has_ended:
        return words
    if period.until:
        end = f"{pgettext('date follows', 'until')} {partial(period.until)}"
    elif period.ended_by:
        end = f"{pgettext('date follows', 'ended at the latest in or on')} {partial(period.ended_by)}"
    else:
        end = _("ended, when is not known")
    return f"{words}{semicolon()}{end}"


def _claims(country):
    claims = list(country.claims.all())
    if not claims:
        return
    yield Heading(_("What the sources say"), "claims")
    yield Paragraph(line(_("Kept beside what the portal shows, so that anybody can compare.")))
    printed = [(claim, quoted(claim.source_text) if claim.source_text else ()) for claim in claims]
    yield Items(
        tuple(sentences(claim_in_words(claim), said(claim, "note"), source(claim), words) for claim, words in printed)
    )


def _timeline(country, today):
    timeline = Timeline.of(country, AnonymousUser(), today)
    events = [event for event, _strip in timeline.dated] + timeline.undated
    if not events:
        return
    yield Heading(_("Timeline"), "timeline")
    yield Table(
        _("Timeline"),
        (Column(_("When"), share=1), Column(_("What"), share=3)),
        tuple((line(_when(event)), _event(event)) for event in events),
        key="timeline-table",
    )


def _when(event):
    if event.start or event.end:
        return between(event.start, event.end)
    if event.by:
        return f"{pgettext('date follows', 'dates not known, before or on')} {partial(event.by)}"
    return _("dates not known")


def _event(event):
    kind = said(event.words, "name") if hasattr(event.words, "slug") else line(str(event.words))
    words = line(said(event.record, "title", url=event.url), " – ", kind) if event.record else kind
    details = [str(event.status_words)] if event.status else []
    details += [str(event.meeting)] if event.meeting else []
    return line(words, f" ({enumerated(details)})" if details else "", how_sure(event.fact) if event.fact else "")


# The preparatory phase


def _preparation(country):
    yield Heading(_("Preparatory phase"), "preparation")
    yield Heading(_("Preparatory missions"), "missions", level=2)
    missions = list(country.missions.all())
    for mission in missions:
        yield Facts(tuple(_mission(mission)))
    if not missions:
        yield Paragraph(
            line(
                _(
                    "No source that we have read names a fact-finding or awareness-raising mission to this country. "
                    "That does not mean that there was none: not all missions are known by country."
                )
            )
        )
    yield Heading(_("Basic tasks"), "basic-tasks", level=2)
    results = list(country.basic_task_results.all())
    if results:
        yield Table(
            _("Results of the basic tasks"),
            (
                Column(_("Basic task"), share=4),
                Column(_("Result"), share=2),
                Column(_("Judged by"), share=2),
                Column(_("Judged on"), share=2),
            ),
            tuple(
                (
                    line(f"{one.task.letter}. ", said(one.task, "title"), how_sure(one.task)),
                    line(f"{one.get_result_display()}{how_sure(one)}"),
                    line(str(one.judged_by or _("not stated"))),
                    line(partial(one.judged_on)),
                )
                for one in results
            ),
            key="basic-tasks-table",
        )
    else:
        yield Paragraph(line(_unknown_tasks(BasicTask.objects.count())))
    for plan in country.done_plans:
        yield Heading(_("Plan for the basic tasks"), f"basic-task-plan-{plan.pk}", level=2)
        prepared = f"{_('Prepared:')} {partial(plan.prepared_on)}{semicolon()}" if plan.prepared_on else ""
        told = f"{_('Bureau told that it is done:')} {partial(plan.told_bureau_on)}."
        has_source = plan.source or plan.is_doubtful
        where = source(plan) if has_source else _("As the country reported it in the portal.")
        title = line(said(plan.document, "title", url=plan.document.get_absolute_url()), ".") if plan.document else ()
        yield Paragraph(sentences(f"{prepared}{told}", title, said(plan, "note"), where))


def _unknown_tasks(number):
    words = ngettext(
        "How far the country carried out the %(number)s basic task is not known, task by task.",
        "How far the country carried out each of the %(number)s basic tasks is not known.",
        number,
    )
    return words % {"number": number}


def _mission(mission):
    if mission.start or mission.end:
        dates = between(mission.start, mission.end)
    elif mission.took_place_by:
        dates = f"{pgettext('date follows', 'dates not known, before or on')} {partial(mission.took_place_by)}"
    else:
        dates = _("dates not known")
    yield str(mission.get_kind_display()), line(dates)
    if mission.team:
        yield _label(_("Team:")), one_line(mission.team)
    for term, field in (
        (_("Findings:"), "findings"),
        (_("Recommendations:"), "recommendations"),
        (_("Outcome:"), "outcome"),
    ):
        if words := said(mission, field):
            yield _label(term), words
    for one in mission.results.all():
        result = f"{one.get_result_display()}{how_sure(one)}."
        yield f"{one.task.letter}. {plainly(one.task, 'title')}", sentences(result, said(one, "finding"))
    if mission.report:
        yield _label(_("Report:")), document(mission.report)
    yield _("Source"), sentences(said(mission, "note"), source(mission))


def _label(words):
    return words.rstrip(": \N{NO-BREAK SPACE}")


# What the country published


def _published(country):
    """Each publication with its date; what is shown of the newest in full."""
    assessments, plans = published_of(country), published_plans_of(country)
    if assessments:
        yield Heading(_("Self-assessments"), "assessments")
        yield Items(tuple(_publication(one, _("Self-assessment, cycle %(number)s")) for one in assessments))
        latest = assessments[0]
        if latest.is_shown:
            yield Paragraph(line(own_view()))
            yield from wording(latest.copy.version)
            yield from stage_blocks(latest, "stages")
    if plans:
        yield Heading(_("Action plans"), "plans")
        yield Items(tuple(_publication(one, _("Action plan, cycle %(number)s")) for one in plans))
        if plans[0].is_shown:
            yield from plan_blocks(plans[0].shown, "plan", level=2)


def _publication(one, title):
    words = title % {"number": one.cycle.number}
    if one.is_shown:
        return line(f"{words}{colon()}", _("published on %(day)s") % {"day": on_day(one.publication.at)})
    return line(f"{words}{colon()}", _withdrawn(one.publication.withdrawal))


def _withdrawn(withdrawal):
    words = _("The country withdrew this publication on %(day)s.") % {"day": on_day(withdrawal.at)}
    return f"{words} {' '.join(withdrawal.note.split())}"


# Activities, documents, names


def _activities(country):
    visible = Activity.objects.published()
    found = [
        (key, title, list(visible.filter(reaches__country=country, reaches__how=how).newest_first().for_listing()))
        for how, (key, title) in TITLES.items()
    ]
    if not any(activities for _key, _title, activities in found):
        return
    yield Heading(_("Activities"), "activities")
    for key, title, activities in found:
        if activities:
            yield Table(
                str(title),
                (Column(_("Activity"), share=4), Column(_("Dates"), share=2), Column(_("Place"), share=2)),
                tuple(
                    (
                        said(one, "title", url=one.get_absolute_url()),
                        line(between(one.start, one.end)),
                        _place(one),
                    )
                    for one in activities
                ),
                key=f"activities-{key}",
            )


def _place(activity):
    if activity.is_online:
        return line(pgettext("place", "Online"))
    country = said(activity.place_country, "name") if activity.place_country else ()
    if activity.has_city:
        return line(said(activity, "city"), ", " if country else "", country)
    return country or line(activity.place_text)


def _documents_and_names(country):
    documents = list(country.documents.for_listing().newest_first())
    if documents:
        yield Heading(_("Documents about the country"), "documents")
        yield Items(tuple(line(document(one), f", {partial(one.date)}" if one.date else "") for one in documents))
    names = [one for one in country.names.all() if one.kind != one.Kind.MISSPELLING]
    if names:
        yield Heading(_("Other names"), "names")
        yield Items(tuple(map(_other_name, names)))


def _other_name(name):
    dates = f", {between(name.since, name.until)}" if name.since or name.until else ""
    about = f" ({name.get_kind_display()}{dates}){how_sure(name)}"
    where = line("; ", document(name.source)) if name.source else ()
    return line(Run(name.text, lang=name.language if name.language != page_language() else ""), about, where)
