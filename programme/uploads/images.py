"""Pictures: whole, nothing after their end, and not so large that showing them exhausts a computer."""

import struct

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

PNG = b"\x89PNG\r\n\x1a\n"
JPEG = b"\xff\xd8\xff"
LONGEST_SIDE = 20_000
MOST_PIXELS = 80_000_000
# The segments that give a JPEG's size; C4, C8 and CC are something else.
FRAMES = set(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
STANDALONE = {0x01, *range(0xD0, 0xD9)}


def check_png(data):
    place, names = len(PNG), []
    while place + 12 <= len(data):
        length, name = struct.unpack_from(">L4s", data, place)
        if not names:
            if name != b"IHDR" or length != 13:
                raise damaged()
            _check_size(*struct.unpack_from(">LL", data, place + 8))
        names.append(name)
        place += 12 + length
        if name == b"IEND":
            break
    if not names or names[-1] != b"IEND" or place != len(data) or b"IDAT" not in names:
        raise damaged()


def check_jpeg(data):
    place, has_size = 2, False
    while place + 4 <= len(data) and data[place] == 0xFF:
        marker = data[place + 1]
        if marker == 0xFF:  # fill
            place += 1
            continue
        if marker in STANDALONE:
            place += 2
            continue
        (length,) = struct.unpack_from(">H", data, place + 2)
        if marker in FRAMES:
            if length < 8 or place + 9 > len(data):
                raise damaged()
            height, width = struct.unpack_from(">HH", data, place + 5)
            _check_size(width, height)
            has_size = True
        if marker == 0xDA or length < 2:  # the picture itself
            break
        place += 2 + length
    if not has_size or not data.rstrip(b"\x00").endswith(b"\xff\xd9"):
        raise damaged()


def _check_size(width, height):
    if not width or not height:
        raise damaged()
    if max(width, height) > LONGEST_SIDE or width * height > MOST_PIXELS:
        raise ValidationError(
            _("The picture measures %(width)d × %(height)d pixels, which is too many. Save it smaller."),
            code="too-many-pixels",
            params={"width": width, "height": height},
        )


def damaged():
    return ValidationError(
        _("The picture is damaged, or something stands after its end. Save it anew and upload that."), code="damaged"
    )
