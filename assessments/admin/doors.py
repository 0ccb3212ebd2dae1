"""What is done with a version as a whole: files, copy, preview, mapping, steps, errata; each checks its own right."""

from django import forms
from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from assessments import mapping
from assessments.admin.errata_door import ErrataDoor
from assessments.admin.import_door import ImportDoor
from assessments.admin.parts import form_of
from assessments.files import xlsx_file, yaml_file
from assessments.files.rows import rows_of
from assessments.files.writing import PlanChanged, copy_as_draft
from assessments.models import IncompleteInstrument, Instrument
from assessments.models.instrument import CODE
from assessments.permissions import can_correct_instrument, can_publish_instrument, can_retire_instrument
from assessments.preview import area_forms
from programme.keys import is_key
from programme.matrix import may
from programme.workflow import TransitionNotAllowed

FORMS = {
    "yaml": (yaml_file.as_yaml, "application/yaml; charset=utf-8"),
    "xlsx": (xlsx_file.as_xlsx, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
}


class CopyForm(forms.Form):
    code = forms.CharField(
        label=gettext_lazy("Code of the new version"),
        max_length=40,
        validators=[CODE],
        help_text=gettext_lazy("Names the version for good, for example “2026-1”."),
    )

    def clean_code(self):
        code = self.cleaned_data["code"]
        if Instrument.objects.filter(code=code).exists():
            raise forms.ValidationError(_("There is a version with this code already."))
        return code


class RetireForm(forms.Form):
    note = forms.CharField(
        label=gettext_lazy("Reason"),
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Until another version is published no self-assessment can begin."),
    )


class VersionDoors(ImportDoor, ErrataDoor):
    """Goes before `VersionAdmin`."""

    def get_urls(self):
        def door(address, view, name):
            return path(address, self.admin_site.admin_view(view), name=f"assessments_instrument_{name}")

        return [
            door("import/", self.import_view, "import"),
            door("<path:object_id>/export/<str:form>/", self.export_view, "export"),
            door("<path:object_id>/copy/", self.copy_view, "copy"),
            door("<path:object_id>/preview/", self.preview_view, "preview"),
            door("<path:object_id>/preview/<str:code>/", self.preview_view, "preview_area"),
            door("<path:object_id>/mapping/", self.mapping_view, "mapping"),
            door("<path:object_id>/publish/", self.publish_view, "publish"),
            door("<path:object_id>/retire/", self.retire_view, "retire"),
            door("<path:object_id>/errata/", self.errata_view, "errata"),
            door("<path:object_id>/errata/<str:kind>/<str:code>/<str:text>/", self.correct_view, "correct"),
            *super().get_urls(),
        ]

    # What they share

    def version(self, request, object_id, action="read"):
        """The version of this address; the admin's own gate only asks whether somebody is staff (design trap 13)."""
        key = unquote(object_id)
        found = Instrument.objects.visible_to(request.user).filter(pk=key if is_key(key) else 0).first()
        if found is None:
            if not self.has_view_permission(request):
                raise PermissionDenied
            raise Http404
        if not self.has_view_permission(request, found) or not may(request.user, action, found):
            raise PermissionDenied
        return found

    def door_page(self, request, template, version=None, **context):
        request.current_app = self.admin_site.name
        shared = {**self.admin_site.each_context(request), "opts": self.opts, "media": self.media, "version": version}
        return TemplateResponse(request, f"admin/assessments/{template}", {**shared, **context})

    def to(self, name, *args):
        return HttpResponseRedirect(reverse(f"admin:assessments_instrument_{name}", args=args))

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if obj is not None:
            rights = {"publish": can_publish_instrument, "retire": can_retire_instrument}
            context["doors"] = {name for name, may_do in rights.items() if may_do(request.user, obj)}
            context["may_copy"] = may(request.user, "copy", obj)
            context["may_correct"] = can_correct_instrument(request.user, obj)
            context["findings"] = findings_with_addresses(obj) if obj.is_draft else []
        return super().render_change_form(request, context, add, change, form_url, obj)

    # Files and copies

    def export_view(self, request, object_id, form):
        return require_safe(self._export)(request, object_id, form)

    def _export(self, request, object_id, form):
        version = self.version(request, object_id)
        if form not in FORMS:
            raise Http404
        make, content_type = FORMS[form]
        name = f'attachment; filename="instrument-{version.code}.{form}"'
        content = make(rows_of(version.read()))
        return HttpResponse(content, content_type=content_type, headers={"Content-Disposition": name})

    def copy_view(self, request, object_id):
        version = self.version(request, object_id, "copy")
        form = CopyForm(request.POST if request.method == "POST" else None)
        if form.is_valid():
            try:
                made = copy_as_draft(version, form.cleaned_data["code"], user=request.user)
            except PlanChanged:
                form.add_error("code", _("Somebody made a version with this code just now."))
            else:
                messages.success(
                    request, _("The draft {code} was made of {version}.").format(code=made.code, version=version.code)
                )
                return self.to("change", made.pk)
        title = _("Copy {code} into a new draft").format(code=version.code)
        return self.door_page(request, "copy.html", version, form=form, title=title)

    # Reading

    def preview_view(self, request, object_id, code=None):
        return require_safe(self._preview)(request, object_id, code)

    def _preview(self, request, object_id, code):
        """An area of the form as a country will see it, in the portal's own look; nothing in it can be sent."""
        version = self.version(request, object_id).read()
        areas = list(version.areas.all())
        area = next((one for one in areas if code in (None, one.code)), None)
        if area is None and code is not None:
            raise Http404
        context = {
            "version": version,
            "areas": areas,
            "area": area,
            "forms": area_forms(version, area) if area else None,
        }
        return render(request, "assessments/preview.html", context)

    def mapping_view(self, request, object_id):
        version = self.version(request, object_id).read()
        previous = version.previous.read() if version.previous else None
        passages = mapping.mapping(previous, version) if previous else []
        legend = [(mapping.FATE_NAMES[fate], mapping.FATE_MEANINGS[fate]) for fate in mapping.Fate]
        title = _("{code}: from the previous version to this one").format(code=version.code)
        return self.door_page(
            request, "mapping.html", version, previous=previous, passages=passages, legend=legend, title=title
        )

    # Steps

    def publish_view(self, request, object_id):
        version = self.version(request, object_id)
        if not may(request.user, "publish", Instrument):
            raise PermissionDenied
        findings = findings_with_addresses(version) if version.is_draft else []
        if request.method == "POST":
            try:
                version.publish(by=request.user)
            except TransitionNotAllowed:
                messages.error(request, _("This version is no draft any more."))
                return self.to("change", version.pk)
            except IncompleteInstrument:
                findings = findings_with_addresses(version)
            else:
                messages.success(
                    request, _("{code} is published. New self-assessments begin with it.").format(code=version.code)
                )
                return self.to("change", version.pk)
        current = Instrument.objects.current()
        title = _("Publish {code}").format(code=version.code)
        return self.door_page(request, "publish.html", version, findings=findings, current=current, title=title)

    def retire_view(self, request, object_id):
        version = self.version(request, object_id)
        if not may(request.user, "retire", Instrument):
            raise PermissionDenied
        form = RetireForm(request.POST if request.method == "POST" else None)
        if form.is_valid():
            try:
                version.retire(by=request.user, note=form.cleaned_data["note"])
            except TransitionNotAllowed:
                messages.error(request, _("This version is not in force."))
            else:
                messages.success(request, _("{code} is retired.").format(code=version.code))
            return self.to("change", version.pk)
        return self.door_page(
            request, "retire.html", version, form=form, title=_("Retire {code}").format(code=version.code)
        )


def findings_with_addresses(version):
    """What keeps a draft from being published, each with the form where it is mended."""
    return [(finding.message, form_of(finding.part)) for finding in version.findings()]
