"""Proposals of activities: the list, the page of each, writing it, who joins, what is said to it (PRODUCT E2)."""

from functools import partial

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from activities import proposing
from activities.deciding import is_own_entry, is_refused
from activities.models import ActivityProposal, ProposalCountry
from activities.work_access import (
    PROPOSAL_ACTIONS,
    countries_to_write_for,
    country_to_write_for,
    may_write,
    proposal_for,
)
from activities.work_forms import CommentForm, InviteForm, ProposalForm
from activities.work_pages import hand_in, narrowed, take_back
from countries.models import Country
from programme.context import language_now
from programme.permissions import may
from programme.sections import sections_for
from programme.step_pages import too_late
from programme.versioned_pages import saving_of
from programme.work_requests import acts_on_behalf, back_to, form_key_of, form_page, in_name_of, possible_actions, sent
from programme.workflow import TransitionNotAllowed


@never_cache
@require_safe
def listing(request):
    """The proposals that the reader may see: the own country's and those it joined, all for the secretariat."""
    if not may(request.user, "read", ActivityProposal):
        raise Http404
    found = ActivityProposal.objects.visible_to(request.user).for_work().newest_first()
    context = narrowed(request, found, Country.objects.filter(proposals__isnull=False))
    context["may_add"] = countries_to_write_for(request.user).exists()
    return render(request, "activities/work/proposals.html", context)


@never_cache
def add(request):
    """Begins a proposal, in the name of the country that the address names."""
    country = country_to_write_for(request)
    if country is None:
        countries = countries_to_write_for(request.user).in_order_of_names(language_now())
        return render(request, "activities/work/choose_country.html", {"countries": countries})
    form, key = ProposalForm(sent(request), initial={"language": language_now()}), form_key_of(request)
    if form.is_valid():
        with in_name_of(request, ActivityProposal(country=country)):
            proposal = proposing.draft(country, by=request.user, form_key=key, **form.values())
        messages.success(request, _("The draft is saved. Submit it when it is ready."))
        return redirect(proposal)
    context = {"form": form, "country": country, "on_behalf": acts_on_behalf(request), "form_key": key}
    return form_page(request, "activities/work/proposal_form.html", context)


@never_cache
@require_safe
def page(request, pk):
    """What a country proposes, who joined, what was said and done, and what the reader can do with it."""
    proposal = proposal_for(request, pk)
    partners = [
        (one, {step: one.can(step) and may(request.user, step, one) for step in ("join", "leave")})
        for one in proposal.partners.all()
    ]
    can = possible_actions(request.user, proposal, PROPOSAL_ACTIONS)
    context = {
        "proposal": proposal,
        "partners": partners,
        "comments": proposal.comments.select_related("by"),
        "comment_form": CommentForm(),
        "invite_form": InviteForm(proposal=proposal, language=language_now()) if can["invite"] else None,
        "can": can,
        "missing": proposal.missing(),
        "steps": proposal.steps,
        "may_see_activity": proposal.activity is not None and may(request.user, "read", proposal.activity),
        "may_see_report": proposal.follows is not None and may(request.user, "read", proposal.follows),
        "on_behalf": acts_on_behalf(request),
        "sections": [render_to_string(one.template, one.context, request) for one in sections_for(proposal, request)],
        "may_throw_away": can["change"] and proposal.can_be_thrown_away(),
        "is_own": can["accept"] and is_own_entry(proposal, request.user),
        "is_refused": can["accept"] and is_refused(proposal, request.user),
    }
    return render(request, "activities/work/proposal.html", context)


@never_cache
def edit(request, pk):
    """Writes in the draft; what somebody else changed meanwhile stands beside what was sent."""
    proposal = proposal_for(request, pk)
    if not may_write(request.user, proposal):
        raise PermissionDenied
    if not may(request.user, "change", proposal) and request.method != "POST":
        return too_late(request, proposal)
    with in_name_of(request, proposal):
        saving = saving_of(request, proposal, ProposalForm, partial(proposing.save, pk))
    if saving.is_saved:
        messages.success(request, _("The proposal is saved."))
        return redirect(proposal)
    context = {
        "proposal": saving.record,
        "country": proposal.country,
        "on_behalf": acts_on_behalf(request),
        **saving.context,
    }
    return render(request, "activities/work/proposal_form.html", context, status=saving.status)


