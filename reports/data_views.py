"""Open data: tables, the description, the IATI file; and the pages for people about them."""

from datetime import UTC

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import render
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from programme.api import LARGEST_PAGE, PAGE_SIZE, ApiError, api_view, as_json
from programme.conditional import kept_as_long_as_equal
from programme.page_cache import record_stands
from programme.structured_data import json_ld
from reports.open_data import bundle as bundles
from reports.open_data import catalogue, iati, openapi
from reports.open_data.datasets import BY_NAME, DATASETS
from reports.open_data.tables import as_csv

A_YEAR = 365 * 24 * 60 * 60


@api_view
def table(request, name):
    """All that the parameters choose of one list, as CSV."""
    dataset = BY_NAME[name]
    records = dataset.chosen(request, paging=())
    serialize = dataset.serializer()
    content = as_csv(dataset.fields, (serialize(record, request) for record in records))
    return _download(content, "text/csv; charset=utf-8", f"{name}.csv")


@api_view
def index(request):
    """What there is, so that whoever knows the first address finds all others."""
    base = request.build_absolute_uri("/")
    lists = [
        {
            "name": dataset.name,
            "about": str(dataset.about),
            "url": f"{base}api/v1/{dataset.name}/",
            "csv": f"{base}api/v1/{dataset.name}.csv",
        }
        for dataset in DATASETS
    ]
    return {"description": f"{base}api/v1/openapi.json", "documentation": f"{base}en/data/", "lists": lists}


def _description(request):
    return as_json(openapi.description(request.build_absolute_uri("/")))


description = api_view(_description, kept=kept_as_long_as_equal)


@api_view
def iati_file(request):
    _number, changed_at = record_stands()
    if iati.waits_for() or changed_at is None:
        raise ApiError(_("There is no IATI file yet. What it waits for is said at /en/data/iati/."), status=404)
    fitting = [project for project in iati.projects(_day(changed_at)) if not project.lacks]
    if not fitting:
        raise ApiError(_("No project has what IATI demands yet: see /en/data/iati/."), status=404)
    return HttpResponse(iati.as_xml(fitting, changed_at, request), content_type="application/xml; charset=utf-8")


def _download(content, kind, name):
    return HttpResponse(content, content_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})


def _day(moment):
    return moment.astimezone(UTC).date()


@login_not_required
@require_safe
def data(request):
    """What there is for machines, said to people."""
    context = {
        "datasets": DATASETS,
        "page_size": PAGE_SIZE,
        "largest_page": LARGEST_PAGE,
        "bundles": bundles.bundles(),
        "iati_waits_for": iati.waits_for(),
        "base": request.build_absolute_uri("/"),
        "catalogue": json_ld(catalogue.catalogue(request, record_stands()[1], bundles.bundles())),
    }
    response = render(request, "reports/data.html", context)
    response.headers["Cache-Control"] = "private, no-cache"  # no change of the record tells of a new bundle
    return response


@login_not_required
@require_safe
def data_iati(request):
    _number, changed_at = record_stands()
    projects = iati.projects(_day(changed_at)) if changed_at else []
    context = {
        "waits_for": iati.waits_for(),
        "reference": settings.IATI_ORGANISATION_REF,
        "fitting": [project for project in projects if not project.lacks],
        "lacking": [project for project in projects if project.lacks],
    }
    return render(request, "reports/data_iati.html", context)


@login_not_required
@require_safe
def bundle(request, name):
    """A bundle or its checksum: neither ever changes."""
    found = bundles.bundle_named(name.removesuffix(bundles.CHECKSUM))
    if found is None:
        raise Http404
    if name.endswith(bundles.CHECKSUM):
        return HttpResponse(f"{found.checksum}  {found.name}\n", content_type="text/plain; charset=utf-8")
    tag = f'"{found.checksum}"'
    response = get_conditional_response(request, etag=tag)
    if response is None:
        response = FileResponse(found.path.open("rb"), as_attachment=True, filename=name)
    response.headers["ETag"] = tag
    response.headers["Cache-Control"] = f"public, max-age={A_YEAR}, immutable"
    return response
