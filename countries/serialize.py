"""Countries and their groups as open data: what the pages say, field by field."""

from django.urls import reverse

from programme.api import address_of
from programme.serialize import in_languages, slug, source_as_data, text


def country_as_data(country, request):
    period, party, entry = country.beneficiary_period, country.party, country.current_phase
    return {
        "iso2": country.iso2,
        "iso3": country.iso3,
        "name": country.name_en or None,
        "names": in_languages(country, "name"),
        "subregion": country.subregion.slug if country.subregion else None,
        "beneficiary": {
            "current": country.is_beneficiary,
            "since": text(period and period.since),
            "until": text(period and period.until),
        },
        "party": {
            "is_party": party.is_party if party else None,
            "since": text(party and party.in_force_on),
        },
        "phase": {
            "value": entry.phase if entry else None,
            "since": text(entry and entry.since),
            "source": slug(entry and entry.source),
        },
        "claims": [claim_as_data(claim) for claim in country.claims.all()],
        "conflict": country.has_conflict,
        "url": address_of(country, request),
    }


def claim_as_data(claim):
    return {
        "statement": claim.statement,
        "value": claim.value,
        "source": slug(claim.source),
        "as_of": text(claim.as_of),
        "locator": claim.source_locator or None,
        "sureness": claim.sureness,
    }


def group_as_data(group, request):
    return {
        "slug": group.slug,
        "kind": group.kind,
        "name": group.name_en or None,
        "names": in_languages(group, "name"),
        "abbreviations": in_languages(group, "abbreviation"),
        "members": [membership_as_data(membership) for membership in group.memberships.all()],
        "source": source_as_data(group),
        "sureness": group.sureness,
        "url": request.build_absolute_uri(f"{reverse('countries')}?subregion={group.slug}"),
    }


def membership_as_data(membership):
    return {
        "iso2": membership.country.iso2,
        "since": text(membership.since),
        "until": text(membership.until),
        "ended": membership.has_ended,
        "ended_by": text(membership.ended_by),
        "source": slug(membership.source),
        "sureness": membership.sureness,
    }
