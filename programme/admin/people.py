"""People and their roles: administrators only. A person is never deleted, so that the history keeps the name."""

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django import forms
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import AdminUserCreationForm, UserChangeForm
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.html import format_html
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from programme.admin.base import ReadOnly
from programme.admin.erasure import Erasure
from programme.admin.history import ReadableHistory
from programme.admin.second_factor import SecondFactorRecovery
from programme.admin.stale import StaleFormGuard
from programme.admin.wording import OwnWords
from programme.models import User
from programme.permissions import ADMINISTRATOR, STAFF_ROLES

admin.site.unregister(Group)
# What the library for signing in keeps is nobody's to edit.
for kept in (Authenticator, EmailAddress, UserSession):
    admin.site.unregister(kept)

HEADING = _("People and access")


class RolesField(forms.ModelMultipleChoiceField):
    """The roles by their names in words."""

    def __init__(self, **kwargs):
        super().__init__(
            Group.objects.filter(name__in=STAFF_ROLES),
            required=False,
            label=_("roles"),
            widget=forms.CheckboxSelectMultiple,
            help_text=_("What a person may do comes from the roles alone. Without a role the workshop stays closed."),
            **kwargs,
        )

    def label_from_instance(self, obj):
        return STAFF_ROLES[obj.name]


class NewPersonForm(AdminUserCreationForm):
    groups = RolesField()

    class Meta:
        model = User
        fields = ("email", "name", "language", "groups")


class PersonForm(UserChangeForm):
    groups = RolesField()

    class Meta:
        model = User
        fields = ("email", "name", "language", "groups", "is_active")

    signed_in: User | None = None

    def clean(self):
        cleaned = super().clean()
        if self.instance == self.signed_in:
            roles = {group.name for group in cleaned.get("groups", ())}
            if ADMINISTRATOR in self.instance.roles and ADMINISTRATOR not in roles:
                raise ValidationError(_("You cannot take the administrator's role from yourself: ask a colleague."))
            if not cleaned.get("is_active"):
                raise ValidationError(_("You cannot shut yourself out: ask a colleague."))
        return cleaned


class RoleFilter(admin.SimpleListFilter):
    title = _("role")
    parameter_name = "role"

    def lookups(self, request, model_admin):
        return list(STAFF_ROLES.items())

    def queryset(self, request, queryset):
        return queryset.filter(groups__name=self.value()) if self.value() in STAFF_ROLES else queryset


@admin.register(User)
class PersonAdmin(OwnWords, SecondFactorRecovery, Erasure, StaleFormGuard, ReadableHistory, UserAdmin):
    heading = HEADING
    change_form_template = "admin/person_form.html"
    form = PersonForm
    add_form = NewPersonForm
    list_display = ("email", "name", "role_names", "language", "is_active", "last_login")
    list_filter = (RoleFilter, "language", "is_active")
    search_fields = ("email", "name")
    ordering = ("email",)
    filter_horizontal = ()
    fieldsets = (
        (None, {"fields": ("email", "name", "language", "password")}),
        (_("What this person may do"), {"fields": ("groups", "is_active")}),
    )
    add_fieldsets = (
        (None, {"classes": ("wide",), "fields": ("email", "name", "language", "groups")}),
        (_("Password"), {"classes": ("wide",), "fields": ("usable_password", "password1", "password2")}),
    )

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("groups")

    def get_form(self, request, obj=None, **kwargs):
        form = super().get_form(request, obj, **kwargs)
        if issubclass(form, PersonForm):
            form.signed_in = request.user
        return form

    def has_change_permission(self, request, obj=None):
        """What was erased stays so: nobody writes a name or a role back onto it."""
        return super().has_change_permission(request, obj) and not (obj is not None and obj.is_erased)

    def has_delete_permission(self, request, obj=None):
        return False

    @admin.display(description=_("roles"))
    def role_names(self, person):
        return ", ".join(str(STAFF_ROLES.get(group.name, group.name)) for group in person.groups.all())


@admin.register(Group)
class RoleAdmin(ReadOnly, OwnWords, admin.ModelAdmin):
    """Roles are made by `sync_roles` from the code: here they are only shown."""

    heading = HEADING
    list_display = ("role", "people")
    list_display_links = None
    ordering = ("name",)
    fields = readonly_fields = ("role", "people", "rights")

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("user_set")

    @admin.display(description=_("role"), ordering="name")
    def role(self, group):
        return str(STAFF_ROLES.get(group.name, group.name))

    @admin.display(description=_("people"))
    def people(self, group):
        return ", ".join(str(person) for person in group.user_set.all())

    @admin.display(description=_("rights"))
    def rights(self, group):
        address = f"{reverse('admin:permissions')}?{urlencode({'role': group.name})}"
        return format_html('<a href="{}">{}</a>', address, _("What this role may do"))
