"""What an upload may be, and what it must not be: a case or more for every refusal."""

from tests.programme.upload_samples import (
    archive,
    claiming_less,
    docx,
    encrypted,
    jpeg,
    odt,
    packed_objects,
    pdf,
    png,
    relationship,
    with_entry,
    xlsx,
)

GOOD = {
    "report.pdf": pdf(),
    "packed.pdf": pdf(packed_objects(b"3 0 << /Type /Page >>")),
    "a plain report v1.2.docx": docx(),
    "with links.docx": docx(
        parts={"word/_rels/document.xml.rels": relationship("hyperlink", "https://unece.org/", "External")}
    ),
    "from a template.docx": docx(
        parts={
            "word/_rels/settings.xml.rels": relationship(
                "attachedTemplate", "file:///C:\\Templates\\Report.dotm", "External"
            )
        }
    ),
    "table.xlsx": xlsx({"xl/media/image1.png": png()}),
    "text.odt": odt(
        '<office xmlns:xlink="x"><a xlink:href="https://unece.org/"/><image xlink:href="Pictures/a.png"/></office>'
    ),
    "picture.png": png(),
    "photo.JPG": jpeg(),
    "photo.jpeg": jpeg(),
    "Отчёт о миссии.pdf": pdf(),
}
JAVASCRIPT = b"<< /S /JavaScript /JS (app.alert(1)) >>"
MACRO_TYPE = "application/vnd.ms-office.vbaProject"

