"""The activities of the biennium: how many of each kind, and each of them with what the record says."""

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from activities.models import Contribution, Group, Participation
from programme.punctuation import semicolon
from reports.paper.blocks import BarRow, Bars, Column, Facts, Figure, Heading, Table, line
from reports.progress.compose_introduction import paragraph
from reports.progress.figures import NONE, surely_ran

ROLES = {
    Participation.Role.BENEFICIARY: gettext_lazy("Beneficiaries"),
    Participation.Role.HOST: gettext_lazy("Host"),
    Participation.Role.LEAD: gettext_lazy("Lead"),
    Participation.Role.SUPPORTING: gettext_lazy("Supporting countries"),
    Participation.Role.EXPERT_PROVIDER: gettext_lazy("Providers of experts"),
    Participation.Role.PARTICIPANT: gettext_lazy("Participants"),
    Participation.Role.OBSERVER: gettext_lazy("Observers"),
    NONE: gettext_lazy("Countries, role not stated"),
}
GROUPS = (Group.PROGRAMME.value, Group.OTHER.value, NONE)


def activities(pen):
    entries = pen.contents.activities
    if not entries:
        yield paragraph(_("The record holds no activity that took place in this biennium."))
        return
    yield from counted(pen)
    yield kinds_figure(pen)
    yield from tables(pen)
    for group in GROUPS:
        some = [one for one in entries if one.group == group]
        if not some:
            continue
        yield Heading(group_title(pen, group), f"activities-{group or 'group-not-stated'}", level=2)
        inferred = sum("group" in one.doubts for one in some)
        if inferred:
            yield paragraph(
                ngettext(
                    "For {number} activity it follows from what sources say that it belongs to this group; none says "
                    "so in these words.",
                    "For {number} activities it follows from what sources say that they belong to this group; none "
                    "says so in these words.",
                    inferred,
                ).format(number=inferred)
            )
        for entry in some:
            yield from activity(pen, entry)


def group_title(pen, group):
    if group == Group.PROGRAMME:
        return pen.text_in(pen.contents.programme_name)[0] or str(Group.PROGRAMME.label)
    return str(Group.OTHER.label) if group == Group.OTHER else _("Activities of which the group is not stated")


# Numbers


def counted(pen):
    entries, number = pen.contents.activities, len(pen.contents.activities)
    yield paragraph(
        ngettext(
            "The record holds {number} activity that took place in the biennium or may have.",
            "The record holds {number} activities that took place in the biennium or may have.",
            number,
        ).format(number=number)
    )
    beyond = sum(one.goes_beyond for one in entries)
    if beyond:
        yield paragraph(
            ngettext(
                "Of these, {number} began before the biennium or went on after it, or may have; its dates carry a "
                "remark.",
                "Of these, {number} began before the biennium or went on after it, or may have; their dates carry "
                "a remark.",
                beyond,
            ).format(number=beyond)
        )
    open_dates = sum(not surely_ran(one, pen.contents) for one in entries)
    if open_dates:
        yield paragraph(
            ngettext(
                "The dates of {number} activity leave open whether it took place in the biennium at all.",
                "The dates of {number} activities leave open whether they took place in the biennium at all.",
                open_dates,
            ).format(number=open_dates)
        )
    unsaid = sum(one.status == NONE for one in entries)
    if unsaid:
        yield paragraph(
            ngettext(
                "Of {number} activity no source says whether it was held. It is counted here, but is not on the lists "
                "of the portal to which the numbers lead: they show what was held.",
                "Of {number} activities no source says whether they were held. They are counted here, but are not on "
                "the lists of the portal to which the numbers lead: they show what was held.",
                unsaid,
            ).format(number=unsaid)
        )


