"""What every list and form of the workshop shares."""

from django.contrib import admin
from django.contrib.contenttypes.admin import GenericStackedInline
from django.db import models
from django.db.models import Q
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from modeltranslation.admin import TranslationAdmin, TranslationGenericStackedInline, TranslationStackedInline
from modeltranslation.fields import TranslationField

from programme.admin.choosing import OneOfMany, RememberingSelect, RememberingSelectMultiple, SomeOfMany, searching
from programme.admin.history import ReadableHistory
from programme.admin.layout import OneParagraph, is_long
from programme.admin.merge import Mergeable
from programme.admin.rows import AboutFormSet, PartFormSet
from programme.admin.stale import StaleFormGuard
from programme.admin.wording import OwnWords
from programme.fields import PartialDateField
from programme.folding import fold, query_tokens
from programme.form_fields import PartialDateWidget, validate_year
from programme.history_words import label_of
from programme.models import Sureness

# Columns that hold folded text, searched in the database; other texts are folded here (design trap 1).
FOLDED = ("search_text", "folded")


class Choosing:
    """How a form offers other records: those with many by autocomplete, the few of a short list all at once."""

    formfield_overrides = {
        PartialDateField: {"widget": PartialDateWidget},
        models.DateField: {"validators": [validate_year]},
        models.URLField: {"assume_scheme": "https"},
    }

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if is_long(db_field):
            kwargs.setdefault("widget", OneParagraph)
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field is not None and isinstance(db_field, TranslationField):
            field.label = capfirst(label_of(db_field))
        return field

    def formfield_for_choice_field(self, db_field, request, **kwargs):
        """A new fact counts as not confirmed until somebody says that a source states it: pages mark it then."""
        if db_field.name == "sureness":
            kwargs.setdefault("initial", Sureness.UNCONFIRMED)
        return super().formfield_for_choice_field(db_field, request, **kwargs)

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        registered = self.admin_site._registry.get(db_field.remote_field.model)
        kept = request.__dict__.setdefault("_offered", {})
        if registered is None or "widget" in kwargs or "queryset" in kwargs:
            return super().formfield_for_foreignkey(db_field, request, **kwargs)
        if getattr(registered, "is_short_list", False):
            field = super().formfield_for_foreignkey(db_field, request, **kwargs)
            if db_field.remote_field.model not in kept:
                kept[db_field.remote_field.model] = [(one.pk, str(one)) for one in field.queryset]
            field.choices = [("", field.empty_label or ""), *kept[db_field.remote_field.model]]
            return field
        if registered.search_fields:
            known = kept.setdefault(db_field.remote_field.model, {})
            kwargs["widget"] = RememberingSelect(
                db_field, self.admin_site, searching(registered, request), known, using=kwargs.get("using")
            )
            kwargs.setdefault("form_class", OneOfMany)
            model = db_field.remote_field.model
            kwargs["queryset"] = model._default_manager.select_related(*(registered.list_select_related or ()))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        registered = self.admin_site._registry.get(db_field.remote_field.model)
        if registered is not None and registered.search_fields:
            search = searching(registered, request)
            kwargs["widget"] = RememberingSelectMultiple(db_field, self.admin_site, search, using=kwargs.get("using"))
            kwargs.setdefault("form_class", SomeOfMany)
        return super().formfield_for_manytomany(db_field, request, **kwargs)


class RecordMixin(OwnWords, StaleFormGuard, ReadableHistory, Mergeable, Choosing):
    """A list and a form of one kind of record. Mixins for import and export go before it."""

    heading = _("Other records")  # the landing page groups the records below it
    is_short_list = False
    list_select_related: tuple[str, ...] = ()
    list_per_page = 50
    save_on_top = True
    change_form_template = "admin/record_form.html"

    def get_search_results(self, request, queryset, search_term):
        """Finds every word of the query, no matter its case, accents or alphabet's endings."""
        tokens = query_tokens(search_term)
        columns = self.get_search_fields(request)
        if not tokens or not columns:
            return (queryset if not search_term.strip() else queryset.none()), False
        if all(column.rsplit("__", 1)[-1] in FOLDED for column in columns):
            for token in tokens:
                queryset = queryset.filter(Q(*((f"{column}__contains", token) for column in columns), _connector=Q.OR))
            return queryset, any("__" in column for column in columns)
        rows = queryset.order_by().values_list("pk", *columns)
        texts = ((pk, fold(" ".join(str(text) for text in row if text))) for pk, *row in rows)
        found = {pk for pk, text in texts if all(token in text for token in tokens)}
        return queryset.filter(pk__in=found), False

    def save_model(self, request, obj, form, change):
        # A save that changes nothing would leave a row in the history that says nothing.
        if not change or form.changed_data:
            super().save_model(request, obj, form, change)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        if not change:
            self.remember_added(request, form.instance)
        elif not form.changed_data and any(formset.has_changed() for formset in formsets):
            form.instance.save()  # what belongs to it changed, so it did too


class RecordAdmin(RecordMixin, TranslationAdmin):
    """For records with texts in three languages."""


class PlainRecordAdmin(RecordMixin, admin.ModelAdmin):
    """For records whose texts have one language."""


class ReadOnly:
    """Nothing is added, changed or deleted here, whatever the role."""

    def has_add_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


class ReadOnlyRecordAdmin(ReadOnly, PlainRecordAdmin):
    """For records that are worked with on pages of their own: here they are found and read."""

    def seen(self, request, obj):
        """Nothing is sent from here, so nothing can be sent from an old page."""
        return {}


class PartMixin(Choosing):
    """Rows that belong to the record, each closed until opened; the last one is for a new row."""

    template = "admin/edit_inline/record.html"
    extra = 1
    list_select_related: tuple[str, ...] = ()

    def get_queryset(self, request):
        foreign = [field.name for field in self.model._meta.fields if isinstance(field, models.ForeignKey)]
        return super().get_queryset(request).select_related(*(self.list_select_related or foreign))

    def row_words(self, row):
        return str(row)


class PartInline(PartMixin, TranslationStackedInline):
    formset = PartFormSet


class PlainPartInline(PartMixin, admin.StackedInline):
    formset = PartFormSet


class AboutInline(PartMixin, TranslationGenericStackedInline):
    formset = AboutFormSet
    ct_field = "subject_type"
    ct_fk_field = "subject_id"


class PlainAboutInline(PartMixin, GenericStackedInline):
    formset = AboutFormSet
    ct_field = "subject_type"
    ct_fk_field = "subject_id"
