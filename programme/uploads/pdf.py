"""PDF: whole, and without programs or other files in it.

A PDF cannot be understood by a few patterns. These look for the names without which nothing active works, wherever a
reader would find them: plain, written in hexadecimal, in packed object streams. What cannot be looked into is refused.
"""

import re
import zlib

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from programme.uploads.archives import bomb

NAME_END = rb"(?![A-Za-z0-9])"
# A program needs /JavaScript beside its /JS.
ACTIVE = re.compile(rb"/(?:JavaScript|Launch|RichMedia|ImportData|SubmitForm|Rendition)" + NAME_END)
# Too short to be looked for in packed pictures, where chance would write them.
ACTIVE_AND_SHORT = re.compile(rb"/(?:XFA|GoToE)" + NAME_END)
EMBEDDED = re.compile(rb"/(?:EmbeddedFiles?|FileAttachment)" + NAME_END)
ENCRYPTED = re.compile(rb"/Encrypt" + NAME_END)
STREAM = re.compile(rb"stream\r?\n(?P<body>.*?)\r?\n?endstream", re.DOTALL)
IN_HEXADECIMAL = re.compile(rb"#([0-9A-Fa-f]{2})")
DICTIONARY = 2000  # how far before a stream its dictionary may begin
MOST_UNPACKED = 100 * 1024 * 1024


def check(data):
    if not re.fullmatch(rb"\s*\x00*", data.rpartition(b"%%EOF")[2]) or b"%%EOF" not in data:
        raise ValidationError(
            _("The PDF is damaged, or something stands after its end. Print or export the document as PDF anew."),
            code="damaged",
        )
    outside = _plain(STREAM.sub(b"stream endstream", data))
    if ENCRYPTED.search(outside):
        raise ValidationError(
            _("The PDF is protected by a password, so it cannot be checked. Save it without the password."),
            code="encrypted",
        )
    # All of it: a comment that looks like the beginning of a stream must hide nothing.
    _refuse_active(_plain(data), outside)
    for unpacked in object_streams(data):
        _refuse_active(_plain(unpacked), _plain(unpacked))


def object_streams(data):
    """The contents of the streams that hold other objects."""
    room = MOST_UNPACKED
    for found in STREAM.finditer(data):
        before = data[max(0, found.start() - DICTIONARY) : found.start()]
        dictionary = _plain(before[before.rfind(b" obj") + 1 :])
        if b"/ObjStm" not in dictionary:
            continue
        filters = re.findall(rb"/(?:ASCIIHex|ASCII85|LZW|Flate|RunLength|Crypt|AHx|A85|LZ|Fl|RL)\w*", dictionary)
        if not filters:
            yield found["body"]
            continue
        if len(filters) > 1 or filters[0] not in {b"/FlateDecode", b"/Fl"} or b"/Predictor" in dictionary:
            raise unreadable()
        inflate = zlib.decompressobj()
        try:
            unpacked = inflate.decompress(found["body"], room)
        except zlib.error as error:
            raise unreadable() from error
        if inflate.unconsumed_tail:
            raise bomb()
        room -= len(unpacked)
        if room <= 0:
            raise bomb()
        yield unpacked


def unreadable():
    return ValidationError(
        _("Parts of the PDF are packed in a way that cannot be checked. Print or export the document as PDF anew."),
        code="unreadable",
    )


def _refuse_active(objects, outside):
    if ACTIVE.search(objects) or ACTIVE_AND_SHORT.search(outside):
        raise ValidationError(
            _("The PDF holds a program, a form that acts or a medium. Print the document as PDF and upload that."),
            code="active",
        )
    if EMBEDDED.search(objects):
        raise ValidationError(
            _("Other files are attached inside the PDF. Remove them, upload them one by one, or print it as PDF."),
            code="embedded",
        )


def _plain(objects):
    """Names as they are meant: /J#61vaScript is /JavaScript."""
    return IN_HEXADECIMAL.sub(lambda found: bytes([int(found[1], 16)]), objects)
