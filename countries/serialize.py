"""A country as open data: what the page says, field by field."""

from programme.api import address_of

LANGUAGES = ("en", "fr", "ru")


def country_as_data(country, request):
    period, party, entry = country.beneficiary_period, country.party, country.current_phase
    return {
        "iso2": country.iso2,
        "iso3": country.iso3,
        "name": country.name_en or None,
        "names": {language: getattr(country, f"name_{language}") or None for language in LANGUAGES},
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


def text(date):
    return str(date) if date else None


def slug(document):
    return document.slug if document else None
