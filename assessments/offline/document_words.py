"""What the Word form says before its questions."""

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _


def facts(contents, identity, language):
    """Label and text of each line."""
    assessment, version = contents.assessment, contents.version
    yield _("Country"), str(assessment.country)
    yield _("Cycle"), str(assessment.cycle.number)
    yield _("Instrument"), str(version)
    yield _("State"), assessment.get_status_display()
    yield _("Made on"), date_format(localtime(identity.when), "DATETIME_FORMAT")
    yield _("Language"), language


def doubt(version):
    return _("This is not the official text. How sure it is: {sureness}.").format(
        sureness=version.get_sureness_display()
    )


def how_to():
    yield _("There is a part for each area. Write into the fields on the right; closed ones say why.")
    yield _("Where a field offers a list, choose from it; “–” takes a choice back. An empty field answers nothing.")
    yield _("Write nothing outside the fields, and leave the rows and the questions as they are.")
    yield _("Pictures and comments are not read, nor is how a text looks.")
    yield _("Evidence is not in this document: files and links are added in the portal.")
    yield _("Save it as .docx, and upload it in the portal on the page “Fill it in offline” of this self-assessment.")
    yield _(
        "The portal first shows everything that it would change, and what is to be mended. Nothing is written "
        "before you confirm, and where somebody changed the same answer meanwhile, you decide which text stays."
    )
    yield _("Uploading it does not submit the self-assessment: that is a step of its own in the portal.")
