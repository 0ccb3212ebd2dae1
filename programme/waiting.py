"""What waits for the secretariat: each room registers its counts, each with the list that shows what was counted."""

from dataclasses import dataclass

from django.db.models import CharField, Count, QuerySet, Value
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from programme.language_names import language_in_words
from programme.models import Sureness


@dataclass(frozen=True)
class Waiting:
    label: str
    count: int
    url: str


_registered: list = []


def waiting(order):
    """Registers a function that returns what waits in its room; what comes first is shown first."""

    def register(function):
        _registered.append((order, function))
        _registered.sort(key=lambda pair: pair[0])
        return function

    return register


def what_waits():
    """Everything that waits, room after room; what is done has gone from the list."""
    return [item for _order, function in _registered for item in function() if item.count]


def list_of(model, **filters):
    """The address of a filtered list in the admin."""
    address = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
    return f"{address}?{urlencode(filters)}"


def missing_translations(model, missing, label):
    """An item for each language in which records of this model lack their text, counted in one query."""
    languages = ("en", "fr", "ru")
    counted = model.objects.aggregate(**{code: Count("pk", filter=missing(code)) for code in languages})
    return [
        Waiting(
            label.format(language=language_in_words(code)),
            counted[code],
            list_of(model, missing=code),
        )
        for code in languages
    ]


def not_confirmed(models):
    """An item for each kind of record that holds facts nobody has confirmed, counted in one query."""
    counts = [
        QuerySet(model)  # not the manager's: the library for translations changes the order of columns
        .order_by()
        .filter(sureness=Sureness.UNCONFIRMED)
        .annotate(row_label=Value(model._meta.label, output_field=CharField()))
        .values("row_label")
        .annotate(rows=Count("pk"))
        .values_list("row_label", "rows")
        for model in models
    ]
    found = dict(counts[0].union(*counts[1:], all=True))
    return [
        Waiting(
            _("Not confirmed: {kind}").format(kind=model._meta.verbose_name_plural),
            found.get(model._meta.label, 0),
            list_of(model, sureness__exact=Sureness.UNCONFIRMED),
        )
        for model in models
    ]
