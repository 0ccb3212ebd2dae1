"""Who may do what with countries, mandates and invitations (DESIGN "Who may")."""

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

# Whom a focal point or a deputy may invite, and whose access they may end.
INVITED_BY_COUNTRIES = frozenset({Role.CONTRIBUTOR, Role.VIEWER})

register(
    *kept_record(
        """countries.country countries.countryname countries.countrygroup countries.groupmembership countries.authority
        countries.mission countries.basictaskresult countries.basictaskplan countries.partystatus
        countries.beneficiaryperiod countries.commitment countries.phaseentry"""
    ),
    # The country's own history: every change to what is the country's, by whom in which role.
    *rights("countries.country", "read-history", COUNTRY_ROLES, scope=Scope.OWN),
    *rights("countries.country", "read-history", SECRETARIAT),
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


@standing_source
def mandates(user):
    """What a person is for a country: mandates in force today."""
    for mandate in user.mandates.current().select_related("country").prefetch_related("areas"):
        areas = frozenset(area.pk for area in mandate.areas.all()) if mandate.role == Role.CONTRIBUTOR else frozenset()
        yield Standing(Role(mandate.role), mandate.country_id, mandate.country.iso2, areas or None)


@standing_source
def seats(user):
    """What a person is in the bodies that read what countries submit."""
    for seat in user.seats.current().select_related("country", "body"):
        if seat.role:
            yield Standing(seat.role, seat.country_id, seat.country.iso2)
