"""Mandates, seats in bodies and invitations in the workshop. People are invited; here their terms are kept right."""

from django import forms
from django.contrib import admin
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from countries import models
from programme.admin.base import PlainRecordAdmin, ReadOnlyRecordAdmin
from programme.admin.files import ReplaceForm, UploadForm, link_to
from programme.admin.filters import Choice
from programme.form_fields import CheckedFileField
from programme.models import User

HEADING = gettext_lazy("People and access")


class StandingFilter(Choice):
    title = gettext_lazy("whether in force")
    parameter_name = "standing"
    choices_of = {
        "now": (gettext_lazy("in force"), lambda found: found.current()),
        "soon": (gettext_lazy("ends within 90 days"), lambda found: found.ending_within(90)),
        "past": (gettext_lazy("ended"), lambda found: found.past()),
    }


class TermForm(forms.ModelForm):
    """The person is named by the e-mail address: who keeps mandates need not read the list of all people."""

    email = forms.EmailField(
        label=gettext_lazy("E-mail address of the person"),
        help_text=gettext_lazy(
            "Of somebody who has an account. Anybody else is invited from the country's page of people."
        ),
    )

    def clean_email(self):
        person = User.objects.filter(email__iexact=self.cleaned_data["email"], is_active=True).first()
        if person is None:
            raise forms.ValidationError(_("Nobody with this address has an account. Invite the person instead."))
        self.instance.user = person
        return person.email


class TermAdmin(PlainRecordAdmin):
    heading = HEADING
    form = TermForm
    list_select_related = ("user", "country")
    search_fields = ("user__email", "user__name", "country__search_text")

    def get_fields(self, request, obj=None):
        return [self.person_field(obj), *self.term_fields, "since", "until", *(["ended_at"] if obj else [])]

    @staticmethod
    def person_field(obj):
        return "user" if obj else "email"

    def get_readonly_fields(self, request, obj=None):
        return ("user", "country", "ended_at") if obj else ()

    change_form = forms.ModelForm

    def get_form(self, request, obj=None, **kwargs):
        if obj is not None:
            kwargs["form"] = self.change_form
        return super().get_form(request, obj, **kwargs)

    def has_delete_permission(self, request, obj=None):
        return False  # a term ends, it is never unmade

    @admin.display(description=gettext_lazy("in force"), boolean=True)
    def in_force(self, term):
        return term.is_current()


class NominationForm(UploadForm):
    holder = "nomination"
    upload = CheckedFileField(label=gettext_lazy("Nomination document"), required=False)


class NewMandateForm(NominationForm, TermForm):
    pass


class MandateForm(NominationForm, ReplaceForm):
    pass


@admin.register(models.Mandate)
class MandateAdmin(TermAdmin):
    position = 10
    form, change_form = NewMandateForm, MandateForm
    list_display = ("user", "role", "country", "since", "until", "in_force", "handover")
    list_filter = (StandingFilter, "role")
    term_fields = ("country", "role", "areas")

    def get_fields(self, request, obj=None):
        return [
            *super().get_fields(request, obj),
            *(["nominated_by"] if obj else []),
            "upload",
            *(["remove_file"] if obj else []),
        ]

    def get_readonly_fields(self, request, obj=None):
        return (*super().get_readonly_fields(request, obj), "nominated_by")

    def get_form(self, request, obj=None, **kwargs):
        form = super().get_form(request, obj, **kwargs)
        form.signed_in = request.user
        return form

    @admin.display(description=gettext_lazy("document kept here"))
    def nominated_by(self, mandate):
        return link_to(mandate.nomination, reverse("mandate-nomination", args=[mandate.pk]))

    @admin.display(description=gettext_lazy("handover"))
    def handover(self, mandate):
        return format_html('<a href="{}">{}</a>', reverse("mandate", args=[mandate.pk]), _("What passes on"))


@admin.register(models.BodyMember)
class BodyMemberAdmin(TermAdmin):
    position = 11
    list_display = ("user", "body", "country", "since", "until", "in_force")
    list_filter = (StandingFilter, "body")
    list_select_related = ("user", "country", "body")
    term_fields = ("body", "country")
    actions = ("end_now",)

    def get_readonly_fields(self, request, obj=None):
        return ("user", "country", "body", "ended_at") if obj else ()

    @admin.action(description=gettext_lazy("End the chosen memberships now"), permissions=["change"])
    def end_now(self, request, queryset):
        ended = sum(seat.end() for seat in queryset)
        self.message_user(request, _("Memberships ended: {number}").format(number=ended))


@admin.register(models.Invitation)
class InvitationAdmin(ReadOnlyRecordAdmin):
    """Invitations are read here, and sent again or withdrawn on the country's page of people."""

    heading, position = HEADING, 12
    list_display = ("email", "role", "country", "sent_at", "expires_at", "state_in_words", "page")
    list_filter = ("role",)
    list_select_related = ("country",)
    search_fields = ("email", "country__search_text")
    fields = readonly_fields = (
        "email", "role", "country", "areas", "language", "mandate_until", "nomination", "invited_by", "sent_at",
        "expires_at", "withdrawn_at", "accepted_at", "accepted_by",
    )  # fmt: skip

    @admin.display(description=gettext_lazy("state"))
    def state_in_words(self, invitation):
        return {
            "open": _("open"),
            "accepted": _("accepted"),
            "withdrawn": _("withdrawn"),
            "expired": _("expired"),
        }[invitation.state]

    @admin.display(description=gettext_lazy("people of the country"))
    def page(self, invitation):
        return format_html('<a href="{}">{}</a>', reverse("country-people", args=[invitation.country.slug]), _("Open"))
