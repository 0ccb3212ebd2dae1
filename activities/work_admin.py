"""Proposals and reports in the workshop: to find and to read. They are worked with on their own pages."""

from django.contrib import admin
from django.utils.translation import gettext_lazy

from activities.models import ActivityProposal, ActivityReport
from programme.admin.base import ReadOnlyRecordAdmin

HEADING = gettext_lazy("Activities")
NAMES = ("country__name_en", "country__name_fr", "country__name_ru", "country__iso2")
FILTERS = ("status", "country", "language", "status_since")


@admin.register(ActivityProposal)
class ProposalAdmin(ReadOnlyRecordAdmin):
    heading, position = HEADING, 7
    list_display = ("title", "country", "status", "status_since", "wanted_for", "activity")
    list_filter = FILTERS
    date_hierarchy = "status_since"
    search_fields = (*NAMES, "title", "need", "objective", "help_wanted")
    fields = readonly_fields = (
        *("country", "title", "status", "status_since", "language"),
        *("need", "objective", "kind", "areas", "wanted_for", "when_note", "with_whom", "help_wanted"),
        *("follows", "activity", "saved_at", "saved_by"),
    )

    def get_queryset(self, request):
        return super().get_queryset(request).for_work()


@admin.register(ActivityReport)
class ReportAdmin(ReadOnlyRecordAdmin):
    heading, position = HEADING, 8
    list_display = ("activity", "country", "status", "status_since", "is_publishable")
    list_filter = (*FILTERS, "is_publishable")
    date_hierarchy = "status_since"
    search_fields = (
        *NAMES,
        *("activity__title_en", "activity__title_fr", "activity__title_ru", "activity__published_title"),
        *("results", "lessons", "follow_up"),
    )
    fields = readonly_fields = (
        *("country", "activity", "status", "status_since", "language"),
        *("results", "lessons", "follow_up", "women", "men", "others", "is_publishable", "saved_at", "saved_by"),
    )

    def get_queryset(self, request):
        return super().get_queryset(request).for_work()
