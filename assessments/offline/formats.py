"""The formats in which a self-assessment goes out and comes back, and the one way in for a filled-in file."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessments.models import SelfAssessment
from assessments.offline.document_reading import is_document, read_document
from assessments.offline.document_writing import document_of
from assessments.offline.workbook_reading import is_filled_workbook, read_workbook
from assessments.offline.workbook_writing import workbook_of
from programme.importing.faults import UnreadableFile
from programme.importing.sheets import LARGEST_FILE, MEGABYTE
from programme.uploads import check_upload
from programme.uploads.check import DOCX, XLSX


@dataclass(frozen=True)
class Format:
    """`write` makes a file of contents and identity, `read` a Filled of its bytes; `is_one` knows such a file.

    `other_words` is said of a file that only has the name.
    """

    ending: str
    content_type: str
    write: Callable
    read: Callable
    is_one: Callable
    other_words: Any


WORKBOOK = Format(
    ".xlsx",
    XLSX,
    workbook_of,
    read_workbook,
    is_filled_workbook,
    gettext_lazy("The file is named .xlsx but holds no Excel workbook."),
)
DOCUMENT = Format(
    ".docx",
    DOCX,
    document_of,
    read_document,
    is_document,
    gettext_lazy("The file is named .docx but holds no Word document."),
)
FORMATS = {one.ending: one for one in (WORKBOOK, DOCUMENT)}


def read_filled(data, name, assessment):
    """What a file of this name says about this assessment; raises UnreadableFile, which says what to do instead."""
    if not data.strip():
        raise UnreadableFile(_("The file holds nothing."))
    if len(data) > LARGEST_FILE:
        message = _("The file has {size} MB; at most {limit} MB can be read.")
        raise UnreadableFile(message.format(size=f"{len(data) / MEGABYTE:.1f}", limit=LARGEST_FILE // MEGABYTE))
    made = FORMATS.get(PurePath(name).suffix.lower())
    if made is None:
        raise UnreadableFile(_("Only the files that you downloaded here can be read. Save them as .xlsx or .docx."))
    if not made.is_one(data):
        raise UnreadableFile(made.other_words)
    try:
        check_upload(ContentFile(data, f"filled{made.ending}"))
    except ValidationError as refusal:
        raise UnreadableFile(refusal.messages[0]) from refusal
    filled = made.read(data)
    _check_that_it_is_of(filled.identity, assessment)
    return filled


def _check_that_it_is_of(identity, assessment):
    if identity.assessment != assessment.pk:
        other = SelfAssessment.objects.for_work().filter(pk=identity.assessment).first()
        if other is None:
            raise UnreadableFile(_("This file is of a self-assessment that is no longer there."))
        message = _("This file is of another self-assessment: {other}. This page is for: {here}.")
        raise UnreadableFile(message.format(other=other, here=assessment))
    if identity.instrument != assessment.instrument.code:
        message = _(
            "This file was made with version {old} of the instrument, and the self-assessment has version {new} now. "
            "Download it anew and copy your answers into it."
        )
        raise UnreadableFile(message.format(old=identity.instrument, new=assessment.instrument.code))
