"""Open data of action plans: what countries published of them, part by part."""

from assessments.models import PlanPublication
from assessments.plans import published_rows
from assessments.plans.published_rows import published_plan_row_as_data
from assessments.published_filter import PublishedFilter, by_country, by_kind
from programme.api import PAGING, api_view, paged


def countries():
    return [(code, code) for code in sorted({one.content["country"] for one in PlanPublication.objects.shown()})]


class PublishedPlanFilter(PublishedFilter):
    country, kind = by_country(countries), by_kind(published_rows.KINDS)

    class Meta:
        model = PlanPublication
        fields: list[str] = []


@api_view
def plans(request):
    return paged(request, chosen_plans(request), published_plan_row_as_data)


def chosen_plans(request, paging=PAGING):
    return PublishedPlanFilter.narrowed(request, all_plans, paging)


def all_plans():
    """What the public sees of each plan of each country, by the country's code, the latest cycle first."""
    shown = PlanPublication.objects.shown()
    in_order = sorted(shown, key=lambda one: (one.content["country"], -one.content["cycle"]))
    return [row for publication in in_order for row in published_rows.rows_of(publication)]
