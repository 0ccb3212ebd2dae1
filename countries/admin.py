"""The register of countries in the workshop."""

from django.contrib import admin
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from countries import (
    contact_admin,  # noqa: F401 (registers the contact notes)
    models,
    people_admin,  # noqa: F401 (registers the people of countries)
)
from countries.inlines import (
    AuthorityInline,
    BasicTaskPlanInline,
    BasicTaskResultInline,
    BeneficiaryPeriodInline,
    CountryNameInline,
    GroupMemberInline,
    MembershipInline,
    MissionInline,
    MissionResultInline,
    PartyStatusInline,
    PhaseForm,
    PhaseInline,
)
from countries.resources import CountryResource
from programme.admin import RecordAdmin
from programme.admin.filters import Choice, MissingTranslation, WithoutSource
from programme.admin.layout import NOTHING, dates_in_words, in_languages, where_from
from programme.admin.records import ClaimInline, TextMarkInline
from programme.date_format import date_format
from programme.importing.admin import ImportExport
from programme.keys import is_key
from programme.merging import before_moving
from programme.waiting import Waiting, list_of, not_confirmed, waiting

HEADING = gettext_lazy("Countries")


class ConflictFilter(Choice):
    title = gettext_lazy("conflict between sources")
    parameter_name = "conflict"
    choices_of = {"undecided": (gettext_lazy("undecided"), lambda found: found.to_be_confirmed())}


class PhaseFilter(Choice):
    title = gettext_lazy("phase")
    parameter_name = "phase"
    choices_of = {
        "implementation": (gettext_lazy("Implementation phase"), lambda found: found.in_phase("implementation")),
        "preparatory": (gettext_lazy("Preparatory phase"), lambda found: found.in_phase("preparatory")),
        "none": (gettext_lazy("none yet"), lambda found: found.in_no_phase()),
    }


class BeneficiaryFilter(Choice):
    title = gettext_lazy("beneficiary")
    parameter_name = "beneficiary"
    choices_of = {
        "now": (gettext_lazy("now"), lambda found: found.beneficiaries()),
        "once": (gettext_lazy("once, no longer"), lambda found: found.former_beneficiaries()),
        "never": (gettext_lazy("never"), lambda found: found.never_beneficiaries()),
    }


class FocalPointFilter(Choice):
    title = gettext_lazy("focal point")
    parameter_name = "focal_point"
    choices_of = {
        "without": (
            gettext_lazy("beneficiary without a focal point"),
            lambda found: found.beneficiaries().without_focal_point(),
        )
    }


class SubregionFilter(admin.SimpleListFilter):
    title = gettext_lazy("group of countries")
    parameter_name = "group"

    def lookups(self, request, model_admin):
        return [(group.slug, str(group)) for group in models.CountryGroup.objects.all()]

    def queryset(self, request, queryset):
        return queryset.in_subregion(self.value()) if self.value() else queryset


