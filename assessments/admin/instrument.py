"""Versions of the instrument, their areas and their indicators."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from assessments import models
from assessments.admin.doors import VersionDoors
from assessments.admin.parts import (
    WORDING,
    AreaRows,
    CriterionRows,
    FacetRows,
    IndicatorRows,
    LinkRows,
    PartAdmin,
    StageRows,
    VersionAdmin,
)
from programme.admin.filters import MissingTranslation
from programme.admin.layout import in_languages, where_from


@admin.register(models.Instrument)
class InstrumentAdmin(VersionDoors, VersionAdmin):
    position = 1
    change_list_template = "admin/assessments/instruments.html"
    change_form_template = "admin/assessments/instrument_form.html"
    list_display = (
        "code",
        "title",
        "status",
        "sureness",
        "areas",
        "indicators",
        "criteria",
        "stages",
        "effective_from",
    )
    list_display_links = ("code", "title")
    list_filter = ("status", MissingTranslation, "sureness")
    search_fields = ("code", "title_en", "title_fr", "title_ru")
    readonly_fields = ("status",)
    fieldsets = (
        (
            None,
            {
                "fields": (
                    *in_languages("title"),
                    ("code", "status", "effective_from", "previous"),
                    *in_languages("note"),
                )
            },
        ),
        WORDING,
        where_from(),
    )
    inlines = (StageRows, FacetRows, AreaRows)

    def get_queryset(self, request):
        return super().get_queryset(request).with_counts()

    def get_inlines(self, request, obj):
        return self.inlines if obj else ()

    @admin.display(description=_("areas"), ordering="areas_count")
    def areas(self, version):
        return version.areas_count

    @admin.display(description=_("indicators"), ordering="indicators_count")
    def indicators(self, version):
        return version.indicators_count

    @admin.display(description=_("criteria"), ordering="criteria_count")
    def criteria(self, version):
        return version.criteria_count

    @admin.display(description=_("stages"), ordering="stages_count")
    def stages(self, version):
        return version.stages_count


@admin.register(models.InstrumentArea)
class InstrumentAreaAdmin(PartAdmin):
    list_display = ("code", "name", "instrument", "working_area", "sureness")
    list_display_links = ("code", "name")
    list_select_related = ("instrument", "working_area")
    search_fields = ("code", "name_en", "name_fr", "name_ru")
    fieldsets = AreaRows.fieldsets
    inlines = (IndicatorRows,)

    def above(self, area):
        return [area.instrument]


@admin.register(models.Indicator)
class IndicatorAdmin(PartAdmin):
    list_display = ("code", "title", "area", "instrument", "sureness")
    list_display_links = ("code", "title")
    list_select_related = ("instrument", "area")
    search_fields = ("code", "title_en", "title_fr", "title_ru")
    fieldsets = (
        (None, {"fields": (("code", "position", "area"), *in_languages("title"))}),
        (_("Guidance"), {"fields": in_languages("guidance", "evidence", "legal_basis")}),
        WORDING,
        where_from(),
    )
    inlines = (CriterionRows, LinkRows)

    def above(self, indicator):
        return [indicator.instrument, indicator.area]

    def get_form(self, request, obj=None, change=False, **kwargs):
        request.indicator_shown = obj
        return super().get_form(request, obj, change=change, **kwargs)

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        shown = getattr(request, "indicator_shown", None)
        if db_field.name == "area" and shown is not None:
            kwargs["queryset"] = models.InstrumentArea.objects.filter(instrument=shown.instrument_id)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)
