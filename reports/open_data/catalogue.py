"""The open data in the words of schema.org, by which search engines for data find it. It states what the page states.

No licence is named, since none has been decided.
"""

from django.urls import reverse
from django.utils.translation import gettext as _

from programme.structured_data import known
from programme.templatetags.components import page_language
from reports.open_data.datasets import DATASETS


def catalogue(request, changed_at, bundles):
    """A Dataset for the record as a whole with its dated bundles, and one for each of its lists."""
    page = request.build_absolute_uri(reverse("data"))
    portal = {"@type": "WebSite", "name": _("Assistance and Cooperation Programme"), "url": home(request)}
    return known(
        at_type="Dataset",
        at_id=f"{page}#record",
        name=_("Record of the Assistance and Cooperation Programme"),
        description=_(
            "Countries, activities, documents, meetings and what each source says of them, under the UNECE Convention "
            "on the Transboundary Effects of Industrial Accidents."
        ),
        url=page,
        inLanguage=page_language(),
        isAccessibleForFree=True,
        dateModified=changed_at.isoformat() if changed_at else "",
        includedInDataCatalog={"@type": "DataCatalog", "name": _("Open data"), "url": page},
        isPartOf=portal,
        distribution=[packed(request, bundle) for bundle in bundles],
        hasPart=[part(request, dataset, page) for dataset in DATASETS],
    )


def home(request):
    return request.build_absolute_uri(reverse("home"))


def part(request, dataset, page):
    return known(
        at_type="Dataset",
        at_id=f"{page}#fields-{dataset.name}",
        name=str(dataset.title),
        description=str(dataset.about),
        url=f"{page}#fields-{dataset.name}",
        isAccessibleForFree=True,
        variableMeasured=[name for name, _field in dataset.dictionary],
        distribution=[
            download(request.build_absolute_uri(f"/api/v1/{dataset.name}/"), "application/json"),
            download(request.build_absolute_uri(f"/api/v1/{dataset.name}.csv"), "text/csv"),
        ],
    )


def packed(request, bundle):
    address = request.build_absolute_uri(reverse("data-bundle", args=[bundle.name]))
    return download(address, "application/zip") | {"name": bundle.name, "sha256": bundle.checksum}


def download(address, kind):
    return {"@type": "DataDownload", "encodingFormat": kind, "contentUrl": address}
