from django.urls import path

from countries import api as countries

urlpatterns = [
    path("countries/", countries.countries, name="api-countries"),
    path("countries/<slug:iso2>/", countries.country, name="api-country"),
]
