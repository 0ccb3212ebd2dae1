"""What belongs to a country, edited with it."""

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from countries import models
from programme.admin.base import PartInline, PlainPartInline
from programme.admin.layout import in_languages, in_short, where_from
from programme.admin.rows import PartFormSet
from programme.date_format import format_date_range, format_partial_date

ONE_CURRENT = next(one for one in models.PhaseEntry._meta.constraints if one.name == "phase_one_current_per_country")


class PhaseFormSet(PartFormSet):
    """At most one entry is current; moving the tick from one to another works in one save."""

    is_saving = False

    def clean(self):
        super().clean()
        current = [form for form in self.forms if _is_current(form)]
        for form in current[1:]:
            form.add_error("is_current", ONE_CURRENT.get_violation_error_message())

    @property
    def initial_forms(self):
        """While saving, what is no longer current is written first: the database knows only one current entry."""
        found = super().initial_forms
        return sorted(found, key=_is_current) if self.is_saving else found

    def save(self, commit=True):
        self.is_saving = True
        try:
            return super().save(commit)
        finally:
            self.is_saving = False


def _is_current(form):
    cleaned = getattr(form, "cleaned_data", {})
    return bool(cleaned.get("is_current")) and not cleaned.get("DELETE")


class PhaseInline(PartInline):
    model = models.PhaseEntry
    formset = PhaseFormSet
    list_select_related = ("source", "meeting__body", "country")
    fieldsets = (
        (None, {"fields": (("phase", "since", "is_current"), ("requirements_met", "reason"), "meeting")}),
        (_("Note"), {"fields": in_languages("note"), "classes": ("collapse",)}),
        where_from(),
    )

    def row_words(self, row):
        since = format_partial_date(row.since, get_language() or "en")
        return in_short(row.get_phase_display(), since, _("current") if row.is_current else "", row.source)


def _time(row):
    """From when to when something held, and that it is over where only that is known."""
    words = format_date_range(row.since, row.until, get_language() or "en")
    return in_short(words, _("has ended") if row.has_ended else "")


class BeneficiaryPeriodInline(PartInline):
    model = models.BeneficiaryPeriod
    list_select_related = ("source", "meeting__body", "country")
    fieldsets = (
        (None, {"fields": (("since", "until"), ("has_ended", "ended_by"), "meeting")}),
        (_("Note"), {"fields": in_languages("note"), "classes": ("collapse",)}),
        where_from(),
    )

    def row_words(self, row):
        return in_short(_time(row) or _("no dates known"), row.source)


class PartyStatusInline(PartInline):
    model = models.PartyStatus
    fieldsets = (
        (None, {"fields": (("is_party", "as_of"), ("instrument", "deposited_on", "in_force_on", "signed_on"))}),
        (_("Note"), {"fields": in_languages("note"), "classes": ("collapse",)}),
        where_from(),
    )


class MembershipInline(PartInline):
    model = models.GroupMembership
    fieldsets = (
        (None, {"fields": (("group", "has_ended"), ("since", "until", "ended_by"))}),
        (_("Note"), {"fields": in_languages("note"), "classes": ("collapse",)}),
        where_from(),
    )

    def row_words(self, row):
        return in_short(row.group, _time(row))


class GroupMemberInline(MembershipInline):
    """The same from the group's side."""

    verbose_name_plural = _("countries in the group")
    fieldsets = ((None, {"fields": (("country", "has_ended"), ("since", "until", "ended_by"))}), where_from())

    def row_words(self, row):
        return in_short(row.country, _time(row))


class CountryNameInline(PlainPartInline):
    model = models.CountryName
    fieldsets = ((None, {"fields": (("text", "language", "kind"), ("since", "until"))}), where_from())

    def row_words(self, row):
        return in_short(row.text, row.language, row.get_kind_display())


class AuthorityInline(PartInline):
    model = models.Authority
    fieldsets = ((None, {"fields": in_languages("name")}), where_from())


class MissionInline(PartInline):
    model = models.Mission
    fieldsets = (
        (None, {"fields": (("kind", "report"), ("start", "end", "took_place_by"), "team")}),
        (
            _("What it found"),
            {"fields": in_languages("findings", "recommendations", "outcome", "note"), "classes": ("collapse",)},
        ),
        where_from(),
    )

    def row_words(self, row):
        return in_short(
            row.get_kind_display(), format_date_range(row.start, row.end, get_language() or "en"), row.source
        )


class OfThisCountry:
    """Offers the missions of this country alone."""

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name == "mission":
            key = request.resolver_match.kwargs.get("object_id", "")
            missions = models.Mission.objects.select_related("country")
            kwargs["queryset"] = missions.filter(country=key) if key.isdigit() else missions.none()
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


class BasicTaskResultInline(OfThisCountry, PlainPartInline):
    model = models.BasicTaskResult
    list_select_related = ("source", "task", "country", "mission__country")
    fieldsets = (
        (None, {"fields": (("task", "result"), ("judged_by", "judged_on", "mission"))}),
        where_from(),
    )

    def row_words(self, row):
        return in_short(row.task, row.get_result_display())


class BasicTaskPlanInline(OfThisCountry, PartInline):
    model = models.BasicTaskPlan
    list_select_related = ("source", "country", "document", "mission__country")
    fieldsets = (
        (None, {"fields": (("mission", "document"), ("prepared_on", "told_bureau_on"))}),
        (_("Note"), {"fields": in_languages("note"), "classes": ("collapse",)}),
        where_from(),
    )
