from django.urls import path

from countries import api as countries
from programme import api

urlpatterns = [
    path("countries/", countries.countries, name="api-countries"),
    path("countries/<slug:iso2>/", countries.country, name="api-country"),
    path("<path:path>", api.nothing_here),
]
