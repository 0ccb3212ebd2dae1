from django.urls import path

from activities import api as activities
from assessments import api as assessments
from assessments.plans import api as plans
from countries import api as countries
from programme import api
from programme import open_data as programme
from reports import data_views
from reports.open_data.datasets import DATASETS

urlpatterns = [
    path("", data_views.index, name="api-index"),
    path("countries/", countries.countries, name="api-countries"),
    path("countries/<slug:iso2>/", countries.country, name="api-country"),
    path("groups/", countries.groups, name="api-groups"),
    path("activities/", activities.activities, name="api-activities"),
    path("activities/<slug:slug>/", activities.activity, name="api-activity"),
    path("documents/", programme.documents, name="api-documents"),
    path("documents/<slug:slug>/", programme.document, name="api-document"),
    path("meetings/", programme.meetings, name="api-meetings"),
    path("claims/", programme.claims, name="api-claims"),
    path("instrument/", assessments.instrument, name="api-instrument"),
    path("assessments/", assessments.assessments, name="api-assessments"),
    path("plans/", plans.plans, name="api-plans"),
    *(
        path(f"{dataset.name}.csv", data_views.table, {"name": dataset.name}, name=f"api-{dataset.name}-csv")
        for dataset in DATASETS
    ),
    path("openapi.json", data_views.description, name="api-openapi"),
    path("iati.xml", data_views.iati_file, name="api-iati"),
    path("<path:path>", api.nothing_here),  # last: whatever else begins with /api/v1/
]
