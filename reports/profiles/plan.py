"""An action plan as blocks of a paper, whichever copy it is read from."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from programme.punctuation import colon, enumerated
from reports.paper.blocks import Block, Column, Facts, Heading, Table, line
from reports.profiles.words import capital, on_day, one_line, paragraphs, plainly, sentences, stage_in_words


def plan_blocks(shown, key, level) -> Iterator[Block]:
    """The actions of a plan as a table and, by area, all that is known of each; areas with headings of `level`."""
    yield from paragraphs(shown.overview, is_numbered=True)
    yield Table(
        _("Actions of the plan"),
        (
            Column(_("Action"), share=4),
            Column(_("Area")),
            Column(_("Lead authority"), share=3),
            Column(pgettext("action", "Due on"), share=2),
            Column(_("Priority")),
            Column(_("Status"), share=2),
        ),
        tuple(
            (
                line(f"{one.entry['number']}. {one.entry['title']}"),
                line(one.area.code),
                one_line(one.entry.get("lead") or "–"),
                line(on_day(one.due_on) if one.due_on else pgettext("date", "not said")),
                line(one.priority_words or "–"),
                line(_status(one)),
            )
            for one in shown.actions
        ),
        key=f"{key}-actions",
    )
    for area, actions in shown.by_area:
        if actions:
            yield Heading(f"{area.code} – {plainly(area, 'name')}", f"{key}-{area.code}", level=level)
        for one in actions:
            number = one.entry["number"]
            yield Heading(f"{number}. {one.entry['title']}", f"{key}-action-{number}", level=level + 1)
            if rows := tuple(_action(one)):
                yield Facts(rows)


def _status(one):
    if not one.has_progress:
        return pgettext("status", "not published")
    words = capital(one.status_words)
    return f"{words}, {_('overdue')}" if one.is_overdue else words


def _action(one):
    entry = one.entry
    if one.has_progress:
        since = f", {_('since %(day)s') % {'day': on_day(one.status_on)}}" if one.status_on else ""
        yield _("Status"), line(f"{_status(one)}{since}")
    answers = [" ".join(challenge["text"].split()) for challenge in entry.get("challenges", ())]
    answers += [f"{indicator.code} – {plainly(indicator, 'title')}" for indicator in one.indicators]
    if answers:
        yield _("Answers to"), line(enumerated(answers))
    for term, name in (
        (_("Objective"), "objective"),
        (_("Kind of action"), "kind"),
        (_("Expected result"), "result"),
        (_("Measure of success"), "measure"),
    ):
        if entry.get(name):
            yield term, one_line(capital(one.kind_words) if name == "kind" else entry[name])
    if one.stage_aimed and one.has_texts:
        yield _("Stage aimed at"), stage_in_words(one.stage_aimed)
    for term, name in ((_("Lead authority"), "lead"), (_("Other authorities and partners"), "others")):
        if entry.get(name):
            yield term, one_line(entry[name])
    if one.neighbours:
        yield (
            _("Neighbouring countries concerned"),
            line(", ".join(plainly(country, "name") for country in one.neighbours)),
        )
    if one.due_on:
        start = f"{on_day(one.starts_on)} – " if one.starts_on else ""
        yield _("When"), line(f"{start}{on_day(one.due_on)}")
    if entry.get("priority"):
        yield _("Priority"), line(capital(one.priority_words))
    if one.has_needs:
        if entry.get("resources"):
            yield _("Own resources"), one_line(entry["resources"])
        yield _("Assistance from outside"), line(_assistance(one))
    if changes := one.changes:
        told = [
            f"{on_day(change['on'])}{colon()}{change['words']}" + (f" ({change['note']})" if change["note"] else "")
            for change in changes
        ]
        yield _("How it went"), one_line(enumerated(told))
    if entry.get("outcome"):
        reached = line(f"{_('Stage reached')}{colon()}", stage_in_words(one.stage_reached)) if one.stage_reached else ()
        yield _("What came of it"), sentences(one_line(entry["outcome"]), reached)
    if entry.get("continues"):
        yield _("Continues"), line(_("action %(number)s of the plan of cycle %(cycle)s") % entry["continues"])


def _assistance(one):
    entry = one.entry
    if not one.needs_assistance:
        return _("none is needed") if entry.get("assistance") else pgettext("assistance", "not said")
    parts = [capital(one.assistance_kind_words)] if entry.get("assistance_kind") else []
    parts += [entry["assistance_words"]] if entry.get("assistance_words") else []
    for term, name in ((_("Estimate"), "assistance_estimate"), (_("Possible partner"), "assistance_partner")):
        if entry.get(name):
            parts.append(f"{term}{colon()}{entry[name]}")
    return " ".join(enumerated(parts).split())
