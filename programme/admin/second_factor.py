"""A lost second factor: an administrator takes it off, says why, and the person sets up a new one."""

from allauth.account.decorators import reauthentication_required
from allauth.mfa.models import Authenticator
from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from programme.models import User
from programme.outbox import queue
from programme.permissions import may
from programme.sign_in import end_sessions


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("How you made sure that it is this person who asks. It stays in the history."),
    )


@transaction.atomic
def remove_second_factor(person, reason):
    """Takes every factor off, ends all sessions, notes the reason in the history and tells the person."""
    Authenticator.objects.filter(user=person).delete()
    end_sessions(person)
    person._change_reason = _("Second factor removed: {reason}").format(reason=reason)
    person.save()
    queue("account-changed", to=person, about=person, context={"event": "second_factor_removed"})


class SecondFactorRecovery:
    """For the admin of people: a page that asks for the reason."""

    def get_urls(self):
        page = self.admin_site.admin_view(reauthentication_required(self.second_factor))
        return [path("<int:pk>/second-factor/", page, name="programme_user_second_factor"), *super().get_urls()]

    def second_factor(self, request, pk):
        person = User.objects.filter(pk=pk).first()
        if person is None or not may(request.user, "read", person):
            raise Http404
        if person == request.user or not may(request.user, "recover", person):
            raise PermissionDenied
        form = ReasonForm(request.POST or None)
        if request.method == "POST" and form.is_valid():
            remove_second_factor(person, form.cleaned_data["reason"])
            messages.success(request, _("The second factor is removed. {person} was told.").format(person=person))
            return redirect(reverse("admin:programme_user_change", args=[pk]))
        context = {
            **self.admin_site.each_context(request),
            "title": _("Remove the second factor of {person}").format(person=person),
            "person": person,
            "form": form,
            "opts": self.opts,
        }
        return TemplateResponse(request, "admin/second_factor.html", context)
