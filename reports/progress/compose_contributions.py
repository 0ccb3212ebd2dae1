"""What donors gave to the activities of the biennium, as far as sources name them."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from activities.models import Contribution
from programme.punctuation import semicolon
from reports.paper.blocks import BarRow, Bars, Column, Figure, Table, line
from reports.progress.compose_activities import amount
from reports.progress.compose_introduction import paragraph


def contributions(pen):
    figures = pen.figures
    if not figures.contributions:
        yield paragraph(_("The record names no donors for the activities of this biennium."))
        return
    yield paragraph(
        ngettext(
            "The record names {number} contribution to activities of the biennium.",
            "The record names {number} contributions to activities of the biennium.",
            figures.contributions,
        ).format(number=figures.contributions)
    )
    if not figures.with_amount:
        yield paragraph(_("No source states an amount for any of them."))
    else:
        sums = ", ".join(f"{total} {currency}" for currency, total in figures.amounts)
        words = _("Amounts are stated for {number} of them. Sum by currency: {sums}.")
        yield paragraph(words.format(number=figures.with_amount, sums=sums))
    yield paragraph(_("An activity that ran in several bienniums has its contributions in the report of each."))
    if any(one.key for one in figures.by_contribution_kind):
        yield kinds_figure(pen)
    else:
        yield paragraph(_("No source says of what kind they were: through the trust fund, earmarked or in kind."))
    yield donors_table(pen)


def donors_table(pen):
    given = [(one, entry) for entry in pen.contents.activities for one in entry.donations]
    names = {id(one): pen.text_in(one.donor.name)[0] or one.donor.key for one, _entry in given}
    return Table(
        caption=_("Contributions by donor"),
        columns=(
            Column(_("Donor"), share=3),
            Column(_("Activity"), share=5),
            Column(_("Kind"), share=2),
            Column(_("Amount"), share=2),
        ),
        rows=tuple(
            (
                line(pen.texts(one.donor.name) or one.donor.key, pen.doubt(one.sureness)),
                pen.title(entry, pen.page(entry)),
                line(pen.choice(Contribution.Kind, one.kind)),
                line(amount(one) if one.amount else pgettext("amount", "not stated")),
            )
            for one, entry in sorted(given, key=lambda pair: names[id(pair[0])])
        ),
        key="contributions-by-donor",
    )


def kinds_figure(pen):
    counts = pen.figures.by_contribution_kind
    names = {one.key: pen.choice(Contribution.Kind, one.key) for one in counts}
    said = semicolon().join(pen.labelled_text(names[one.key], one.number) for one in counts)
    caption = _("Contributions by kind")
    return Figure(
        bars=Bars(
            series=(_("Contributions"),),
            rows=tuple(BarRow(names[one.key], (one.number,)) for one in counts),
            unit=_("contributions"),
        ),
        caption=caption,
        alternative=_("Number of contributions of each kind. {numbers}.").format(numbers=said),
        table=Table(
            caption=caption,
            columns=(Column(_("Kind"), share=4), Column(_("Contributions"), is_number=True)),
            rows=tuple((line(names[one.key]), line(str(one.number))) for one in counts),
            total=(line(_("Total")), line(str(pen.figures.contributions))),
            key="contributions-by-kind-table",
        ),
        key="contributions-by-kind",
        csv_url=pen.csv_url("contributions-by-kind"),
    )
