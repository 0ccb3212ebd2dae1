"""Import and export in the admin: upload, look at what would happen, confirm (PRODUCT A8)."""

from django import forms
from django.contrib import messages
from django.contrib.admin.options import IncorrectLookupParameters
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, HttpResponseRedirect, JsonResponse
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST
from import_export.admin import ImportExportMixin

from programme.importing import operation, progress, storage
from programme.importing.faults import Fault, UnreadableFile
from programme.importing.formats import FORMATS
from programme.importing.sheets import LARGEST_FILE, MEGABYTE, MOST_ROWS, read_sheet

MOST_SHOWN = 1000


class UploadForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy(
            "An XLSX workbook (its first sheet) or a CSV file in UTF-8, with the names of the columns on top."
        ),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv"}),
        error_messages={"empty": gettext_lazy("The file holds nothing.")},
        max_length=200,
    )
    too_large = gettext_lazy("The file has {size} MB; at most {limit} MB can be read. Import it in parts.")
    read = staticmethod(read_sheet)

    def clean_file(self):
        """Reads the file into `content`; keeps its bytes for the confirmation."""
        file = self.cleaned_data["file"]
        if file.size > LARGEST_FILE:
            raise forms.ValidationError(
                self.too_large.format(size=f"{file.size / MEGABYTE:.1f}", limit=LARGEST_FILE // MEGABYTE)
            )
        self.data_read = file.read()
        try:
            self.content = self.read(self.data_read, file.name)
        except UnreadableFile as refusal:
            raise forms.ValidationError(str(refusal.message)) from refusal
        return file


class ExportForm(forms.Form):
    format = forms.ChoiceField(
        label=gettext_lazy("Format"),
        choices=(
            ("xlsx", gettext_lazy("XLSX, for spreadsheet programs")),
            ("csv", gettext_lazy("CSV, for other programs")),
        ),
        widget=forms.RadioSelect,
        initial="xlsx",
    )


class ImportExport(ImportExportMixin):
    """Goes before `RecordAdmin`; names the table in `resource_classes`."""

    import_export_change_list_template = "admin/import_export/change_list.html"

    def has_import_permission(self, request):
        return self.has_add_permission(request) and self.has_change_permission(request)

    @property
    def resource(self):
        return self.resource_classes[0]

    def page(self, request, template, **context):
        request.current_app = self.admin_site.name
        shared = {**self.admin_site.each_context(request), "opts": self.opts, "media": self.media}
        shared["progress"] = progress.new_name()
        return TemplateResponse(request, template, {**shared, **context})

    # Import

    def get_urls(self):
        address = path(
            "import/progress/<str:name>/",
            self.admin_site.admin_view(self.import_progress),
            name=f"{self.opts.app_label}_{self.opts.model_name}_import_progress",
        )
        return [address, *super().get_urls()]

    def import_progress(self, request, name):
        """How far the import of this name is, in words; the page that waits for it asks."""
        if not self.has_import_permission(request):
            raise PermissionDenied
        found = progress.how_far(name)
        if found is None:
            return JsonResponse({})
        done, total = found
        words = ngettext("{done} of {total} row", "{done} of {total} rows", total)
        return JsonResponse({"done": done, "total": total, "words": words.format(done=done, total=total)})

    def import_action(self, request, **kwargs):
        if not self.has_import_permission(request):
            raise PermissionDenied
        form = UploadForm(request.POST or None, request.FILES or None) if request.method == "POST" else UploadForm()
        if request.method != "POST" or not form.is_valid():
            return self.upload_page(request, form)
        name = form.cleaned_data["file"].name
        outcome = operation.preview(self.resource, form.content, request.user, progress=request.POST.get("progress"))
        if outcome.faults:
            return self.upload_page(request, UploadForm(), outcome=outcome, file_name=name)
        return self.preview_page(request, form.data_read, name, outcome)

    def upload_page(self, request, form, **context):
        return self.page(
            request,
            "admin/import_export/import.html",
            title=self.import_title(),
            form=form,
            columns=self.columns(),
            limit=LARGEST_FILE // MEGABYTE,
            most_rows=MOST_ROWS,
            **context,
        )

    def preview_page(self, request, data, name, outcome, *, is_anew=False):
        said = {"model": self.opts.label_lower, "name": name, "agreed": outcome.digest}
        token = storage.keep(request, data, **said) if outcome.writes else ""
        shown = [row for row in outcome.rows if row.what != operation.UNCHANGED]
        return self.page(
            request,
            "admin/import_export/preview.html",
            title=self.import_title(),
            outcome=outcome,
            shown=shown[:MOST_SHOWN],
            not_shown=max(len(shown) - MOST_SHOWN, 0),
            file_name=name,
            token=token,
            is_anew=is_anew,
        )

    def process_import(self, request, **kwargs):
        return require_POST(self.confirm)(request)

    def confirm(self, request):
        if not self.has_import_permission(request):
            raise PermissionDenied
        address = reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_import")
        token = request.POST.get("token", "")
        found = storage.find(request, token)
        if found is None or found[1]["model"] != self.opts.label_lower:
            messages.warning(request, _("The file of this import is no longer kept. Please upload it again."))
            return HttpResponseRedirect(address)
        data, said = found
        sheet = read_sheet(data, said["name"])
        told = request.POST.get("progress")
        outcome = operation.write(self.resource, sheet, request.user, said["agreed"], progress=told)
        storage.forget(request, token)
        if outcome.faults:
            changed = Fault(_("The record has changed since the preview. Nothing was written."))
            outcome.faults.insert(0, changed)
            return self.upload_page(request, UploadForm(), outcome=outcome, file_name=said["name"])
        if not outcome.written:
            return self.preview_page(request, data, said["name"], outcome, is_anew=True)
        messages.success(request, said_of(outcome))
        return HttpResponseRedirect(reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_changelist"))

    def import_title(self):
        return _("Import: {kinds}").format(kinds=self.opts.verbose_name_plural)

    def columns(self):
        """Every column: its heading, the field it fills, what it expects, whether it belongs to the key."""
        resource = self.resource()
        return [
            (field.column_name, field.label(self.model), field.widget.expects, field.column_name in resource.keys)
            for field in resource.get_import_fields()
        ]

    # Export

    def export_action(self, request):
        if not self.has_export_permission(request):
            raise PermissionDenied
        try:
            queryset = self.get_export_queryset(request)
        except IncorrectLookupParameters:
            return HttpResponseRedirect(reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_changelist"))
        form = ExportForm(request.POST) if request.method == "POST" else ExportForm()
        if request.method == "POST" and form.is_valid():
            file_format = FORMATS[form.cleaned_data["format"]]()
            try:
                return self.file(file_format, queryset)
            except ValueError as error:
                form.add_error("format", str(error))
        count = queryset.count()
        return self.page(
            request,
            "admin/import_export/export.html",
            title=_("Export: {kinds}").format(kinds=self.opts.verbose_name_plural),
            form=form,
            said=ngettext(
                "One record of the list will be exported.", "{count} records of the list will be exported.", count
            ).format(count=count),
            columns=self.columns(),
        )

    def file(self, file_format, queryset):
        data = self.resource().export(queryset)
        name = f"{self.resource.file_name}-{timezone.localdate():%Y-%m-%d}.{file_format.get_extension()}"
        response = HttpResponse(
            file_format.export_data(data, title=self.resource.file_name), content_type=file_format.get_content_type()
        )
        response["Content-Disposition"] = f'attachment; filename="{name}"'
        return response


def said_of(outcome):
    """What an import did, in words."""
    created, changed, unchanged = len(outcome.created), len(outcome.changed), len(outcome.unchanged)
    sentences = [_("The import is done.")]
    if created:
        sentences.append(
            ngettext("One record was added.", "{count} records were added.", created).format(count=created)
        )
    if changed:
        sentences.append(
            ngettext("One record was changed.", "{count} records were changed.", changed).format(count=changed)
        )
    if unchanged:
        sentences.append(
            ngettext(
                "One record was as in the file already.", "{count} records were as in the file already.", unchanged
            ).format(count=unchanged)
        )
    return " ".join(sentences)
