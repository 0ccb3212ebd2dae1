"""The page on which a version is uploaded, looked at part by part, and confirmed (PRODUCT D1)."""

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessments.files.plan import plan_of
from assessments.files.reading import read_file
from assessments.files.writing import PlanChanged, write_rows
from assessments.files.xlsx_file import columns_in_words
from programme.importing import storage
from programme.importing.admin import UploadForm
from programme.importing.sheets import LARGEST_FILE, MEGABYTE

KEPT_AS = "assessments.instrument"
MOST_FAULTS = 500


class VersionFileForm(UploadForm):
    file = forms.FileField(
        label=gettext_lazy("File"),
        widget=forms.FileInput(attrs={"accept": ".yaml,.yml,.xlsx"}),
        help_text=gettext_lazy("A version as YAML or XLSX. The easiest way to a file that fits is an export."),
        error_messages={"empty": gettext_lazy("The file holds nothing.")},
        max_length=200,
    )
    too_large = gettext_lazy("The file has {size} MB; at most {limit} MB can be read.")
    read = staticmethod(read_file)


class ImportDoor:
    def import_view(self, request):
        # The admin's own gate only asks whether somebody is staff (design trap 13).
        if not (self.has_add_permission(request) and self.has_change_permission(request)):
            raise PermissionDenied
        if request.method == "POST" and "token" in request.POST:
            return self.confirm_import(request)
        form = VersionFileForm(request.POST, request.FILES) if request.method == "POST" else VersionFileForm()
        if request.method != "POST" or not form.is_valid():
            return self.import_page(request, form)
        name = form.cleaned_data["file"].name
        plan = plan_of(*form.content)
        if plan.faults:
            return self.import_page(request, VersionFileForm(), faults=plan.faults, file_name=name)
        return self.import_preview(request, form.data_read, name, plan)

    def confirm_import(self, request):
        token = request.POST["token"]
        found = storage.find(request, token)
        if found is None or found[1].get("model") != KEPT_AS:
            messages.warning(request, _("The file of this import is no longer kept. Please upload it again."))
            return self.to("import")
        data, said = found
        rows, faults = read_file(data, said["name"])
        storage.forget(request, token)
        try:
            version = write_rows(rows, agreed=said["agreed"], user=request.user)
        except PlanChanged as changed:
            if changed.plan.faults:
                return self.import_page(
                    request, VersionFileForm(), faults=[*faults, *changed.plan.faults], file_name=said["name"]
                )
            return self.import_preview(request, data, said["name"], changed.plan, is_anew=True)
        messages.success(request, _("The draft {code} is as in the file now.").format(code=version.code))
        return self.to("change", version.pk)

    def import_preview(self, request, data, name, plan, *, is_anew=False):
        token = storage.keep(request, data, model=KEPT_AS, name=name, agreed=plan.digest) if plan.writes else ""
        return self.door_page(
            request,
            "import_preview.html",
            plan.instrument,
            plan=plan,
            file_name=name,
            token=token,
            is_anew=is_anew,
            title=_("Import: {code}").format(code=plan.head.code),
        )

    def import_page(self, request, form, faults=(), **context):
        return self.door_page(
            request,
            "import.html",
            form=form,
            faults=[str(fault) for fault in faults[:MOST_FAULTS]],
            fault_count=len(faults),
            columns=columns_in_words(),
            limit=LARGEST_FILE // MEGABYTE,
            title=_("Import a version of the instrument"),
            address=reverse("admin:assessments_instrument_import"),
            **context,
        )
