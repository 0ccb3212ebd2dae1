"""One's own account: name, language, and the ways to everything else that is one's own."""

from allauth.mfa.models import Authenticator
from django import forms
from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import translate_url
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache

from programme.models import User


class AccountForm(forms.ModelForm):
    class Meta:
        model = User
        fields = ("name", "language")
        help_texts = {"language": gettext_lazy("The language in which the portal writes to you.")}
        widgets = {"name": forms.TextInput(attrs={"autocomplete": "name"})}


@never_cache
def account(request):
    form = AccountForm(request.POST or None, instance=User.objects.get(pk=request.user.pk))
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("Saved."))
        return redirect(translate_url(request.path, form.cleaned_data["language"]))
    factors = Authenticator.objects.filter(user=request.user).exclude(type=Authenticator.Type.RECOVERY_CODES)
    return render(request, "account/account.html", {"form": form, "has_second_factor": factors.exists()})
