"""What each field of the open data means: the OpenAPI description, the tables and the data page all read it here."""

from dataclasses import dataclass
from typing import Any

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from activities.models import Participation, Status
from assessments.files.rows import KINDS as PARTS_OF_AN_INSTRUMENT
from assessments.models import Challenge, CriterionAnswer, Standing, Wording
from assessments.published_rows import KINDS as PUBLISHED_PARTS
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

INSTRUMENT = (
    Field("version", "key", _("Code of the version that the part belongs to.")),
    Field("kind", "key", _("What part it is."), choices=tuple(PARTS_OF_AN_INSTRUMENT)),
    Field("code", "key", _("The part's lasting code in its version; of a stage its number.")),
    Field("part_of", "key", _("Code of the area or indicator that it stands below."), null=True),
    Field("text", "text", _("The text in English."), null=True),
    texts("texts", _("The text: title, name, label or wording.")),
    texts("guidance", _("Explanation: how to answer, or when a stage is reached.")),
    texts("evidence", _("What counts as evidence.")),
    texts("legal_basis", _("Articles and annexes of the Convention.")),
    Field(
        "wording",
        "object",
        _("What the wording is in each language; null where nothing more is said than how sure the part is."),
        fields=tuple(
            Field(code, "key", said, null=True, choices=tuple(Wording.values))
            for code, said in (("en", _("In English.")), ("fr", _("In French.")), ("ru", _("In Russian.")))
        ),
    ),
    Field("working_area", "key", _("Key of the working area that an area is about."), null=True),
    Field("cross_cutting_area", "key", _("Key of the cross-cutting area that a question is about."), null=True),
    Field("follows", "key", _("Codes of the indicators of the previous version that it takes up."), many=True),
    source(_("Where the text comes from.")),
    SURENESS,
    Field("url", "link", _("Its place on the page of the version in force."), null=True),
)

ASSESSMENT = (
    Field("country", "country", _("The country that assessed itself.")),
    Field("cycle", "number", _("Number of the cycle of the country.")),
    Field("instrument", "key", _("Code of the version of the instrument that was answered.")),
    Field("kind", "key", _("What part it is; “assessment” is the whole."), choices=PUBLISHED_PARTS),
    Field("code", "key", _("The part's code in the instrument; of the whole the number of the cycle.")),
    Field("part_of", "key", _("Code of the area or indicator that it stands below."), null=True),
    Field("stage", "number", _("Number of the stage of progress at which the country sees itself."), null=True),
    Field(
        "reviewed_stage", "number", _("Number of the stage that reviewers saw and the country agreed with."), null=True
    ),
    Field(
        "answer",
        "key",
        _("Of a criterion whether it is met; of another question what stands instead of an answer."),
        null=True,
        choices=tuple(dict.fromkeys([*CriterionAnswer.Value.values, *Standing.values])),
    ),
    Field("text", "text", _("What the country wrote, in its own language; of evidence its title."), null=True),
    Field("legal_references", "text", _("Acts and articles that the country names."), null=True),
    Field("authorities", "text", _("Authorities that the country names as responsible."), null=True),
    Field("stage_reason", "text", _("Why the stage is another one than in the cycle before."), null=True),
    Field("standing_reason", "text", _("Why the question does not apply."), null=True),
    Field("priority", "key", _("Priority of a challenge."), null=True, choices=tuple(Challenge.Priority.values)),
    Field("needs_assistance", "flag", _("Whether a challenge needs assistance from outside."), null=True),
    Field("evidence", "key", _("Codes of the evidence that an indicator names."), many=True),
    Field("link", "link", _("Address of evidence that is a link."), null=True),
    Field("published_at", "moment", _("When the country published it.")),
    Field("withdrawn_at", "moment", _("When the publication was withdrawn."), null=True),
    Field("withdrawal_note", "text", _("The note that stands in the place of a withdrawn publication."), null=True),
    Field("url", "link", _("The page of the portal about it, in English.")),
)
