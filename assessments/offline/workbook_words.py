"""What the first sheet of the workbook says."""

from django.utils.translation import gettext as _

from assessments.offline.words import doubt, how_it_stands, what_follows, what_it_is


def introduction(contents, identity, language):
    """Label and text of each line."""
    yield from what_it_is(contents)
    if contents.version.is_doubtful:
        yield "", doubt(contents.version)
    yield from how_it_stands(contents, identity, language)
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
    for text in what_follows():
        yield "", text
    yield _("Stages of progress"), ""
    yield from contents.stages
