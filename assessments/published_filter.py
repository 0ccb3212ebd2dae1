"""How open data of what countries published is asked for: by country, cycle and kind of part."""

import django_filters as filters
from django.utils.translation import gettext_lazy as _

from programme.api import PAGING, check_parameters


class PublishedFilter(filters.FilterSet):
    """Of the rows of publications; the lists of countries and kinds are each room's own."""

    cycle = filters.NumberFilter(label=_("Cycle"), help_text=_("Number of the cycle of the country."))

    @classmethod
    def narrowed(cls, request, rows, paging=PAGING):
        """The rows that the request asks for; what it cannot ask for is refused."""
        form = cls(request.GET, cls._meta.model.objects.none(), request=request).form
        check_parameters(request, form, paging=paging)
        wanted, number, kinds = (form.cleaned_data[name] for name in ("country", "cycle", "kind"))
        return [
            row
            for row in rows()
            if (not wanted or row.publication.content["country"] in wanted)
            and (number is None or row.publication.content["cycle"] == number)
            and (not kinds or row.kind in kinds)
        ]


def by_country(choices):
    return filters.MultipleChoiceFilter(
        label=_("Country"), choices=choices, distinct=False, help_text=_("What this country published.")
    )


def by_kind(kinds):
    return filters.MultipleChoiceFilter(
        label=_("Kind"),
        choices=[(kind, kind) for kind in kinds],
        distinct=False,
        help_text=_("Parts of this kind only."),
    )
