"""Accepting an invitation: what the link shows, to whom it grants something, and what it says when it does not.

Opening the link changes nothing, since mail programs open links by themselves: only the button does.
"""

from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import authenticate, login
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.password_validation import password_validators_help_text_html, validate_password
from django.db import IntegrityError, transaction
from django.shortcuts import redirect, render, resolve_url
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache

from countries.models import Invitation, InvitationRefused, digest_of
from programme.models import User

# Why a link opens nothing, with the status of the answer.
REFUSALS = {
    "unknown": (404, gettext_lazy("This link is not valid")),
    "accepted": (410, gettext_lazy("This invitation has been used")),
    "used": (410, gettext_lazy("This invitation has been used")),
    "withdrawn": (410, gettext_lazy("This invitation was withdrawn")),
    "expired": (410, gettext_lazy("This invitation has expired")),
    "not-yours": (403, gettext_lazy("This invitation is for somebody else")),
}


class NewPersonForm(forms.Form):
    """The account of somebody who is invited for the first time; the address is that of the invitation."""

    name = forms.CharField(
        label=gettext_lazy("Your name"),
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        help_text=gettext_lazy("Seen by the colleagues of your country and by the secretariat, never in public."),
    )
    password = forms.CharField(
        label=gettext_lazy("Choose a password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    password_again = forms.CharField(
        label=gettext_lazy("The same password again"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args, email, **kwargs):
        super().__init__(*args, **kwargs)
        self.email = email
        self.fields["password"].help_text = password_validators_help_text_html()

    def clean(self):
        cleaned = super().clean()
        password = cleaned.get("password")
        if password:
            if cleaned.get("password_again") not in (None, password):
                self.add_error("password_again", _("The two passwords differ. Type the same one twice."))
            try:
                validate_password(password, User(email=self.email, name=cleaned.get("name", "")))
            except forms.ValidationError as error:
                self.add_error("password", error)
        return cleaned


def sign_in_address():
    return resolve_url(settings.LOGIN_URL)


def _private(response):
    """The address holds the secret: it must not travel on in a referrer, nor stay in a cache or an index.

    Not `no-referrer`: browsers then hide the origin of the form too, and the button would be refused.
    """
    response.headers["Referrer-Policy"] = "strict-origin"
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def refused(request, reason, invitation=None):
    status, title = REFUSALS[reason]
    context = {"title": title, "reason": reason, "invitation": invitation, "sign_in_address": sign_in_address()}
    return _private(render(request, "countries/invitation_refused.html", context, status=status))


@login_not_required
@never_cache
def invitation(request, secret):
    found = Invitation.objects.for_listing().filter(digest=digest_of(secret)).first()
    if found is None:
        return refused(request, "unknown")
    if found.state != "open":
        return refused(request, found.state, found)
    person = User.objects.filter(email__iexact=found.email).first()
    if request.user.is_authenticated and request.user != person:
        return refused(request, "not-yours", found)
    form = None
    if person is None:
        form = NewPersonForm(request.POST or None, email=found.email)
    if request.method == "POST" and (request.user.is_authenticated or (form and form.is_valid())):
        try:
            return _accept(request, found, form)
        except InvitationRefused as refusal:
            return refused(request, refusal.reason, found)
        except (IntegrityError, forms.ValidationError):
            return refused(request, "used", found)  # a second click: the account was made a moment ago
    context = {
        "invitation": found,
        "form": form,
        "must_sign_in": person and not request.user.is_authenticated,
        "sign_in_address": sign_in_address(),
    }
    return _private(render(request, "countries/invitation.html", context))


@transaction.atomic
def _accept(request, found, form):
    """The mandate and, for a newcomer, the account: both or neither."""
    user = request.user
    if form is not None:
        user = User.objects.create_user(
            found.email, form.cleaned_data["password"], name=form.cleaned_data["name"], language=found.language
        )
    found.accept(user)
    if form is not None:
        login(request, authenticate(request, username=user.email, password=form.cleaned_data["password"]))
    messages.success(
        request,
        _("Welcome. Your role from now on: {role}. Your country: {country}.").format(
            role=found.get_role_display(), country=found.country
        ),
    )
    return _private(redirect("work"))
