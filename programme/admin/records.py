"""The records of this room: documents, claims, meetings and what the Programme is made of."""

from django.contrib import admin
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from programme import models
from programme.admin.base import (
    AboutInline,
    PlainAboutInline,
    PlainPartInline,
    PlainRecordAdmin,
    RecordAdmin,
)
from programme.admin.files import VersionForm, link_to
from programme.admin.filters import MissingTranslation, StatementOfClaim, WithoutSource, missing
from programme.admin.layout import InReadersLanguage, dates_in_words, in_languages, in_short, where_from
from programme.importing.admin import ImportExport
from programme.merging import before_moving
from programme.resources import DocumentResource
from programme.waiting import missing_translations, not_confirmed, waiting

SOURCES, PROGRAMME = gettext_lazy("Documents and sources"), gettext_lazy("The Programme")


class ClaimInline(AboutInline):
    model = models.Claim
    verbose_name_plural = gettext_lazy("What sources say")
    list_select_related = ("source",)
    fieldsets = ((None, {"fields": (("statement", "value", "as_of"), *in_languages("note"))}), where_from())

    def row_words(self, row):
        return in_short(row, row.source)


class TextMarkInline(PlainAboutInline):
    model = models.TextMark
    list_select_related = ("subject_type",)
    fieldsets = ((None, {"fields": (("field", "language", "mark"),)}),)


class VersionInline(PlainPartInline):
    model = models.DocumentVersion
    form = VersionForm
    fieldsets = ((None, {"fields": (("language", "availability"), "url", "kept_file", ("upload", "remove_file"))}),)
    readonly_fields = ("kept_file",)

    def get_formset(self, request, obj=None, **kwargs):
        formset = super().get_formset(request, obj, **kwargs)
        formset.form.signed_in = request.user
        return formset

    @admin.display(description=gettext_lazy("file kept here"))
    def kept_file(self, version):
        return link_to(version.file, version.file_url)


@admin.register(models.Document)
class DocumentAdmin(ImportExport, RecordAdmin):
    resource_classes = (DocumentResource,)
    heading, position = SOURCES, 1
    can_merge = in_quick_search = True
    list_display = ("shown_title", "symbol", "kind", "when", "meeting", "languages", "is_reference")
    list_filter = (
        MissingTranslation,
        "kind",
        "is_reference",
        "versions__language",
        "sureness",
        WithoutSource,
        "meeting__body",
    )
    list_select_related = ("meeting__body",)
    search_fields = ("search_text",)
    prepopulated_fields = {"slug": ("title_en",)}
    when = dates_in_words("date", description=gettext_lazy("date"), ordering="first_day")
    fieldsets = (
        (None, {"fields": (*in_languages("title"), "published_title", ("symbol", "kind", "is_reference"))}),
        (gettext_lazy("When and where"), {"fields": (("date", "meeting"), ("slug", "url"))}),
        (gettext_lazy("Note"), {"fields": in_languages("note"), "classes": ("collapse",)}),
        where_from(),
    )
    inlines = (VersionInline, TextMarkInline, ClaimInline)

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("versions")

    @admin.display(description=gettext_lazy("title"), ordering=InReadersLanguage("title"))
    def shown_title(self, document):
        return document.title or document.published_title or document.title_en or document.slug

    @admin.display(description=gettext_lazy("languages"))
    def languages(self, document):
        there = models.DocumentVersion.Availability.AVAILABLE
        return ", ".join(one.language.upper() for one in document.versions.all() if one.availability == there)


@admin.register(models.Meeting)
class MeetingAdmin(RecordAdmin):
    heading, position = SOURCES, 2
    can_merge = in_quick_search = True
    list_display = ("__str__", "when", "city", "country_code")
    list_filter = ("body", "sureness", WithoutSource)
    list_select_related = ("body",)
    search_fields = (
        "slug",
        "body__name_en",
        "body__name_fr",
        "body__name_ru",
        "number",
        "city_en",
        "city_fr",
        "city_ru",
    )
    ordering = ("-first_day", "slug")
    when = dates_in_words("start", "end", description=gettext_lazy("dates"), ordering="first_day")
    fieldsets = (
        (None, {"fields": (("body", "number", "slug"), ("start", "end"))}),
        (gettext_lazy("Place"), {"fields": (*in_languages("city"), "country_code")}),
        (gettext_lazy("Note"), {"fields": in_languages("note"), "classes": ("collapse",)}),
        where_from(),
    )
    inlines = (ClaimInline,)


