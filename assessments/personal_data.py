"""What this room holds about people: who noted an erratum."""

from django.utils.translation import gettext_lazy

from assessments.models import Erratum
from programme.holdings import Holding, facts, register


def errata(person):
    return [facts(erratum, "code", "text", "reason", "noted_at") for erratum in Erratum.objects.filter(by=person)]


register(
    Holding(
        "errata",
        gettext_lazy("Errata noted"),
        gettext_lazy("They stay, without a name."),
        links=("assessments.Erratum.by",),
        rows=errata,
    )
)
