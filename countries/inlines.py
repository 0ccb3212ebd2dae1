"""What belongs to a country, edited with it."""

from django import forms
from django.utils.translation import gettext_lazy as _

from countries import models
from countries.acceptance import refuse_new_tick
from programme.admin.base import PartInline, PlainPartInline
from programme.admin.layout import in_languages, in_short, where_from
from programme.admin.rows import PartFormSet
from programme.date_format import format_date_range, format_partial_date
from programme.keys import is_key

ONE_CURRENT = next(one for one in models.PhaseEntry._meta.constraints if one.name == "phase_one_current_per_country")


class PhaseForm(forms.ModelForm):
    """An entry in which somebody newly ticks that the requirements are recorded as met: the record must hold them."""

    def clean(self):
        super().clean()
        changed = {"phase", "requirements_met", "country"} & set(self.changed_data)
        if changed and self.instance.country_id and not self.errors:
            refuse_new_tick(self.with_what_was_typed())

    def with_what_was_typed(self):
        entry = models.PhaseEntry(pk=self.instance.pk, country_id=self.instance.country_id)
        for name in ("country", "phase", "requirements_met"):
            if name in self.cleaned_data:
                setattr(entry, name, self.cleaned_data[name])
        return entry


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
    form = PhaseForm
    formset = PhaseFormSet
    list_select_related = ("source", "meeting__body", "country")
    fieldsets = (
        (None, {"fields": (("phase", "since", "is_current"), ("requirements_met", "reason"), "meeting")}),
        (_("Note"), {"fields": in_languages("note"), "classes": ("collapse",)}),
        where_from(),
    )

    def row_words(self, row):
        since = format_partial_date(row.since)
        return in_short(row.get_phase_display(), since, _("current") if row.is_current else "", row.source)


class BeneficiaryPeriodInline(PartInline):
    model = models.BeneficiaryPeriod
    list_select_related = ("source", "meeting__body", "country")
    fieldsets = (
        (None, {"fields": (("since", "until"), ("has_ended", "ended_by"), "meeting")}),
        (_("Note"), {"fields": in_languages("note"), "classes": ("collapse",)}),
        where_from(),
    )

    def row_words(self, row):
        return in_short(row.in_words or _("no dates known"), row.source)


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
        return in_short(row.group, row.in_words)


class GroupMemberInline(MembershipInline):
    """The same from the group's side."""

    verbose_name_plural = _("countries in the group")
    fieldsets = ((None, {"fields": (("country", "has_ended"), ("since", "until", "ended_by"))}), where_from())

    def row_words(self, row):
        return in_short(row.country, row.in_words)


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
        return in_short(row.get_kind_display(), format_date_range(row.start, row.end), row.source)


class OfThisCountry:
    """Offers the missions of this country alone."""

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name == "mission":
            key = request.resolver_match.kwargs.get("object_id", "")
            missions = models.Mission.objects.select_related("country")
            kwargs["queryset"] = missions.filter(country=key) if is_key(key) else missions.none()
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


class BasicTaskResultInline(OfThisCountry, PartInline):
    model = models.BasicTaskResult
    list_select_related = ("source", "task", "country", "mission__country")
    fieldsets = (
        (None, {"fields": (("task", "result"), ("judged_by", "judged_on", "mission"))}),
        (_("Finding"), {"fields": in_languages("finding"), "classes": ("collapse",)}),
        where_from(),
    )

    def row_words(self, row):
        return in_short(row.task, row.get_result_display())


class MissionResultFormSet(PartFormSet):
    """What a mission found in its country: nobody chooses the country again."""

    def _construct_form(self, i, **kwargs):
        form = super()._construct_form(i, **kwargs)
        form.instance.country_id = form.instance.country_id or self.instance.country_id
        return form


class MissionResultInline(PartInline):
    """The findings of a mission, task by task."""

    model = models.BasicTaskResult
    formset = MissionResultFormSet
    verbose_name, verbose_name_plural = _("finding on a basic task"), _("findings per basic task")
    list_select_related = ("source", "task", "country", "mission__country")
    fieldsets = (
        (None, {"fields": (("task", "result"), ("judged_by", "judged_on"), *in_languages("finding"))}),
        where_from(),
    )

    def row_words(self, row):
        return in_short(row.task, row.get_result_display())


class BasicTaskPlanFormSet(PartFormSet):
    """A plan of which it is typed that the Bureau was told is done: the step is taken, and no mail goes out."""

    signed_in = None

    def save(self, commit=True):
        saved = super().save(commit)
        for plan in saved if commit else ():
            if plan.told_bureau_on and plan.can("record_done"):
                plan.record_done(by=self.signed_in)
        return saved


class BasicTaskPlanInline(OfThisCountry, PartInline):
    model = models.BasicTaskPlan
    formset = BasicTaskPlanFormSet
    readonly_fields = ("status",)
    list_select_related = ("source", "country", "document", "mission__country")
    fieldsets = (
        (None, {"fields": (("mission", "document", "status"), ("prepared_on", "told_bureau_on"))}),
        (_("Note"), {"fields": in_languages("note"), "classes": ("collapse",)}),
        where_from(),
    )

    def get_formset(self, request, obj=None, **kwargs):
        formset = super().get_formset(request, obj, **kwargs)
        formset.signed_in = request.user
        return formset

    def row_words(self, row):
        return in_short(row.get_status_display(), row.mission, row.source)
