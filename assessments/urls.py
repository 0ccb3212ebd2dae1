from django.urls import include, path

from assessments import needs_views, public_views, views

urlpatterns = [
    path("programme/indicators/", views.indicators, name="programme-indicators"),
    path("programme/needs/", needs_views.needs, name="programme-needs"),
    path("programme/needs.csv", needs_views.needs_csv, name="programme-needs-csv"),
    path("countries/<slug:slug>/assessments/<int:number>/", public_views.published, name="published-assessment"),
    path(
        "countries/<slug:slug>/assessments/<int:number>/evidence/<int:key>/",
        public_views.published_file,
        name="published-evidence-file",
    ),
    path("", include("assessments.work_urls")),
    path("", include("assessments.plans.urls")),
]
