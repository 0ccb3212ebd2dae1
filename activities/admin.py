"""Activities, projects and who took part, in the workshop."""

from django.apps import apps
from django.contrib import admin
from django.db.models import Count
from django.utils.text import capfirst
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from activities import (
    models,
    work_admin,  # noqa: F401 (registers proposals and reports)
)
from activities.list_import_admin import ListImport
from activities.resources import ActivityResource, ParticipationResource
from countries.models import CountryGroup
from programme.admin import PlainRecordAdmin, RecordAdmin
from programme.admin.base import PartInline, PlainPartInline
from programme.admin.filters import Choice, MissingTranslation, WithoutSource, missing
from programme.admin.layout import NOTHING, InReadersLanguage, dates_in_words, in_languages, where_from
from programme.admin.records import ClaimInline, TextMarkInline
from programme.histories import is_recorded
from programme.importing.admin import ImportExport
from programme.models import WorkingArea
from programme.waiting import Waiting, list_of, missing_translations, not_confirmed, waiting

HEADING = gettext_lazy("Activities")
# Kept by the portal itself: no person needs to hear that they go with their activity.
DERIVED = [model for model in apps.get_app_config("activities").get_models() if not is_recorded(model)]


class WithoutFilter(Choice):
    title = gettext_lazy("what is missing")
    parameter_name = "without"
    choices_of = {
        "place": (gettext_lazy("without a place"), lambda found: found.without("place")),
        "date": (gettext_lazy("without a date"), lambda found: found.without("date")),
        "outcome": (gettext_lazy("held, without an outcome"), lambda found: found.without("outcome")),
    }


class GroupFilter(admin.SimpleListFilter):
    title = gettext_lazy("target group")
    parameter_name = "for"

    def lookups(self, request, model_admin):
        return [(group.slug, str(group)) for group in CountryGroup.objects.all()]

    def queryset(self, request, queryset):
        return queryset.filter(target_groups__group__slug=self.value()) if self.value() else queryset


class AreaFilter(admin.SimpleListFilter):
    title = gettext_lazy("working area")
    parameter_name = "area"

    def lookups(self, request, model_admin):
        return [(area.slug, str(area)) for area in WorkingArea.objects.all()]

    def queryset(self, request, queryset):
        return queryset.filter(area_tags__area__slug=self.value()) if self.value() else queryset


class ParticipationInline(PlainPartInline):
    model = models.Participation
    fieldsets = ((None, {"fields": (("country", "role"),)}), where_from())


class TargetGroupInline(PlainPartInline):
    model = models.TargetGroup
    fieldsets = ((None, {"fields": ("group",)}), where_from())


class AreaTagInline(PlainPartInline):
    model = models.AreaTag
    fieldsets = ((None, {"fields": ("area",)}), where_from())


class PartnershipInline(PlainPartInline):
    model = models.Partnership
    fieldsets = ((None, {"fields": (("organisation", "role"),)}), where_from())


class ContributionInline(PartInline):
    model = models.Contribution
    fieldsets = (
        (None, {"fields": (("country", "organisation"), ("kind", "amount", "currency"))}),
        (gettext_lazy("Note"), {"fields": in_languages("note"), "classes": ("collapse",)}),
        where_from(),
    )


@admin.register(models.Activity)
class ActivityAdmin(ListImport, ImportExport, RecordAdmin):
    resource_classes = (ActivityResource,)
    heading, position = HEADING, 1
    can_merge = in_quick_search = True
    list_display = ("shown_title", "kind", "when", "place", "countries", "status", "is_published", "sureness")
    list_filter = (
        WithoutFilter,
        MissingTranslation,
        "kind",
        "status",
        "phase",
        "group",
        GroupFilter,
        AreaFilter,
        "is_published",
        "sureness",
        WithoutSource,
        ("source", admin.RelatedOnlyFieldListFilter),
    )
    list_select_related = ("kind", "place_country")
    search_fields = ("search_text",)
    prepopulated_fields = {"slug": ("title_en",)}
    date_hierarchy = "sort_day"
    when = dates_in_words("start", "end", description=gettext_lazy("dates"), ordering="sort_day")
    fieldsets = (
        (
            None,
            {
                "fields": (
                    *in_languages("title"),
                    ("published_title", "published_language"),
                    ("kind", "status", "is_published"),
                    ("phase", "group", "programme_name"),
                )
            },
        ),
        (gettext_lazy("When"), {"fields": (("start", "end", "listed_on"),)}),
        (gettext_lazy("Where"), {"fields": (*in_languages("city"), ("place_country", "place_text", "is_online"))}),
        (gettext_lazy("What it belongs to"), {"fields": (("parent", "follows"), ("workplan_item", "slug"))}),
        (gettext_lazy("What it was for and what came of it"), {"fields": in_languages("objectives", "outcome")}),
        (gettext_lazy("Participants and documents"), {"fields": (("participants", "women", "men"), "documents")}),
        (
            gettext_lazy("Where this comes from"),
            {
                "fields": (("source", "source_locator", "source_position", "sureness"), "source_text"),
                "classes": ("collapse",),
            },
        ),
    )
    inlines = (
        ParticipationInline,
        TargetGroupInline,
        AreaTagInline,
        PartnershipInline,
        ContributionInline,
        ClaimInline,
        TextMarkInline,
    )

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("participations__country", "target_groups__group")

    def get_deleted_objects(self, objs, request):
        to_delete, counts, needed, protected = super().get_deleted_objects(objs, request)
        for model in DERIVED:
            counts.pop(model._meta.verbose_name_plural, None)
        return _without_derived(to_delete), counts, needed, protected

    @admin.display(description=gettext_lazy("title"), ordering=InReadersLanguage("title"))
    def shown_title(self, activity):
        return str(activity)

    @admin.display(description=gettext_lazy("place"))
    def place(self, activity):
        if activity.is_online:
            return _("online")
        city = activity.city or activity.city_en
        return ", ".join(str(part) for part in (city, activity.place_country) if part) or activity.place_text or NOTHING

    @admin.display(description=gettext_lazy("countries"))
    def countries(self, activity):
        """The countries named and the groups it was for, each once."""
        order = f"sort_{(get_language() or 'en')[:2]}"
        named = sorted({one.country for one in activity.participations.all()}, key=lambda one: getattr(one, order))
        groups = [one.group for one in activity.target_groups.all()]
        return ", ".join(str(one) for one in (*named, *groups)) or NOTHING


