"""Loads this room's part of the record: bodies, documents, meetings, names, areas, basic tasks, claims."""

from programme.ledger import about, translated
from programme.models import (
    BasicTask,
    Body,
    Claim,
    CrossCuttingArea,
    Document,
    DocumentVersion,
    Meeting,
    ProgrammeName,
    WorkingArea,
)
from programme.record_files import LANGUAGES, read_entries, read_mapping


def load(folder, ledger):
    faults = ledger.faults
    for entry in read_entries(folder, "bodies", faults):
        load_body(entry, ledger)
    documents = read_entries(folder, "documents", faults)
    for entry in documents:
        load_document(entry, ledger)
    for entry in read_entries(folder, "meetings", faults):
        load_meeting(entry, ledger)
    for entry in documents:
        complete_document(entry, ledger)
    programme = read_mapping(folder, "programme", faults)
    for entry in programme.entries("names"):
        load_name(entry, ledger)
    for entry in programme.entries("working_areas"):
        load_area(WorkingArea, entry, ledger)
    for entry in programme.entries("cross_cutting_areas"):
        load_area(CrossCuttingArea, entry, ledger)
    for entry in programme.entries("basic_tasks"):
        load_basic_task(entry, ledger)
    load_claims(programme.entries("claims"), None, "programme", ledger)
    programme.raw("commitments")  # the countries room loads them
    programme.check_names()


def load_body(entry, ledger):
    key = entry.text("key", required=True)
    values = {"slug": key} | translated("name", entry.texts("name", required=True))
    values |= translated("abbreviation", entry.texts("abbreviation"))
    record = ledger.put(Body, key, entry, values, find={"slug": key}, name_as="body")
    ledger.put_marks(key, entry, record)
    entry.check_names()


def load_document(entry, ledger):
    """The document itself; its meeting and its own source follow, since those name documents too."""
    key = entry.text("key", required=True)
    titles = entry.texts("title")
    published = entry.text("published_title")
    if not published and not any(titles.values()):
        entry.fault("A document needs a “title” or a “published_title”.")
    values = {
        "slug": key,
        "symbol": entry.text("symbol"),
        "published_title": published,
        "kind": entry.choice("kind", Document.Kind.values, required=True) or Document.Kind.OTHER,
        "date": entry.date("date"),
        "is_reference": entry.flag("is_reference"),
        "url": entry.text("url"),
    }
    values |= translated("title", titles if titles["en"] or not published else titles | {"en": published})
    values |= translated("note", entry.texts("note"))
    record = ledger.put(Document, key, entry, values, find={"slug": key}, name_as="document")
    ledger.put_marks(key, entry, record)


def complete_document(entry, ledger):
    key = entry.text("key")
    record = ledger.named["document"].get(key)
    if record is None:
        return
    values = {"meeting": ledger.one(entry, "meeting", "meeting")} | ledger.sourced(entry)
    ledger.put(Document, key, entry, values, completing=True)
    for version in entry.entries("versions"):
        language = version.choice("language", LANGUAGES, required=True)
        values = {
            "document": record,
            "language": language,
            "availability": version.choice("availability", DocumentVersion.Availability.values, required=True),
            "url": version.text("url"),
        }
        if language:
            ledger.put(
                DocumentVersion,
                f"{key}/{language}",
                version,
                values,
                find={"document": record, "language": language},
            )
        version.check_names()
    load_claims(entry.entries("claims"), record, f"document/{key}", ledger)
    entry.check_names()


def load_meeting(entry, ledger):
    key = entry.text("key", required=True)
    values = {
        "slug": key,
        "body": ledger.one(entry, "body", "body", required=True),
        "number": entry.number("number"),
        "country_code": entry.text("country"),
        "start": entry.date("start"),
        "end": entry.date("end"),
    }
    values |= translated("city", entry.texts("city")) | translated("note", entry.texts("note"))
    if values["body"] is None:
        return
    record = ledger.put(Meeting, key, entry, values | ledger.sourced(entry), find={"slug": key}, name_as="meeting")
    ledger.put_marks(key, entry, record)
    if record is not None:
        load_claims(entry.entries("claims"), record, f"meeting/{key}", ledger)
    entry.check_names()


def load_name(entry, ledger):
    key = entry.text("key", required=True)
    values = {"slug": key, "since": entry.day("since"), "until": entry.day("until")}
    values |= translated("name", entry.texts("name", required=True)) | ledger.sourced(entry)
    record = ledger.put(ProgrammeName, key, entry, values, find={"slug": key}, name_as="programme_name")
    ledger.put_marks(key, entry, record)
    entry.check_names()


def load_area(model, entry, ledger):
    key = entry.text("key", required=True)
    values = {"slug": key, "number": entry.number("number")}
    values |= translated("name", entry.texts("name", required=True)) | ledger.sourced(entry)
    if model is WorkingArea:
        values["articles"] = entry.text("articles")
    else:
        facets = [{language: facet.text(language) for language in LANGUAGES} for facet in entry.entries("facets")]
        values |= {f"facets_{language}": "\n".join(facet[language] for facet in facets) for language in LANGUAGES}
    record = ledger.put(model, key, entry, values, find={"slug": key}, name_as="area")
    ledger.put_marks(key, entry, record)
    entry.check_names()


def load_basic_task(entry, ledger):
    key = entry.text("key", required=True)
    values = {"letter": key, "articles": entry.text("articles")}
    values |= translated("title", entry.texts("title", required=True)) | ledger.sourced(entry)
    record = ledger.put(BasicTask, key, entry, values, find={"letter": key}, name_as="basic_task")
    ledger.put_marks(key, entry, record)
    entry.check_names()


def load_claims(entries, subject, owner, ledger):
    """Claims below a record (or of the Programme, without one). `field` is another word for `statement`."""
    met = {}
    for entry in entries:
        statement = entry.text("statement") or entry.text("field", required=True)
        values = ledger.sourced(entry)
        source = values["source"].slug if values["source"] else "none"
        key = f"{owner}/{statement}/{source}/{values['source_locator']}"
        met[key] = met.get(key, 0) + 1
        if met[key] > 1:  # one source may say two things of one field in one place
            key = f"{key}/{met[key]}"
        values |= about(subject) | translated("note", entry.texts("note"))
        values |= {"statement": statement, "value": entry.text("value", required=True), "as_of": entry.date("as_of")}
        if statement and values["value"]:
            ledger.put(Claim, key, entry, values)
        entry.check_names()
