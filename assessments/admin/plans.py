"""Action plans in the workshop: to find and to read. They are worked with on their own pages."""

from django.contrib import admin
from django.db.models import Count
from django.utils.translation import gettext_lazy as _

from assessments.models import ActionPlan
from programme.admin.base import ReadOnlyRecordAdmin


@admin.register(ActionPlan)
class ActionPlanAdmin(ReadOnlyRecordAdmin):
    heading = _("Self-assessments")
    position = 3
    list_display = ("country", "number", "status", "status_since", "number_of_actions", "approved_by_body")
    list_display_links = ("country", "number")
    list_filter = ("status", "status_since", "approved_by_body", "cycle__country")
    list_select_related = ("cycle__country", "approved_by_body", "saved_by")
    date_hierarchy = "status_since"
    search_fields = (
        *("cycle__country__name_en", "cycle__country__name_fr", "cycle__country__name_ru", "cycle__country__iso2"),
        *("overview", "evaluation"),
    )
    fields = readonly_fields = (
        *("country", "number", "status", "status_since", "overview", "number_of_actions", "evaluation"),
        *("approved_by_body", "approved_on", "approved_at_meeting", "approved_in_document", "saved_at", "saved_by"),
    )

    def get_queryset(self, request):
        return super().get_queryset(request).annotate(action_count=Count("actions"))

    @admin.display(description=_("country"), ordering="cycle__country__name")
    def country(self, plan):
        return plan.country

    @admin.display(description=_("cycle"), ordering="cycle__number")
    def number(self, plan):
        return plan.cycle.number

    @admin.display(description=_("actions"), ordering="action_count")
    def number_of_actions(self, plan):
        return plan.action_count
