"""This room's part of the demonstration: three invented countries, and who acts for them."""

from django.conf import settings

from countries.models import BeneficiaryPeriod, Country, PhaseEntry
from countries.trial_accounts import act_for
from programme.accounts import trial_accounts
from programme.dates import PartialDate
from programme.demo import at
from programme.matrix import ROLE_NAMES, Role
from programme.models import Sureness

# Codes that ISO 3166 leaves to its users for ever, and numbers that M49 does not use.
CODES = {"A": ("XA", "XXA", "991"), "B": ("XB", "XXB", "992"), "C": ("XC", "XXC", "993")}
PREPARING = "C"
NAMES = {"en": "Demonstration country {}", "fr": "Pays de démonstration {}", "ru": "Демонстрационная страна {}"}
NOTE = {
    "en": "Invented to show what the portal can do.",
    "fr": "Pays inventé pour montrer ce que le portail sait faire.",
    "ru": "Страна вымышлена, чтобы показать возможности портала.",
}


def load(since):
    """The countries as beneficiaries since this moment: two in the implementation phase, the last one preparing."""
    with at(since):
        return [_country(letter, since.date()) for letter in CODES]


def _country(letter, since):
    iso2, iso3, m49 = CODES[letter]
    values = {"iso3": iso3, "m49": m49, "slug": f"demonstration-country-{letter.lower()}"}
    values |= {f"name_{language}": name.format(letter) for language, name in NAMES.items()}
    values |= {f"note_{language}": note for language, note in NOTE.items()}
    country = Country.objects.create(iso2=iso2, sureness=Sureness.UNCONFIRMED, **values)
    given = {"country": country, "since": PartialDate.parse(since.isoformat()), "sureness": Sureness.UNCONFIRMED}
    BeneficiaryPeriod.objects.create(**given)
    is_preparing = letter == PREPARING
    phase = PhaseEntry.Phase.PREPARATORY if is_preparing else PhaseEntry.Phase.IMPLEMENTATION
    PhaseEntry.objects.create(phase=phase, is_current=True, requirements_met=not is_preparing, **given)
    return country


@trial_accounts
def people_of_demonstration():
    if not settings.DEMO:
        return
    for country in Country.objects.filter(iso2__in=[codes[0] for codes in CODES.values()]).order_by("iso2"):
        for role in (Role.FOCAL_POINT, Role.CONTRIBUTOR, Role.VIEWER):
            yield (
                key_of(country, role),
                f"{ROLE_NAMES[role]}, {country.iso2}",
                lambda user, country=country, role=role: act_for(user, country, role),
            )


def key_of(country, role):
    """Under which key `programme.accounts.people` gives who acts for the country in this role."""
    return f"{country.iso2.lower()}-{role.value}"
