"""What was done with a record and stands in rows of its own: published, withdrawn, said in a review (PRODUCT A9).

Such rows are only ever added, so they need no history: each is itself what the history of its record tells. Each room
names its own; `programme.histories` puts them among the changes and the steps.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import Case, CharField, F, Model, Q, QuerySet, Value, When

from programme.matrix import COUNTRY_ROLES


def nothing_more(_row):
    return ""


@dataclass(frozen=True)
class Deed:
    """`rows` with what `said` reads of them; `about` is the way from a row to its record."""

    rows: QuerySet
    action: str  # as in `action_words`
    about: str
    said: Callable[[Model], str] = nothing_more  # what of the record it was about
    reason: str = ""  # the column with what somebody wrote

    @property
    def label(self):
        return self.rows.model._meta.label

    @property
    def record_model(self):
        model = self.rows.model
        for name in self.about.split("__"):
            model = model._meta.get_field(name).related_model
        return model

    def signed(self):
        """The rows with the columns by which the history knows who acted, and the key of the record."""
        columns = {field.name for field in self.rows.model._meta.concrete_fields}
        unsaid = {"acted_as": Value("", output_field=CharField()), "on_behalf": Value(False)}
        rows = self.rows.annotate(**{name: value for name, value in unsaid.items() if name not in columns})
        if "acted_for" not in columns:
            rows = rows.annotate(acted_for=self._country())
        return rows.annotate(about_key=F(self.about)).order_by()

    def _country(self):
        """The country in whose name somebody acted; none where the record is of no country."""
        nobody = Value("", output_field=CharField())
        if not self.record_model.rights_country:
            return nobody
        country = F(f"{self.about}__{self.record_model.rights_country}__iso2")
        of_country = Q(on_behalf=True) | Q(acted_as__in=COUNTRY_ROLES)
        return Case(When(of_country, then=country), default=nobody, output_field=CharField())


_deeds: dict[str, Deed] = {}


def register(*deeds: Deed):
    _deeds.update({deed.label: deed for deed in deeds})


def deed_of(label):
    return _deeds.get(label)


def deeds_with(model):
    """What is done with records of this model."""
    return [deed for deed in _deeds.values() if deed.record_model is model]
