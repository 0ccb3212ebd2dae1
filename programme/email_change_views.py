"""Changing one's e-mail address: asked for once, confirmed at the old and at the new address."""

from allauth.account.decorators import reauthentication_required
from allauth.core import ratelimit
from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.db import transaction
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from programme.models import User
from programme.models.email_change import EmailChange
from programme.outbox import queue


class EmailForm(forms.Form):
    email = forms.EmailField(
        label=gettext_lazy("New e-mail address"), widget=forms.EmailInput(attrs={"autocomplete": "email"})
    )

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_email(self):
        email = User.objects.normalize_email(self.cleaned_data["email"])
        if email.lower() == self.user.email.lower():
            raise forms.ValidationError(_("This is your address already."))
        return email


@never_cache
@reauthentication_required(allow_get=True)
def change(request):
    form = EmailForm(request.POST or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        too_many = ratelimit.consume_or_429(request, action="manage_email", user=request.user)
        if too_many:
            return too_many
        begin(request.user, form.cleaned_data["email"])
        messages.success(request, _("Two messages are on their way. The address changes when both links were opened."))
        return redirect("account_email")
    context = {"form": form, "waiting": EmailChange.waiting(request.user).first()}
    return render(request, "account/email.html", context)


@transaction.atomic
def begin(user, email):
    """Queues a message to each address. An address that somebody else has gets none, and the page says the same."""
    change, old, new = EmailChange.begin(user, email)
    context = {"change": change, "user": user}
    queue("email-change-old", to=user, context=context, secret_path=_path(user, old))
    if not User.objects.filter(email__iexact=email).exists():
        queue("email-change-new", to=email, language=user.language, context=context, secret_path=_path(user, new))


def _path(user, secret):
    with translation.override(user.language):
        return reverse("email-change-confirm", args=[secret])


@require_POST
def cancel(request):
    for waiting in EmailChange.waiting(request.user):
        waiting.delete()
    messages.success(request, _("The change is called off. Your address stays as it is."))
    return redirect("account_email")


@login_not_required
@never_cache
def confirm(request, secret):
    """Opening the link changes nothing, since mail programs open links by themselves: the button does."""
    found, side = EmailChange.of_link(secret)
    done = None
    if found is not None and request.method == "POST":
        done = found.confirm(side)
        found.refresh_from_db()
    context = {"change": found, "side": side, "done": done, "is_post": request.method == "POST"}
    response = render(request, "account/email_confirm.html", context, status=200 if found else 404)
    # The address holds the secret. Not `no-referrer`: browsers then hide the origin too, and the button is refused.
    response.headers["Referrer-Policy"] = "strict-origin"
    return response
