"""Addresses: every page below its language, what machines read without one."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path, re_path

from programme import api, views

handler400 = "programme.views.bad_request"
handler403 = "programme.views.permission_denied"
handler404 = "programme.views.not_found"
handler500 = "programme.views.server_error"

urlpatterns = [
    path("", views.choose_language, name="root"),
    path("health/live", views.health_live, name="health-live"),
    path("health/ready", views.health_ready, name="health-ready"),
    path("api/v1", api.nothing_here, {"path": ""}),
    path("api/v1/", include("reports.api_urls")),
    path("", include("reports.machine_urls")),
    path("", include("assessments.feed_urls")),
    *i18n_patterns(
        path("admin/", admin.site.urls),
        path("style-guide/", views.style_guide, name="style-guide"),
        path("account/", include("programme.account_urls")),
        path("", include("countries.people_urls")),
        path("", include("countries.history_urls")),
        path("", include("countries.preparation_urls")),
        path("", include("countries.urls")),
        path("", include("activities.urls")),
        path("", include("assessments.urls")),
        path("", include("programme.page_urls")),
        path("", include("reports.urls")),
    ),
    # Bare paths redirect to the reader's language. What begins with a language and matches nothing above is nowhere:
    # matched here, it would make LocaleMiddleware send every 404 without a language, the API's too, to such a path.
    # A language without its slash is left out as well, so that CommonMiddleware adds the slash.
    re_path(rf"^(?!(?:{'|'.join(code for code, _ in settings.LANGUAGES)})(?:/|$))(?P<path>.+)$", views.choose_language),
]
