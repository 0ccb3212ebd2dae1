"""ZIP archives, inside which office documents come: read sparingly, believing nothing that they say of themselves."""

import re
import stat
import struct
import zipfile
import zlib

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

MOST_ENTRIES = 3000
MOST_BYTES = 120 * 1024 * 1024  # of everything in it
READ = (".xml", ".rels", ".vml", "mimetype")  # the parts that are read whole; of others the first bytes tell enough
FIRST_BYTES = 16
PIECE = 256 * 1024
MOST_RATIO = 200  # how much larger than packed; text packs a hundredfold at the very most
RATIO_FROM = 1024 * 1024  # below this size nobody minds
LOCAL = struct.Struct("<4s5H3L2H")
END = struct.Struct("<4s4H2LH")
ENCRYPTED = 0x1
ARCHIVES = (b"PK\x03\x04", b"PK\x05\x06", b"Rar!", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b\x08", b"\xd0\xcf\x11\xe0")


def holds_archive(data):
    """Whether somewhere in the bytes stands an archive's directory or a local entry with a plausible header."""
    for found in re.finditer(rb"PK\x05\x06", data):
        if len(data) - found.start() >= END.size:
            _magic, disk, start_disk, here, total, size, offset, _comment = END.unpack_from(data, found.start())
            if disk == start_disk == 0 and here == total and size <= found.start() and offset <= found.start():
                return True
    return False


def broken():
    return ValidationError(
        _("The file is damaged. Open it in the program it was made with, save it anew, and upload that."),
        code="damaged",
    )


def bomb():
    return ValidationError(
        _("Unpacked, the file would be far too large. Save it anew without the data that nobody needs."),
        code="bomb",
    )


def locked():
    return ValidationError(
        _("The file is protected by a password, so it cannot be checked. Save it without the password."),
        code="encrypted",
    )


def read_archive(file):
    """All parts of a plain archive by name: whole where they are read, else their first bytes."""
    file.seek(0)
    try:
        with zipfile.ZipFile(file) as archive:
            entries = archive.infolist()
        _check_entries(entries)
        parts, unpacked = {}, 0
        for entry in entries:
            if not entry.is_dir():
                data, size = _unpacked(file, entry, MOST_BYTES - unpacked)
                unpacked += size
                parts[entry.filename] = data
    except (zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError, NotImplementedError, ValueError) as error:
        # UnicodeDecodeError, a ValueError, comes from names; NotImplementedError from versions nobody uses.
        raise broken() from error
    return parts


def _check_entries(entries):
    if len(entries) > MOST_ENTRIES:
        raise bomb()
    names = [entry.filename for entry in entries]
    if len({name.lower() for name in names}) != len(names):
        raise broken()
    for entry in entries:
        if entry.flag_bits & ENCRYPTED:
            raise locked()
        name = entry.orig_filename
        is_outside = name.startswith(("/", "\\")) or "\\" in name or ":" in name or ".." in name.split("/")
        if is_outside or "\x00" in name or stat.S_ISLNK(entry.external_attr >> 16):
            raise ValidationError(
                _("A part of the file points outside of it. Save the document anew and upload that."), code="zip-path"
            )
        if entry.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
            raise broken()
        if entry.file_size > RATIO_FROM and entry.file_size > MOST_RATIO * max(1, entry.compress_size):
            raise bomb()
    if sum(entry.file_size for entry in entries) > MOST_BYTES:
        raise bomb()


def _unpacked(file, entry, room):
    """The bytes of an entry and their number, inflated here: zipfile stops at the size that the entry claims."""
    file.seek(entry.header_offset)
    magic, *_rest, name_length, extra_length = LOCAL.unpack(file.read(LOCAL.size))
    if magic != b"PK\x03\x04":
        raise broken()
    name = file.read(name_length)
    if name != entry.orig_filename.encode("utf-8" if entry.flag_bits & 0x800 else "cp437"):
        raise broken()  # two readers would see two different files
    file.seek(extra_length, 1)
    kept, size, checksum = bytearray(), 0, 0
    is_read = entry.filename.lower().endswith(READ)
    for data in _pieces(file, entry):
        size += len(data)
        if size > room or size > entry.file_size:
            raise bomb()
        checksum = zlib.crc32(data, checksum)
        if is_read or len(kept) < FIRST_BYTES:
            kept += data if is_read else data[:FIRST_BYTES]
    if size != entry.file_size or checksum != entry.CRC:
        raise broken()
    return bytes(kept), size


def _pieces(file, entry):
    inflate = zlib.decompressobj(-15) if entry.compress_type == zipfile.ZIP_DEFLATED else None
    left = entry.compress_size
    while left > 0:
        packed = file.read(min(left, PIECE))
        if not packed:
            raise broken()
        left -= len(packed)
        if inflate is None:
            yield packed
            continue
        yield inflate.decompress(packed, PIECE)
        while inflate.unconsumed_tail:
            yield inflate.decompress(inflate.unconsumed_tail, PIECE)
    while inflate and not inflate.eof:
        rest = inflate.decompress(b"", PIECE)
        if not rest:
            raise broken()
        yield rest
