"""Small files made in memory: documents, pictures and archives, with what a test puts into them."""

import io
import struct
import zipfile
import zlib

from django.core.files.base import ContentFile

from programme.uploads.check import DOCX, ODT

WORD_MAIN = f"{DOCX}.main+xml"
SHEET_MAIN = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
RELATIONSHIP = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def named(name, data):
    """An upload as some caller may hand it over: Django's own classes would already have cut the name."""
    file = ContentFile(data)
    file.name = name
    return file


def pdf(*objects, catalog=b"/Type /Catalog /Pages 2 0 R", end=b"%%EOF\n", trailer=b""):
    body = b"%PDF-1.7\n1 0 obj\n<< " + catalog + b" >>\nendobj\n2 0 obj\n<< /Type /Pages /Kids [] /Count 0 >>\nendobj\n"
    for number, one in enumerate(objects, start=3):
        body += b"%d 0 obj\n" % number + one + b"\nendobj\n"
    return body + b"trailer\n<< /Root 1 0 R " + trailer + b">>\n" + end


def packed_objects(content, extra=b""):
    packed = zlib.compress(content)
    dictionary = b"<< /Type /ObjStm /N 1 /First 4 /Filter /FlateDecode " + extra + b"/Length %d >>" % len(packed)
    return dictionary + b"\nstream\n" + packed + b"\nendstream"


def archive(parts, method=zipfile.ZIP_DEFLATED):
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", method) as target:
        for name, data in parts.items():
            # Always of the same day: two archives of the same parts are the same.
            target.writestr(zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0)), data, method)
    return made.getvalue()


def content_types(*overrides):
    entries = "".join(f'<Override PartName="/{part}" ContentType="{kind}"/>' for part, kind in overrides)
    return f'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">{entries}</Types>'


def relationship(kind, target, mode=""):
    mode = f' TargetMode="{mode}"' if mode else ""
    return f'<Relationships><Relationship Id="r" Type="{RELATIONSHIP}/{kind}" Target="{target}"{mode}/></Relationships>'


def docx(body="<w:p/>", main=WORD_MAIN, **more):
    document = f'<w:document xmlns:w="w"><w:body>{body}</w:body></w:document>'
    types = content_types(("word/document.xml", main), *more.pop("types", ()))
    return archive({"[Content_Types].xml": types, "word/document.xml": document, **more.pop("parts", {})})


def xlsx(parts=None):
    types = content_types(("xl/workbook.xml", SHEET_MAIN))
    return archive({"[Content_Types].xml": types, "xl/workbook.xml": "<workbook/>", **(parts or {})})


def odt(content="<office/>", manifest="<manifest/>", parts=None):
    return archive(
        {"mimetype": ODT, "content.xml": content, "META-INF/manifest.xml": manifest, **(parts or {})},
        zipfile.ZIP_STORED,
    )


def png(width=2, height=2, end=b""):
    def chunk(name, data):
        return struct.pack(">L", len(data)) + name + data + struct.pack(">L", zlib.crc32(name + data))

    header = struct.pack(">LLBBBBB", width, height, 8, 0, 0, 0, 0)
    pixels = zlib.compress(b"\x00\x00\x00" * 2)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"") + end


def jpeg(width=2, height=2, end=b""):
    frame = struct.pack(">HBHHB", 11, 8, height, width, 1) + b"\x01\x11\x00"
    return b"\xff\xd8\xff\xe0\x00\x04ab\xff\xc0" + frame + b"\xff\xda\x00\x02\x00\xff\xd9" + end


def with_entry(**attributes):
    """A document with one more part, of which the archive says something odd."""
    made = io.BytesIO(docx())
    with zipfile.ZipFile(made, "a") as target:
        entry = zipfile.ZipInfo(attributes.pop("name", "word/extra.xml"))
        for name, value in attributes.items():
            setattr(entry, name, value)
        target.writestr(entry, "<x/>")
    return made.getvalue()


def encrypted():
    """As an archiver marks it: the first flag bit, in both places."""
    data = bytearray(docx())
    for magic, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = data.find(magic)
        while place != -1:
            data[place + offset] |= 1
            place = data.find(magic, place + 4)
    return bytes(data)


def claiming_less():
    """A part that holds a megabyte and says that it holds ten bytes."""
    data = bytearray(docx(parts={"word/media/a.bmp": b"\0" * 1024 * 1024}))
    name = b"word/media/a.bmp"
    local, central = data.find(name) - 30, data.rfind(name) - 46
    for place in (local + 22, central + 24):
        data[place : place + 4] = struct.pack("<L", 10)
    return bytes(data)
