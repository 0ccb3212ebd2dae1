"""What the first sheet of the workbook says."""

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _


def introduction(contents, identity, language):
    """Label and text of each line."""
    assessment, version = contents.assessment, contents.version
    yield _("Country"), str(assessment.country)
    yield _("Cycle"), str(assessment.cycle.number)
    yield _("Instrument"), str(version)
    if version.is_doubtful:
        yield (
            "",
            _("This is not the official text. How sure it is: {sureness}.").format(
                sureness=version.get_sureness_display()
            ),
        )
    yield _("State"), assessment.get_status_display()
    yield _("Made on"), date_format(localtime(identity.when), "DATETIME_FORMAT")
    yield _("Language"), language
    yield _("How to fill it in"), ""
    yield "", _("There is a sheet for each area. Fill in the white cells; grey ones are closed, and a remark says why.")
    yield "", _("Where a cell offers a list, choose from it. An empty cell means that nothing was answered yet.")
    yield "", _("A line break within a cell is Alt + Enter in Excel, Ctrl + Enter in LibreOffice.")
    yield "", _("Write values, not formulas. Leave the rows, the questions and the names of the sheets as they are.")
    yield "", _("Evidence is not in this workbook: files and links are added in the portal.")
    yield _("How to hand it back"), ""
    yield (
        "",
        _("Save it as .xlsx, and upload it in the portal on the page “Fill it in offline” of this self-assessment."),
    )
    yield (
        "",
        _(
            "The portal first shows everything that it would change, and what is to be mended. Nothing is written "
            "before you confirm, and where somebody changed the same answer meanwhile, you decide which text stays."
        ),
    )
    yield "", _("Uploading it does not submit the self-assessment: that is a step of its own in the portal.")
    yield _("Stages of progress"), ""
    yield from contents.stages
