from django.urls import path

from countries import file_views, views

urlpatterns = [
    path("countries/", views.listing, name="countries"),
    path("countries/<slug:slug>/", views.page, name="country"),
    path("countries/<slug:slug>/timeline.csv", file_views.timeline, name="country-timeline-csv"),
    path("countries.csv", file_views.as_csv, name="countries-csv"),
    path("countries.xlsx", file_views.as_xlsx, name="countries-xlsx"),
]
