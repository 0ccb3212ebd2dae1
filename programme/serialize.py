"""Documents, meetings and claims as open data: what the pages say, field by field."""

from programme.api import address_of

LANGUAGES = ("en", "fr", "ru")


def document_as_data(document, request):
    titles = in_languages(document, "title")
    return {
        "slug": document.slug,
        "symbol": document.symbol or None,
        "title": document.published_title or titles["en"],
        "titles": titles,
        "kind": document.kind,
        "date": text(document.date),
        "meeting": document.meeting.slug if document.meeting else None,
        "cited_only": document.is_reference,
        "languages": [version_as_data(version, request) for version in document.versions.all()],
        "page": document.url or None,
        "notes": in_languages(document, "note"),
        "source": source_as_data(document),
        "sureness": document.sureness,
        "url": address_of(document, request),
    }


def version_as_data(version, request):
    has_file = bool(version.file_id and version.is_public)
    return {
        "language": version.language,
        "availability": version.availability,
        "url": request.build_absolute_uri(version.file_url) if has_file else version.url or None,
        "file_type": version.file.content_type if has_file else None,
        "file_size": version.file.size if has_file else None,
        "sha256": version.file.sha256 if has_file else None,
    }


def meeting_as_data(meeting, request):
    return {
        "slug": meeting.slug,
        "body": {"slug": meeting.body.slug, "names": in_languages(meeting.body, "name")},
        "number": meeting.number,
        "cities": in_languages(meeting, "city"),
        "country": meeting.country_code or None,
        "start": text(meeting.start),
        "end": text(meeting.end),
        "notes": in_languages(meeting, "note"),
        "source": source_as_data(meeting),
        "sureness": meeting.sureness,
        "url": address_of(meeting, request),
    }


def claim_as_data(claim, request):
    return {
        "id": claim.pk,
        "subject": subject_as_data(claim.subject, request) if claim.subject_id else None,
        "statement": claim.statement,
        "value": claim.value,
        "source": slug(claim.source),
        "as_of": text(claim.as_of),
        "locator": claim.source_locator or None,
        "text": claim.source_text or None,
        "sureness": claim.sureness,
        "notes": in_languages(claim, "note"),
    }


def subject_as_data(subject, request):
    """The record that a claim speaks of, by the key that its own list names it with; None stands for the Programme."""
    key = next((getattr(subject, name) for name in ("iso2", "slug", "letter") if hasattr(subject, name)), subject.pk)
    return {
        "type": subject._meta.model_name,
        "key": str(key),
        "url": address_of(subject, request) if hasattr(subject, "get_absolute_url") else None,
    }


def source_as_data(record):
    return {
        "document": slug(record.source),
        "locator": record.source_locator or None,
        "text": record.source_text or None,
    }


def in_languages(record, field):
    return {language: getattr(record, f"{field}_{language}") or None for language in LANGUAGES}


def text(date):
    return str(date) if date else None


def slug(document):
    return document.slug if document else None
