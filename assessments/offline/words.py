"""What every file says of itself before its questions, whatever its format."""

from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from programme.date_format import date_format


def what_it_is(contents):
    """Label and text of each line."""
    yield _("Country"), str(contents.assessment.country)
    yield _("Cycle"), str(contents.assessment.cycle.number)
    yield _("Instrument"), str(contents.version)


def how_it_stands(contents, identity, language):
    """Label and text of each line."""
    yield _("State"), contents.assessment.get_status_display()
    yield _("Made on"), date_format(localtime(identity.when), "DATETIME_FORMAT")
    yield _("Language"), language


def doubt(version):
    return _("This is not the official text. How sure it is: {sureness}.").format(
        sureness=version.get_sureness_display()
    )


def what_follows():
    """What becomes of a file that is handed back."""
    yield _(
        "The portal first shows everything that it would change, and what is to be mended. Nothing is written "
        "before you confirm, and where somebody changed the same answer meanwhile, you decide which text stays."
    )
    yield _("Uploading it does not submit the self-assessment: that is a step of its own in the portal.")