@admin.register(models.Claim)
class ClaimAdmin(RecordAdmin):
    heading, position = SOURCES, 3
    list_display = ("said_of", "shown_value", "about", "source", "source_locator", "day", "sureness")
    list_filter = (StatementOfClaim, ("subject_type", admin.RelatedOnlyFieldListFilter), "sureness", WithoutSource)
    list_select_related = ("source", "subject_type")
    search_fields = (
        "statement",
        "value",
        "source__symbol",
        "source__slug",
        "source__title_en",
        "note_en",
        "source_text",
    )
    day = dates_in_words("as_of", description=gettext_lazy("as of"), ordering="as_of")
    readonly_fields = ("about",)
    fieldsets = (
        (None, {"fields": ("about", ("statement", "value", "as_of"))}),
        (gettext_lazy("Note"), {"fields": in_languages("note")}),
        (gettext_lazy("Where this comes from"), {"fields": (("source", "source_locator", "sureness"), "source_text")}),
    )

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("subject")

    @admin.display(description=gettext_lazy("statement"), ordering="statement")
    def said_of(self, claim):
        return claim.statement_in_words

    @admin.display(description=gettext_lazy("value"), ordering="value")
    def shown_value(self, claim):
        return claim.value_in_words

    @admin.display(description=gettext_lazy("about"))
    def about(self, claim):
        return str(claim.subject) if claim.subject else _("the Programme as a whole")


@admin.register(models.TextMark)
class TextMarkAdmin(PlainRecordAdmin):
    """Marks are made beside the text they mark; here they are found and changed."""

    heading, position = SOURCES, 4
    list_display = ("about", "field", "language", "mark")
    list_filter = ("mark", "language", "field", ("subject_type", admin.RelatedOnlyFieldListFilter))
    list_select_related = ("subject_type",)
    search_fields = ("field", "language")
    readonly_fields = ("about", "field", "language")
    fieldsets = ((None, {"fields": ("about", ("field", "language"), "mark")}),)

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("subject")

    def has_add_permission(self, request):
        return False

    @admin.display(description=gettext_lazy("about"))
    def about(self, mark):
        return str(mark.subject)


class Vocabulary(RecordAdmin):
    """A short list that the whole record refers to."""

    heading = PROGRAMME
    is_short_list = True
    list_filter = (MissingTranslation, "sureness")


@admin.register(models.WorkingArea)
class WorkingAreaAdmin(Vocabulary):
    position = 1
    list_display = ("number", "name", "articles", "sureness")
    list_display_links = ("number", "name")
    search_fields = ("name_en", "name_fr", "name_ru", "slug")
    fieldsets = ((None, {"fields": (*in_languages("name"), ("number", "slug", "articles"))}), where_from())
    inlines = (ClaimInline,)


@admin.register(models.CrossCuttingArea)
class CrossCuttingAreaAdmin(Vocabulary):
    position = 2
    list_display = ("number", "name", "sureness")
    list_display_links = ("number", "name")
    search_fields = ("name_en", "name_fr", "name_ru", "slug")
    fieldsets = ((None, {"fields": (*in_languages("name", "facets"), ("number", "slug"))}), where_from())


@admin.register(models.BasicTask)
class BasicTaskAdmin(Vocabulary):
    position = 3
    list_display = ("letter", "title", "articles", "sureness")
    list_display_links = ("letter", "title")
    search_fields = ("letter", "title_en", "title_fr", "title_ru")
    fieldsets = ((None, {"fields": (*in_languages("title"), ("letter", "articles"))}), where_from())
    inlines = (ClaimInline,)


@admin.register(models.Body)
class BodyAdmin(Vocabulary):
    position = 4
    list_display = ("name", "abbreviation", "slug")
    list_filter = (MissingTranslation,)
    search_fields = ("name_en", "name_fr", "name_ru", "abbreviation_en", "slug")
    fieldsets = ((None, {"fields": (*in_languages("name", "abbreviation"), "slug")}),)


@admin.register(models.ProgrammeName)
class ProgrammeNameAdmin(Vocabulary):
    position = 5
    list_display = ("name", "used", "slug")
    search_fields = ("name_en", "name_fr", "name_ru", "slug")
    used = dates_in_words("since", "until", description=gettext_lazy("used"), ordering="since")
    fieldsets = ((None, {"fields": (*in_languages("name"), ("since", "until", "slug"))}), where_from())


@waiting(order=30)
def documents_wait():
    label = _("Documents without a title in {language}")
    return missing_translations(models.Document, lambda code: missing("title", code), label)


@waiting(order=42)
def facts_to_confirm():
    return not_confirmed((models.Document, models.Meeting, models.Claim, models.WorkingArea, models.BasicTask))


@before_moving("programme.DocumentVersion", "document")
def prefer_what_is_known(version, kept):
    """A version of which the kept document knows nothing gives way to one that is there."""
    unknown = models.DocumentVersion.Availability.UNKNOWN
    for other in kept.versions.filter(language=version.language, availability=unknown):
        if version.availability != unknown:
            other.delete()
