"""Contact notes in the workshop: what staff write of their contacts with a country, read by the secretariat alone."""

from django.contrib import admin
from django.db.models import Q
from django.urls import reverse
from django.utils.html import format_html
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy

from countries import models
from countries.resources import country_cell
from programme.admin.base import PlainRecordAdmin
from programme.importing import cells
from programme.importing.admin import ImportExport
from programme.importing.resource import Column, RecordResource
from programme.keys import is_key
from programme.models import User
from programme.permissions import STAFF_ROLES


class PersonCell(cells.TextCell):
    """Who of the staff, by the e-mail address."""

    def render(self, value, obj=None, **kwargs):
        return value.email if value is not None else ""


class ContactNoteResource(RecordResource):
    country = Column("country", country_cell())
    contacted_by = Column("contacted_by", PersonCell())

    keys = ("country",)
    key_lookup = "country__iso2"
    related = ("country", "contacted_by")
    file_name = "contact-notes"

    class Meta:
        model = models.ContactNote
        fields = ("country", "contacted_on", "kind", "about", "contacted_by")


@admin.register(models.ContactNote)
class ContactNoteAdmin(ImportExport, PlainRecordAdmin):
    resource_classes = (ContactNoteResource,)
    heading, position = gettext_lazy("Countries"), 9
    list_display = ("contacted_on", "country", "kind", "in_brief", "contacted_by", "file_of_country")
    list_display_links = ("contacted_on",)
    list_filter = (
        "kind",
        "contacted_on",
        ("contacted_by", admin.RelatedOnlyFieldListFilter),
        ("country", admin.RelatedOnlyFieldListFilter),
    )
    list_select_related = ("country", "contacted_by")
    search_fields = ("country__search_text", "about")
    date_hierarchy = "contacted_on"
    fields = (("country", "contacted_on", "kind"), "about", "contacted_by")

    def has_import_permission(self, request):
        return False  # a note has nothing by which a row of a table could name it again

    def get_changeform_initial_data(self, request):
        return {"contacted_by": request.user.pk, **super().get_changeform_initial_data(request)}

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name == "contacted_by":
            # The few of the secretariat; who wrote a note once stays its author after leaving.
            key = request.resolver_match.kwargs.get("object_id", "")
            noted = models.ContactNote.objects.filter(pk=key).values("contacted_by") if is_key(key) else ()
            staff = Q(is_active=True, groups__name__in=STAFF_ROLES) | Q(pk=request.user.pk)
            kwargs["queryset"] = User.objects.filter(staff | Q(pk__in=noted)).distinct().order_by("name", "email")
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    @admin.display(description=gettext_lazy("about what"))
    def in_brief(self, note):
        return Truncator(note.about).chars(90)

    @admin.display(description=gettext_lazy("country file"))
    def file_of_country(self, note):
        return format_html('<a href="{}">{}</a>', reverse("country-desk", args=[note.country.slug]), note.country.iso2)
