from django.urls import include, path, re_path

from reports import data_views, picture_views, search_views, views
from reports.archives.views import archive
from reports.profiles import views as profile_views
from reports.status import views as status_views

urlpatterns = [
    path("", views.home, name="home"),
    path("activities-by-year.csv", picture_views.years, name="years-csv"),
    path("", include("reports.report_urls")),
    path("search/", search_views.search_page, name="search"),
    path("status/", status_views.today, name="status"),
    path("status/<str:day>/", status_views.on_day, name="status-on"),
    re_path(r"^status/(?P<day>[^/]+)\.(?P<kind>pdf|docx)$", status_views.as_file, name="status-file"),
    path("data/", data_views.data, name="data"),
    path("data/iati/", data_views.data_iati, name="data-iati"),
    path("countries/<slug:slug>/profile.<str:format>", profile_views.country, name="country-profile"),
    path(
        "countries/<slug:slug>/assessments/<int:number>/self-assessment.<str:format>",
        profile_views.published_assessment,
        name="published-assessment-file",
    ),
    path(
        "work/assessments/<int:pk>/versions/<int:number>/self-assessment.<str:format>",
        profile_views.submitted_assessment,
        name="assessment-version-file",
    ),
    path("work/countries/<slug:slug>/archive/", archive, name="country-archive"),
    path("data/bundles/<str:name>", data_views.bundle, name="data-bundle"),
]
