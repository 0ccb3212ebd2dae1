"""What the Word form says of how it is filled in."""

from django.utils.translation import gettext as _

from assessments.offline.words import what_follows


def how_to():
    yield _("There is a part for each area. Write into the fields on the right; closed ones say why.")
    yield _("Where a field offers a list, choose from it; “–” takes a choice back. An empty field answers nothing.")
    yield _("Write nothing outside the fields, and leave the rows and the questions as they are.")
    yield _("Pictures and comments are not read, nor is how a text looks.")
    yield _("Evidence is not in this document: files and links are added in the portal.")
    yield _("Save it as .docx, and upload it in the portal on the page “Fill it in offline” of this self-assessment.")
    yield from what_follows()
