"""Documents as a table, for import and export."""

from django.utils.translation import gettext as _

from programme.importing import cells
from programme.importing.resource import SOURCED, Column, RecordResource
from programme.models import Document, DocumentVersion


class VersionColumn(Column):
    """Something of a document's version in one language. Files are uploaded in the document's own form."""

    is_late = True

    def __init__(self, field, language):
        Available = DocumentVersion.Availability
        cell = cells.TextCell() if field == "url" else cells.ChoiceCell(Available.choices, blank=True)
        super().__init__(f"{field}_{language}", cell)
        self.field, self.language = field, language

    def version(self, document):
        found = (one for one in document.versions.all() if one.language == self.language) if document.pk else ()
        return next(iter(found), None)

    def get_value(self, document):
        version = self.version(document)
        return getattr(version, self.field) if version else ""

    def check(self, document, before, value):
        if self.field == "availability" and before and not value:
            raise ValueError(_("An import deletes nothing. Where nothing is known of this language, write unknown."))

    def put(self, document, value):
        version = DocumentVersion.objects.filter(document=document, language=self.language).first()
        version = version or DocumentVersion(document=document, language=self.language)
        setattr(version, self.field, value)
        version.full_clean()
        version.save()

    def label(self, model):
        return f"{DocumentVersion._meta.get_field(self.field).verbose_name} ({self.language})".capitalize()


class DocumentResource(RecordResource):
    availability_en = VersionColumn("availability", "en")
    url_en = VersionColumn("url", "en")
    availability_fr = VersionColumn("availability", "fr")
    url_fr = VersionColumn("url", "fr")
    availability_ru = VersionColumn("availability", "ru")
    url_ru = VersionColumn("url", "ru")

    needs_one_of = ("title_en", "title_fr", "title_ru", "published_title")
    within_itself = ("source",)
    related = ("meeting__body", "source")
    prefetched = ("versions",)
    file_name = "documents"

    class Meta:
        model = Document
        fields = (
            "slug",
            "symbol",
            "title_en",
            "title_fr",
            "title_ru",
            "published_title",
            "kind",
            "date",
            "meeting",
            "is_reference",
            "url",
            *(f"{field}_{language}" for language in ("en", "fr", "ru") for field in ("availability", "url")),
            "note_en",
            "note_fr",
            "note_ru",
            *SOURCED,
        )