def _without_derived(nested):
    prefixes = tuple(f"{capfirst(str(model._meta.verbose_name))}: " for model in DERIVED)
    kept = []
    for item in nested:
        if isinstance(item, list):
            if inner := _without_derived(item):
                kept.append(inner)
        elif not str(item).startswith(prefixes):
            kept.append(item)
    return kept


@admin.register(models.Organisation)
class OrganisationAdmin(RecordAdmin):
    heading, position = HEADING, 3
    can_merge = in_quick_search = True
    list_display = ("shown_name", "abbreviation", "country", "activities", "sureness")
    list_filter = (MissingTranslation, "sureness", WithoutSource)
    list_select_related = ("country",)
    search_fields = ("name_en", "name_fr", "name_ru", "abbreviation_en", "abbreviation_fr", "abbreviation_ru", "slug")
    prepopulated_fields = {"slug": ("name_en",)}
    fieldsets = (
        (None, {"fields": (*in_languages("name", "abbreviation"), ("slug", "country"))}),
        where_from(),
    )
    inlines = (ClaimInline,)

    def get_queryset(self, request):
        return super().get_queryset(request).annotate(joint=Count("partnerships__activity", distinct=True))

    @admin.display(description=gettext_lazy("name"), ordering=InReadersLanguage("name"))
    def shown_name(self, organisation):
        return str(organisation)

    @admin.display(description=gettext_lazy("activities"), ordering="joint")
    def activities(self, organisation):
        return organisation.joint


class OfActivity(PlainRecordAdmin):
    """A list across all activities of what is otherwise edited with each activity."""

    heading = HEADING
    ordering = ("activity__slug", "pk")


@admin.register(models.Participation)
class ParticipationAdmin(ImportExport, OfActivity):
    resource_classes = (ParticipationResource,)
    position = 2
    list_display = ("activity", "country", "role", "source", "sureness")
    list_filter = ("role", "sureness", WithoutSource, ("country", admin.RelatedOnlyFieldListFilter))
    list_select_related = ("activity", "country", "source")
    search_fields = ("activity__search_text", "country__search_text")
    fieldsets = ((None, {"fields": ("activity", ("country", "role"))}), where_from())


@admin.register(models.Contribution)
class ContributionAdmin(RecordAdmin):
    heading, position = HEADING, 4
    list_display = ("activity", "donor", "kind", "amount", "currency", "sureness")
    list_filter = ("kind", "currency", "sureness", WithoutSource)
    list_select_related = ("activity", "country", "organisation", "source")
    search_fields = ("activity__search_text", "country__search_text")
    ordering = ("activity__slug", "pk")
    fieldsets = (
        (None, {"fields": ("activity", ("country", "organisation"), ("kind", "amount", "currency"))}),
        (gettext_lazy("Note"), {"fields": in_languages("note"), "classes": ("collapse",)}),
        where_from(),
    )

    @admin.display(description=gettext_lazy("donor"))
    def donor(self, contribution):
        return contribution.donor


@admin.register(models.ActivityKind)
class ActivityKindAdmin(RecordAdmin):
    heading, position = HEADING, 5
    is_short_list = True
    list_display = ("name", "plural", "slug", "position")
    list_filter = (MissingTranslation,)
    search_fields = ("name_en", "name_fr", "name_ru", "slug")
    fieldsets = ((None, {"fields": (*in_languages("name", "plural"), ("slug", "position"))}),)


@waiting(order=20)
def activities_wait():
    labels = {
        "place": _("Activities without a place"),
        "date": _("Activities without a date"),
        "outcome": _("Held activities without an outcome"),
    }
    every = models.Activity.objects.all()
    return [
        Waiting(label, every.without(what).count(), list_of(models.Activity, without=what))
        for what, label in labels.items()
    ]


@waiting(order=25)
def titles_wait():
    label = _("Activities without a title in {language}")
    return missing_translations(models.Activity, lambda code: missing("title", code), label)


@waiting(order=45)
def activities_to_confirm():
    return not_confirmed((models.Activity, models.Participation, models.Organisation, models.Contribution))