@never_cache
def throw_away(request, pk):
    """Deletes a draft that nobody but its writers knows of, once the person has confirmed it."""
    proposal = proposal_for(request, pk)
    if not may_write(request.user, proposal):
        raise PermissionDenied
    if not may(request.user, "change", proposal):
        return too_late(request, proposal)
    if request.method == "POST":
        try:
            with in_name_of(request, proposal):
                proposing.throw_away(pk)
        except TransitionNotAllowed:
            return too_late(request, proposal)
        except proposing.InUse:
            messages.error(request, _("It was submitted, joined or discussed: it stays. Nothing was deleted."))
            return redirect(proposal)
        messages.success(request, _("The draft is deleted. The history of the country tells who did so."))
        return redirect("proposals")
    context = {"proposal": proposal, "is_possible": proposal.can_be_thrown_away()}
    return render(request, "activities/work/throw_away.html", context)


@require_POST
def submit(request, pk):
    proposal = proposal_for(request, pk, "submit")
    already, done = (
        _("The proposal has been submitted already."),
        _("Submitted. You can recall it until the secretariat decides."),
    )
    return hand_in(request, proposal, proposing.submit, edit_page="proposal-edit", already=already, done=done)


@require_POST
def recall(request, pk):
    proposal = proposal_for(request, pk, "recall")
    return take_back(request, proposal, proposing.recall, done=_("The proposal is with you again."))


@require_POST
def invite(request, pk):
    """Asks another country to join."""
    proposal = proposal_for(request, pk, "invite")
    form = InviteForm(request.POST, proposal=proposal, language=language_now())
    if not form.is_valid():
        messages.error(request, _("Choose a country that is not in the proposal yet: nothing was changed."))
        return redirect(proposal)
    country = form.cleaned_data["country"]
    try:
        with in_name_of(request, proposal):
            is_new = proposing.invite(pk, country, by=request.user)
    except TransitionNotAllowed:
        return too_late(request, proposal)
    if is_new:
        words = _("{country} was asked and reads the proposal from now on. Its focal point decides.")
        messages.success(request, words.format(country=country))
    else:
        messages.info(request, _("{country} is in the proposal already.").format(country=country))
    return redirect(proposal)


@require_POST
def withdraw_invitation(request, pk, key):
    """Takes back the request to a country that has not joined."""
    proposal = proposal_for(request, pk, "invite")
    get_object_or_404(proposal.partners, pk=key)
    return _partner_step(request, proposal, key, "withdraw", _("The request is withdrawn."), proposal)


@require_POST
def join(request, pk, key):
    proposal = proposal_for(request, pk)
    partner = _partner_of(request, proposal, key)
    if not may(request.user, "join", partner):
        raise PermissionDenied
    words = _("{country} takes part in the proposal.").format(country=partner.country)
    return _partner_step(request, proposal, key, "join", words, partner)


@require_POST
def leave(request, pk, key):
    proposal = proposal_for(request, pk)
    partner = _partner_of(request, proposal, key)
    if not may(request.user, "leave", partner):
        raise PermissionDenied
    words = _("{country} does not take part in the proposal.").format(country=partner.country)
    return _partner_step(request, proposal, key, "leave", words, partner)


def _partner_of(request, proposal, key):
    found = ProposalCountry.objects.visible_to(request.user).filter(proposal=proposal)
    return get_object_or_404(found.select_related("country"), pk=key)


def _partner_step(request, proposal, key, step, words, in_whose_name):
    try:
        with in_name_of(request, in_whose_name):
            proposing.take_partner_step(proposal.pk, key, step, by=request.user)
    except TransitionNotAllowed:
        return too_late(request, proposal)
    messages.success(request, words)
    # Who has left reads it no longer.
    still = ActivityProposal.objects.visible_to(request.user).filter(pk=proposal.pk).exists()
    return redirect(proposal) if still else redirect("proposals")


@require_POST
def comment(request, pk):
    proposal = proposal_for(request, pk, "comment")
    form = CommentForm(request.POST)
    if form.is_valid():
        proposing.comment(proposal, by=request.user, text=form.cleaned_data["text"])
        messages.success(request, _("The comment is there for all countries of the proposal and the secretariat."))
    else:
        messages.error(request, _("The comment was empty: nothing was saved."))
    return back_to("discussion", proposal)
