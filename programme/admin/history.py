"""The history of a record, for reading only: no row of it is ever edited, deleted or reverted here."""

from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from programme import history_words
from programme.histories import rows_of
from programme.history_files import csv_response


class ReadableHistory:
    def get_urls(self):
        name = f"{self.opts.app_label}_{self.opts.model_name}_history_csv"
        view = self.admin_site.admin_view(self.history_csv)
        return [path("<path:object_id>/history.csv", view, name=name), *super().get_urls()]

    def _record_or_refusal(self, request, object_id):
        """The record, for who may read it; otherwise the answer to give instead."""
        record = self.get_object(request, object_id)
        if not self.has_view_permission(request, record):
            raise PermissionDenied
        if record is None:
            return None, self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        return record, None

    @method_decorator(require_safe)
    def history_csv(self, request, object_id):
        record, refusal = self._record_or_refusal(request, unquote(object_id))
        return refusal or csv_response(rows_of(record), f"history-{self.opts.model_name}-{record.pk}")

    @method_decorator(require_safe)
    def history_view(self, request, object_id, extra_context=None):
        record, refusal = self._record_or_refusal(request, object_id)
        if refusal:
            return refusal
        try:
            page = max(1, int(request.GET.get("page", "1")))
        except ValueError:
            raise Http404 from None
        entries, has_more = history_words.entries(record, page)
        context = {
            **self.admin_site.each_context(request),
            "title": _("History: {name}").format(name=record),
            "opts": self.opts,
            "object": record,
            "entries": entries,
            "page": page,
            "newer": page - 1,
            "older": page + 1 if has_more else 0,
            **(extra_context or {}),
        }
        return TemplateResponse(request, "admin/record_history.html", context)

    # The history says more than Django's log of recent actions, which nobody reads here.

    def log_addition(self, request, obj, message):
        return None

    def log_change(self, request, obj, message):
        return None

    def log_deletions(self, request, queryset):
        return None
