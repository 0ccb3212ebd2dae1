"""Finding a proposal or a report for a page, for who may: for everybody else there is no such page."""

from django.http import Http404

from activities.models import ActivityProposal, ActivityReport
from activities.permissions import WRITERS
from countries.models import Country
from programme.matrix import SECRETARIAT, countries_as, has_role
from programme.permissions import may
from programme.work_requests import record_for


def proposal_for(request, pk, action="read"):
    return record_for(request, ActivityProposal.objects.for_work(), action, pk=pk)


def report_for(request, pk, action="read"):
    return record_for(request, ActivityReport.objects.for_work(), action, pk=pk)


def may_write(user, record):
    """Whether this person writes in such texts of the country; the state of this one is looked at apart."""
    return may(user, "change", type(record)(country=record.country))


PROPOSAL_ACTIONS = ("change", "submit", "recall", "accept", "decline", "invite", "comment")
REPORT_ACTIONS = ("change", "submit", "recall", "return_for_revision", "accept", "publish")


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
