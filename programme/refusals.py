"""Requests that lead nowhere as they came: people are told so in words, and come back to the page they were on."""

from django.contrib import messages
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.views import redirect_to_login
from django.utils.translation import get_language_from_path
from django.utils.translation import gettext as _

from programme.given_back import page_of_form, when_signed_out
from programme.views import method_not_allowed

READING = {"GET", "HEAD", "OPTIONS"}


class MethodInWordsMiddleware:
    """Django answers a wrong method with an empty page."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if response.status_code != 405 or response.content or not get_language_from_path(request.path_info):
            return response
        in_words = method_not_allowed(request)
        in_words.headers["Allow"] = response.headers["Allow"]
        return in_words


class SignInFirstMiddleware(LoginRequiredMiddleware):
    """Whoever sent a form after the session had ended comes back to its page, not to an address that only takes it."""

    def handle_no_permission(self, request, view_func):
        return when_signed_out(request) or redirect_to_login(page_to_return_to(request))


def page_to_return_to(request):
    """Where a sign-in leads that had to come before this request; of what was sent it says that nothing was done."""
    if request.method in READING:
        return request.get_full_path()
    messages.warning(request, _("You had been signed out, and what you sent was not done. Sign in and send it again."))
    return page_of_form(request) or request.get_full_path()
