"""The people who act for a country: who they are, inviting them, ending what they may."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from countries import access
from countries.forms import INVITED_ALREADY, InvitationForm
from countries.models import Country, Invitation, Mandate
from programme.date_format import date_format
from programme.permissions import may, within
from programme.sections import sections_for
from programme.stored_files import serve
from programme.work_requests import form_page


def country_for(request, slug, action="read-people"):
    """The country, for who may do this with it; for everybody else there is no such page."""
    country = within(Country.objects.filter(slug=slug), request.user, action).first()
    if country is None:
        raise Http404
    return country


@never_cache
def people(request, slug):
    country = country_for(request, slug)
    mandates = Mandate.objects.filter(country=country).visible_to(request.user).for_listing().prefetch_related("areas")
    context = {
        "country": country,
        "current": [(one, may(request.user, "end", one)) for one in mandates.current().order_by("role", "since")],
        "past": mandates.past().order_by("-until", "pk"),
        "invitations": [
            (one, may(request.user, "resend", one))
            for one in Invitation.objects.filter(country=country).visible_to(request.user).waiting().for_listing()
        ],
        "may_invite": bool(InvitationForm(user=request.user, country=country).fields["role"].choices),
    }
    return render(request, "countries/work/people.html", context)


@never_cache
def invite(request, slug):
    country = country_for(request, slug)
    asked = {"role": request.GET.get("role", ""), "language": request.LANGUAGE_CODE}
    form = InvitationForm(
        request.POST or None, request.FILES or None, user=request.user, country=country, initial=asked
    )
    if not form.fields["role"].choices:
        raise PermissionDenied
    if request.method == "POST" and form.is_valid():
        try:
            invitation = access.invite(country=country, by=request.user, **form.cleaned_data)
        except access.AlreadyInvited:
            form.add_error("email", INVITED_ALREADY)
        else:
            messages.success(
                request,
                _("The invitation to {email} is on its way. It can be accepted until {day}.").format(
                    email=invitation.email, day=_day(invitation.expires_at)
                ),
            )
            return redirect("country-people", slug=country.slug)
    return form_page(request, "countries/work/invite.html", {"country": country, "form": form})


def invitation_for(request, pk, action):
    invitation = get_object_or_404(Invitation.objects.visible_to(request.user).for_listing(), pk=pk)
    if not may(request.user, action, invitation):
        raise PermissionDenied
    return invitation


@require_POST
def resend_invitation(request, pk):
    invitation = invitation_for(request, pk, "resend")
    if access.send_again(invitation):
        messages.success(
            request,
            _("A new link is on its way to {email}. The one sent before opens nothing any more.").format(
                email=invitation.email
            ),
        )
    else:
        messages.error(request, _("Nothing was sent: the invitation was accepted or withdrawn meanwhile."))
    return redirect("country-people", slug=invitation.country.slug)


@require_POST
def withdraw_invitation(request, pk):
    invitation = invitation_for(request, pk, "withdraw")
    if invitation.withdraw():
        messages.success(
            request, _("The invitation to {email} is withdrawn: its link is dead.").format(email=invitation.email)
        )
    else:
        messages.error(request, _("Too late: the invitation was accepted or withdrawn meanwhile."))
    return redirect("country-people", slug=invitation.country.slug)


@never_cache
def handover(request, pk):
    """What stays with the country when this person leaves, and what the successor finds."""
    mandate = get_object_or_404(
        Mandate.objects.visible_to(request.user).for_listing().select_related("nomination"), pk=pk
    )
    country = mandate.country
    others = Mandate.objects.filter(country=country).current().exclude(pk=mandate.pk).for_listing()
    context = {
        "mandate": mandate,
        "country": country,
        "is_current": mandate.is_current(),
        "others": others.order_by("role", "since"),
        "invitations": Invitation.objects.filter(country=country).waiting().for_listing(),
        "may_end": may(request.user, "end", mandate),
        "may_invite_successor": may(request.user, "add", Invitation(country=country, role=mandate.role)),
        "sections": [render_to_string(one.template, one.context, request) for one in sections_for(mandate, request)],
    }
    return render(request, "countries/work/handover.html", context)


@require_safe
def nomination(request, pk):
    """The document by which the country named the person; who took it away is noted."""
    mandates = Mandate.objects.visible_to(request.user).select_related("nomination")
    mandate = get_object_or_404(mandates, pk=pk)
    if mandate.nomination is None:
        raise Http404
    return serve(mandate.nomination, request, about=mandate)


@require_POST
def end_mandate(request, pk):
    mandate = get_object_or_404(Mandate.objects.visible_to(request.user).for_listing(), pk=pk)
    if not may(request.user, "end", mandate):
        raise PermissionDenied
    if access.end_mandate(mandate, by=request.user):
        messages.success(
            request,
            _("The mandate of {person} has ended. All work stays with the country.").format(person=mandate.user),
        )
    else:
        messages.info(request, _("This mandate had ended already."))
    if mandate.user_id == request.user.pk:
        return redirect("work")
    return redirect(reverse("country-people", args=[mandate.country.slug]))


def _day(moment):
    return date_format(timezone.localtime(moment), "DATE_FORMAT")
