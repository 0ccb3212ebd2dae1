"""The library's forms in the portal's words: a label says what a field is for, so nothing is printed into it."""

from allauth.account import forms as account
from allauth.mfa.base import forms as factors
from allauth.mfa.totp.forms import ActivateTOTPForm as LibraryActivateTOTPForm
from allauth.mfa.webauthn import forms as passkeys
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from programme.outbox import queue

EMAIL, CODE, NAME = _("E-mail address"), _("Code"), _("Name of the passkey")
NEW, AGAIN = _("New password"), _("The same password again")


class InOurWords:
    """Gives the fields of a form of the library these labels, and takes out what repeats them."""

    labels: dict = {}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.label = self.labels.get(name, field.label)
            field.widget.attrs.pop("placeholder", None)


class LoginForm(InOurWords, account.LoginForm):
    labels = {"login": EMAIL, "password": _("Password")}


class ReauthenticateForm(InOurWords, account.ReauthenticateForm):
    labels = {"password": _("Password")}


class ResetPasswordForm(InOurWords, account.ResetPasswordForm):
    labels = {"email": EMAIL}

    def save(self, request, **kwargs):
        """For an address without an account the same work is done and undone: else the time would tell."""
        if self.users:
            return super().save(request, **kwargs)
        with transaction.atomic():
            queue("password-reset", to=self.cleaned_data["email"], secret_path=request.path)
            transaction.set_rollback(True)
        return self.cleaned_data["email"]


class ResetPasswordKeyForm(InOurWords, account.ResetPasswordKeyForm):
    labels = {"password1": NEW, "password2": AGAIN}


class SetPasswordForm(InOurWords, account.SetPasswordForm):
    labels = {"password1": NEW, "password2": AGAIN}


class ChangePasswordForm(InOurWords, account.ChangePasswordForm):
    labels = {"oldpassword": _("Present password"), "password1": NEW, "password2": AGAIN}


class CodeForm(InOurWords, factors.AuthenticateForm):
    labels = {"code": CODE}


class CodeAgainForm(InOurWords, factors.ReauthenticateForm):
    labels = {"code": CODE}


class ActivateTOTPForm(InOurWords, LibraryActivateTOTPForm):
    labels = {"code": _("Code that the app shows")}


class AddPasskeyForm(InOurWords, passkeys.AddWebAuthnForm):
    labels = {"name": NAME, "passwordless": _("Use it in place of the password, too")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["passwordless"].help_text = _("The device then asks for your finger, face or PIN each time.")


class EditPasskeyForm(InOurWords, passkeys.EditWebAuthnForm):
    labels = {"name": NAME}
