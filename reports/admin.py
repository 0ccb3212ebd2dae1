"""Progress reports and their copies in the workshop: for reading. They are written on pages of their own."""

from django.contrib import admin
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy

from programme.admin.files import ForReading
from programme.admin.history import ReadableHistory
from reports import models

HEADING = gettext_lazy("Progress reports")


@admin.register(models.ProgressReport)
class ProgressReportAdmin(ReadableHistory, ForReading):
    heading, position = HEADING, 1
    list_display = ("__str__", "status", "status_since", "published_at", "meeting")
    list_filter = ("status",)
    list_select_related = ("meeting__body",)
    ordering = ("-first_year", "-number")
    fields = readonly_fields = ("__str__", "status", "status_since", "published_at", "meeting", "corrects", "page")

    @admin.display(description=gettext_lazy("page"))
    def page(self, report):
        return format_html('<a href="{}">{}</a>', report.get_absolute_url(), report)


@admin.register(models.ReportCopy)
class ReportCopyAdmin(ForReading):
    """The content itself is read as a report, on the page of the copy."""

    heading, position = HEADING, 2
    list_display = ("report", "number", "kind", "at", "by", "checksum")
    list_filter = ("kind",)
    list_select_related = ("report", "by")
    fields = readonly_fields = ("report", "number", "kind", "made_on", "last_day", "at", "by", "checksum", "page")
    change_form_template = "admin/for_reading.html"

    def get_queryset(self, request):
        return super().get_queryset(request).defer("content")

    @admin.display(description=gettext_lazy("page"))
    def page(self, copy):
        return format_html('<a href="{}">{}</a>', reverse("report-copy", args=[copy.report_id, copy.number]), copy)
