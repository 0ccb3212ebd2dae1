"""The secretariat reaches nothing without a second factor (ADR 10).

With the password alone a member of the staff who has no factor yet gets as far as setting one up; one who has a factor
signs in anew. On the public pages such a session is treated as a visitor's: it sees what is published and no more.
"""

from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY, get_authentication_records
from allauth.mfa.adapter import get_adapter
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.models import AnonymousUser
from django.contrib.auth.views import redirect_to_login
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from programme.sign_in import end_sessions

PASSED = "second-factor-passed"
# Asked whatever the session: the ways in and out, and what a balancer asks when the database does not answer.
ALWAYS = {"account_login", "account_logout", "signed-in", "health-live", "health-ready"}
# What somebody without a second factor needs in order to set one up.
SETTING_UP = {
    "account_reauthenticate",
    "mfa_index",
    "mfa_activate_totp",
    "mfa_list_webauthn",
    "mfa_add_webauthn",
}


class SecondFactorMiddleware:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        name = request.resolver_match.view_name
        if name in ALWAYS or settings.SESSION_COOKIE_NAME not in request.COOKIES:
            return None
        user = request.user
        if not user.is_authenticated or not user.is_staff or has_passed(request):
            return None
        # The admin's own views say that they need no sign-in, since the admin asks for it itself.
        if not getattr(view, "login_required", True) and "admin" not in request.resolver_match.app_names:
            request.unproven, request.user = user, AnonymousUser()
            return None
        if get_adapter().is_mfa_enabled(user):
            # A session begun before the factor was set up: whoever has it may know the password only.
            logout(request)
            messages.info(request, _("Sign in again, with your second factor."))
            return redirect_to_login(request.get_full_path() if request.method == "GET" else "")
        if name in SETTING_UP:
            return None
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


def forget_factor(request, user, **kwargs):
    """With the last factor goes what it opened: here at once, elsewhere with the sessions."""
    if get_adapter().is_mfa_enabled(user):
        return
    request.session.pop(PASSED, None)
    records = request.session.get(AUTHENTICATION_METHODS_SESSION_KEY, [])
    request.session[AUTHENTICATION_METHODS_SESSION_KEY] = [one for one in records if one.get("method") != "mfa"]
    if user.is_staff:
        end_sessions(user, but=request.session.session_key)