def kinds_figure(pen):
    figures = pen.figures
    first, second = (one.key for one in figures.by_year)
    names = {one.key: pen.name("kind", one.key) if one.key else _("Kind not stated") for one in figures.by_kind}
    series = (
        _("in {year} only").format(year=first),
        _("in {year} only").format(year=second),
        _("in both years"),
    )
    said = semicolon().join(
        pen.labelled_text(names[key], ", ".join(pen.labelled_text(*pair) for pair in zip(series, times, strict=True)))
        for key, times in figures.by_kind_and_time.items()
    )
    totals = [sum(times) for times in zip(*figures.by_kind_and_time.values(), strict=True)]
    table = Table(
        caption=_("Activities by kind and year"),
        columns=(
            Column(_("Kind"), share=3),
            *(Column(capfirst(one), is_number=True) for one in series),
            Column(_("In the biennium"), is_number=True),
        ),
        rows=tuple(
            (
                line(names[one.key]),
                *(line(str(number)) for number in figures.by_kind_and_time[one.key]),
                pen.number(one),
            )
            for one in figures.by_kind
        ),
        total=(line(_("Total")), *(line(str(number)) for number in totals), pen.number(figures.total)),
        key="activities-by-kind-table",
    )
    return Figure(
        bars=Bars(
            series=series,
            rows=tuple(BarRow(names[key], times) for key, times in figures.by_kind_and_time.items()),
            unit=_("activities"),
        ),
        caption=_("Activities by kind and year"),
        alternative=_("Number of activities of each kind in each year. {numbers}.").format(numbers=said),
        table=table,
        key="activities-by-kind",
        csv_url=pen.csv_url("activities-by-kind"),
    )


def areas_note(entries):
    inferred = sum(one.areas_inferred for one in entries)
    note = _("An activity may serve several areas.")
    if not inferred:
        return note
    ours = ngettext(
        "Those of {number} activity are given by the portal, from what it was about.",
        "Those of {number} activities are given by the portal, from what they were about.",
        inferred,
    )
    return f"{note} {ours.format(number=inferred)}"


def tables(pen):
    figures, entries = pen.figures, pen.contents.activities
    yield Table(
        caption=_("Activities by group"),
        columns=(Column(_("Group"), share=4), Column(_("Activities"), is_number=True)),
        rows=tuple((line(group_title(pen, one.key)), pen.number(one)) for one in figures.by_group),
        key="activities-by-group",
    )
    yield Table(
        caption=_("Activities by year"),
        columns=(Column(_("Year"), share=4), Column(_("Activities"), is_number=True)),
        rows=tuple((line(one.key), pen.number(one)) for one in figures.by_year),
        note=line(_("An activity that ran in both years counts in both.")),
        key="activities-by-year",
    )
    for key, kind, caption, column, counts, note in (
        (
            "activities-by-subregion",
            "group",
            _("Activities by subregion"),
            _("Subregion"),
            figures.by_subregion,
            _("An activity counts for each subregion that it was for, or of which it reached a country."),
        ),
        (
            "activities-by-project",
            "project",
            _("Activities by project"),
            _("Project"),
            figures.by_project,
            _("The project itself and what was part of it in the biennium."),
        ),
        (
            "activities-by-area",
            "area",
            _("Activities by working area"),
            _("Working area"),
            figures.by_area,
            areas_note(entries),
        ),
    ):
        if counts:
            yield Table(
                caption=caption,
                columns=(Column(column, share=4), Column(_("Activities"), is_number=True)),
                rows=tuple((pen.named(kind, one.key), pen.number(one)) for one in counts),
                note=line(note),
                key=key,
            )


# One activity


def activity(pen, entry):
    title = pen.title_run(entry)
    yield Heading(title.text, f"activity-{entry.slug}", level=3, lang=title.lang)
    yield Facts(tuple((str(term), said) for term, said in facts(pen, entry) if said))


