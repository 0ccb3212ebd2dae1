"""What each field of the open data means: the OpenAPI description, the tables and the data page all read it here."""

from dataclasses import dataclass
from typing import Any

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from activities.models import Participation, Status
from countries.models import CountryGroup, PhaseEntry
from programme.models import Document, DocumentVersion, Sureness

# Kinds of value, each with its word and its JSON schema.
KINDS: dict[str, tuple[Any, dict[str, Any]]] = {
    "text": (_("text"), {"type": "string"}),
    "key": (_("key"), {"type": "string"}),
    "country": (_("country code"), {"type": "string", "pattern": "^[A-Z]{2}$"}),
    "link": (_("address"), {"type": "string", "format": "uri"}),
    "number": (_("whole number"), {"type": "integer"}),
    "flag": (_("true or false"), {"type": "boolean"}),
    "date": (_("date"), {"type": "string", "pattern": r"^\d{4}(-\d{2}(-\d{2})?)?$"}),
    "moment": (_("moment"), {"type": "string", "format": "date-time"}),
    "object": (_("fields of its own"), {"type": "object"}),
}


@dataclass(frozen=True)
class Field:
    """One field; `null` says that it may be unknown, `many` that it is a list, `choices` are all its values."""

    name: str
    kind: str
    about: Any
    null: bool = False
    many: bool = False
    choices: tuple[str, ...] = ()
    fields: tuple["Field", ...] = ()
    in_table: bool = True

    @property
    def kind_in_words(self):
        word = KINDS[self.kind][0]
        return format_lazy(_("list of: {kind}"), kind=word) if self.many else word


def laid_open(fields, prefix=""):
    """Every field with its whole name: a field inside another stands after a point."""
    for field in fields:
        yield f"{prefix}{field.name}", field
        yield from laid_open(field.fields, f"{prefix}{field.name}.")


def texts(name, about):
    """A text in the three languages, null in those that nobody has put it in."""
    languages = (("en", _("In English.")), ("fr", _("In French.")), ("ru", _("In Russian.")))
    inner = tuple(Field(code, "text", said, null=True) for code, said in languages)
    return Field(name, "object", about, fields=inner)


def source(about):
    return Field("source", "object", about, fields=(DOCUMENT, LOCATOR, QUOTED))


SLUG = Field("slug", "key", _("The record's lasting key, also part of its address."))
SURENESS = Field("sureness", "key", _("How sure the fact is."), choices=tuple(Sureness.values))
URL = Field("url", "link", _("The page of the portal about it, in English."))
DOCUMENT = Field("document", "key", _("Slug of the document that states it."), null=True)
LOCATOR = Field("locator", "text", _("The place in the source."), null=True)
QUOTED = Field("text", "text", _("The words of the source, as printed."), null=True)
STATED_BY = Field("source", "key", _("Slug of the document that states it."), null=True)
NOTES = texts("notes", _("The secretariat's explanation."))

CLAIM = (
    Field("statement", "key", _("The field or statement that the source speaks of.")),
    Field("value", "text", _("What the source says, as a value.")),
    Field("source", "key", _("Slug of the document that says so."), null=True),
    Field("as_of", "date", _("As of when the source says so."), null=True),
    LOCATOR,
    SURENESS,
)

COUNTRY = (
    Field("iso2", "country", _("ISO 3166 code of two letters: the country's key in all lists.")),
    Field("iso3", "key", _("ISO 3166 code of three letters.")),
    Field("name", "text", _("Short name in English."), null=True),
    texts("names", _("Short name as the United Nations uses it.")),
    Field("subregion", "key", _("The subregion of the Programme that it belongs to, or belonged to last."), null=True),
    Field(
        "beneficiary",
        "object",
        _("Whether it benefits from the Programme."),
        fields=(
            Field("current", "flag", _("Whether it does now.")),
            Field("since", "date", _("Since when."), null=True),
            Field("until", "date", _("Until when, where it has ended and the date is known."), null=True),
        ),
    ),
    Field(
        "party",
        "object",
        _("Whether it is a Party to the Convention."),
        fields=(
            Field("is_party", "flag", _("Null where no source says."), null=True),
            Field("since", "date", _("The day the Convention entered into force for it."), null=True),
        ),
    ),
    Field(
        "phase",
        "object",
        _("The phase of the Programme it is in; all null where nobody has decided between sources that disagree."),
        fields=(
            Field("value", "key", _("The phase."), null=True, choices=tuple(PhaseEntry.Phase.values)),
            Field("since", "date", _("Since when."), null=True),
            STATED_BY,
        ),
    ),
    Field(
        "claims",
        "object",
        _("What each source says of the country. In CSV they are a table of their own: claims."),
        many=True,
        fields=CLAIM,
        in_table=False,
    ),
    Field("conflict", "flag", _("Whether sources disagree on the implementation phase.")),
    URL,
)

