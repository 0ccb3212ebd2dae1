"""What people type to let others act for a country."""

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from countries.models import BodyMember, Invitation, Mandate
from programme.form_fields import WHAT_IS_ALLOWED, CheckedFileField, DayField
from programme.matrix import BODIES, COUNTRY_ROLES, ROLE_NAMES, Role
from programme.models import WorkingArea
from programme.permissions import may

# In the order in which they are offered.
INVITED = (Role.FOCAL_POINT, Role.DEPUTY, Role.CONTRIBUTOR, Role.VIEWER, Role.WORKING_GROUP, Role.BUREAU)


INVITED_ALREADY = _("This address has an invitation already. Send that one again, or withdraw it first.")


class InvitationForm(forms.Form):
    """An invitation to act for this country, in a role that the person who invites may give."""

    email = forms.EmailField(
        label=_("E-mail address"),
        help_text=_("The address at work. The link in the message works for this address only."),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    role = forms.ChoiceField(label=_("Role"), widget=forms.RadioSelect)
    areas = forms.ModelMultipleChoiceField(
        WorkingArea.objects.order_by("number"),
        label=_("Working areas"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("For a contributor: the areas in which this person writes. None chosen means all."),
    )
    language = forms.ChoiceField(label=_("Language of the invitation"), choices=settings.LANGUAGES)
    mandate_until = DayField(
        label=_("Last day of the mandate"), required=False, help_text=_("Leave empty where no end is set.")
    )
    nomination = CheckedFileField(
        label=_("Nomination document"),
        required=False,
        help_text=format_lazy(
            "{} {}", _("The letter by which the country names this person, if there is one."), WHAT_IS_ALLOWED
        ),
    )

    def __init__(self, *args, user, country, **kwargs):
        super().__init__(*args, **kwargs)
        self.user, self.country = user, country
        self.fields["role"].choices = [
            (role.value, ROLE_NAMES[role])
            for role in INVITED
            if may(user, "add", Invitation(country=country, role=role.value))
        ]

    def clean_email(self):
        email = self.cleaned_data["email"].lower()
        if Invitation.objects.filter(country=self.country, email__iexact=email).waiting().exists():
            raise forms.ValidationError(INVITED_ALREADY)
        return email

    def clean_mandate_until(self):
        day = self.cleaned_data["mandate_until"]
        if day and day < timezone.localdate():
            raise forms.ValidationError(_("This day is past. Choose a coming one, or leave the field empty."))
        return day

    def clean(self):
        cleaned = super().clean()
        email, role = cleaned.get("email"), cleaned.get("role")
        if email and role in COUNTRY_ROLES:
            if Mandate.objects.filter(country=self.country, user__email__iexact=email).current().exists():
                self.add_error("email", _("This person acts for the country already. End that mandate first."))
        elif email and role in BODIES:
            seats = BodyMember.objects.filter(user__email__iexact=email).current().select_related("body")
            if role in {seat.role for seat in seats}:
                self.add_error("email", _("This person sits in that body already. End that first."))
        if cleaned.get("areas") and cleaned.get("role") not in (None, Role.CONTRIBUTOR.value):
            self.add_error("areas", _("Working areas are for contributors only. Choose none for this role."))
        return cleaned
