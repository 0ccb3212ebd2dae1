"""Records of the preparatory phase for tests."""

from countries.models import BasicTaskPlan
from tests import factories


def plan_in_every_state(country):
    """One plan for the basic tasks; each record says in which state it is to be found (see `put`)."""
    plan = BasicTaskPlan.objects.create(country=country, told_bureau_on=factories.date("2010"))
    found = []
    for status in BasicTaskPlan.Status.values:
        one = BasicTaskPlan.objects.select_related("country").get(pk=plan.pk)
        one.status = status
        found.append(one)
    return {"basictaskplan": found}
