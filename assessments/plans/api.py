"""Open data of action plans: what countries published of them, part by part."""

import django_filters as filters
from django.utils.translation import gettext_lazy as _

from assessments.models import PlanPublication
from assessments.plans import published_rows
from assessments.plans.published_rows import published_plan_row_as_data
from programme.api import PAGING, api_view, check_parameters, paged


def countries():
    return [(code, code) for code in sorted({one.content["country"] for one in PlanPublication.objects.shown()})]


def kinds():
    return [(kind, kind) for kind in published_rows.KINDS]


class PublishedPlanFilter(filters.FilterSet):
    country = filters.MultipleChoiceFilter(
        label=_("Country"), choices=countries, distinct=False, help_text=_("What this country published.")
    )
    cycle = filters.NumberFilter(label=_("Cycle"), help_text=_("Number of the cycle of the country."))
    kind = filters.MultipleChoiceFilter(
        label=_("Kind"), choices=kinds(), distinct=False, help_text=_("Parts of this kind only.")
    )

    class Meta:
        model = PlanPublication
        fields: list[str] = []


@api_view
def plans(request):
    return paged(request, chosen_plans(request), published_plan_row_as_data)


def chosen_plans(request, paging=PAGING):
    form = PublishedPlanFilter(request.GET, PlanPublication.objects.none(), request=request).form
    check_parameters(request, form, paging=paging)
    wanted, number, kinds_wanted = (form.cleaned_data[name] for name in ("country", "cycle", "kind"))
    return [
        row
        for row in all_plans()
        if (not wanted or row.publication.content["country"] in wanted)
        and (number is None or row.publication.content["cycle"] == number)
        and (not kinds_wanted or row.kind in kinds_wanted)
    ]


def all_plans():
    """What the public sees of each plan of each country, by the country's code, the latest cycle first."""
    shown = PlanPublication.objects.shown()
    in_order = sorted(shown, key=lambda one: (one.content["country"], -one.content["cycle"]))
    return [row for publication in in_order for row in published_rows.rows_of(publication)]
