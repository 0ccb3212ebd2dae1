"""Who may do what with countries, mandates and invitations (DESIGN "Who may")."""

from collections import defaultdict

from django.db.models import F

from programme.matrix import (
    COUNTRY_ROLES,
    FOCAL_POINTS,
    SECRETARIAT,
    Role,
    Scope,
    Standing,
    register,
    rights,
    standing_source,
)
from programme.permissions import kept_record

# States of a plan for the basic tasks, as `BasicTaskPlan.Status` has them.
DRAFT, SUBMITTED, DONE = "draft", "submitted", "done"

# Whom a focal point or a deputy may invite, and whose access they may end.
INVITED_BY_COUNTRIES = frozenset({Role.CONTRIBUTOR, Role.VIEWER})

register(
    *kept_record(
        """countries.country countries.countryname countries.countrygroup countries.groupmembership countries.authority
        countries.mission countries.basictaskresult countries.partystatus
        countries.beneficiaryperiod countries.commitment countries.phaseentry"""
    ),
    # The country's own history: every change to what is the country's, by whom in which role.
    *rights("countries.country", "read-history", COUNTRY_ROLES, scope=Scope.OWN),
    *rights("countries.country", "read-history", SECRETARIAT),
    # The plan for the basic tasks is the country's. Of a done one the Bureau reads what it was told; the public is told
    # that it is done by the page of the country, and nothing of what stands in it.
    *rights("countries.basictaskplan countries.plannedtask", "read", COUNTRY_ROLES, scope=Scope.OWN),
    *rights("countries.basictaskplan countries.plannedtask", "read", Role.BUREAU, {DONE}),
    *rights("countries.basictaskplan countries.plannedtask", "read add change delete", SECRETARIAT),
    *rights("countries.basictaskplan", "add submit recall tell-done", FOCAL_POINTS, scope=Scope.OWN),
    *rights("countries.basictaskplan", "change", FOCAL_POINTS, {DRAFT, SUBMITTED}, Scope.OWN),
    *rights("countries.basictaskplan", "submit recall tell-done record-done", SECRETARIAT),
    *rights("countries.country", "read-basic-tasks", COUNTRY_ROLES, scope=Scope.OWN),
    *rights("countries.country", "read-basic-tasks accept-into-implementation read-contacts", SECRETARIAT),
    *rights("countries.contactnote", "read add change delete", SECRETARIAT),
    # The people of a country, personal data never shown to others.
    *rights("countries.country", "read-people", FOCAL_POINTS, scope=Scope.OWN),
    *rights("countries.country", "read-people", SECRETARIAT),
    *rights("countries.mandate", "read", FOCAL_POINTS, scope=Scope.OWN),
    *rights("countries.mandate", "end", FOCAL_POINTS, INVITED_BY_COUNTRIES, Scope.OWN),
    *rights("countries.mandate", "read add change end", SECRETARIAT),
    *rights("countries.invitation", "read", FOCAL_POINTS, scope=Scope.OWN),
    *rights("countries.invitation", "add resend withdraw", FOCAL_POINTS, INVITED_BY_COUNTRIES, Scope.OWN),
    *rights("countries.invitation", "read add resend withdraw", SECRETARIAT),
    *rights("countries.bodymember", "read add change end", SECRETARIAT),
)


# Asked for at every page of whoever is signed in: no more is read than what is said here.


@standing_source
def mandates(user):
    """What a person is for a country: mandates in force today."""
    held = user.mandates.current().order_by("pk").values_list("role", "country", "country__iso2", "pk")
    limited = [key for role, _country, _iso2, key in held if role == Role.CONTRIBUTOR]
    areas = defaultdict(set)
    if limited:
        through = user.mandates.model.areas.through.objects.filter(mandate__in=limited)
        for key, area in through.values_list("mandate", "workingarea"):
            areas[key].add(area)
    for role, country, iso2, key in held:
        yield Standing(Role(role), country, iso2, frozenset(areas[key]) or None)


@standing_source
def seats(user):
    """What a person is in the bodies that read what countries submit."""
    for seat in user.seats.current().order_by("pk").select_related("body").annotate(iso2=F("country__iso2")):
        if seat.role:
            yield Standing(seat.role, seat.country_id, seat.iso2)
