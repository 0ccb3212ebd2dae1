"""The one way in for a file: size, name, kind by content, then what that kind must not hold."""

import hashlib
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from programme.uploads import images, office, pdf
from programme.uploads.archives import holds_archive
from programme.uploads.names import check_name

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ODT = "application/vnd.oasis.opendocument.text"
# The ending of a name → the type that its content must have.
ALLOWED = {
    "pdf": "application/pdf",
    "docx": DOCX,
    "xlsx": XLSX,
    "odt": ODT,
    "png": "image/png",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
}
MEGABYTE = 1024 * 1024
CHUNK = 256 * 1024


@dataclass(frozen=True)
class CheckedUpload:
    """A file that may be stored, with what its content says of it."""

    file: Any
    name: str
    content_type: str
    size: int
    sha256: str


def size_limit_in_words():
    return _("%(number)s MB") % {"number": number_format(settings.UPLOAD_MAX_BYTES // MEGABYTE)}


def check_upload(file):
    """The CheckedUpload of a file with a `name`; raises ValidationError, which says what is wrong and what to do."""
    name = check_name(str(file.name or ""), ALLOWED)
    size, digest = _measured(file)
    content_type = kind_of(file)
    if ALLOWED[name.rpartition(".")[2].lower()] != content_type:
        raise ValidationError(
            _("The file's content does not fit its name. Save it anew in the format that its name says."),
            code="other-type",
        )
    file.seek(0)
    return CheckedUpload(file, name, content_type, size, digest)


def kind_of(file):
    """The content type found by content, the content being harmless as far as one can see."""
    head = _head(file)
    if head.startswith(b"PK\x03\x04"):
        return office.check(file)
    if head.startswith(b"%PDF-"):
        checked, content_type = pdf.check, "application/pdf"
    elif head.startswith(images.PNG):
        checked, content_type = images.check_png, "image/png"
    elif head.startswith(images.JPEG):
        checked, content_type = images.check_jpeg, "image/jpeg"
    else:
        raise _refusal_of(head)
    file.seek(0)
    data = file.read()
    if holds_archive(data):
        raise ValidationError(
            _("The file is an archive as well. Save the document anew, for example print it as PDF."),
            code="also-archive",
        )
    checked(data)
    return content_type


def _measured(file):
    """Size and checksum, counted while reading: what the file says of its own size is not believed."""
    digest, size = hashlib.sha256(), 0
    file.seek(0)
    while chunk := file.read(CHUNK):
        size += len(chunk)
        if size > settings.UPLOAD_MAX_BYTES:
            raise ValidationError(
                _("The file is larger than %(limit)s. Make it smaller, for example its pictures, or split it."),
                code="too-large",
                params={"limit": size_limit_in_words()},
            )
        digest.update(chunk)
    if not size:
        raise ValidationError(_("The file is empty. Choose another one."), code="empty")
    return size, digest.hexdigest()


def _head(file):
    file.seek(0)
    return file.read(2048)


def _refusal_of(head):
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if b"%pdf-" in head.lower():
        return ValidationError(
            _("Something stands before the PDF in this file. Print or export the document as PDF anew."),
            code="not-at-start",
        )
    if start.startswith((b"<svg", b"<?xml", b"<!doctype")) or b"<svg" in start:
        return ValidationError(
            _("This is an SVG picture or a web page, which may hold programs. Save it as PNG or PDF and upload that."),
            code="svg",
        )
    if head.startswith(b"\xd0\xcf\x11\xe0"):
        return ValidationError(
            _(
                "This is a file of an older Office format, or it is protected by a password. "
                "Remove the password, save it as DOCX, XLSX or PDF, and upload that."
            ),
            code="old-office",
        )
    return ValidationError(
        _("This is no PDF, DOCX, XLSX, ODT, PNG or JPEG file. Save it as one of these and upload that."),
        code="unknown-type",
    )
