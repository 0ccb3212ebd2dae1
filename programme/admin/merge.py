"""Merging two records of one thing: choose, look at both side by side, confirm."""

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from programme.admin.choosing import OneOfMany, RememberingSelect, searching
from programme.history_words import last_change
from programme.keys import is_key
from programme.merging import MergeRefused, differing_fields, merge, preview


class ChooseKept(forms.Form):
    into: OneOfMany = OneOfMany(
        queryset=None,
        label=gettext_lazy("Record to keep"),
        help_text=gettext_lazy("Everything moves to this one; the other record is deleted and its address leads here."),
    )

    def __init__(self, *args, duplicate, admin_site, search, **kwargs):
        super().__init__(*args, **kwargs)
        model = type(duplicate)
        # The autocomplete asks through a field that names such records: the first that does.
        named_by = next(
            relation.field
            for relation in model._meta.related_objects
            if not relation.many_to_many and relation.related_model in admin_site._registry
        )
        self.fields["into"].queryset = model._default_manager.exclude(pk=duplicate.pk)
        self.fields["into"].widget = RememberingSelect(named_by, admin_site, search)
        self.fields["into"].widget.choices = self.fields["into"].choices


class Mergeable:
    """Adds merging to the records that say `can_merge`: a button on the form and an action of the list."""

    can_merge = False

    def may_merge(self, request):
        return self.can_merge and self.has_change_permission(request) and self.has_delete_permission(request)

    def get_urls(self):
        if not self.can_merge:
            return super().get_urls()
        name = f"{self.opts.app_label}_{self.opts.model_name}_merge"
        view = self.admin_site.admin_view(self.merge_view)
        return [path("<path:object_id>/merge/", view, name=name), *super().get_urls()]

    def get_actions(self, request):
        actions = super().get_actions(request)
        if self.may_merge(request):
            actions["merge_two"] = self.get_action(merge_two)
        return actions

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        context["can_merge"] = change and self.may_merge(request)
        return super().render_change_form(request, context, add, change, form_url, obj)

    def merge_address(self, record):
        return reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_merge", args=[record.pk])

    def merge_view(self, request, object_id):
        # The admin's own gate only asks whether somebody is staff (design trap 13).
        if not self.may_merge(request):
            raise PermissionDenied
        key = unquote(object_id)
        duplicate = get_object_or_404(self.get_queryset(request), pk=key if is_key(key) else 0)
        form = ChooseKept(
            request.POST if request.method == "POST" else request.GET or None,
            duplicate=duplicate,
            admin_site=self.admin_site,
            search=searching(self, request),
        )
        context = {
            **self.admin_site.each_context(request),
            "title": _("Merge “{name}” into another record").format(name=duplicate),
            "opts": self.opts,
            "duplicate": duplicate,
            "form": form,
            "media": self.media + form.media,
        }
        if not form.is_bound or not form.is_valid():
            return TemplateResponse(request, "admin/merge_choose.html", context)
        kept = form.cleaned_data["into"]
        if request.method == "POST":
            if request.POST.get("seen") == _seen(duplicate, kept):
                return self._merge(request, duplicate, kept)
            messages.warning(request, _("One of the two changed meanwhile and nothing was merged. Please look again."))
        try:
            report = preview(duplicate, kept)
        except MergeRefused as refusal:
            form.add_error("into", str(refusal))
            return TemplateResponse(request, "admin/merge_choose.html", context)
        context |= {
            "kept": kept,
            "report": report,
            "differences": list(differing_fields(duplicate, kept)),
            "seen": _seen(duplicate, kept),
            "other_way": f"{self.merge_address(kept)}?into={duplicate.pk}",
        }
        return TemplateResponse(request, "admin/merge_preview.html", context)

    def _merge(self, request, duplicate, kept):
        name = str(duplicate)
        try:
            merge(duplicate, kept)
        except MergeRefused as refusal:
            messages.error(request, str(refusal))
            return HttpResponseRedirect(self.merge_address(duplicate))
        done = _("“{name}” was merged into “{kept}”; its old address leads here.")
        messages.success(request, done.format(name=name, kept=kept))
        change = f"admin:{self.opts.app_label}_{self.opts.model_name}_change"
        return HttpResponseRedirect(reverse(change, args=[kept.pk]))


@admin.action(description=gettext_lazy("Merge two records of one thing"))
def merge_two(model_admin, request, queryset):
    chosen = list(queryset[:3])
    if len(chosen) != 2:
        messages.warning(request, _("Choose exactly two records to merge."))
        return None
    duplicate, kept = sorted(chosen, key=lambda one: -one.pk)  # the older one is kept; the preview offers the reverse
    return HttpResponseRedirect(f"{model_admin.merge_address(duplicate)}?into={kept.pk}")


def _seen(*records):
    """What the reader of a preview saw of both records."""
    rows = (last_change(type(record), record.pk) for record in records)
    return "-".join(str(row.history_id if row else 0) for row in rows)