# Why it is refused: name and content, the large ones made when asked for.
BAD = {
    "other-type": [
        ("report.docx", pdf()),
        ("report.pdf", docx()),
        ("table.docx", xlsx()),
        ("picture.jpg", png()),
    ],
    "unknown-type": [("report.pdf", b"MZ\x90\x00 a program"), ("report.docx", b"Rar!\x1a\x07\x00")],
    "not-at-start": [("report.pdf", b"#!/bin/sh\n" + pdf()), ("page.pdf", b"<script>1</script>" + pdf())],
    "also-archive": [
        ("report.pdf", pdf(b"(" + archive({"a.txt": "a"}) + b")")),
        ("report.pdf", pdf() + archive({"a.exe": "MZ"})),
        ("picture.png", png(end=archive({"a.exe": "MZ"}))),
        ("photo.jpg", jpeg(end=archive({"a.exe": "MZ"}))),
    ],
    "other-archive": [("report.docx", archive({"a.txt": "a"})), ("text.odt", archive({"mimetype": "text/plain"}))],
    "other-office": [
        ("report.docx", docx(main="application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml")),
        (
            "report.docx",
            docx(main="application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml"),
        ),
    ],
    "macros": [
        ("report.docx", docx(parts={"word/vbaProject.bin": b"x"})),
        ("report.docx", docx(main="application/vnd.ms-word.document.macroEnabled.main+xml")),
        ("report.docx", docx(types=[("word/x.bin", MACRO_TYPE)], parts={"word/x.bin": b"x"})),
        ("report.docx", docx("<w:instrText>DDE</w:instrText><w:instrText>AUTO c:\\\\cmd</w:instrText>")),
        ("table.xlsx", xlsx({"xl/macrosheets/sheet1.xml": "<x/>"})),
        ("text.odt", odt(parts={"Basic/Standard/Module1.xml": "<x/>"})),
        ("text.odt", odt(parts={"Scripts/python/evil.py": "x"})),
        ("text.odt", odt('<office xmlns:script="s"><script:event-listener script:language="x"/></office>')),
    ],
    "embedded": [
        ("report.docx", docx(parts={"word/embeddings/oleObject1.bin": b"x"})),
        ("report.docx", docx(parts={"word/activeX/activeX1.xml": "<x/>"})),
        ("report.docx", docx(parts={"word/media/image1.png": archive({"a.exe": "MZ"})})),
        ("report.docx", docx(parts={"word/media/report.docx": docx()})),
        ("report.docx", docx("<w:object/>")),
        ("report.docx", docx(parts={"word/_rels/document.xml.rels": relationship("oleObject", "x.bin")})),
        ("text.odt", odt(parts={"Object 1/content.xml": "<x/>"})),
        ("text.odt", odt('<office xmlns:draw="d"><draw:object/></office>')),
        ("report.pdf", pdf(b"<< /Type /EmbeddedFile >>")),
        ("report.pdf", pdf(packed_objects(b"<< /EmbeddedFiles 7 0 R >>"))),
    ],
    "external": [
        (
            "report.docx",
            docx(
                parts={"word/_rels/settings.xml.rels": relationship("attachedTemplate", "https://x/a.dotm", "External")}
            ),
        ),
        (
            "report.docx",
            docx(
                parts={"word/_rels/settings.xml.rels": relationship("attachedTemplate", "file://x/a.dotm", "External")}
            ),
        ),
        ("report.docx", docx(parts={"word/_rels/document.xml.rels": relationship("image", "//x/a.png", "External")})),
        ("report.docx", docx('<w:fldSimple w:instr="INCLUDETEXT x"/>')),
        ("table.xlsx", xlsx({"xl/externalLinks/externalLink1.xml": "<x/>"})),
        ("text.odt", odt('<office xmlns:xlink="x"><image xlink:href="https://x/a.png"/></office>')),
        ("text.odt", odt(parts={"meta.xml": '<m xmlns:xlink="x"><template xlink:href="https://x/a.ott"/></m>'})),
    ],
    "active": [
        ("report.pdf", pdf(JAVASCRIPT)),
        ("report.pdf", pdf(JAVASCRIPT.replace(b"JavaScript", b"J#61vaScript"))),
        ("report.pdf", pdf(packed_objects(JAVASCRIPT))),
        ("report.pdf", pdf(packed_objects(JAVASCRIPT).replace(b"/ObjStm", b"/Obj#53tm"))),
        ("report.pdf", pdf(b"% stream\n", JAVASCRIPT, b"% endstream")),
        ("report.pdf", pdf(b"<< /S /Launch /F (cmd.exe) >>")),
        ("report.pdf", pdf(catalog=b"/AcroForm << /XFA 5 0 R >>")),
    ],
    "unreadable": [("report.pdf", pdf(packed_objects(b"x", b"/DecodeParms << /Predictor 12 >> ")))],
    "encrypted": [
        ("report.pdf", pdf(trailer=b"/Encrypt 9 0 R ")),
        ("report.docx", encrypted()),
        ("text.odt", odt(manifest='<m xmlns:manifest="m"><manifest:encryption-data/></m>')),
    ],
    "old-office": [("report.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600)],
    "svg": [
        ("picture.png", b'<svg xmlns="http://www.w3.org/2000/svg"/>'),
        ("picture.png", b"<?xml version='1.0'?><svg/>"),
    ],
    "bomb": [
        ("report.docx", lambda: docx(parts={"word/media/a.bmp": b"\0" * 30 * 1024 * 1024})),
        ("report.docx", lambda: docx(parts={f"word/a{number}.xml": "<x/>" for number in range(3100)})),
        ("report.docx", claiming_less),
        ("report.pdf", lambda: pdf(packed_objects(b"\0" * 101 * 1024 * 1024))),
    ],
    "zip-path": [
        ("report.docx", with_entry(name="../../evil.xml")),
        ("report.docx", with_entry(name="/etc/evil.xml")),
        ("report.docx", with_entry(filename="word\\evil.xml")),
        ("report.docx", with_entry(external_attr=0o120777 << 16)),
    ],
    "damaged": [
        ("report.pdf", pdf(end=b"")),
        ("report.pdf", pdf() + b"<script>"),
        ("report.docx", docx()[:-40]),
        ("report.docx", docx("<w:p>")),
        ("report.docx", archive({"[Content_Types].xml": "<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"})),
        ("picture.png", png(end=b"<?php")),
        ("picture.png", png()[:40]),
        ("photo.jpg", jpeg(end=b"<?php")),
    ],
    "too-many-pixels": [("picture.png", png(30_000, 30_000)), ("photo.jpg", jpeg(60_000, 60_000))],
    "empty": [("report.pdf", b"")],
    "name-ending": [("report.pdf.exe", pdf()), ("report", pdf()), (".pdf", pdf()), ("report.docm", docx())],
    "name-two-endings": [("x.php.docx", docx()), ("report.exe.pdf", pdf()), ("report.docx.pdf", pdf())],
    "name-path": [("../../x.pdf", pdf()), ("C:\\x\\report.pdf", pdf()), ("..", pdf())],
    "name-invisible": [("report\u202efdp.pdf", pdf()), ("re\x00port.pdf", pdf()), ("re\nport.pdf", pdf())],
    "name-long": [(f"{'a' * 160}.pdf", pdf())],
}
