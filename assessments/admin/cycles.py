"""Cycles in the workshop: to find and to read. They are opened, extended and ended on their own pages, with reasons."""

from django.contrib import admin
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from assessments.models import Cycle, CycleExtension, SelfAssessment
from programme.admin.base import ReadOnly, ReadOnlyRecordAdmin


class Ended(admin.SimpleListFilter):
    title = _("cycle")
    parameter_name = "ended"

    def lookups(self, request, model_admin):
        return [("0", pgettext_lazy("cycle", "open")), ("1", pgettext_lazy("cycle", "ended"))]

    def queryset(self, request, cycles):
        return cycles.filter(ended_at__isnull=self.value() == "0") if self.value() in ("0", "1") else cycles


class State(admin.SimpleListFilter):
    title = _("state of the self-assessment")
    parameter_name = "state"

    def lookups(self, request, model_admin):
        return SelfAssessment.Status.choices

    def queryset(self, request, cycles):
        return cycles.filter(assessment__status=self.value()) if self.value() else cycles


class Extensions(ReadOnly, admin.TabularInline):
    model = CycleExtension
    fields = readonly_fields = ("at", "by", "due_before", "due_on", "closes_on", "reason")
    extra = 0

    def has_view_permission(self, request, obj=None):
        """They are read with their cycle."""
        return True

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("by", "cycle__country")


@admin.register(Cycle)
class CycleAdmin(ReadOnlyRecordAdmin):
    heading = _("Self-assessments")
    position = 2
    list_display = ("country", "number", "state", "opens_on", "due_on", "closes_on", "ended_at")
    list_display_links = ("country", "number")
    list_filter = (Ended, State, "opens_on", "due_on", "country")
    list_select_related = ("country", "assessment", "instrument", "opened_by")
    search_fields = ("country__name_en", "country__name_fr", "country__name_ru", "country__iso2", "reason", "end_note")
    fields = readonly_fields = (
        "country", "number", "state", "pages", "instrument", "opens_on", "due_on", "closes_on", "reason", "opened_by",
        "ended_at", "end_note",
    )  # fmt: skip
    inlines = (Extensions,)

    @admin.display(description=_("state of the self-assessment"), ordering="assessment__status")
    def state(self, cycle):
        return cycle.assessment.get_status_display()

    @admin.display(description=_("what can be done"))
    def pages(self, cycle):
        """Where it is worked with; what changes it asks for a reason there."""
        ways = [(reverse("assessment", args=[cycle.assessment.pk]), _("Self-assessment"))]
        if not cycle.is_ended:
            ways += [
                (reverse("cycle-extend", args=[cycle.pk]), _("Extend the cycle")),
                (reverse("cycle-end", args=[cycle.pk]), _("End the cycle")),
            ]
        return format_html(" · ".join(['<a href="{}">{}</a>'] * len(ways)), *(part for way in ways for part in way))
