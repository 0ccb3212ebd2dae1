"""Forms of a version and its parts: editable as long as it is a draft, and then to be read, with the reason said."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from assessments import models as room
from assessments.permissions import can_edit_instrument
from programme.admin.base import PartInline, PlainPartInline, RecordAdmin
from programme.admin.layout import in_languages, where_from
from programme.admin.rows import PartFormSet

WORDING = (_("What the wording is"), {"fields": in_languages("mark"), "classes": ("collapse",)})


def form_of(part):
    """The address of the form in which a part is edited: its own, or that of what it stands below."""
    if part.kind == "criterion":
        part = part.indicator
    elif part.kind in ("stage", "facet"):
        part = part.instrument
    return reverse(f"admin:assessments_{part._meta.model_name}_change", args=[part.pk])


def version_of(record):
    return record if isinstance(record, room.Instrument) else record.instrument


class Frozen:
    """Asks the matrix whether the version of this record may be changed by this person."""

    def has_change_permission(self, request, obj=None):
        return super().has_change_permission(request) and (obj is None or self.may_edit(request, obj))

    def has_delete_permission(self, request, obj=None):
        return super().has_delete_permission(request) and (obj is None or self.may_edit(request, obj))

    @staticmethod
    def may_edit(request, record):
        return can_edit_instrument(request.user, version_of(record))


class FrozenRows(Frozen):
    """Rows of a form; `obj` is the record that they stand below."""

    extra = 0

    def has_add_permission(self, request, obj=None):
        return super().has_add_permission(request, obj) and (obj is None or self.may_edit(request, obj))


class VersionFormSet(PartFormSet):
    """No two rows of the form take the same code, though the version that makes codes unique is no field of it."""

    def owner_fields(self):
        return {*super().owner_fields(), "instrument"}


class VersionAdmin(Frozen, RecordAdmin):
    """What versions and parts share. Deleting goes through the form of one record, which knows its version."""

    heading = _("Self-assessments")
    change_form_template = "admin/assessments/part_form.html"

    def get_actions(self, request):
        actions = super().get_actions(request)
        actions.pop("delete_selected", None)
        return actions

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if obj is not None:
            context |= {"version": version_of(obj), "above": [(form_of(one), one.code) for one in self.above(obj)]}
        return super().render_change_form(request, context, add, change, form_url, obj)

    def above(self, record):
        """The records that it stands below, the version first."""
        return []


class PartAdmin(VersionAdmin):
    """Reached from the form of what it belongs to: there it is added, and the landing page does not name it."""

    list_filter = ("instrument", "sureness")
    list_select_related = ("instrument",)

    def has_add_permission(self, request):
        return False

    def get_model_perms(self, request):
        return {}


class WordedRows(FrozenRows, PartInline):
    formset = VersionFormSet
    list_select_related = ("source",)
    show_change_link = True


class StageRows(WordedRows):
    model = room.ProgressStage
    fieldsets = ((None, {"fields": ("number", *in_languages("label", "description"))}), WORDING, where_from())
    show_change_link = False


class FacetRows(WordedRows):
    model = room.AreaFacet
    fieldsets = (
        (None, {"fields": (("code", "position", "cross_cutting_area"), *in_languages("name", "guidance"))}),
        WORDING,
        where_from(),
    )
    show_change_link = False


class AreaRows(WordedRows):
    model = room.InstrumentArea
    fieldsets = (
        (None, {"fields": (("code", "position", "working_area"), *in_languages("name", "introduction"))}),
        WORDING,
        where_from(),
    )


class IndicatorRows(WordedRows):
    model = room.Indicator
    fk_name = "area"
    fieldsets = (
        (None, {"fields": (("code", "position"), *in_languages("title"))}),
        (
            _("Guidance"),
            {"fields": in_languages("guidance", "evidence", "legal_basis"), "classes": ("collapse",)},
        ),
        WORDING,
        where_from(),
    )


class CriterionRows(WordedRows):
    model = room.Criterion
    fk_name = "indicator"
    fieldsets = ((None, {"fields": (("code", "position"), *in_languages("text"))}), WORDING, where_from())
    show_change_link = False


class LinkRows(FrozenRows, PlainPartInline):
    model = room.IndicatorLink
    fk_name = "indicator"
    fieldsets = ((None, {"fields": ("earlier",)}),)
    list_select_related = ("earlier",)
    verbose_name_plural = _("What it takes up from the previous version")

    def get_formset(self, request, obj=None, **kwargs):
        request.previous_version = obj.instrument.previous_id if obj else None
        return super().get_formset(request, obj, **kwargs)

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name == "earlier":
            found = room.Indicator.objects.filter(instrument=request.previous_version)
            kwargs["queryset"] = found.select_related("area").order_by("area__position", "position")
        return super().formfield_for_foreignkey(db_field, request, **kwargs)