@admin.register(models.Country)
class CountryAdmin(ImportExport, RecordAdmin):
    resource_classes = (CountryResource,)
    heading, position = HEADING, 1
    can_merge = in_quick_search = True
    list_display = ("shown_name", "iso2", "phase", "subregion", "party", "beneficiary", "conflict", "last_contact")
    change_form_template = "admin/country_form.html"
    list_filter = (
        ConflictFilter,
        PhaseFilter,
        BeneficiaryFilter,
        FocalPointFilter,
        SubregionFilter,
        MissingTranslation,
        "sureness",
        WithoutSource,
    )
    search_fields = ("search_text", "names__folded")
    list_per_page = 100
    prepopulated_fields = {"slug": ("name_en",)}
    fieldsets = (
        (None, {"fields": (*in_languages("name", "formal_name"), ("iso2", "iso3", "m49"), ("slug", "french_article"))}),
        (gettext_lazy("Documents"), {"fields": ("documents",)}),
        (gettext_lazy("Note"), {"fields": in_languages("note"), "classes": ("collapse",)}),
        where_from(),
    )
    inlines = (
        PhaseInline,
        ClaimInline,
        BeneficiaryPeriodInline,
        PartyStatusInline,
        MembershipInline,
        CountryNameInline,
        AuthorityInline,
        MissionInline,
        BasicTaskResultInline,
        BasicTaskPlanInline,
        TextMarkInline,
    )

    def get_queryset(self, request):
        return super().get_queryset(request).for_listing().with_last_contact()

    def history_view(self, request, object_id, extra_context=None):
        slug = models.Country.objects.filter(pk=object_id if is_key(object_id) else 0).values_list("slug", flat=True)
        address = reverse("country-history", args=slug) if slug else ""
        return super().history_view(request, object_id, {"country_history": address, **(extra_context or {})})

    @admin.display(description=gettext_lazy("country"), ordering="sort_en")
    def shown_name(self, country):
        return str(country)

    @admin.display(description=gettext_lazy("phase"))
    def phase(self, country):
        if country.current_phase:
            return country.current_phase.get_phase_display()
        return _("to be confirmed") if country.has_conflict else NOTHING

    @admin.display(description=gettext_lazy("subregion"))
    def subregion(self, country):
        return country.subregion or NOTHING

    @admin.display(description=gettext_lazy("Party"), boolean=True)
    def party(self, country):
        return country.party.is_party if country.party else None

    @admin.display(description=gettext_lazy("beneficiary"), boolean=True)
    def beneficiary(self, country):
        return country.is_beneficiary

    @admin.display(description=gettext_lazy("last contact"), ordering="last_contacted_on")
    def last_contact(self, country):
        words = date_format(country.last_contacted_on) if country.last_contacted_on else NOTHING
        return format_html('<a href="{}">{}</a>', reverse("country-desk", args=[country.slug]), words)

    @admin.display(description=gettext_lazy("sources disagree"))
    def conflict(self, country):
        if not country.has_conflict:
            return NOTHING
        return _("yes, decided") if country.current_phase else _("yes, undecided")


@admin.register(models.CountryGroup)
class CountryGroupAdmin(RecordAdmin):
    heading, position = HEADING, 2
    is_short_list = True
    list_display = ("name", "abbreviation", "kind", "slug")
    list_filter = ("kind", MissingTranslation)
    search_fields = ("name_en", "name_fr", "name_ru", "abbreviation_en", "slug")
    fieldsets = (
        (None, {"fields": (*in_languages("name", "abbreviation"), ("kind", "slug", "position"))}),
        where_from(),
    )
    inlines = (GroupMemberInline,)


class OfCountry(RecordAdmin):
    """A list across all countries of what is otherwise edited with each country."""

    heading = HEADING
    list_select_related = ("country", "source")
    search_fields = ("country__search_text",)
    ordering = ("country__sort_en", "pk")


@admin.register(models.PhaseEntry)
class PhaseEntryAdmin(OfCountry):
    position = 3
    form = PhaseForm
    list_display = ("country", "phase", "day", "is_current", "meeting", "source", "sureness")
    list_filter = ("is_current", "phase", "sureness", WithoutSource)
    list_select_related = ("country", "source", "meeting__body")
    day = dates_in_words("since", description=gettext_lazy("since"), ordering="first_day")
    fieldsets = (
        (None, {"fields": (("country", "phase", "since"), ("is_current", "meeting"), ("requirements_met", "reason"))}),
        (gettext_lazy("Note"), {"fields": in_languages("note"), "classes": ("collapse",)}),
        where_from(),
    )


@admin.register(models.Mission)
class MissionAdmin(OfCountry):
    position = 4
    list_display = ("country", "kind", "when", "report", "source", "sureness")
    list_filter = ("kind", "sureness", WithoutSource)
    list_select_related = ("country", "source", "report")
    when = dates_in_words("start", "end", description=gettext_lazy("dates"), ordering="first_day")
    fieldsets = (
        (None, {"fields": (("kind", "country", "report"), ("start", "end", "took_place_by"), "team")}),
        (gettext_lazy("What it found"), {"fields": in_languages("findings", "recommendations", "outcome")}),
        (gettext_lazy("Note"), {"fields": in_languages("note"), "classes": ("collapse",)}),
        where_from(),
    )
    inlines = (MissionResultInline, ClaimInline)


