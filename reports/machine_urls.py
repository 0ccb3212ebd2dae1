from django.urls import path

from reports import machine_views

urlpatterns = [
    path("robots.txt", machine_views.robots, name="robots"),
    path("sitemap.xml", machine_views.sitemap_index, name="sitemap"),
    path("sitemap-<slug:section>.xml", machine_views.sitemap_section, name="sitemap-section"),
]
