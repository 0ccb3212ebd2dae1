"""A self-assessment with its action plan as a paper: what was published, or a version as it was submitted."""

from collections.abc import Iterator

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from programme.date_format import date_format
from programme.models import Sureness
from programme.punctuation import colon, enumerated
from reports.paper.blocks import (
    BarRow,
    Bars,
    Block,
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
from reports.profiles.plan import plan_blocks
from reports.profiles.words import capital, on_day, one_line, paragraphs, plainly, said, sentences, stage_in_words


def published_paper(country, published, plan, language, base_url=""):
    """What the country published of a cycle: `plan` is a PublishedPlan that is shown, or None."""
    front = [
        (_("Country"), said(country, "name")),
        (_("Cycle"), line(str(published.cycle.number))),
        (_("Published"), line(on_day(published.publication.at))),
    ]
    if plan:
        front.append((_("Action plan published"), line(on_day(plan.publication.at))))
    front.append((_("Instrument"), line(published.instrument.code)))

    def blocks():
        yield Heading(_("Self-assessment"), "assessment")
        behalf = _("Entered by the secretariat on the country’s behalf.") if published.on_behalf else ""
        yield Paragraph(sentences(own_view(), behalf))
        yield from wording(published.copy.version)
        yield from stage_blocks(published, "stages")
        if published.has_texts:
            yield from _copy_blocks(published.copy)
        if published.has_evidence:
            yield Heading(_("Evidence"), "evidence", level=2)
            yield from _evidence(published.copy.evidence)
        if plan:
            yield Heading(_("Action plan"), "plan")
            behalf = _("Entered by the secretariat on the country’s behalf.") if plan.on_behalf else ""
            yield Paragraph(sentences(_("It is the country’s own plan for what its self-assessment showed."), behalf))
            yield from plan_blocks(plan.shown, "plan", level=2)

    return Paper.of(
        blocks(),
        language=language,
        title=title_of(country, published.cycle.number),
        running=title_of(country, published.cycle.number),
        front=tuple(front),
        as_of=timezone.localdate(published.publication.at),
        base_url=base_url,
    )


def submitted_paper(submission, copy, language, *, is_superseded, plan=None, plan_shown=None, base_url=""):
    """A version as it was submitted, with a submitted version of the plan of its cycle where there is one to read."""
    cycle = submission.assessment.cycle
    front = [(_("Country"), said(cycle.country, "name")), (_("Cycle"), line(str(cycle.number)))]
    front += _certified(submission, _("Version"), _("Checksum"))
    if plan:
        front += _certified(plan, _("Version of the action plan"), _("Checksum of the action plan"))
    front.append((_("Instrument"), line(submission.instrument.code)))

    def blocks():
        yield Note(line(_("A version as it was submitted. Nothing of it is public unless the country publishes it.")))
        if is_superseded:
            yield Note(line(_("A later version was submitted: this one is superseded.")))
        yield Heading(_("Self-assessment"), "assessment")
        yield from wording(copy.version)
        yield from _copy_blocks(copy)
        if copy.evidence:
            yield Heading(_("Evidence"), "evidence", level=2)
            yield from _evidence(copy.evidence)
        if plan:
            yield Heading(_("Action plan"), "plan")
            yield from plan_blocks(plan_shown, "plan", level=2)

    return Paper.of(
        blocks(),
        language=language,
        title=title_of(cycle.country, cycle.number),
        running=f"{title_of(cycle.country, cycle.number)} – {_('Version %(number)s') % {'number': submission.number}}",
        front=tuple(front),
        as_of=timezone.localdate(submission.at),
        mark=_("Version %(number)s") % {"number": submission.number},
        base_url=base_url,
    )


def title_of(country, number):
    return _("%(name)s: self-assessment, cycle %(number)s") % {"name": plainly(country, "name"), "number": number}


def own_view():
    return _("It is the country’s own view of where it stands; stages say how far a country is, and rank nobody.")


def _certified(submission, version, checksum):
    behalf = f" ({_('on behalf of the country')})" if submission.on_behalf else ""
    moment = date_format(timezone.localtime(submission.at), "DATETIME_FORMAT")
    sound = "" if submission.is_sound else f" – {_('does not fit the content')}"
    return [
        (version, line(f"{submission.number}{colon()}{moment}{behalf}")),
        (_("Certified by"), line(f"{submission.certified_name}, {submission.certified_function}")),
        (checksum, line(submission.checksum, sound)),
    ]


def wording(version) -> Iterator[Block]:
    """Says plainly what no official text says."""
    if version.sureness == Sureness.RECONSTRUCTED:
        yield Note(
            line(
                Run(_("Reconstructed wording."), strong=True),
                " ",
                _(
                    "This is not the official text: it was put together from the Convention and stands in until the "
                    "official benchmarks can be entered."
                ),
            )
        )
    elif version.is_doubtful:
        sureness = _("How sure it is: %(sureness)s.") % {"sureness": version.get_sureness_display()}
        yield Note(line(Run(_("Not an official text."), strong=True), " ", sureness))


# Stages


def stage_blocks(published, key) -> Iterator[Block]:
    """How many indicators of each area are at which stage, and the stage of each."""
    if not published.has_stages:
        return
    stages = published.copy.stages
    names = [f"{stage.number}. {plainly(stage, 'label')}" for stage in stages]
    counted = [
        (
            f"{area.part.code} – {plainly(area.part, 'name')}",
            tuple(sum(one.stage == stage for one in lines) for stage in stages),
        )
        for area, lines in published.areas
    ]
    caption = _("Stages of progress by area")
    yield Figure(
        bars=Bars(tuple(names), tuple(BarRow(*row) for row in counted), _("indicators")),
        caption=caption,
        alternative=_("A bar for each area, divided by the number of indicators at each stage; the table says it."),
        table=Table(
            caption,
            (Column(_("Area"), share=3), *(Column(name, is_number=True) for name in names)),
            tuple((line(area), *(line(str(number)) for number in numbers)) for area, numbers in counted),
        ),
        key=key,
    )
    for area, lines in published.areas:
        columns = [Column(_("Indicator"), share=3), Column(_("Stage of progress"), share=2)]
        if published.has_reviewed:
            columns.append(Column(_("Reviewed stage, agreed by both sides"), share=2))
        if published.has_movement:
            since = _("Since cycle {number}").format(number=published.before[0].cycle.number)
            columns.append(Column(since, share=2))
        yield Table(
            f"{area.part.code} – {plainly(area.part, 'name')}",
            tuple(columns),
            tuple(tuple(_stage_cells(one, published)) for one in lines),
            key=f"{key}-{area.part.code}",
        )


def _stage_cells(one, published):
    yield line(f"{one.indicator.code} – ", said(one.indicator, "title"))
    yield stage_in_words(one.stage, one.standing)
    if published.has_reviewed:
        yield stage_in_words(one.reviewed, pgettext("reviewed stage", "none"))
    if published.has_movement:
        yield line(_movement(one.movement))


def _movement(steps):
    if steps is None:
        return _("cannot be told")
    if steps > 0:
        return ngettext("%(number)s stage further", "%(number)s stages further", steps) % {"number": steps}
    return _("a lower stage than before") if steps < 0 else _("the same stage")


# Answers


def _copy_blocks(copy):
    for area in copy.areas:
        code = area.part.code
        yield Heading(f"{code} – {plainly(area.part, 'name')}", f"area-{code}", level=2)
        yield from paragraphs(area.entry.get("overview", ""), is_numbered=True)
        for one in area.indicators:
            yield from _indicator(one)
        if area.facets:
            yield Heading(_("Legislation and institutions"), f"facets-{code}", level=3)
            yield Facts(
                tuple((plainly(facet, "name"), _facet(entry, standing)) for facet, entry, standing in area.facets)
            )
        if area.challenges:
            yield Heading(_("Challenges"), f"challenges-{code}", level=3)
            yield Items(tuple(map(_challenge, area.challenges)))


def _indicator(one):
    yield Heading(f"{one.part.code} – {plainly(one.part, 'title')}", f"indicator-{one.part.code}", level=3)
    entry, rows = one.entry, []
    if "stage" in entry:
        rows.append((_("Stage of progress"), stage_in_words(one.stage, one.standing)))
    if one.reviewed:
        rows.append((_("Reviewed stage, agreed by both sides"), stage_in_words(one.reviewed)))
    if one.standing and one.stage:
        rows.append((pgettext("noun", "Answer"), line(capital(one.standing))))
    for term, name in (
        (_("Why it does not apply"), "standing_reason"),
        (_("Why the stage moved"), "stage_reason"),
        (_("Justification"), "justification"),
        (_("Legal references"), "legal_references"),
        (_("Responsible authorities"), "authorities"),
    ):
        if entry.get(name):
            rows.append((term, one_line(entry[name])))
    if one.evidence:
        rows.append((_("Evidence"), line(enumerated([evidence["title"] for evidence in one.evidence]))))
    if rows:
        yield Facts(tuple(rows))
    if one.criteria:
        yield Table(
            _("Criteria of indicator %(code)s") % {"code": one.part.code},
            (Column(_("Criterion"), share=4), Column(pgettext("noun", "Answer")), Column(_("Why"), share=2)),
            tuple(
                (
                    line(f"{criterion.code} – ", said(criterion, "text")),
                    line(capital(value) or _("not answered")),
                    one_line(reason),
                )
                for criterion, value, reason in one.criteria
            ),
            key=f"criteria-{one.part.code}",
        )


def _facet(entry, standing):
    if entry.get("text"):
        return one_line(entry["text"])
    if not standing:
        return line(_("not answered"))
    reason = one_line(entry.get("standing_reason", ""))
    return line(capital(standing), colon() if reason else "", reason)


def _challenge(one):
    about = [one["indicator"]] if one.get("indicator") else []
    if one["priority_name"]:
        about.append(f"{_('Priority')}{colon()}{one['priority_name']}")
    if one.get("needs_assistance"):
        about.append(_("assistance from outside is needed"))
    return line(one_line(one["text"]), f" ({enumerated(about)})" if about else "")


def _evidence(evidence):
    if not evidence:
        yield Paragraph(line(_("The country made no evidence public.")))
        return
    yield Items(
        tuple(
            line(
                Run(one["title"], url=one.get("url", "") or ""), f" ({one['language']})" if one.get("language") else ""
            )
            for one in evidence
        )
    )
