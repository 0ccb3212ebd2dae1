"""How people sign in: what of the library for it is ours to decide (ADR 10)."""

import base64
import hashlib
import time

from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect
from django.urls import translate_url
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache

from programme.outbox import queue

# What the library tells people by mail: its name for it, and ours.
MAILS = {
    "account/email/password_reset_key": "password-reset",
    "account/email/password_changed": "account-changed",
    "account/email/password_reset": "account-changed",
    "account/email/password_set": "account-changed",
    "mfa/email/totp_activated": "account-changed",
    "mfa/email/totp_deactivated": "account-changed",
    "mfa/email/recovery_codes_generated": "account-changed",
    "mfa/email/webauthn_added": "account-changed",
    "mfa/email/webauthn_removed": "account-changed",
}

# Ways to confirm who one is, by the library's names.
WAYS = {
    "reauthenticate": gettext_lazy("Your password"),
    "mfa_reauthenticate": gettext_lazy("A code from the app, or a recovery code"),
    "mfa_reauthenticate:webauthn": gettext_lazy("A passkey"),
}
WRONG_CODE = gettext_lazy("This code is not right. An app's code holds for half a minute, a recovery code works once.")


class AccountAdapter(DefaultAccountAdapter):
    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": gettext_lazy("This address and this password do not open an account. Check both."),
        "enter_current_password": gettext_lazy("This is not your present password."),
        "incorrect_password": gettext_lazy("This is not your password."),
        "incorrect_code": WRONG_CODE,
        "too_many_login_attempts": gettext_lazy("Too many tries. Wait five minutes, then try again."),
        "rate_limited": gettext_lazy("Too many tries. Wait some minutes, then try again."),
    }

    def is_open_for_signup(self, request):
        return False

    def send_mail(self, template_prefix, email, said):
        """Through the outbox, in the person's language; what we have no words for is a fault, not a silence."""
        kind, user = MAILS[template_prefix], said.get("user")
        event = {"event": template_prefix.rsplit("/", 1)[1]}
        if kind == "password-reset":
            path = said["password_reset_url"].split("/", 3)[3]
            queue(kind, to=user or email, context=event, secret_path=_in_language_of(user, f"/{path}"))
        else:
            queue(kind, to=user or email, context=event)

    def is_reauthentication_required(self, *, app, **kwargs):
        """Who signed in a moment ago need not prove again who she is."""
        request = context.request
        records = get_authentication_records(request, request.user)
        fresh = time.time() - app_settings.REAUTHENTICATION_TIMEOUT
        return not any(record.get("at", 0) > fresh for record in records)

    def get_reauthentication_methods(self, user):
        return [way | {"description": WAYS[way["id"]]} for way in super().get_reauthentication_methods(user)]

    def get_client_ip(self, request):
        """Behind our proxy its own header says who asks; a visitor's is overwritten there."""
        if settings.BEHIND_PROXY and request.headers.get("X-Real-IP"):
            return request.headers["X-Real-IP"]
        return request.META["REMOTE_ADDR"]


def _in_language_of(user, path):
    return translate_url(path, user.language) if user is not None else path


class SecondFactorAdapter(DefaultMFAAdapter):
    error_messages = DefaultMFAAdapter.error_messages | {"incorrect_code": WRONG_CODE}

    def generate_authenticator_name(self, user, type):
        number = Authenticator.objects.filter(user=user, type=type).count() + 1
        return _("Passkey {number}").format(number=number)

    def get_totp_issuer(self):
        return _("ACP portal")

    def _get_site_name(self):
        return _("Portal of the Assistance and Cooperation Programme")

    def get_public_key_credential_rp_entity(self):
        """The host that passkeys belong to; on one's own machine the one that the browser was given."""
        host = context.request.get_host() if settings.DEVELOPMENT else settings.PORTAL_URL.split("//", 1)[1]
        return {"id": host.partition(":")[0], "name": self._get_site_name()}

    def encrypt(self, text):
        """Whoever reads a copy of the database must not be able to make codes from it."""
        return _cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text):
        return _cipher().decrypt(encrypted_text).decode()


def _cipher():
    """With a key made from the portal's; those before it (SECRET_KEY_FALLBACKS) still read what they wrote."""
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    digests = [hashlib.sha256(b"second factor:" + str(key).encode()).digest() for key in keys]
    return MultiFernet([Fernet(base64.urlsafe_b64encode(digest)) for digest in digests])


@login_not_required
@never_cache
def signed_in(request):
    """Where signing in leads when no page was asked for: to the workshop or to one's work, in one's own language."""
    if not request.user.is_authenticated:
        return redirect(settings.LOGIN_URL)
    response = redirect("admin:index" if request.user.is_staff else "work")
    response.headers["Location"] = translate_url(response.headers["Location"], request.user.language)
    return response


def end_sessions(user, but=None):
    """Signs a person out everywhere, but in the session with this key."""
    for session in UserSession.objects.filter(user=user).exclude(session_key=but or ""):
        session.end()