ACTIVITY = (
    Field("id", "number", _("Number in this portal; the slug is what lasts.")),
    SLUG,
    Field("title", "text", _("The title as published; in English where none was."), null=True),
    texts("titles", _("The title in each language; our own translation where none was published.")),
    Field("kind", "key", _("Kind of activity, null where nothing says."), null=True),
    Field(
        "status",
        "key",
        _("Null where it is not known whether it was held."),
        null=True,
        choices=tuple(Status.values),
    ),
    Field("start", "date", _("First day, as exact as the source and never more."), null=True),
    Field("end", "date", _("Last day; one day, month or year repeats here."), null=True),
    Field(
        "place",
        "object",
        _("Where it was held: the venue only."),
        fields=(
            Field("city", "text", _("City, in English where known."), null=True),
            Field("country", "country", _("Country of the venue."), null=True),
            Field("online", "flag", _("Whether it was held online.")),
        ),
    ),
    Field(
        "countries",
        "object",
        _("The countries that took part."),
        many=True,
        fields=(
            Field("iso2", "country", _("The country.")),
            Field(
                "role",
                "key",
                _("Its role, null where no source says."),
                null=True,
                choices=tuple(Participation.Role.values),
            ),
            SURENESS,
            STATED_BY,
        ),
    ),
    Field("groups", "key", _("Groups of countries that it was for as a whole."), many=True),
    Field("parent", "key", _("Slug of the project or project phase that it is part of."), null=True),
    Field("working_areas", "key", _("Working areas that it served: tags of ours."), many=True),
    Field("programme_name", "key", _("The name that the Programme bore at the time."), null=True),
    source(_("Where the record comes from.")),
    Field("updated", "moment", _("When the record last changed.")),
    URL,
)

DOCUMENTS = (
    SLUG,
    Field("symbol", "text", _("UN symbol."), null=True),
    Field("title", "text", _("The title as published; in English where none is recorded."), null=True),
    texts("titles", _("The title in each language; our own translation where none was published.")),
    Field("kind", "key", _("Kind of document."), choices=tuple(Document.Kind.values)),
    Field("date", "date", _("Date of the document."), null=True),
    Field("meeting", "key", _("Slug of the meeting that it was for."), null=True),
    Field("cited_only", "flag", _("True for pages and news that are only cited, no documents of the Programme.")),
    Field(
        "languages",
        "object",
        _("The languages of which something is known."),
        many=True,
        fields=(
            Field("language", "key", _("The language."), choices=tuple(DocumentVersion.Language.values)),
            Field(
                "availability",
                "key",
                _("Whether it exists in it; “not-available” only where a source says so."),
                choices=tuple(DocumentVersion.Availability.values),
            ),
            Field("url", "link", _("Where to read it."), null=True),
            Field("file_type", "key", _("Media type of the file, where the portal holds it."), null=True),
            Field("file_size", "number", _("Size of that file in bytes."), null=True),
            Field("sha256", "key", _("Checksum of that file (SHA-256)."), null=True),
        ),
    ),
    Field("page", "link", _("A page about the document."), null=True),
    NOTES,
    source(_("Where we learned of it.")),
    SURENESS,
    URL,
)

MEETING = (
    SLUG,
    Field(
        "body",
        "object",
        _("The body that met."),
        fields=(Field("slug", "key", _("Key of the body.")), texts("names", _("Its name."))),
    ),
    Field("number", "number", _("The number of the meeting among those of the body."), null=True),
    texts("cities", _("City.")),
    Field("country", "country", _("Country."), null=True),
    Field("start", "date", _("First day."), null=True),
    Field("end", "date", _("Last day."), null=True),
    NOTES,
    source(_("Where the record comes from.")),
    SURENESS,
    URL,
)

GROUP = (
    SLUG,
    Field("kind", "key", _("Subregion of the Programme or wider grouping."), choices=tuple(CountryGroup.Kind.values)),
    Field("name", "text", _("Name in English."), null=True),
    texts("names", _("Its name.")),
    texts("abbreviations", _("Its abbreviation.")),
    Field(
        "members",
        "object",
        _("Countries that belong to it or once did."),
        many=True,
        fields=(
            Field("iso2", "country", _("The country.")),
            Field("since", "date", _("Since when."), null=True),
            Field("until", "date", _("Until when, where it has ended and the date is known."), null=True),
            Field("ended", "flag", _("Whether it has ended.")),
            Field("ended_by", "date", _("Where the end has no date: when it had ended at the latest."), null=True),
            STATED_BY,
            SURENESS,
        ),
    ),
    source(_("Where the record comes from.")),
    SURENESS,
    URL,
)

CLAIMS = (
    Field("id", "number", _("Number in this portal.")),
    Field(
        "subject",
        "object",
        _("The record that the source speaks of; null for the Programme as a whole."),
        null=True,
        fields=(
            Field("type", "key", _("Kind of record, such as country.")),
            Field("key", "key", _("Its key in the list of such records.")),
            Field("url", "link", _("Its page in the portal."), null=True),
        ),
    ),
    *CLAIM[:5],
    QUOTED,
    SURENESS,
    NOTES,
)
