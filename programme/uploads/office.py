"""Office documents: no macros, nothing embedded, nothing fetched from elsewhere."""

import posixpath
import re
from xml.parsers import expat

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from programme.uploads.archives import ARCHIVES, broken, locked, read_archive

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
TEXT = "application/vnd.oasis.opendocument.text"
MAIN = {f"{WORD}.main+xml": WORD, f"{SHEET}.main+xml": SHEET}
MOST_DEEP = 500
# Word notes where on the author's disk the template lay, as that of every UN document; nothing is fetched from there.
OWN_DISK = re.compile(r"file:///[A-Za-z]:[\\/](?![\\/])")


def check(file):
    """The content type of the document in this archive; refuses any other archive and what does not belong in one."""
    parts = read_archive(file)
    if "[Content_Types].xml" in parts:
        return _check_office_open(parts)
    if parts.get("mimetype", b"").strip() == TEXT.encode():
        return _check_open_document(parts)
    raise ValidationError(
        _("This is an archive, or a document of another kind. Unpack it and upload the DOCX, XLSX, ODT or PDF files."),
        code="other-archive",
    )


def macros():
    return ValidationError(
        _("The document holds macros or scripts. Save it as DOCX, XLSX or ODT without macros, or as PDF."),
        code="macros",
    )


def embedded():
    return ValidationError(
        _(
            "Another file or an active element is embedded in the document. Delete it or replace it with a picture, "
            "or save the document as PDF."
        ),
        code="embedded",
    )


def fetched():
    return ValidationError(
        _(
            "The document takes a template, picture or data from another place when it is opened. "
            "Break these links, or save the document as PDF."
        ),
        code="external",
    )


def _check_office_open(parts):
    types = [attributes for _name, attributes in elements(parts["[Content_Types].xml"])]
    declared = {attributes.get("ContentType", "").lower() for attributes in types}
    for name in parts:
        low = name.lower()
        if "vbaproject" in low or "vbadata" in low or "/macrosheets/" in low or "/customui" in f"/{low}":
            raise macros()
        if "/embeddings/" in low or "/activex/" in low or "oleobject" in low or "/ctrlprops/" in low:
            raise embedded()
        if "/externallinks/" in low:
            raise fetched()
    if any("macro" in one or "vba" in one for one in declared):
        raise macros()
    if any("oleobject" in one or "activex" in one for one in declared):
        raise embedded()
    _check_nothing_nested(parts)
    for name, data in parts.items():
        if name.lower().endswith(".rels"):
            _check_relationships(data)
        elif name.lower().endswith((".xml", ".vml")):
            _check_fields(data)
    main = {attributes.get("ContentType", ""): attributes.get("PartName", "") for attributes in types}
    for content_type, kind in MAIN.items():
        if content_type in main and main[content_type].lstrip("/") in parts:
            return kind
    raise ValidationError(
        _("This is no Word document or Excel workbook, but a template or another kind. Save it as DOCX or XLSX."),
        code="other-office",
    )


def _check_relationships(data):
    for _name, attributes in elements(data):
        kind = posixpath.basename(attributes.get("Type", "")).lower()
        if kind in {"oleobject", "package", "control", "activexcontrolbinary"}:
            raise embedded()
        if kind in {"vbaproject", "wordvbadata", "xlmacrosheet", "xlintlmacrosheet"}:
            raise macros()
        is_harmless = kind == "hyperlink" or (
            kind == "attachedtemplate" and OWN_DISK.match(attributes.get("Target", ""))
        )
        if attributes.get("TargetMode", "").lower() == "external" and not is_harmless:
            raise fetched()


def _check_fields(data):
    """Fields that start a program or fetch a text; Word may break their code over several elements."""
    code = []

    def keep(name, text):
        if name == "instrText":
            code.append(text)

    for name, attributes in elements(data, keep):
        if name == "fldSimple":
            code.append(f" {attributes.get('instr', '')} ")
        if name in {"object", "OLEObject", "altChunk", "oleObject", "control", "controls"}:
            raise embedded()
        if name == "ddeLink":
            raise fetched()
    words = "".join(code).upper().replace('"', " ").split()
    if {"DDE", "DDEAUTO"} & set(words):
        raise macros()
    if {"INCLUDETEXT", "INCLUDEPICTURE", "IMPORT"} & set(words):
        raise fetched()


def _check_open_document(parts):
    for name in parts:
        folders = name.lower().split("/")[:-1]
        if {"basic", "scripts"} & set(folders):
            raise macros()
        if any(one.startswith(("object", "objectreplacements")) for one in folders):
            raise embedded()
    _check_nothing_nested(parts)
    if "content.xml" not in parts or "META-INF/manifest.xml" not in parts:
        raise broken()
    for name, _attributes in elements(parts["META-INF/manifest.xml"]):
        if name == "encryption-data":
            raise locked()
    for part in ("content.xml", "styles.xml", "settings.xml", "meta.xml"):
        for name, attributes in elements(parts.get(part, b"<none/>")):
            if name in {"event-listener", "script", "libraries"}:
                raise macros()
            if name in {"object", "object-ole", "applet", "plugin", "floating-frame"}:
                raise embedded()
            target = attributes.get("href", "")
            is_link = name in {"a", "template"} and not target.lower().startswith(("\\\\", "smb:", "vnd.sun.star"))
            is_remote_template = name == "template" and "://" in target and not target.lower().startswith("file:")
            if name == "dde-source" or is_remote_template or (_points_outside(target) and not is_link):
                raise fetched()
    return TEXT


def _points_outside(target):
    return ":" in target or target.startswith(("/", "\\", ".."))


def _check_nothing_nested(parts):
    for name, data in parts.items():
        if data.startswith(ARCHIVES) or name.lower().endswith((".zip", ".exe", ".dll", ".js", ".vbs", ".jar")):
            raise embedded()


def elements(data, keep_text=None):
    """Name and attributes, both without prefix, of every element; refuses a document type, which may hold entities.

    `keep_text(name, text)` is told the text of each element.
    """
    found, open_names = [], []
    parser = expat.ParserCreate()

    def start(name, attributes):
        if len(open_names) > MOST_DEEP:
            raise broken()
        name = name.rpartition(":")[2]
        open_names.append(name)
        found.append((name, {key.rpartition(":")[2]: value for key, value in attributes.items()}))

    def refuse(*_args):
        raise broken()

    def text(words):
        if open_names:
            keep_text(open_names[-1], words)

    parser.StartElementHandler = start
    parser.EndElementHandler = lambda _name: open_names.pop()
    parser.StartDoctypeDeclHandler = refuse
    if keep_text is not None:
        parser.CharacterDataHandler = text
    try:
        parser.Parse(data, True)
    except (expat.ExpatError, LookupError, ValueError) as error:
        raise broken() from error
    return found
