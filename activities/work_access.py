"""Finding a proposal or a report for a page, for who may: for everybody else there is no such page."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from activities.models import ActivityProposal, ActivityReport
from activities.permissions import WRITERS
from countries.models import Country
from programme.matrix import SECRETARIAT, countries_as, has_role
from programme.permissions import may


def proposal_for(request, pk, action="read"):
    return _known(request, ActivityProposal, pk, action)


def report_for(request, pk, action="read"):
    return _known(request, ActivityReport, pk, action)


def _known(request, model, pk, action):
    record = model.objects.visible_to(request.user).for_work().filter(pk=pk).first()
    if record is None:
        raise Http404
    if not may(request.user, action, record):
        raise PermissionDenied
    return record


def may_write(user, record):
    """Whether this person writes in such texts of the country; the state of this one is looked at apart."""
    return may(user, "change", type(record)(country=record.country))


PROPOSAL_ACTIONS = ("change", "submit", "recall", "accept", "decline", "invite", "comment")
REPORT_ACTIONS = ("change", "submit", "recall", "return_for_revision", "accept", "publish")


def possible(user, record, actions):
    """What this person can do with the record now: what the role allows and, of steps, what the state leads to."""
    return {
        name: may(user, name.replace("_", "-"), record) and (name not in record.TRANSITIONS or record.can(name))
        for name in actions
    }


def too_late(request, record):
    """The answer to a step that somebody else was faster with, or that the state does not lead to."""
    now = type(record)._base_manager.get(pk=record.pk)
    words = _("This is not possible now. State: {state}.")
    messages.error(request, words.format(state=now.get_status_display()))
    return redirect(now)


def countries_to_write_for(user):
    """The countries in whose name this person can begin something: the own ones, all beneficiaries for staff."""
    if has_role(user, *SECRETARIAT):
        return Country.objects.beneficiaries()
    return Country.objects.filter(pk__in=countries_as(user, WRITERS))


def country_to_write_for(request):
    """The country that the address names, or the only one there is; None where the reader must choose."""
    allowed = countries_to_write_for(request.user)
    if slug := request.GET.get("country", ""):
        country = allowed.filter(slug=slug).first()
        if country is None:
            raise Http404
        return country
    some = list(allowed[:2])
    if not some:
        raise Http404
    return some[0] if len(some) == 1 else None
