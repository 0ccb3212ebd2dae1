"""Uploaded files and who took away what is not public: for reading. Files are uploaded where they belong."""

from django import forms
from django.contrib import admin
from django.template.defaultfilters import filesizeformat
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from programme import models
from programme.admin.base import ReadOnly
from programme.admin.history import ReadableHistory
from programme.admin.layout import NOTHING
from programme.admin.wording import OwnWords
from programme.form_fields import CheckedFileField
from programme.matrix import ROLE_NAMES, Role
from programme.stored_files import store

HEADING = gettext_lazy("People and access")


class ForReading(ReadOnly, OwnWords, admin.ModelAdmin):
    """Rows that the portal writes: nobody adds, changes or deletes one."""

    list_per_page = 50
    show_full_result_count = False


class UploadForm(forms.ModelForm):
    """A record that holds a stored file: a new one is checked and kept."""

    upload = CheckedFileField(label=gettext_lazy("New file"), required=False)

    holder = "file"  # the field of the record
    signed_in: models.User | None = None

    def save(self, commit=True):
        if upload := self.cleaned_data.get("upload"):
            setattr(self.instance, self.holder, store(upload, by=self.signed_in))
        return super().save(commit)


class ReplaceForm(UploadForm):
    """The same for a record that may hold one already: a new one takes its place, or it is taken away."""

    remove_file = forms.BooleanField(label=gettext_lazy("Take the file away"), required=False)

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("upload") and cleaned.get("remove_file"):
            self.add_error("remove_file", _("Choose a new file, or take the file away: not both."))
        elif cleaned.get("remove_file"):
            setattr(self.instance, self.holder, None)
        return cleaned


class VersionForm(ReplaceForm):
    """A language version whose file is checked before it is kept."""

    class Meta:
        model = models.DocumentVersion
        fields = ("language", "availability")  # the admin names the rest

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("upload") and cleaned.get("availability") != models.DocumentVersion.Availability.AVAILABLE:
            self.add_error("availability", _("A version with a link or a file is available: say so."))
        return cleaned


def link_to(stored, address):
    """A kept file with its size, as a link."""
    return format_html('<a href="{}">{}</a> ({})', address, stored, filesizeformat(stored.size)) if stored else NOTHING


@admin.register(models.StoredFile)
class StoredFileAdmin(ReadableHistory, ForReading):
    heading, position = HEADING, 40
    list_display = ("name", "content_type", "in_words", "uploaded_by", "uploaded_at")
    list_filter = ("content_type",)
    list_select_related = ("uploaded_by",)
    search_fields = ("name", "sha256")
    fields = readonly_fields = ("name", "content_type", "in_words", "sha256", "uploaded_by", "uploaded_at")

    @admin.display(description=gettext_lazy("size"), ordering="size")
    def in_words(self, stored):
        return filesizeformat(stored.size)


@admin.register(models.Download)
class DownloadAdmin(ForReading):
    heading, position = HEADING, 41
    list_display = ("name", "by", "role", "acted_for", "at")
    list_filter = ("acted_as", "at")
    list_select_related = ("by",)
    search_fields = ("name", "by__email", "by__name")
    fields = readonly_fields = ("name", "sha256", "by", "role", "acted_for", "at")
    change_form_template = "admin/for_reading.html"

    @admin.display(description=gettext_lazy("role"), ordering="acted_as")
    def role(self, download):
        return str(ROLE_NAMES[Role(download.acted_as)]) if download.acted_as else ""
