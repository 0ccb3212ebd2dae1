"""Addresses of a country's own history."""

from django.urls import path

from countries import history_views as views

urlpatterns = [
    path("work/countries/<slug:slug>/history/", views.history, name="country-history"),
    path("work/countries/<slug:slug>/history.csv", views.history_csv, name="country-history-csv"),
]
