"""The secretariat reaches nothing without a second factor: a password alone opens only the page that sets one up."""

from allauth.account.authentication import get_authentication_records
from allauth.mfa.adapter import get_adapter
from django.contrib import messages
from django.shortcuts import redirect
from django.urls import Resolver404, resolve
from django.utils.translation import gettext as _

PASSED = "second-factor-passed"
# What somebody without a second factor needs in order to set one up, or to leave.
ALLOWED = {
    "account_login",
    "account_logout",
    "account_reauthenticate",
    "mfa_index",
    "mfa_activate_totp",
    "mfa_list_webauthn",
    "mfa_add_webauthn",
    "mfa_authenticate",
    "mfa_reauthenticate",
    "mfa_reauthenticate_webauthn",
    "mfa_view_recovery_codes",
    "mfa_download_recovery_codes",
    "signed-in",
    "health-live",
    "health-ready",
}


class SecondFactorMiddleware:
    """Public pages stay public for staff too: a view that needs no sign-in is not asked for."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        if not getattr(view, "login_required", True) and not _is_workshop(request):
            return None
        user = request.user
        if not user.is_authenticated or not user.is_staff or _name_of(request) in ALLOWED or has_passed(request):
            return None
        if get_adapter().is_mfa_enabled(user):
            return redirect("mfa_reauthenticate")
        messages.warning(request, _("The secretariat signs in with a second factor. Set one up now to go on."))
        return redirect("mfa_activate_totp")


def has_passed(request):
    """Whether a second factor was used in this session, at sign-in or when it was set up."""
    if request.session.get(PASSED):
        return True
    used = any(record.get("method") == "mfa" for record in get_authentication_records(request, request.user))
    if used:
        request.session[PASSED] = True
    return used


def note_factor(request, user, **kwargs):
    """A factor just set up was proven in this very session."""
    request.session[PASSED] = True


def _is_workshop(request):
    return "/admin/" in request.path


def _name_of(request):
    try:
        return (request.resolver_match or resolve(request.path_info)).url_name
    except Resolver404:
        return None