def facts(pen, entry):
    unknown = []
    yield from title_facts(pen, entry)
    yield _("Kind"), line(pen.name("kind", entry.kind), pen.doubt(entry.doubts.get("kind", ""))) if entry.kind else ()
    yield _("Dates"), dates(pen, entry)
    yield _("Status"), line(_("No source says whether it was held.")) if not entry.status else ()
    yield _("Place"), place(pen, entry)
    if entry.project:
        yield _("Part of"), pen.texts(pen.contents.names.get("project", {}).get(entry.project) or entry.project_title)
    yield from countries(pen, entry)
    yield _("Groups of countries"), pen.names("group", entry.groups)
    areas = pen.names("area", entry.areas)
    ours = bracketed(_("given by the portal")) if areas and entry.areas_inferred else ""
    yield _("Working areas"), line(areas, ours)
    for term, said, name in (
        (_("Objectives"), pen.texts(entry.objectives), _("objectives")),
        (_("Number of participants"), participants(entry), _("participants")),
        (_("Outcome"), pen.texts(entry.outcome), _("outcome")),
        (_("Donors"), donors(pen, entry), _("donors")),
    ):
        if said:
            yield term, said
        else:
            unknown.append(name)
    yield _("Partners"), pen.listed([pen.texts(one.name) for one in entry.partners])
    yield _("Documents"), pen.listed([pen.source(one) for one in entry.documents], between=semicolon())
    yield _("Not stated"), line(", ".join(unknown))
    yield _("Source"), pen.source(entry.source)


def bracketed(words):
    return f" ({words})"


def title_facts(pen, entry):
    """The title as it was published, where the heading is in other words."""
    if entry.published_title and entry.published_title != pen.title_run(entry).text:
        language = entry.published_language
        run = pen.run({language or "en": entry.published_title}, pen.page(entry))
        yield _("Title as published"), line(run)
    if pen.title_language(entry) in entry.our_titles:
        yield _("Translation"), line(_("The title above is our translation."))


def dates(pen, entry, *, with_remarks=True):
    """The dates with how sure they are; the remarks say how they lie in the biennium."""
    doubts = dict.fromkeys(entry.doubts[name] for name in ("start", "end") if name in entry.doubts)
    said = line(pen.dates(entry.start, entry.end), *(pen.doubt(one) for one in doubts))
    if not with_remarks:
        return said
    remarks = []
    if entry.start and not entry.end:
        remarks.append(_("its end is not known"))
    if entry.end and not entry.start:
        remarks.append(_("its beginning is not known"))
    if not surely_ran(entry, pen.contents):
        remarks.append(_("perhaps not in this biennium"))
    elif entry.goes_beyond:
        remarks.append(_("not in this biennium only"))
    return line(said, semicolon() + ", ".join(remarks) if remarks else "")


def place(pen, entry):
    if entry.is_online:
        return line(_("online"))
    country = pen.named("country", entry.place_country) if entry.place_country else ()
    city = pen.texts(entry.city) if entry.city else ()
    return pen.listed([city, country]) or line(entry.place_text)


def countries(pen, entry):
    for role, title in ROLES.items():
        some = {one.country: one for one in entry.countries if one.role == role}
        keys = pen.in_order("country", some)
        yield (
            title,
            pen.listed([line(pen.named("country", key), pen.doubt(some[key].sureness)) for key in keys]),
        )


def participants(entry):
    if entry.participants is None and entry.women is None and entry.men is None:
        return ()
    parts = [str(entry.participants)] if entry.participants is not None else []
    if entry.women is not None:
        parts.append(_("women: {number}").format(number=entry.women))
    if entry.men is not None:
        parts.append(_("men: {number}").format(number=entry.men))
    return line(", ".join(parts))


def donors(pen, entry):
    return pen.listed([donation(pen, one) for one in entry.donations], between=semicolon())


def donation(pen, one):
    said = [pen.choice(Contribution.Kind, one.kind)] if one.kind else []
    said += [amount(one)] if one.amount else []
    return line(pen.texts(one.donor.name), f", {', '.join(said)}" if said else "", pen.doubt(one.sureness))


def amount(one):
    return f"{one.amount} {one.currency}".strip()
