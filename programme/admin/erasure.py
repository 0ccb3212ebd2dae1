"""Erasing a person's data in the workshop: a page that says what goes and what stays, asks why, and does it once."""

from allauth.account.decorators import reauthentication_required
from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from programme.erasure import ErasureRefused, erase, in_the_way, mentions
from programme.holdings import Identity, held_about
from programme.models import User
from programme.permissions import may


class ErasureForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Who asked for it and when, without the name: the reason stays in the history."),
    )
    is_sure = forms.BooleanField(label=gettext_lazy("I understand that this cannot be undone."))

    def __init__(self, *args, person, **kwargs):
        super().__init__(*args, **kwargs)
        self.identity = Identity.of(person)

    def clean_reason(self):
        reason = self.cleaned_data["reason"]
        if any(word.casefold() in reason.casefold() for word in self.identity.emails | self.identity.names):
            raise forms.ValidationError(_("The reason names the person, and it stays. Write it without the name."))
        return reason


class Erasure:
    """For the admin of people: the page, and the way to it on the form of a person."""

    def get_urls(self):
        page = self.admin_site.admin_view(reauthentication_required(self.erase_view))
        return [path("<int:pk>/erase/", page, name="programme_user_erase"), *super().get_urls()]

    def erase_view(self, request, pk):
        # The admin's own gate only asks whether somebody is staff (design trap 13).
        person = User.objects.filter(pk=pk).first()
        if not may(request.user, "erase", User if person is None else person):
            raise PermissionDenied
        if person is None:
            raise Http404
        form = ErasureForm(request.POST if request.method == "POST" else None, person=person)
        if request.method == "POST" and form.is_valid():
            try:
                erase(person, by=request.user, reason=form.cleaned_data["reason"])
            except ErasureRefused as refusal:
                messages.error(request, str(refusal))
                return redirect("admin:programme_user_erase", pk)
            messages.success(request, _("The personal data is erased. The history keeps roles and countries."))
            return redirect(reverse("admin:programme_user_change", args=[pk]))
        context = {
            **self.admin_site.each_context(request),
            "title": _("Erase the personal data of {person}").format(person=person),
            "person": person,
            "form": form,
            "in_the_way": in_the_way(person, request.user),
            "held": held_about(person),
            "mentions": list(mentions(person)),
            "opts": self.opts,
        }
        return TemplateResponse(request, "admin/erasure.html", context)