@admin.register(models.BasicTaskResult)
class BasicTaskResultAdmin(RecordAdmin):
    heading, position = HEADING, 5
    list_display = ("country", "task", "result", "day", "judged_by", "sureness")
    list_filter = ("result", "task", "sureness", WithoutSource)
    list_select_related = ("country", "task", "mission__country", "source")
    search_fields = ("country__search_text",)
    ordering = ("country__sort_en", "task__letter", "pk")
    day = dates_in_words("judged_on", description=gettext_lazy("judged on"), ordering="judged_on")
    fieldsets = (
        (None, {"fields": (("country", "task", "result"), ("judged_by", "judged_on", "mission"))}),
        (gettext_lazy("Finding"), {"fields": in_languages("finding")}),
        where_from(),
    )


@admin.register(models.PartyStatus)
class PartyStatusAdmin(OfCountry):
    position = 6
    list_display = ("country", "is_party", "instrument", "entry", "source", "sureness")
    list_filter = ("is_party", "instrument", "sureness", WithoutSource)
    entry = dates_in_words("in_force_on", description=gettext_lazy("in force for it from"), ordering="in_force_on")
    fieldsets = (
        (
            None,
            {"fields": (("country", "is_party", "as_of"), ("instrument", "deposited_on", "in_force_on", "signed_on"))},
        ),
        (gettext_lazy("Note"), {"fields": in_languages("note"), "classes": ("collapse",)}),
        where_from(),
    )


@admin.register(models.BeneficiaryPeriod)
class BeneficiaryPeriodAdmin(OfCountry):
    position = 7
    list_display = ("country", "when", "has_ended", "source", "sureness")
    list_filter = ("has_ended", "sureness", WithoutSource)
    when = dates_in_words("since", "until", description=gettext_lazy("dates"), ordering="first_day")
    fieldsets = (
        (None, {"fields": (("country", "meeting"), ("since", "until"), ("has_ended", "ended_by"))}),
        (gettext_lazy("Note"), {"fields": in_languages("note"), "classes": ("collapse",)}),
        where_from(),
    )


@admin.register(models.Commitment)
class CommitmentAdmin(RecordAdmin):
    heading, position = HEADING, 8
    list_display = ("signatory", "today", "meeting", "sureness")
    list_filter = ("sureness", WithoutSource)
    list_select_related = ("meeting__body",)
    search_fields = ("signatory", "countries__search_text")
    fieldsets = (
        (None, {"fields": (("signatory", "meeting"), "countries")}),
        (gettext_lazy("Note"), {"fields": in_languages("note"), "classes": ("collapse",)}),
        where_from(),
    )

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("countries")

    @admin.display(description=gettext_lazy("countries today"))
    def today(self, commitment):
        return ", ".join(str(country) for country in commitment.countries.all()) or NOTHING


@waiting(order=10)
def conflicts_wait():
    undecided = models.Country.objects.to_be_confirmed().count()
    return [
        Waiting(_("Conflicts between sources, undecided"), undecided, list_of(models.Country, conflict="undecided"))
    ]


@waiting(order=40)
def countries_to_confirm():
    kinds = (
        models.Country,
        models.PhaseEntry,
        models.Mission,
        models.BasicTaskResult,
        models.PartyStatus,
        models.BeneficiaryPeriod,
        models.Commitment,
    )
    return not_confirmed(kinds)


@before_moving("countries.PhaseEntry", "country")
def untick_second_current(entry, kept):
    """Of two current phases the kept country's stays current; the other one stays in the list."""
    if not entry.is_current or not kept.phase_entries.current().exists():
        return None
    entry.is_current = False
    return _("{entry}: no longer current, since the kept country has a current phase.").format(entry=entry)
