from django.urls import path

from activities import api as activities
from countries import api as countries
from programme import api

urlpatterns = [
    path("countries/", countries.countries, name="api-countries"),
    path("countries/<slug:iso2>/", countries.country, name="api-country"),
    path("activities/", activities.activities, name="api-activities"),
    path("activities/<slug:slug>/", activities.activity, name="api-activity"),
    path("<path:path>", api.nothing_here),  # last: whatever else begins with /api/v1/
]
