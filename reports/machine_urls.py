from django.urls import path

from reports import converters as converters  # registers the biennium
from reports import machine_views, report_views

urlpatterns = [
    path("robots.txt", machine_views.robots, name="robots"),
    path("sitemap.xml", machine_views.sitemap_index, name="sitemap"),
    path("sitemap-<slug:section>.xml", machine_views.sitemap_section, name="sitemap-section"),
    path("reports/<biennium:biennium>.json", report_views.contents_json, name="progress-report-json"),
    path(
        "reports/<biennium:biennium>/editions/<int:number>.json",
        report_views.contents_json,
        name="progress-report-edition-json",
    ),
]
